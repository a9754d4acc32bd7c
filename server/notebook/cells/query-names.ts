import type { Json } from '../../lib/json.ts';

/** Names of the metrics that a query asks for, as written. */
export function metricsOf(query: Json): readonly string[] {
  return [...new Set(listOf(memberOf(query, 'metrics')).flatMap((metric) => nameOf(metric, 'name')))];
}

/** Names of the dimensions that it groups by or filters on. */
export function dimensionsOf(query: Json): readonly string[] {
  const groups = listOf(memberOf(query, 'groupBy')).flatMap((group) => nameOf(group, 'dimension'));
  const filters = [
    memberOf(query, 'where'),
    ...listOf(memberOf(query, 'metrics')).map((metric) => memberOf(metric, 'filter')),
  ];
  return [...new Set([...groups, ...filters.flatMap(filteredOn)])];
}

function filteredOn(filter: Json): readonly string[] {
  if (filter === null || typeof filter !== 'object') return [];
  if (isList(filter)) return filter.flatMap(filteredOn);
  return Object.entries(filter).flatMap(([key, value]) => (key.startsWith('_') ? filteredOn(value ?? null) : [key]));
}

function nameOf(entry: Json, key: string): readonly string[] {
  const name = typeof entry === 'string' ? entry : memberOf(entry, key);
  return typeof name === 'string' ? [name] : [];
}

function memberOf(value: Json, key: string): Json {
  return value === null || typeof value !== 'object' || isList(value) ? null : (value[key] ?? null);
}

function listOf(value: Json): readonly Json[] {
  return value === null ? [] : isList(value) ? value : [value];
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
