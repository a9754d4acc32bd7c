import { z } from 'zod';
import { didYouMean } from '../../lib/closest.ts';
import type { TrivetError } from '../../lib/errors.ts';
import { normalFilter } from './canonical.ts';
import type { Filter, FilterOperator, FilterValue } from './metric-query.ts';
import { invalidQuery } from './refuse.ts';

const operators: ReadonlySet<string> = new Set<FilterOperator>([
  '_eq',
  '_neq',
  '_gt',
  '_gte',
  '_lt',
  '_lte',
  '_in',
  '_nin',
  '_like',
  '_contains',
  '_startsWith',
  '_isNull',
]);
const deepest = 20;
const mostValues = 10_000;

type Path = readonly PropertyKey[];
type Refusals = TrivetError[];

/**
 * `{ region: North, score: { _gte: 9 }, _or: [ … ] }` → conditions: a scalar means `_eq`, a list `_in`, several members
 * `_and`. Nothing at all is null. What is wrong is added to `refusals`, with its path.
 */
export function parseFilter(input: unknown, path: Path, refusals: Refusals): Filter | null {
  return normalFilter(filterOf(input, path, refusals));
}

function filterOf(input: unknown, path: Path, refusals: Refusals): Filter | null {
  if (input === undefined || input === null) return null;
  if (path.length > deepest * 2) {
    refusals.push(invalidQuery([], `The conditions are nested more than ${deepest} deep.`));
    return null;
  }
  if (Array.isArray(input)) return group('and', input, path, refusals);
  if (typeof input !== 'object') {
    refusals.push(invalidQuery(path, 'conditions are written by name.', 'For example { region: North }.'));
    return null;
  }
  const parts = Object.entries(input).map(([key, value]) => member(key, value, [...path, key], refusals));
  return { is: 'and', of: parts.filter((part) => part !== null) };
}

function member(key: string, value: unknown, path: Path, refusals: Refusals): Filter | null {
  if (key === '_and' || key === '_or') {
    const list: readonly unknown[] = Array.isArray(value) ? value : [value];
    return group(key === '_and' ? 'and' : 'or', list, path, refusals);
  }
  if (key === '_not') {
    const of = normalFilter(filterOf(value, path, refusals));
    return of === null ? null : { is: 'not', of };
  }
  if (key.startsWith('_')) {
    refusals.push(unknownOperator(key, path, ['_and', '_or', '_not']));
    return null;
  }
  return conditions(key, value, path, refusals);
}

function group(is: 'and' | 'or', list: readonly unknown[], path: Path, refusals: Refusals): Filter | null {
  const parts = list.map((part, index) => normalFilter(filterOf(part, [...path, index], refusals)));
  const of = parts.filter((part) => part !== null);
  return of.length === 0 ? null : { is, of };
}

function conditions(on: string, value: unknown, path: Path, refusals: Refusals): Filter | null {
  if (value === undefined) return null;
  if (Array.isArray(value)) return condition(on, ['_in', value], path, refusals);
  if (value === null || typeof value !== 'object') return condition(on, ['_eq', value], path, refusals);
  if ('_metric' in value || '_none' in value)
    return entityFilters(on, { value: new Map(Object.entries(value)), path }, refusals);
  const { nulls, ...rest } = value as Record<string, unknown>; // an object that is no array and not null
  const keepsNulls = nulls === true;
  if (keepsNulls && !('_neq' in rest || '_nin' in rest)) {
    refusals.push(
      invalidQuery(path, 'nulls: true belongs to _neq and _nin.', 'To ask for missing values write _isNull.'),
    );
  }
  const of = Object.entries(rest).map(([operator, operand]) => {
    const found = condition(on, [operator, operand], [...path, operator], refusals);
    const takesNulls = keepsNulls && (operator === '_neq' || operator === '_nin');
    return found?.is === 'condition' && takesNulls ? { ...found, keepNulls: true } : found;
  });
  return { is: 'and', of: of.filter((part) => part !== null) };
}

function condition(on: string, pair: readonly [string, unknown], path: Path, refusals: Refusals): Filter | null {
  const [operator, operand] = pair;
  if (operand === undefined) return null;
  if (!isOperator(operator)) {
    refusals.push(unknownOperator(operator, path, operators));
    return null;
  }
  const complaint = complaintAbout(operator, operand);
  const values = complaint === null ? valuesOf(operator, operand) : null;
  if (values === null) {
    refusals.push(invalidQuery(path, complaint ?? complaintOf(operator)));
    return null;
  }
  return { is: 'condition', on, operator, values, keepNulls: false };
}

