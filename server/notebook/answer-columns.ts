/** the answer to a metric query → columns that cells keep, with a mark beside each that has hidden values */
import type { Column, Value } from '../lib/table.ts';
import type { Model } from '../model/model.ts';
import { besides, besidesGroup } from '../query/resolve/resolve.ts';
import type { MetricResult, ResultColumn, TotalRow } from '../query/answer/result.ts';
import type { ColumnMeaning, OutputColumn } from './output.ts';

/** The columns of an answer with what is to be said of each. */
export interface AnswerColumns {
  readonly columns: readonly Column[];
  readonly described: readonly OutputColumn[];
  /** Totals with a mark for each column that has one. */
  readonly totals: readonly TotalRow[];
}

/** `metricNames`: by alias, the model's metric that was asked for. */
export function answerColumns(
  { columns, totals }: Pick<MetricResult, 'columns' | 'totals'>,
  metricNames: ReadonlyMap<string, string>,
  model: Model,
): AnswerColumns {
  const groups = columns.filter(({ role }) => role === 'DIMENSION').map(({ name }) => name);
  const taken = new Set(columns.map(({ name }) => name));
  const marked = columns.flatMap((column, index) => {
    const isMarked = (column.role === 'METRIC' || column.role === 'COMPARE') && hasHidden(column, index, totals);
    return isMarked ? [{ column, index, name: freeName(`${column.name}__suppressed`, taken) }] : [];
  });
  return {
    columns: [
      ...columns.map(({ name, type, values }) => ({ name, type, values })),
      ...marked.map(({ column, name }): Column => ({
        name,
        type: 'boolean',
        values: column.values.map((_, row) => column.suppressed?.[row] === true),
      })),
    ],
    described: [
      ...columns.map((column) => describe(column, { groups, metricNames, model })),
      ...marked.map(({ column, name }) => mark(column, name)),
    ],
    totals: totals.map((total) => ({
      ...total,
      values: [...total.values, ...marked.map(({ index }): Value => total.suppressed?.[index] === true)],
    })),
  };
}

/** The smallest number of persons that a shown value of a metric may stand on: the strictest of its datasets. */
function threshold(model: Model, metric: string | null): number | null {
  const datasets = metric === null ? [] : (model.metrics.get(metric)?.datasets ?? []);
  const all = datasets.flatMap((name) => model.datasets.get(name)?.k ?? []);
  return all.length === 0 ? null : Math.max(...all);
}

interface Around {
  readonly groups: readonly string[];
  readonly metricNames: ReadonlyMap<string, string>;
  readonly model: Model;
}

function describe(column: ResultColumn, { groups, metricNames, model }: Around): OutputColumn {
  const { name, label, type, unit, format, role, metric, grain } = column;
  const defines = metric === null ? null : (metricNames.get(metric) ?? metric);
  const meaning: ColumnMeaning = {
    defines: defines !== null && model.metrics.has(defines) ? defines : null,
    additivity: column.additivity,
    overlapping: column.overlapping,
    compared: comparedAs(column),
    explains: role === 'REASON' ? (groups.find((group) => explainsGroup(name, group)) ?? null) : null,
    k: threshold(model, defines),
  };
  return { name, label, type, unit, format: format ?? grain?.toLowerCase() ?? null, role, metric, meaning };
}

function comparedAs({ role, name, metric }: ResultColumn): ColumnMeaning['compared'] {
  if (role !== 'COMPARE' || metric === null) return null;
  const { previous, delta } = besides(metric);
  return name === previous ? 'VALUE' : name === delta ? 'DELTA' : 'PCT';
}

function explainsGroup(name: string, group: string): boolean {
  const { reason, others } = besidesGroup(group);
  return name === reason || name === others;
}

function hasHidden({ suppressed }: ResultColumn, index: number, totals: readonly TotalRow[]): boolean {
  return suppressed?.includes(true) === true || totals.some((total) => total.suppressed?.[index] === true);
}

function mark({ name: of, label, metric }: ResultColumn, name: string): OutputColumn {
  return {
    name,
    label: `${label}: hidden`,
    type: 'boolean',
    unit: null,
    format: null,
    role: 'FLAG',
    metric,
    meaning: { defines: null, additivity: null, overlapping: false, compared: null, explains: of, k: null },
  };
}

function freeName(wanted: string, taken: Set<string>): string {
  let name = wanted;
  while (taken.has(name)) name = `${name}_`;
  taken.add(name);
  return name;
}
