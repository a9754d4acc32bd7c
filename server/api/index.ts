import type { GraphQLSchema } from 'graphql';
import * as catalogue from './catalogue.ts';
import * as metric from './metric.ts';
import * as notebook from './notebook.ts';
import * as page from './page.ts';
import { executableSchema } from './schema.ts';

/** The public contract with its resolvers: one file a `.graphql` file. */
export function apiSchema(): GraphQLSchema {
  return executableSchema({
    Query: { ...catalogue.query, ...metric.query, ...notebook.query, ...page.query },
    Mutation: { ...catalogue.mutation, ...notebook.mutation, ...page.mutation },
    Subscription: notebook.subscription,
    Catalogue: catalogue.catalogue,
    MetricResult: metric.metricResult,
  });
}
