import type { ConditionKind, ModelName, ModelNames } from './model-names.ts';

/** The scalars of the static contract that give way to what a model generates; a model without such names keeps the scalar. */
export type NamedScalar = 'MetricName' | 'DimensionName' | 'DatasetName' | 'PurposeName' | 'MetricWhere';

/** SDL by the name of the scalar that it replaces. */
export function namesSdl(names: ModelNames): ReadonlyMap<NamedScalar, string> {
  const parts: readonly (readonly [NamedScalar, string | null])[] = [
    ['MetricName', enumSdl('MetricName', 'A metric of this workspace.', names.metrics)],
    ['DimensionName', enumSdl('DimensionName', 'A dimension of this workspace.', names.dimensions)],
    ['DatasetName', enumSdl('DatasetName', 'A dataset of this workspace.', names.datasets)],
    ['PurposeName', enumSdl('PurposeName', 'Why data are used.', names.purposes)],
    ['MetricWhere', whereSdl(names)],
  ];
  return new Map(parts.flatMap(([name, sdl]) => (sdl === null ? [] : [[name, sdl] as const])));
}

/** A description in front of a definition. */
export function described(description: string, definition: string): string {
  return `${JSON.stringify(description)}\n${definition}`;
}

const conditions: { readonly [Kind in ConditionKind]: string } = {
  string: 'StringCondition',
  number: 'NumberCondition',
  boolean: 'BooleanCondition',
  date: 'DateCondition',
  timestamp: 'DateTimeCondition',
};

/** The input with which a value of this kind is compared. */
export function conditionInput(kind: ConditionKind): string {
  return conditions[kind];
}

/** `_and`, `_or` and `_not` of a filter. */
export function groupFields(type: string): string {
  return [
    described('All of these hold.', `_and: [${type}!]`),
    described('One of these holds, or more.', `_or: [${type}!]`),
    described('This does not hold.', `_not: ${type}`),
  ].join('\n');
}

function enumSdl(type: string, about: string, values: readonly ModelName[]): string | null {
  if (values.length === 0) return null;
  return described(
    about,
    `enum ${type} {\n${values.map((each) => described(each.description, each.wire)).join('\n')}\n}`,
  );
}

function whereSdl({ dimensions, datasets, metrics }: ModelNames): string | null {
  if (dimensions.length === 0) return null;
  const taken = new Set(dimensions.map(({ wire }) => wire));
  const entities = metrics.length === 0 ? [] : datasets.filter(({ isEntity, wire }) => isEntity && !taken.has(wire));
  const fields = [
    groupFields('MetricWhere'),
    ...dimensions.map(({ description, wire, kind }) => described(description, `${wire}: ${conditionInput(kind)}`)),
    ...entities.map(({ wire }) =>
      described(`Which of ${wire} count, by what is known of each.`, `${wire}: EntityCondition`),
    ),
  ];
  const where = described(
    'Conditions on dimensions; several members of one object hold together.',
    `input MetricWhere {\n${fields.join('\n')}\n}`,
  );
  return entities.length === 0 ? where : `${where}\n${entitySdl(metrics)}`;
}

function entitySdl(metrics: readonly ModelName[]): string {
  const each = metrics.map(({ description, wire }) => described(description, `${wire}: NumberCondition`));
  return [
    described(
      'Entities by what a metric of theirs comes to, or by another dataset that knows nothing of them.',
      `input EntityCondition {
${described('Conditions on metrics, aggregated for each entity.', '_metric: MetricConditions')}
${described('Only entities without a row in any of these datasets; rows without a key are kept.', '_none: [DatasetName!]')}
${described('The time over which the metrics are aggregated; absent: all of it.', 'time: EntityTime')}
}`,
    ),
    described('Conditions on metrics, by name.', `input MetricConditions {\n${each.join('\n')}\n}`),
  ].join('\n');
}
