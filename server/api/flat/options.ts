import { didYouMean } from '../../lib/closest.ts';
import { TrivetError } from '../../lib/errors.ts';
import type { JsonShape } from './write-json.ts';

/** How a file is to be written. */
export interface FileOptions {
  readonly shape: JsonShape;
  /** Exact decimals as JSON numbers. */
  readonly numbers: boolean;
  readonly forExcel: boolean;
  readonly totals: boolean;
}

/** The query part of an address: a name that comes several times has a list. */
export type QueryPart = Readonly<Record<string, string | readonly string[]>>;

/** What an address says under a name that somebody chose, `constructor` included. */
export function givenIn(query: QueryPart, name: string): string | readonly string[] | undefined {
  return Object.hasOwn(query, name) ? query[name] : undefined;
}

const choices = {
  shape: ['arrays', 'objects', 'columns'],
  decimals: ['text', 'numbers'],
  for: ['excel'],
  totals: ['true', 'false'],
} as const;

type OptionName = keyof typeof choices;

/** Names that are options of every file; a saved query's own parameter of that name comes first. */
export const optionNames: readonly string[] = Object.keys(choices);

/** Reads the options; throws `invalid-parameter` for a value that an option does not have. */
export function fileOptions(query: QueryPart): FileOptions {
  const shape = chosen(query, 'shape');
  return {
    shape: choices.shape.find((known) => known === shape) ?? 'arrays',
    numbers: chosen(query, 'decimals') === 'numbers',
    forExcel: chosen(query, 'for') === 'excel',
    totals: chosen(query, 'totals') === 'true',
  };
}

/** Throws `unknown-parameter` for a name that is neither an option nor one of `more`. */
export function refuseUnknown(query: QueryPart, more: readonly string[]): void {
  const known = [...more, ...optionNames];
  const unknown = Object.keys(query).filter((name) => !known.includes(name));
  const refusals = unknown.map(
    (name) =>
      new TrivetError('unknown-parameter', `There is no parameter called ${name}.`, {
        hint: didYouMean(name, known),
        choices: known,
      }),
  );
  const [first, ...others] = refusals;
  if (first === undefined) return;
  const { code, message, hint } = first;
  throw others.length === 0 ? first : new TrivetError(code, message, { hint, choices: known, refusals: others });
}

function chosen(query: QueryPart, name: OptionName): string | null {
  const given = givenIn(query, name);
  if (given === undefined) return null;
  const known: readonly string[] = choices[name];
  if (typeof given === 'string' && known.includes(given)) return given;
  throw new TrivetError('invalid-parameter', `${name} is ${known.join(' or ')}, not ${String(given)}.`, {
    choices: known,
  });
}
