import { type GraphQLSchema, printSchema } from 'graphql';
import type { Model } from '../model/model.ts';
import * as catalogue from './catalogue.ts';
import * as job from './job.ts';
import * as metric from './metric.ts';
import { modelNames, type VisibleModel, visibleModel } from './model-names.ts';
import * as notebook from './notebook.ts';
import * as page from './page.ts';
import { executableSchema } from './schema.ts';
import * as viewer from './viewer.ts';

/** The public contract with its resolvers (one file a `.graphql` file) and the names of what is visible of a model. */
export function apiSchema(visible: VisibleModel): GraphQLSchema {
  const resolvers = {
    Query: { ...catalogue.query, ...job.query, ...metric.query, ...notebook.query, ...page.query, ...viewer.query },
    Mutation: { ...catalogue.mutation, ...job.mutation, ...notebook.mutation, ...page.mutation },
    Subscription: { ...catalogue.subscription, ...job.subscription, ...notebook.subscription },
    Catalogue: catalogue.catalogue,
    Job: job.job,
    MetricResult: metric.metricResult,
  };
  return executableSchema(resolvers, { names: modelNames(visible), sdl: '', resolvers: {} });
}

/** The whole schema of a model as SDL, as those see it from whom nothing is kept. */
export function apiSdl(model: Model): string {
  return printSchema(apiSchema(visibleModel(model)));
}

/** Schemas by model and by what a viewer may see of it. */
export interface Schemas {
  schemaFor(model: Model, policy: string): GraphQLSchema;
}

const keptPolicies = 32;

/**
 * One schema for each policy of each model, made when it is first needed: no viewer's introspection has a name that is
 * denied to them. A model that nobody holds any more takes its schemas with it.
 */
export function createSchemas(): Schemas {
  const byModel = new WeakMap<Model, Map<string, GraphQLSchema>>();
  return {
    schemaFor: (model, policy) => {
      const schemas = byModel.get(model) ?? new Map<string, GraphQLSchema>();
      byModel.set(model, schemas);
      const schema = schemas.get(policy) ?? apiSchema(visibleModel(model));
      schemas.delete(policy);
      schemas.set(policy, schema);
      for (const oldest of schemas.keys()) {
        if (schemas.size <= keptPolicies) break;
        schemas.delete(oldest);
      }
      return schema;
    },
  };
}
