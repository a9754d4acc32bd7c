import type { GraphQLSchema } from 'graphql';
import type { MetricQueryInput } from './generated.ts';
import { whereOfModel } from './graphql/where-names.ts';

/** The input of the wire as a metric query is written: names of the model in filters; what is null is left out. */
export function queryOfInput(input: MetricQueryInput, schema: GraphQLSchema): Record<string, unknown> {
  const where = whereOfModel(input.where ?? null, schema);
  const metrics = input.metrics.map((metric) => ({ ...metric, filter: whereOfModel(metric.filter ?? null, schema) }));
  return withoutNulls({ ...input, where, metrics });
}

/** Absent and null mean the same in a metric query's own fields. */
function withoutNulls(input: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null && value !== undefined));
}
