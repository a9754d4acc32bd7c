import {
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  isObjectType,
  defaultFieldResolver,
} from 'graphql';
import { hasRole, type Role, type Viewer } from '../../model/viewer.ts';
import type { ApiContext } from '../context.ts';
import { demandRole } from './route-rules.ts';

/** A role, or `asker`: whoever may ask the whole model, and tokens that may ask the views they were made for. */
type FieldAccess = Role | 'asker';

/** Who may use what. A field of Query, Mutation or Subscription that is not here is left to admins; other fields are free. */
const rules: ReadonlyMap<string, FieldAccess> = new Map([
  ['Query.viewer', 'leader'],
  ['Query.workspace', 'leader'],
  ['Query.pages', 'leader'],
  ['Query.page', 'leader'],
  ['Query.savedQuery', 'leader'],
  ['Query.result', 'leader'],
  ['Query.metricQuery', 'asker'],
  ['Query.job', 'asker'],
  ['Query.catalogue', 'analyst'],
  ['Query.evidence', 'analyst'],
  ['Query.analyses', 'analyst'],
  ['Query.analysis', 'analyst'],
  ['Query.notebooks', 'analyst'],
  ['Query.notebook', 'analyst'],
  ['Query.resultPage', 'analyst'],
  ['Mutation.startMetricQuery', 'asker'],
  ['Mutation.cancelJob', 'asker'],
  ['Mutation.createNotebook', 'analyst'],
  ['Mutation.applyOperations', 'analyst'],
  ['Mutation.undo', 'analyst'],
  ['Mutation.redo', 'analyst'],
  ['Mutation.repair', 'analyst'],
  ['Mutation.run', 'analyst'],
  ['Mutation.cancel', 'analyst'],
  ['Mutation.publish', 'analyst'],
  ['Mutation.reload', 'builder'],
  ['Subscription.jobChanged', 'asker'],
  ['Subscription.modelChanged', 'analyst'],
  ['Subscription.notebookEvents', 'analyst'],
  ['Workspace.problems', 'analyst'],
  ['Explain.executedSql', 'builder'],
]);

const roots = new Set(['Query', 'Mutation', 'Subscription']);

/** Puts the rules before the resolvers of a schema. `rowFields`: fields of Query made from the model, which show rows to analysts. */
export function guardFields(schema: GraphQLSchema, rowFields: ReadonlySet<string> = new Set()): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      const isRows = type.name === 'Query' && rowFields.has(field.name);
      const access = isRows ? 'analyst' : fieldAccess(type.name, field.name);
      if (access !== null) guard(field, access);
    }
  }
}

/** Who may use a field; null: whoever got that far. */
export function fieldAccess(type: string, field: string): FieldAccess | null {
  return rules.get(`${type}.${field}`) ?? (roots.has(type) ? 'admin' : null);
}

/** The names that have a rule, as `Mutation.reload`. */
export function ruledFields(): readonly string[] {
  return [...rules.keys()];
}

function guard(field: GraphQLField<unknown, ApiContext>, access: FieldAccess): void {
  const { resolve = defaultFieldResolver, subscribe } = field;
  field.resolve = behind(access, field.name, resolve);
  if (subscribe !== undefined) field.subscribe = behind(access, field.name, subscribe);
}

function behind(
  access: FieldAccess,
  name: string,
  resolve: GraphQLFieldResolver<unknown, ApiContext>,
): GraphQLFieldResolver<unknown, ApiContext> {
  return (parent, given, context, place) => {
    if (!mayUse(context.viewer, access))
      demandRole(context.viewer, access === 'asker' ? 'analyst' : access, `use ${name}`);
    return resolve(parent, given, context, place);
  };
}

function mayUse(viewer: Viewer, access: FieldAccess): boolean {
  return access === 'asker' ? hasRole(viewer, 'analyst') || viewer.views !== null : hasRole(viewer, access);
}
