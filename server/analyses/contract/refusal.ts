import type { Reason, Unanswerable } from '../../stats/unanswerable.ts';
import type { Effect } from './refusal-codes/code-entry.ts';
import { type RefusalCode, refusalCodes } from './refusal-codes/index.ts';

/** A refusal is data: shown, printed and tested like any other answer. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly effect: Effect;
  readonly message: string;
  readonly details: Details;
  readonly hint: string;
  /** The one number that is refused, where the others stand; null: the analysis as a whole. */
  readonly of: string | null;
}

type Details = Readonly<Record<string, string | number>>;

/** Whether it takes away the finding as a whole, not one number of it. */
export function refusesAsWhole({ effect, of }: Pick<Refusal, 'effect' | 'of'>): boolean {
  return effect === 'refuse' && of === null;
}

/** A refusal with its sentence filled in; numbers that the sentence shows are rounded to three digits. */
export function refusal(
  code: RefusalCode,
  details: Details = {},
  { of = null, hint }: { readonly of?: string | null; readonly hint?: string | undefined } = {},
): Refusal {
  const entry = refusalCodes[code];
  const message = entry.message.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = details[name];
    if (value === undefined) throw new Error(`The refusal ${code} needs ${name}.`);
    return typeof value === 'number' ? plain(value) : value;
  });
  return { code, effect: entry.effect, message, details, hint: hint ?? entry.hint, of };
}

/** The refusal for what a statistic could not answer. */
export function refusalFor({ reason, details }: Unanswerable, options: { readonly of?: string | null } = {}): Refusal {
  const code = codes[reason];
  return refusal(code, { ...defaults, ...renamed(code, details) }, options);
}

const codes: { readonly [Each in Reason]: RefusalCode } = {
  'too-few': 'too-few',
  'too-many': 'too-many',
  'empty-group': 'empty-group',
  'constant-outcome': 'constant-outcome',
  'constant-column': 'constant-column',
  collinear: 'collinear',
  separation: 'separation',
  'no-events': 'no-events',
  'bad-weights': 'bad-weights',
  'not-positive-definite': 'matrix-not-pd',
  'not-converged': 'not-converged',
  'out-of-scale': 'out-of-scale',
  'impossible-margins': 'impossible-margins',
};

/** What stands in a sentence where the statistic did not say. */
const defaults: Details = {
  n: '0',
  needed: 'more',
  limit: 'can be handled',
  which: '',
  column: 'A column',
  variable: 'A column',
  scale: 'as declared',
  margin: 'a category',
};

function renamed(code: RefusalCode, details: Details): Details {
  const { column } = details;
  return code === 'separation' && column !== undefined ? { ...details, variable: column } : details;
}

function plain(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(3)));
}
