import { isMap, isNode, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { didYouMean } from '../../lib/closest.ts';
import { type Position, TrivetError } from '../../lib/errors.ts';
import type { Json } from '../../lib/json.ts';

/** A YAML body with the places of its parts, for errors that are found later. */
export interface YamlBody<Spec> {
  readonly spec: Spec;
  readonly json: Json;
  /** Where the value at a path of keys stands in the body. */
  readonly position: (path: readonly (string | number)[]) => Position | undefined;
}

/** Parses a body and checks it. Throws `invalid-yaml` or `invalid-cell` with line and column in the body. */
export function parseYamlBody<Spec>(body: string, type: z.ZodType<Spec>): YamlBody<Spec> {
  const lines = new LineCounter();
  const document = parseDocument(body, { lineCounter: lines });
  const placeOf = (offset: number, end: number): Position => {
    const at = lines.linePos(offset);
    return { line: at.line, column: at.col, offset, length: Math.max(1, end - offset) };
  };
  const [error] = document.errors;
  if (error !== undefined) {
    const message = (error.message.split('\n')[0] ?? '').replace(/ at line .*$/, '');
    throw new TrivetError('invalid-yaml', `The cell is not valid YAML: ${message}.`, {
      position: placeOf(error.pos[0], error.pos[1]),
    });
  }
  if (document.contents === null)
    throw new TrivetError('invalid-cell', 'The cell is empty.', { hint: 'Write keys and values, one a line.' });
  if (!isMap(document.contents))
    throw new TrivetError('invalid-cell', 'The cell is not a mapping of keys to values.', {
      position: { line: 1, column: 1 },
    });
  // Core schema YAML gives JSON values and nothing else.
  const json = plainJson(() => document.toJS() as Json);
  const position = (path: readonly (string | number)[]): Position | undefined => {
    const node = path.length === 0 ? document.contents : document.getIn(path, true);
    if (isNode(node) && node.range) return placeOf(node.range[0], node.range[1]);
    return path.length === 0 ? undefined : position(path.slice(0, -1));
  };
  const parsed = type.safeParse(json);
  if (parsed.success) return { spec: parsed.data, json, position };
  const [issue] = parsed.error.issues;
  throw issueError(issue, type, position);
}

/** Names of parameters that stand as `$name` scalars anywhere in a value; `$$` begins a plain text. */
export function parametersIn(value: Json | undefined): readonly string[] {
  if (typeof value === 'string')
    return value.startsWith('$$') ? [] : (/^\$([A-Za-z_]\w*)$/.exec(value)?.slice(1) ?? []);
  if (value === null || typeof value !== 'object') return [];
  return [...new Set(Object.values(value).flatMap(parametersIn))];
}

/** The JSON Schema of a YAML kind, for completion and hover. */
export function bodySchema(type: z.ZodType): Json {
  return z.toJSONSchema(type, { io: 'input', unrepresentable: 'any' }) as Json; // a JSON Schema is JSON
}

function issueError(
  issue: z.core.$ZodIssue | undefined,
  type: z.ZodType,
  position: YamlBody<unknown>['position'],
): TrivetError {
  const path = (issue?.path ?? []).map((key) => (typeof key === 'number' ? key : String(key)));
  if (issue?.code === 'unrecognized_keys') {
    const key = issue.keys[0] ?? '';
    const known = path.length === 0 && type instanceof z.ZodObject ? Object.keys(type.shape) : [];
    return new TrivetError('unknown-key', `There is no key ${[...path, key].join('.')} here.`, {
      hint: didYouMean(key, known),
      choices: known,
      position: position([...path, key]),
    });
  }
  const where = path.length === 0 ? 'The cell' : path.join('.');
  return new TrivetError('invalid-cell', `${where}: ${issue?.message ?? 'not valid'}.`, { position: position(path) });
}

// Aliases that multiply without end make the library throw.
function plainJson(read: () => Json): Json {
  try {
    return read();
  } catch {
    throw new TrivetError('invalid-yaml', 'The cell repeats itself through aliases more often than can be read.');
  }
}
