import type { GraphQLSchema } from 'graphql';
import { isEnumType } from 'graphql';

/**
 * A filter as GraphQL spells it → with the names of the model: keys that are a dimension, a metric or a dataset there.
 * Operators (`_and`, `_eq` …) and values stay.
 */
export function whereOfModel(where: unknown, schema: GraphQLSchema): unknown {
  const names = ['DimensionName', 'MetricName', 'DatasetName'].map((type) => schema.getType(type));
  const nameOf = (key: string): string => {
    for (const type of names) if (isEnumType(type) && type.getValue(key)) return String(type.parseValue(key));
    return key;
  };
  const renamed = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(renamed);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [nameOf(key), renamed(inner)]));
  };
  return renamed(where);
}
