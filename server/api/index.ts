import { type GraphQLSchema, printSchema } from 'graphql';
import type { Model } from '../model/model.ts';
import { openPolicy, type Policy } from '../query/policy/policy.ts';
import * as analysis from './analysis.ts';
import * as catalogue from './catalogue.ts';
import * as evidence from './evidence.ts';
import * as job from './job.ts';
import * as metric from './metric.ts';
import { modelNames } from './graphql/model-names.ts';
import * as notebook from './notebook.ts';
import * as page from './page.ts';
import { rowResolvers } from './rows.ts';
import { rowSdl, rowTypes } from './row-sdl.ts';
import { contractNames, executableSchema } from './graphql/schema.ts';
import * as viewer from './viewer.ts';

/** The public contract with its resolvers (one file a `.graphql` file), and what is visible of a model by name and by row. */
export function apiSchema(policy: Policy): GraphQLSchema {
  const resolvers = {
    Query: {
      ...analysis.query,
      ...catalogue.query,
      ...evidence.query,
      ...job.query,
      ...metric.query,
      ...notebook.query,
      ...page.query,
      ...viewer.query,
    },
    Mutation: { ...catalogue.mutation, ...job.mutation, ...notebook.mutation, ...page.mutation },
    Subscription: { ...catalogue.subscription, ...job.subscription, ...notebook.subscription },
    Catalogue: catalogue.catalogue,
    EvidenceConnection: evidence.evidenceConnection,
    Job: job.job,
    MetricResult: metric.metricResult,
    PageSummary: page.pageSummary,
  };
  const types = rowTypes(policy, contractNames());
  return executableSchema(resolvers, {
    names: modelNames(policy.model),
    sdl: rowSdl(types),
    resolvers: rowResolvers(types),
  });
}

/** The whole schema of a model as SDL, as those see it from whom nothing is kept. */
export function apiSdl(model: Model): string {
  return printSchema(apiSchema(openPolicy(model)));
}

/**
 * One schema for each policy, made when it is first needed: no viewer's introspection has a name that is denied to them.
 * A policy that nobody holds any more takes its schema with it.
 */
export function createSchemas(): { schemaFor(policy: Policy): GraphQLSchema } {
  const schemas = new WeakMap<Policy, GraphQLSchema>();
  return {
    schemaFor: (policy) => {
      const schema = schemas.get(policy) ?? apiSchema(policy);
      schemas.set(policy, schema);
      return schema;
    },
  };
}
