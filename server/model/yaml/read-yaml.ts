/** text → YAML document → plain value, with the line and column of every key and value */
import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
} from 'yaml';
import type { Position } from '../../lib/errors.ts';
import { messageOf } from '../../lib/errors.ts';
import { type Problem, problem } from '../../lib/problem.ts';

export type KeyPath = readonly (string | number)[];

/** A YAML file that could be read, with the places of what it says. */
export interface YamlSource {
  readonly file: string;
  readonly value: unknown;
  /** Where a value stands; where there is none, the nearest key above it. */
  valueAt(path: KeyPath): Position;
  /** Where a key stands. */
  keyAt(path: KeyPath): Position;
  /** Where a stretch of a scalar's text stands; the whole scalar where its text is folded or escaped. */
  within(path: KeyPath, stretch: Position): Position;
}

export interface YamlReading {
  /** null where the text is no YAML. */
  readonly source: YamlSource | null;
  readonly problems: readonly Problem[];
}

const longestFile = 1_000_000;
const mostProblems = 10;

/** Reads a YAML file; whatever is wrong with it is an `invalid-yaml` with its line. Never throws. */
export function readYaml(file: string, text: string): YamlReading {
  if (text.length > longestFile) return failed(file, `The file is longer than ${longestFile} characters.`);
  const lines = new LineCounter();
  try {
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, stringKeys: true });
    const problems = [...faults(document, { file, text, lines }), ...reservedKeys(document, { file, text, lines })];
    if (problems.length > 0) return { source: null, problems };
    return { source: sourceOf(document, { file, text, lines }), problems: [] };
  } catch (error) {
    return failed(file, `The file cannot be read: ${messageOf(error)}.`);
  }
}

interface Text {
  readonly file: string;
  readonly text: string;
  readonly lines: LineCounter;
}

function failed(file: string, message: string): YamlReading {
  return { source: null, problems: [problem('invalid-yaml', message, { file, position: { line: 1, column: 1 } })] };
}

function faults(document: Document.Parsed, source: Text): readonly Problem[] {
  return [...document.errors, ...document.warnings].slice(0, mostProblems).map((fault) => {
    const [start, end] = fault.pos;
    const word = /^[^\s:]+/.exec(source.text.slice(start))?.[0] ?? '';
    const message = fault.code === 'DUPLICATE_KEY' ? `The key ${word} is written twice.` : sentence(fault.message);
    const position = positionOf(source.lines, start, end - start);
    const hint = hints.get(fault.message.startsWith('Flow') ? 'MISSING_CHAR' : fault.code);
    return problem('invalid-yaml', message, { file: source.file, position, hint });
  });
}

const hints: ReadonlyMap<string, string> = new Map([
  ['DUPLICATE_KEY', 'Keep one of the two.'],
  ['TAB_AS_INDENT', 'Indent with spaces.'],
  ['BAD_INDENT', 'Keys that belong together start in the same column.'],
  ['MULTIPLE_DOCS', 'Write one document a file, without --- in between.'],
  ['MISSING_CHAR', 'A bracket or quotation mark is opened and not closed, or a colon or comma is missing.'],
  ['BLOCK_AS_IMPLICIT_KEY', 'Put a value that contains ": " in quotation marks.'],
  ['UNEXPECTED_TOKEN', 'Put a value with special characters in quotation marks.'],
]);

function sentence(message: string): string {
  return /[.!?]$/.test(message) ? message : `${message}.`;
}

function reservedKeys(document: Document.Parsed, source: Text): readonly Problem[] {
  const problems: Problem[] = [];
  visit(document, {
    Pair: (_, { key }) => {
      if (!isScalar(key) || key.value !== '__proto__') return;
      const position = positionOf(source.lines, key.range?.[0] ?? 0, key.value.length);
      problems.push(problem('reserved-name', 'A key cannot be called __proto__.', { file: source.file, position }));
    },
  });
  return problems;
}

function sourceOf(document: Document.Parsed, { file, text, lines }: Text): YamlSource {
  const place = (node: Node | null): Position => {
    const [start, end] = node?.range ?? [0, 0];
    return positionOf(lines, start, end - start);
  };
  return {
    file,
    value: document.toJS({ maxAliasCount: 100 }) as unknown,
    valueAt: (path) => {
      const { node, key, complete } = find(document, path);
      return place(complete ? node : (key ?? node));
    },
    keyAt: (path) => {
      const { node, key } = find(document, path);
      return place(key ?? node);
    },
    within: (path, stretch) => {
      const { node } = find(document, path);
      if (!isScalar(node) || typeof node.value !== 'string' || stretch.offset === undefined) return place(node);
      const start = (node.range?.[0] ?? 0) + (node.type === 'PLAIN' ? 0 : 1);
      if (!text.startsWith(node.value, start)) return place(node);
      return positionOf(lines, start + stretch.offset, stretch.length ?? 0);
    },
  };
}

interface Found {
  readonly node: Node | null;
  readonly key: Node | null;
  /** Whether the whole path was there. */
  readonly complete: boolean;
}

function find(document: Document.Parsed, path: KeyPath): Found {
  let node: Node | null = document.contents;
  let key: Node | null = null;
  for (const step of path) {
    const target: unknown = isAlias(node) ? node.resolve(document) : node;
    const next = isMap(target)
      ? target.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === String(step))
      : isSeq(target)
        ? target.items[Number(step)]
        : undefined;
    if (isPair(next)) {
      key = isNode(next.key) ? next.key : key;
      node = isNode(next.value) ? next.value : key;
    } else if (isNode(next)) {
      [node, key] = [next, next];
    } else {
      return { node, key, complete: false };
    }
  }
  return { node, key, complete: true };
}

function positionOf(lines: LineCounter, offset: number, length: number): Position {
  const { line, col } = lines.linePos(offset);
  return { line, column: col, offset, length };
}