/** `{ _metric: { revenue: { _gte: 100 } }, time: { range: [from, to] } }` and `{ _none: tickets }`, of an entity. */
function entityFilters(
  on: string,
  { value, path }: { readonly value: ReadonlyMap<string, unknown>; readonly path: Path },
  refusals: Refusals,
): Filter | null {
  const known = ['_metric', '_none', 'time'];
  for (const key of value.keys()) {
    if (!known.includes(key)) refusals.push(unknownOperator(key, [...path, key], known));
  }
  const time = entityTime(value.get('time'), [...path, 'time'], refusals);
  const metrics = membersOf(value.get('_metric'), [...path, '_metric'], refusals);
  const entities = metrics.flatMap(([metric, condition]): Filter[] => {
    const having = normalFilter(member(metric, condition, [...path, '_metric', metric], refusals));
    return having === null ? [] : [{ is: 'entity', on, metric, having, time }];
  });
  const absent = value.get('_none');
  const datasets: readonly unknown[] = Array.isArray(absent) ? absent : absent === undefined ? [] : [absent];
  const absences = datasets.flatMap((dataset): Filter[] => {
    if (typeof dataset === 'string') return [{ is: 'none', on, dataset }];
    refusals.push(invalidQuery([...path, '_none'], 'takes the name of a dataset.', 'For example { _none: tickets }.'));
    return [];
  });
  return { is: 'and', of: [...entities, ...absences] };
}

function membersOf(value: unknown, path: Path, refusals: Refusals): readonly (readonly [string, unknown])[] {
  if (value === undefined || value === null) return [];
  if (typeof value === 'object' && !Array.isArray(value)) {
    const members = Object.entries(value);
    const operator = members.find(([key]) => key.startsWith('_'));
    if (operator === undefined) return members;
  }
  const hint = 'For example { _metric: { revenue: { _gte: 100 } } }.';
  refusals.push(invalidQuery(path, 'takes conditions by the name of a metric.', hint));
  return [];
}

function entityTime(value: unknown, path: Path, refusals: Refusals): EntityTime {
  if (value === undefined || value === null) return null;
  const parsed = entityTimeSpec.safeParse(Array.isArray(value) ? { range: value } : value);
  if (parsed.success && parsed.data.range[0] < parsed.data.range[1]) return parsed.data;
  const hint = 'Write { range: [2024-01-01, 2024-04-01] }: from the first day to the one that no longer counts.';
  refusals.push(invalidQuery(path, 'takes a range of two days, the earlier first.', hint));
  return null;
}

type EntityTime = Extract<Filter, { readonly is: 'entity' }>['time'];

const entityTimeSpec = z.strictObject({ range: z.tuple([z.iso.date(), z.iso.date()]) });

function valuesOf(operator: FilterOperator, operand: unknown): readonly FilterValue[] | null {
  if (operator === '_in' || operator === '_nin') {
    const list: readonly unknown[] = Array.isArray(operand) ? operand : [operand];
    return list.length <= mostValues && list.every(isValue) ? list : null;
  }
  if (!isValue(operand)) return null;
  if (operator === '_isNull') return typeof operand === 'boolean' ? [operand] : null;
  if (operand === null) return operator === '_eq' || operator === '_neq' ? [null] : null;
  const isText = operator === '_like' || operator === '_contains' || operator === '_startsWith';
  return isText && typeof operand !== 'string' ? null : [operand];
}

/** What is wrong with an operand, its kind of value apart. */
function complaintAbout(operator: FilterOperator, operand: unknown): string | null {
  const list: readonly unknown[] = Array.isArray(operand) ? operand : [operand];
  if (list.length > mostValues) return `takes at most ${mostValues} values; these are ${list.length}.`;
  const isText = operator === '_like' && typeof operand === 'string';
  if (isText && /(?<!\\)(\\\\)*\\$/.test(operand))
    return 'ends with a \\ that stands before nothing; write \\\\ for one that is meant.';
  const endless = list.find((value) => typeof value === 'number' && !Number.isFinite(value));
  return endless === undefined ? null : `${String(endless)} is no number that a value could be compared with.`;
}

function complaintOf(operator: FilterOperator): string {
  if (operator === '_isNull') return 'takes true or false.';
  if (operator === '_in' || operator === '_nin')
    return `takes a list of at most ${mostValues} texts, numbers or nulls.`;
  if (operator === '_like' || operator === '_contains' || operator === '_startsWith') return 'takes a text.';
  return operator === '_eq' || operator === '_neq'
    ? 'takes one text, number, true, false or null.'
    : 'takes one text or number, not null.';
}

function isOperator(name: string): name is FilterOperator {
  return operators.has(name);
}

function isValue(value: unknown): value is FilterValue {
  if (typeof value === 'number') return Number.isFinite(value);
  return value === null || typeof value === 'string' || typeof value === 'boolean';
}

function unknownOperator(name: string, path: Path, known: Iterable<string>): TrivetError {
  return invalidQuery(path, `there is no operator ${name}.`, didYouMean(name, known));
}
