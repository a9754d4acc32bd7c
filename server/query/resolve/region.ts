/** which rows a value is of, as far as that can be told from the question: enough to see that one set may lie in another */
import { canonicalJson } from '../../lib/json.ts';
import type { Value } from '../../lib/table.ts';
import type { Filter } from '../language/metric-query.ts';
import { addDays } from '../calendar/period.ts';

/** Conditions that all hold for the rows behind a value. */
export interface Region {
  /** Dimension → the values it may have. */
  readonly values: ReadonlyMap<string, ReadonlySet<string>>;
  /** Half-open days; null: open. */
  readonly days: Days;
  /** Conditions of other shapes, each as one text, with the names that stand in it. */
  readonly others: ReadonlyMap<string, ReadonlySet<string>>;
  /** Whether persons themselves are chosen, in which case any other condition may follow from it. */
  readonly choosesPersons: boolean;
}

export type Days = readonly [from: string | null, to: string | null];

/** What is known of dimensions. */
export interface Naming {
  isCalendar(dimension: string): boolean;
  /** Whether its values are persons, one by one. */
  isPersonal(dimension: string): boolean;
}

/** Everything there is. */
export const everywhere: Region = {
  values: new Map(),
  days: [null, null],
  others: new Map(),
  choosesPersons: false,
};

/**
 * Whether all rows of one region may lie in another. What cannot be decided, such as two bounds of one figure, may be: only what
 * certainly leads apart counts as apart.
 */
export function mayContain(outer: Region, inner: Region): boolean {
  const isImplied = (names: Iterable<string>): boolean =>
    inner.choosesPersons || [...names].some((name) => inner.values.has(name) || isInOthers(inner, name));
  const isNarrower = [...outer.values].every(([dimension, allowed]) => {
    const own = inner.values.get(dimension);
    return own === undefined ? isImplied([dimension]) : [...own].every((value) => allowed.has(value));
  });
  const [[from, to], [first, last]] = [outer.days, inner.days];
  const isWithin =
    (from === null || (first !== null && first >= from)) && (to === null || (last !== null && last <= to));
  return (
    isNarrower && isWithin && [...outer.others].every(([text, names]) => inner.others.has(text) || isImplied(names))
  );
}

function isInOthers({ others }: Region, name: string): boolean {
  return [...others.values()].some((names) => names.has(name));
}

/** A region within another, where these conditions hold too. */
export function whereHolds(region: Region, filter: Filter | null, naming: Naming): Region {
  if (filter === null) return region;
  if (filter.is === 'and') return filter.of.reduce((within, part) => whereHolds(within, part, naming), region);
  const days = filter.is === 'condition' && naming.isCalendar(filter.on) ? daysOf(filter) : null;
  if (days !== null) return within(region, days);
  if (filter.is === 'condition' && (filter.operator === '_eq' || filter.operator === '_in')) {
    return whereIs(region, filter.on, filter.values, naming);
  }
  if (filter.is === 'condition' && filter.operator === '_isNull' && filter.values[0] === true) {
    return whereIs(region, filter.on, [null], naming);
  }
  const names = new Set(namesIn(filter));
  return {
    ...region,
    others: new Map(region.others).set(canonicalJson(filter), names),
    choosesPersons: region.choosesPersons || [...names].some((name) => naming.isPersonal(name)),
  };
}

/** A region where a dimension has one of these values. */
export function whereIs(region: Region, dimension: string, allowed: readonly Value[], naming: Naming): Region {
  const name = plain(dimension);
  const texts = allowed.map((value) => JSON.stringify(value));
  const known = region.values.get(name);
  const values = new Set(known === undefined ? texts : texts.filter((text) => known.has(text)));
  return {
    ...region,
    values: new Map(region.values).set(name, values),
    choosesPersons: region.choosesPersons || naming.isPersonal(name),
  };
}

/** The part of a region that lies in these days. */
export function within(region: Region, [from, to]: Days): Region {
  const [first, last] = region.days;
  const latest = first === null || (from !== null && from > first) ? from : first;
  const earliest = last === null || (to !== null && to < last) ? to : last;
  return { ...region, days: [latest, earliest] };
}

function daysOf({ operator, values }: Extract<Filter, { readonly is: 'condition' }>): Days | null {
  const [day] = values;
  if (typeof day !== 'string' || values.length !== 1 || !/^\d{4}-\d\d-\d\d$/.test(day)) return null;
  if (operator === '_eq' || operator === '_in') return [day, addDays(day, 1)];
  if (operator === '_gte') return [day, null];
  if (operator === '_gt') return [addDays(day, 1), null];
  if (operator === '_lt') return [null, day];
  return operator === '_lte' ? [null, addDays(day, 1)] : null;
}

function namesIn(filter: Filter): readonly string[] {
  if (filter.is === 'condition') return [plain(filter.on)];
  if (filter.is === 'none') return [`${filter.on} without ${filter.dataset}`];
  if (filter.is === 'entity') return [`${filter.on} by ${filter.metric}`];
  return filter.is === 'not' ? namesIn(filter.of) : filter.of.flatMap(namesIn);
}

function plain(dimension: string): string {
  return dimension.replace('__', '.');
}
