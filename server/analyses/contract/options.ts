import { didYouMean } from '../../lib/closest.ts';
import { TrivetError } from '../../lib/errors.ts';
import type { Json } from '../../lib/json.ts';

/** An input of an analysis beside its data, rich enough to make a form of it. */
export interface Option {
  readonly name: string;
  readonly label: string;
  readonly description: string;
  readonly type: 'text' | 'number' | 'integer' | 'boolean' | 'date' | 'choice' | 'texts' | 'dates' | 'numbers';
  /** For `choice`. */
  readonly choices?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  /** Null: nothing unless it is given. */
  readonly default: Json;
  readonly required?: boolean;
}

/** The options of one call, checked, with defaults filled in. */
export class Options {
  readonly #values: ReadonlyMap<string, Json>;

  constructor(values: ReadonlyMap<string, Json>) {
    this.#values = values;
  }

  has(name: string): boolean {
    return (this.#values.get(name) ?? null) !== null;
  }

  /** A text, date or choice; null where none is given. */
  text(name: string): string | null {
    const value = this.#values.get(name) ?? null;
    return typeof value === 'string' ? value : null;
  }

  number(name: string): number | null {
    const value = this.#values.get(name) ?? null;
    return typeof value === 'number' ? value : null;
  }

  flag(name: string): boolean {
    return this.#values.get(name) === true;
  }

  texts(name: string): readonly string[] {
    const value = this.#values.get(name) ?? null;
    return Array.isArray(value) ? value.filter((member) => typeof member === 'string') : [];
  }

  numbers(name: string): readonly number[] {
    const value = this.#values.get(name) ?? null;
    return Array.isArray(value) ? value.filter((member) => typeof member === 'number') : [];
  }
}

/** Checks what was given; throws `unknown-option`, `invalid-option` or `missing-option`. */
export function optionsOf(
  analysis: string,
  declared: readonly Option[],
  given: Readonly<Record<string, Json>>,
): Options {
  const names = declared.map(({ name }) => name);
  for (const name of Object.keys(given)) {
    if (names.includes(name)) continue;
    throw new TrivetError('unknown-option', `The analysis ${analysis} has no option ${name}.`, {
      hint: didYouMean(name, names),
      choices: names,
    });
  }
  return new Options(new Map(declared.map((option) => [option.name, valueOf(analysis, option, given[option.name])])));
}

function valueOf(analysis: string, option: Option, given: Json | undefined): Json {
  const value = given ?? option.default;
  if (value === null) {
    if (option.required !== true) return null;
    throw new TrivetError('missing-option', `The analysis ${analysis} needs ${option.name}: ${option.description}`, {
      hint: `Add options: { ${option.name}: … }.`,
    });
  }
  const list = option.type === 'texts' || option.type === 'dates' || option.type === 'numbers';
  const members = list && !Array.isArray(value) ? [value] : value;
  const complaint = list ? listComplaint(option, members) : memberComplaint(option, option.type, value);
  if (complaint === null) return members;
  throw new TrivetError('invalid-option', `The option ${option.name} of ${analysis} ${complaint}.`, {
    hint: option.description,
    choices: option.choices,
  });
}

const memberTypes = { texts: 'text', dates: 'date', numbers: 'number' } as const;

function listComplaint(option: Option, members: Json): string | null {
  if (!Array.isArray(members)) return 'takes a list';
  const type = memberTypes[option.type as keyof typeof memberTypes]; // only lists come here
  return members.map((member: Json) => memberComplaint(option, type, member)).find((found) => found !== null) ?? null;
}

function memberComplaint(option: Option, type: Option['type'], value: Json): string | null {
  if (type === 'boolean') return typeof value === 'boolean' ? null : 'takes true or false';
  if (type === 'choice') {
    const isKnown = typeof value === 'string' && option.choices?.includes(value) === true;
    return isKnown ? null : `takes one of ${option.choices?.join(', ') ?? 'its choices'}`;
  }
  if (type === 'text') return typeof value === 'string' ? null : 'takes a text';
  if (type === 'date') return typeof value === 'string' && isDay(value) ? null : 'takes a day such as 2026-01-31';
  if (typeof value !== 'number' || !Number.isFinite(value)) return 'takes a number';
  if (type === 'integer' && !Number.isInteger(value)) return 'takes a whole number';
  const { min = -Infinity, max = Infinity } = option;
  return value < min || value > max ? `takes a number from ${min} to ${max}` : null;
}

function isDay(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
