/** Where a place of a YAML body lies: the keys above it, and whether a key or a value is written there. */
export interface YamlPlace {
  /** From the outside in; members of lists add nothing. */
  readonly path: readonly string[];
  readonly at: 'key' | 'value';
}

interface Frame {
  readonly kind: 'map' | 'list';
  key: string | null;
}

interface Block {
  readonly indent: number;
  readonly key: string;
}

/** Reads the text before a place as far as it goes: blocks by their indentation, `{ }` and `[ ]` by their brackets. */
export function placeIn(before: string): YamlPlace {
  const blocks: Block[] = [];
  const frames: Frame[] = [];
  let at: YamlPlace['at'] = 'key';
  for (const line of before.split('\n')) {
    let rest = line;
    if (frames.length === 0) {
      const opening = /^(\s*)((?:-\s+)*)(?:([A-Za-z_][\w.]*)\s*:(?:\s|$))?/.exec(line);
      const indent = (opening?.[1]?.length ?? 0) + (opening?.[2]?.length ?? 0);
      const isItem = (opening?.[2] ?? '') !== '';
      while ((blocks.at(-1)?.indent ?? -1) >= (isItem ? (opening?.[1]?.length ?? 0) + 1 : indent)) blocks.pop();
      const key = opening?.[3];
      if (key !== undefined) blocks.push({ indent, key });
      at = key !== undefined ? 'value' : isItem ? 'value' : 'key';
      rest = line.slice(opening?.[0].length ?? 0);
    }
    readFlow(rest, frames);
  }
  const inside = frames.at(-1);
  if (inside) at = inside.kind === 'map' && inside.key === null ? 'key' : 'value';
  return { path: [...blocks.map(({ key }) => key), ...frames.flatMap(({ key }) => key ?? [])], at };
}

/** Brackets, keys and commas of one line; texts in quotes and comments say nothing. */
function readFlow(text: string, frames: Frame[]): void {
  const tokens = text.matchAll(
    /"(?:[^"\\]|\\.)*"?|'(?:[^']|'')*'?|(?:^|\s)#.*$|([A-Za-z_][\w.]*)\s*:(?=\s|$)|([[{\]},])/g,
  );
  for (const [, key, mark] of tokens) {
    const top = frames.at(-1);
    if (key !== undefined && top?.kind === 'map') top.key = key;
    if (mark === '{' || mark === '[') frames.push({ kind: mark === '{' ? 'map' : 'list', key: null });
    if (mark === '}' || mark === ']') frames.pop();
    if (mark === ',' && top?.kind === 'map') top.key = null;
  }
}
