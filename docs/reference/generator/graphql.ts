import {
  buildSchema,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLSchema,
  astFromValue,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
  isUnionType,
  print,
} from 'graphql';
import { schemaText } from '../../../server/api/graphql/schema.ts';
import { anchor, blocks, type ReferencePage, table } from './markdown.ts';

/** The whole schema as Markdown: operations first, then types by sort and name. */
export function graphqlPage(): ReferencePage {
  const schema = buildSchema(schemaText());
  const operations = new Set([schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]);
  const types = Object.values(schema.getTypeMap())
    .filter((type) => !type.name.startsWith('__') && !isSpecifiedScalarType(type) && !operations.has(type as never))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const sorts: readonly (readonly [string, (type: GraphQLNamedType) => boolean])[] = [
    ['Objects', (type) => isObjectType(type) || isInterfaceType(type)],
    ['Unions', isUnionType],
    ['Inputs', isInputObjectType],
    ['Enums', isEnumType],
    ['Scalars', isScalarType],
  ];
  return {
    file: 'graphql.md',
    title: 'GraphQL',
    about: 'Queries, mutations, subscriptions and every type.',
    body: blocks(
      'The endpoint is `/graphql`; subscriptions come as server-sent events. `trivet check --sdl` prints the schema itself. Requests carry a preflighted content type such as `application/json`.',
      ...operationSections(schema),
      ...sorts.flatMap(([title, belongs]) => [`## ${title}`, ...types.filter(belongs).map(typeSection)]),
    ),
  };
}

function operationSections(schema: GraphQLSchema): readonly string[] {
  const roots = [
    ['Queries', schema.getQueryType()],
    ['Mutations', schema.getMutationType()],
    ['Subscriptions', schema.getSubscriptionType()],
  ] as const;
  return roots.flatMap(([title, type]) =>
    type == null ? [] : [`## ${title}`, fieldTable(Object.values(type.getFields()))],
  );
}

function typeSection(type: GraphQLNamedType): string {
  return blocks(`### ${type.name}`, type.description ?? '', bodyOf(type));
}

function bodyOf(type: GraphQLNamedType): string {
  if (isObjectType(type) || isInterfaceType(type)) return fieldTable(Object.values(type.getFields()));
  if (isInputObjectType(type)) {
    const note = type.isOneOf ? 'Exactly one of its fields is given.' : '';
    return blocks(note, inputTable(Object.values(type.getFields())));
  }
  if (isUnionType(type)) return `One of ${type.getTypes().map(link).join(', ')}.`;
  if (!isEnumType(type)) return '';
  return type
    .getValues()
    .map(({ name, description }) => `- \`${name}\`${description == null ? '' : `: ${description}`}`)
    .join('\n');
}

function fieldTable(fields: readonly GraphQLField<unknown, unknown>[]): string {
  const rows = fields.map(({ name, args, type, description }) => [
    blocks(`\`${name}\``, args.map(argument).join('<br>')).replace('\n\n', '<br>'),
    typeLink(String(type), getNamedType(type)),
    description ?? '',
  ]);
  return table(['field', 'type', 'meaning'], rows);
}

function inputTable(fields: readonly GraphQLInputField[]): string {
  const rows = fields.map((field) => [
    `\`${field.name}\``,
    typeLink(String(field.type), getNamedType(field.type)),
    standard(field),
    field.description ?? '',
  ]);
  return table(['field', 'type', 'if it is left out', 'meaning'], rows);
}

function argument(found: GraphQLArgument): string {
  const value = standard(found);
  return `${found.name}: ${typeLink(String(found.type), getNamedType(found.type))}${value === '' ? '' : ` = ${value}`}`;
}

function standard({ defaultValue, type }: GraphQLArgument | GraphQLInputField): string {
  const written = defaultValue === undefined ? null : astFromValue(defaultValue, type);
  return written == null ? '' : `\`${print(written)}\``;
}

function typeLink(text: string, type: GraphQLNamedType): string {
  if (isSpecifiedScalarType(type)) return `\`${text}\``;
  const [before, after] = text.split(type.name);
  return `${bracket(before)}${link(type)}${bracket(after)}`;
}

function bracket(text = ''): string {
  return text.replaceAll('[', '\\[').replaceAll(']', '\\]');
}

function link(type: GraphQLNamedType): string {
  return `[${type.name}](#${anchor(type.name)})`;
}
