import type { Json } from '../../lib/json.ts';

/** Names of the metrics that a query asks for, ranks or filters entities by, as written. */
export function metricsOf(query: Json): readonly string[] {
  const asked = listOf(memberOf(query, 'metrics')).flatMap((metric) => nameOf(metric, 'name'));
  const aliases = new Set(aliasesOf(query).keys());
  const ranked = nameOf(memberOf(query, 'topN'), 'by').filter((name) => !aliases.has(name));
  const inside = filtersOf(query)
    .flatMap(entityConditions)
    .flatMap(({ condition }) => Object.keys(objectOf(memberOf(condition, '_metric'))));
  return [...new Set([...asked, ...ranked, ...inside])];
}

/** Alias → name of the metrics that a query asks for. */
export function aliasesOf(query: Json): ReadonlyMap<string, string> {
  return new Map(
    listOf(memberOf(query, 'metrics')).flatMap((metric) =>
      nameOf(metric, 'name').map((name) => [nameOf(metric, 'alias')[0] ?? name, name] as const),
    ),
  );
}

/** Names of the dimensions that it groups by, filters on or makes cohorts of. */
export function dimensionsOf(query: Json): readonly string[] {
  const groups = listOf(memberOf(query, 'groupBy')).flatMap((group) => nameOf(group, 'dimension'));
  const cohort = nameOf(memberOf(query, 'cohort'), 'rollup');
  const entities = new Set(entitiesOf(query));
  const filtered = filtersOf(query)
    .flatMap(filteredOn)
    .filter((name) => !entities.has(name));
  return [...new Set([...groups, ...cohort, ...filtered])];
}

/** Names of the datasets that its filters look into: entities with conditions on metrics, and what they must have none of. */
export function entitiesOf(query: Json): readonly string[] {
  const found = filtersOf(query)
    .flatMap(entityConditions)
    .flatMap(({ entity, condition }) => {
      const absent = listOf(memberOf(condition, '_none'));
      return [entity, ...absent.filter((name) => typeof name === 'string')];
    });
  return [...new Set(found)];
}

interface EntityCondition {
  readonly entity: string;
  readonly condition: Json;
}

/** Conditions on an entity (`{ customers: { _metric: … } }`) anywhere in a filter. */
function entityConditions(filter: Json): readonly EntityCondition[] {
  if (filter === null || typeof filter !== 'object') return [];
  if (isList(filter)) return filter.flatMap(entityConditions);
  return Object.entries(filter).flatMap(([key, value]) => {
    const condition = value ?? null;
    const isEntity = memberOf(condition, '_metric') !== null || memberOf(condition, '_none') !== null;
    if (!key.startsWith('_')) return isEntity ? [{ entity: key, condition }] : [];
    return entityConditions(condition);
  });
}

function filtersOf(query: Json): readonly Json[] {
  return [memberOf(query, 'where'), ...listOf(memberOf(query, 'metrics')).map((metric) => memberOf(metric, 'filter'))];
}

function filteredOn(filter: Json): readonly string[] {
  if (filter === null || typeof filter !== 'object') return [];
  if (isList(filter)) return filter.flatMap(filteredOn);
  return Object.entries(filter).flatMap(([key, value]) => (key.startsWith('_') ? filteredOn(value ?? null) : [key]));
}

/** A bare name, or the name that an object has under a key. */
function nameOf(entry: Json, key: string): readonly string[] {
  const name = typeof entry === 'string' ? entry : memberOf(entry, key);
  return typeof name === 'string' ? [name] : [];
}

function objectOf(value: Json): { readonly [key: string]: Json | undefined } {
  return value === null || typeof value !== 'object' || isList(value) ? {} : value;
}

function memberOf(value: Json, key: string): Json {
  return objectOf(value)[key] ?? null;
}

function listOf(value: Json): readonly Json[] {
  return value === null ? [] : isList(value) ? value : [value];
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
