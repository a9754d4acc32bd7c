import { didYouMean } from '../lib/closest.ts';
import type { Json } from '../lib/json.ts';
import { problem, type Problem } from '../lib/problem.ts';
import { bind, type Parameter } from '../sql/sql.ts';
import type { ParameterSpec, ParameterType } from './document.ts';

/** The parameters of a notebook with the values in force. */
export interface ParameterValues {
  /** A value for every declared parameter; a date range is `[from, to]`, the end not included. */
  readonly values: ReadonlyMap<string, Json>;
  /** Why a value from outside was not taken, by parameter. */
  readonly problems: ReadonlyMap<string, Problem>;
  /** Given, but declared nowhere. */
  readonly unknown: readonly Problem[];
}

/** Values from outside over the declared defaults. What is not valid takes the default and says so; 0, false and '' are values. */
export function resolveParameters(
  specs: readonly ParameterSpec[],
  given: Readonly<Record<string, unknown>>,
): ParameterValues {
  const values = new Map<string, Json>();
  const problems = new Map<string, Problem>();
  const outside = new Map(Object.entries(given));
  for (const spec of specs) {
    const fallback = read(spec, spec.default);
    const standard = 'value' in fallback ? fallback.value : null;
    const written = outside.get(spec.name);
    const taken = written === undefined ? fallback : read(spec, written);
    values.set(spec.name, 'value' in taken ? taken.value : standard);
    if ('reason' in taken)
      problems.set(spec.name, refused(spec, written === undefined ? spec.default : written, taken.reason));
    else if (spec.required && taken.value === null) problems.set(spec.name, refused(spec, null, 'needs a value'));
  }
  const names = specs.map((spec) => spec.name);
  const unknown = [...outside.keys()]
    .filter((name) => !names.includes(name))
    .map((name) =>
      problem('unknown-parameter', `This notebook has no parameter ${name}.`, {
        hint: didYouMean(name, names),
        severity: 'warning',
        subject: name,
      }),
    );
  return { values, problems, unknown };
}

/** What SQL binds: each parameter with its declared type; a range `period` gives `period_from` and `period_to`. */
export function bindParameters(
  specs: readonly ParameterSpec[],
  values: ReadonlyMap<string, Json>,
): ReadonlyMap<string, Parameter> {
  return new Map(
    specs.flatMap((spec): (readonly [string, Parameter])[] => {
      const value = values.get(spec.name) ?? null;
      if (spec.type !== 'date_range') return [[spec.name, boundValue(spec, value)]];
      const [from, to] = isList(value) ? value : [];
      return [
        [`${spec.name}_from`, bind('DATE', textOrNull(from))],
        [`${spec.name}_to`, bind('DATE', textOrNull(to))],
      ];
    }),
  );
}

/** The same values under the names that metric queries may write: a range also as `_from` and `_to`. */
export function queryValues(
  specs: readonly ParameterSpec[],
  values: ReadonlyMap<string, Json>,
): ReadonlyMap<string, Json> {
  const ends = specs.flatMap((spec): (readonly [string, Json])[] => {
    if (spec.type !== 'date_range') return [];
    const value = values.get(spec.name) ?? null;
    const [from, to] = isList(value) ? value : [];
    return [
      [`${spec.name}_from`, from ?? null],
      [`${spec.name}_to`, to ?? null],
    ];
  });
  return new Map([...values, ...ends]);
}

/** The parameter behind a name that a cell writes: `period_from` is of `period`. */
export function parameterOf(specs: readonly ParameterSpec[], written: string): ParameterSpec | undefined {
  return (
    specs.find((spec) => spec.name === written) ??
    specs.find(
      (spec) => spec.type === 'date_range' && (written === `${spec.name}_from` || written === `${spec.name}_to`),
    )
  );
}

type Read = { readonly value: Json } | { readonly reason: string };

