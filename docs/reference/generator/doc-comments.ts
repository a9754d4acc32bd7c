import { existsSync, readFileSync } from 'node:fs';

/** The repository, as a URL. */
export const root = new URL('../../../', import.meta.url);

/** Doc comments of a source file: name of the key or constant behind each → its text on one line. */
export function docComments(file: string): ReadonlyMap<string, string> {
  const path = new URL(file, root);
  if (!existsSync(path)) throw new Error(`There is no ${file}: an entry of a registry has a file of its name.`);
  const found = readFileSync(path, 'utf8').matchAll(
    /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*(?:export const )?(\w+)\??\s*[:=]/g,
  );
  return new Map([...found].map(([, text = '', name = '']) => [name, plain(text)]));
}

/** `count_distinct` → `count-distinct`: how a registry's entry names its file. */
export function fileNameOf(name: string): string {
  return name.replaceAll('_', '-');
}

/** `count_distinct` → `countDistinct`: how the constant is called. */
export function constantOf(name: string): string {
  return name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function plain(comment: string): string {
  return comment
    .split('\n')
    .map((line) => line.replace(/^\s*\*/, '').trim())
    .join(' ')
    .trim();
}
