import type { Dataset, Model, ModelColumn } from '../model/model.ts';

/** A column as the model would complete it: of the source, under its own name, with nothing else declared. */
export function column(name: string, type: ModelColumn['type']['name'], more: Partial<ModelColumn> = {}): ModelColumn {
  return {
    name,
    label: name,
    type: { name: type, precision: type === 'decimal' ? [18, 2] : null },
    from: more.expression === undefined ? name : null,
    expression: null,
    nulls: [],
    format: null,
    pad: null,
    unit: null,
    range: null,
    values: null,
    pii: null,
    class: null,
    access: null,
    why: null,
    origin: null,
    ...more,
  };
}

export interface DatasetParts extends Partial<Omit<Dataset, 'columns'>> {
  readonly columns: readonly ModelColumn[];
}

/** A dataset read from `<name>.csv` in the workspace. */
export function dataset(name: string, { columns, ...more }: DatasetParts): Dataset {
  return {
    name,
    label: name,
    description: null,
    kind: 'operational',
    role: 'fact',
    population: 'customers',
    owner: null,
    file: `datasets/${name}.yml`,
    source: { connector: 'csv', path: `${name}.csv`, options: {} },
    key: [],
    time: null,
    person: null,
    k: null,
    origin: null,
    purposes: [],
    consent: null,
    inheritsPolicies: true,
    rollups: new Map(),
    outcome: null,
    columns: new Map(columns.map((each) => [each.name, each])),
    joins: new Map(),
    measures: new Map(),
    dedupe: null,
    deletedColumn: null,
    freshness: null,
    paths: new Map(),
    ...more,
  };
}

/** A model of these datasets and nothing else; its zone is Europe/Berlin. */
export function modelOf(datasets: readonly Dataset[]): Model {
  return {
    version: 'test',
    settings: {
      name: 'test',
      zone: 'Europe/Berlin',
      weekStart: 'MONDAY',
      fiscalYearStart: 1,
      purpose: null,
      trusted: false,
    },
    datasets: new Map(datasets.map((each) => [each.name, each])),
    dimensions: new Map(),
    metrics: new Map(),
    views: new Map(),
    queries: new Map(),
    tests: [],
    access: [],
    problems: [],
  };
}
