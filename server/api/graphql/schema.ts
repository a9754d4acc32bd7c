import { readdirSync, readFileSync } from 'node:fs';
import {
  buildASTSchema,
  type DocumentNode,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  isEnumType,
  isObjectType,
  Kind,
  parse,
} from 'graphql';
import { guardFields } from '../auth/field-rules.ts';
import type { ApiContext } from '../context.ts';
import type { Resolvers } from '../generated.ts';
import { analysisNames, analysisSdl, refusalNames } from './analysis-sdl.ts';
import type { ModelNames } from './model-names.ts';
import { namesSdl } from './model-sdl.ts';
import { readNames } from './named-enum.ts';

const folder = new URL('../../schema/', import.meta.url);

/** The SDL of the public contract: all files of `server/schema`, in order of name. */
export function schemaText(): string {
  const files = readdirSync(folder).filter((name) => name.endsWith('.graphql'));
  return files
    .sort()
    .map((name) => readFileSync(new URL(name, folder), 'utf8'))
    .join('\n');
}

export type FieldFunction = GraphQLFieldResolver<unknown, ApiContext>;

/** Resolvers by field, by type. */
export type TypeResolvers = Readonly<Record<string, Readonly<Record<string, FieldFunction>>>>;

/** What a model adds to the contract: its names in place of scalars, and types of its own. */
export interface SchemaAddition {
  readonly names: ModelNames;
  readonly sdl: string;
  readonly resolvers: TypeResolvers;
}

/** The executable schema, guarded by the rules of who may use which field. Throws when a resolver is for a type or field that the SDL does not have. */
export function executableSchema(resolvers: Resolvers, addition: SchemaAddition): GraphQLSchema {
  const schema = buildASTSchema(documentOf(addition));
  attach(schema, resolvers);
  attach(schema, addition.resolvers);
  for (const [type, names] of namesOfTypes(addition.names)) {
    const named = schema.getType(type);
    if (isEnumType(named)) readNames(named, names);
  }
  guardFields(schema, new Set(Object.keys(addition.resolvers['Query'] ?? {})));
  return schema;
}

function namesOfTypes({ metrics, dimensions, datasets, purposes }: ModelNames) {
  return [
    ['MetricName', { names: metrics, code: 'unknown-metric', noun: 'metric' }],
    ['DimensionName', { names: dimensions, code: 'unknown-dimension', noun: 'dimension' }],
    ['DatasetName', { names: datasets, code: 'unknown-dataset', noun: 'dataset' }],
    ['AnalysisKind', { names: analysisNames, code: 'unknown-analysis', noun: 'analysis' }],
    ['RefusalCode', { names: refusalNames, code: 'unknown-key', noun: 'refusal' }],
    ['PurposeName', { names: purposes, code: 'unknown-purpose', noun: 'purpose' }],
  ] as const;
}

let contract: DocumentNode | null = null;

/** The contract without a model; reading the files once is enough. */
function contractDocument(): DocumentNode {
  return (contract ??= parse(schemaText(), { noLocation: true }));
}

/** Names of types, and of fields of Query, that stand in the contract itself. */
export function contractNames(): { readonly types: ReadonlySet<string>; readonly fields: ReadonlySet<string> } {
  const types = new Set<string>();
  const fields = new Set<string>();
  for (const definition of contractDocument().definitions) {
    if ('name' in definition && definition.name !== undefined) types.add(definition.name.value);
    const isQuery =
      definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.OBJECT_TYPE_EXTENSION
        ? definition.name.value === 'Query'
        : false;
    if (isQuery && 'fields' in definition) for (const field of definition.fields ?? []) fields.add(field.name.value);
  }
  return { types, fields };
}

/** The contract with what the model puts in place of its scalars. */
function documentOf({ names, sdl }: SchemaAddition): DocumentNode {
  const replaced: ReadonlyMap<string, string> = new Map([...namesSdl(names), ...analysisSdl]);
  const kept = contractDocument().definitions.filter(
    (definition) => definition.kind !== Kind.SCALAR_TYPE_DEFINITION || !replaced.has(definition.name.value),
  );
  const added = [...replaced.values(), sdl].filter((text) => text !== '').join('\n');
  const own = added === '' ? [] : parse(added, { noLocation: true }).definitions;
  return { kind: Kind.DOCUMENT, definitions: [...kept, ...own] };
}

function attach(schema: GraphQLSchema, resolvers: object): void {
  for (const [typeName, fields] of Object.entries(resolvers)) {
    const type = schema.getType(typeName);
    if (!isObjectType(type)) throw new Error(`The schema has no object type ${typeName}.`);
    for (const [fieldName, resolver] of Object.entries(fields)) {
      const field = type.getFields()[fieldName];
      if (field === undefined) throw new Error(`The schema has no field ${typeName}.${fieldName}.`);
      // Codegen types a resolver as a function or as an object with `resolve` and `subscribe`.
      const given = resolver as
        FieldFunction | { readonly subscribe?: FieldFunction; readonly resolve?: FieldFunction };
      if (typeof given === 'function') field.resolve = given;
      else Object.assign(field, given);
    }
  }
}
