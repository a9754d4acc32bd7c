import { readdirSync, readFileSync } from 'node:fs';
import { buildSchema, type GraphQLFieldResolver, type GraphQLSchema, isObjectType } from 'graphql';
import type { ApiContext } from './context.ts';
import type { Resolvers } from './generated.ts';

const folder = new URL('../schema/', import.meta.url);

/** The SDL of the public contract: all files of `server/schema`, in order of name. */
export function schemaText(): string {
  const files = readdirSync(folder).filter((name) => name.endsWith('.graphql'));
  return files
    .sort()
    .map((name) => readFileSync(new URL(name, folder), 'utf8'))
    .join('\n');
}

type FieldFunction = GraphQLFieldResolver<unknown, ApiContext>;

/** The executable schema. Throws when a resolver is for a type or field that the SDL does not have. */
export function executableSchema(resolvers: Resolvers): GraphQLSchema {
  const schema = buildSchema(schemaText());
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
  return schema;
}
