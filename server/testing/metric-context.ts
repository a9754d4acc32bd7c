import { TrivetError } from '../lib/errors.ts';
import { both } from '../model/expression/columns.ts';
import type { Expression } from '../model/expression/expression.ts';
import { parseExpression } from '../model/expression/parse.ts';
import { readCondition, readExpression } from '../model/expression/read.ts';
import { columnTypeOf } from '../model/expression/scope.ts';
import { measureOf } from '../model/complete/measures.ts';
import type { MeasurePart, MetricContext, MetricSource } from '../model/metric-kind.ts';
import type { ColumnTypeName, Dataset, Measure, Metric, ModelColumn } from '../model/model.ts';
import { datasetScope } from '../model/scopes.ts';

/** What a test says of a column: its type, and a scale and unit where it has them. */
export interface TestColumn {
  readonly type: ColumnTypeName;
  readonly scale?: number;
  readonly unit?: string;
}

export interface TestModel {
  readonly datasets: ReadonlyMap<string, Dataset>;
  readonly metrics?: ReadonlyMap<string, Metric>;
  /** The condition of the metric that is completed. */
  readonly where?: string;
}

/** A fact of few columns; its measures by name may be added. */
export function testDataset(
  name: string,
  columns: Readonly<Record<string, TestColumn>>,
  measures: readonly Measure[] = [],
): Dataset {
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
    key: ['id'],
    time: null,
    person: null,
    k: null,
    origin: null,
    purposes: [],
    consent: null,
    inheritsPolicies: true,
    rollups: new Map(),
    outcome: null,
    columns: new Map(Object.entries(columns).map(([column, said]) => [column, testColumn(column, said)])),
    joins: new Map(),
    measures: new Map(measures.map((measure) => [measure.name, measure])),
    dedupe: null,
    deletedColumn: null,
    freshness: null,
    paths: new Map(),
  };
}

/** The least of a model that metric kinds can be completed against. */
export function metricContext({ datasets, metrics = new Map(), where }: TestModel): MetricContext {
  const dataset = (name: string): Dataset => found(datasets, name, 'unknown-dataset');
  return {
    metricName: 'tested',
    dataset,
    metric: (name) => found(metrics, name, 'unknown-metric'),
    expression: (name, text) => readExpression(text, datasetScope(dataset(name), datasets)),
    condition: (name, text) => readCondition(text, datasetScope(dataset(name), datasets)),
    algebra: (text, part) =>
      readExpression(text, {
        column: (path) => {
          const { type, unit } = part(path);
          return { type: columnTypeOf(type), unit };
        },
      }),
    measure: (name, part) =>
      testMeasure(dataset(name), { ...part, where: narrowed(part.where ?? null, where) }, datasets),
    source(reference): MetricSource {
      const [name = '', ...rest] = reference.split('.');
      const owner = dataset(name);
      const member = rest.join('.');
      if (member === '') return { is: 'rows', dataset: owner };
      const measure = owner.measures.get(member);
      if (measure !== undefined) {
        return { is: 'measure', dataset: owner, measure: { ...measure, where: narrowed(measure.where, where) } };
      }
      const column = found(owner.columns, member, 'unknown-column');
      const { type, unit } = column;
      return { is: 'column', dataset: owner, expression: { op: 'column', path: [member] }, type, unit };
    },
  };
}

/** A measure as the model completes it. */
export function testMeasure(
  dataset: Dataset,
  part: MeasurePart,
  datasets: ReadonlyMap<string, Dataset> = new Map(),
): Measure {
  const { name, aggregate, of = null, where = null, fraction = null, across = null } = part;
  const scope = datasetScope(dataset, datasets);
  return { ...measureOf(dataset, { name, aggregate, of, where, fraction }, scope), across };
}

function narrowed(own: Expression | null, where: string | undefined): Expression | null {
  return where === undefined ? own : both(own, parseExpression(where));
}

function found<Thing>(
  things: ReadonlyMap<string, Thing>,
  name: string,
  code: 'unknown-dataset' | 'unknown-metric' | 'unknown-column',
): Thing {
  const thing = things.get(name);
  if (thing === undefined) throw new TrivetError(code, `Nothing is called ${name}.`);
  return thing;
}

function testColumn(name: string, { type, scale, unit }: TestColumn): ModelColumn {
  return {
    name,
    label: name,
    type: { name: type, precision: scale === undefined ? null : [18, scale] },
    from: null,
    expression: null,
    nulls: [],
    format: null,
    pad: null,
    unit: unit ?? null,
    range: null,
    values: null,
    pii: null,
    class: null,
    access: null,
    why: null,
    origin: null,
  };
}