const readers: { readonly [Type in ParameterType]: (spec: ParameterSpec, value: unknown) => Read } = {
  text: (_, value) =>
    typeof value === 'string'
      ? { value }
      : typeof value === 'number'
        ? { value: String(value) }
        : { reason: 'is not a text' },
  integer: (spec, value) =>
    within(spec, numberOf(value), (number) => (Number.isSafeInteger(number) ? null : 'is not a whole number')),
  number: (spec, value) => within(spec, numberOf(value), () => null),
  boolean: (_, value) => {
    if (typeof value === 'boolean') return { value };
    return value === 'true' || value === 'false'
      ? { value: value === 'true' }
      : { reason: 'is neither true nor false' };
  },
  date: (spec, value) =>
    isDate(value) ? within(spec, value, () => null) : { reason: 'is not a date such as 2026-01-31' },
  date_range: (_, value) => {
    const ends = rangeOf(value);
    if (ends === null) return { reason: 'is not a pair of dates such as [2026-01-01, 2026-02-01]' };
    return ends[0] < ends[1] ? { value: ends } : { reason: 'ends before it begins (the end is not included)' };
  },
  enum: (spec, value) => {
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean')
      return { reason: 'is not a single value' };
    if (spec.options === null) return { value };
    const option = spec.options.find((known) => known === value || String(known) === String(value));
    return option === undefined ? { reason: `is none of ${spec.options.map(String).join(', ')}` } : { value: option };
  },
  list: (spec, value) => {
    const members: readonly unknown[] = Array.isArray(value) ? value : [value];
    if (!members.every((member) => typeof member === 'string' || typeof member === 'number'))
      return { reason: 'is not a list of texts' };
    const unknown =
      spec.options === null ? undefined : members.find((member) => !spec.options?.some((known) => known === member));
    return unknown === undefined ? { value: members } : { reason: `holds ${unknown}, which is no option` };
  },
};

function read(spec: ParameterSpec, value: unknown): Read {
  if (value !== null && value !== undefined) return readers[spec.type](spec, value);
  return spec.optional || spec.default === null ? { value: null } : { reason: 'may not be empty' };
}

function within<T extends number | string>(
  spec: ParameterSpec,
  value: T | null,
  check: (value: T) => string | null,
): Read {
  if (value === null) return { reason: 'is not a number' };
  const reason = check(value);
  if (reason !== null) return { reason };
  if (typeof spec.min === typeof value && spec.min !== null && value < spec.min)
    return { reason: `is below ${spec.min}` };
  if (typeof spec.max === typeof value && spec.max !== null && value > spec.max)
    return { reason: `is above ${spec.max}` };
  return { value };
}

function numberOf(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

function isDate(value: unknown): value is string {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(value)) return false;
  const day = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value);
}

function rangeOf(value: unknown): readonly [string, string] | null {
  const ends: unknown = typeof value === 'string' ? value.split('..') : value;
  if (Array.isArray(ends)) return ends.length === 2 && isDate(ends[0]) && isDate(ends[1]) ? [ends[0], ends[1]] : null;
  if (typeof ends !== 'object' || ends === null || !('from' in ends) || !('to' in ends)) return null;
  return isDate(ends.from) && isDate(ends.to) ? [ends.from, ends.to] : null;
}

function boundValue(spec: ParameterSpec, value: Json): Parameter {
  if (spec.type === 'list') {
    const members = isList(value) ? value : [];
    const numbers = members.flatMap((member) => (typeof member === 'number' ? [member] : []));
    if (members.length > 0 && numbers.length === members.length)
      return bind(numbers.every(Number.isSafeInteger) ? 'BIGINT[]' : 'DOUBLE[]', numbers);
    return bind('VARCHAR[]', value === null ? null : members.map(String));
  }
  if (spec.type === 'date') return bind('DATE', textOrNull(value));
  if (typeof value === 'boolean' || spec.type === 'boolean')
    return bind('BOOLEAN', value === true || value === false ? value : null);
  if (typeof value === 'number')
    return bind(spec.type !== 'number' && Number.isSafeInteger(value) ? 'BIGINT' : 'DOUBLE', value);
  if (spec.type === 'integer') return bind('BIGINT', null);
  return spec.type === 'number' ? bind('DOUBLE', null) : bind('VARCHAR', textOrNull(value));
}

function refused(spec: ParameterSpec, value: unknown, reason: string): Problem {
  const shown = value === null || value === undefined ? '' : ` ${JSON.stringify(value)}`;
  return problem('invalid-parameter', `${spec.label}:${shown} ${reason}.`, {
    hint: `The default ${JSON.stringify(spec.default)} is used.`,
    subject: spec.name,
    severity: 'warning',
  });
}

function textOrNull(value: Json | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
