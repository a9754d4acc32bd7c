import { fingerprint } from '../../lib/hash.ts';
import { canonicalJson, type Json } from '../../lib/json.ts';
import type { Filter, FilterValue, MetricQuery } from './metric-query.ts';

/** SHA-256 of the canonical query: equal questions, however they were written, have equal fingerprints. */
export function queryFingerprint(query: MetricQuery): string {
  return fingerprint(queryJson(query));
}

/** The canonical query as JSON. */
export function queryJson(query: MetricQuery): Json {
  // A MetricQuery holds nothing but JSON; its interfaces only lack an index signature.
  return query as unknown as Json;
}

/** One text for one filter. */
function filterText(filter: Filter | null): string {
  return canonicalJson(filter);
}

/**
 * The same conditions in a stable order: nested groups of one kind are joined, groups of one are unpacked, lists sorted
 * and without repetition. Null where nothing is left to hold.
 */
export function normalFilter(filter: Filter | null): Filter | null {
  if (filter === null) return null;
  if (filter.is === 'condition') return normalCondition(filter);
  if (filter.is === 'entity' || filter.is === 'none') return filter;
  if (filter.is === 'not') {
    const of = normalFilter(filter.of);
    return of === null ? null : { is: 'not', of };
  }
  const parts = filter.of.map(normalFilter).flatMap((part) => {
    if (part === null) return [];
    return part.is === filter.is ? part.of : [part];
  });
  const byText = new Map(parts.map((part) => [filterText(part), part]));
  const texts = [...byText.keys()].sort();
  const of = texts.flatMap((text) => byText.get(text) ?? []);
  const [only] = of;
  if (only === undefined) return null;
  return of.length === 1 ? only : { is: filter.is, of };
}

type Condition = Extract<Filter, { readonly is: 'condition' }>;

function normalCondition(condition: Condition): Condition {
  const { operator } = condition;
  const values = operator === '_in' || operator === '_nin' ? sorted(condition.values) : condition.values;
  const [only] = values;
  if (values.length !== 1 || only === undefined) return { ...condition, values };
  if (operator === '_in') return normalCondition({ ...condition, operator: '_eq' });
  if (operator === '_nin') return normalCondition({ ...condition, operator: '_neq' });
  if (operator === '_eq' && only === null) return { ...condition, operator: '_isNull', values: [true] };
  if (operator === '_neq' && only === null) {
    return { ...condition, operator: '_isNull', values: [false], keepNulls: false };
  }
  return { ...condition, values };
}

function sorted(values: readonly FilterValue[]): readonly FilterValue[] {
  const byText = new Map(values.map((value) => [JSON.stringify(value), value]));
  return [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
}
