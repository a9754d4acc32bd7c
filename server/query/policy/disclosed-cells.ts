import { columnOf, type Table } from '../../lib/table.ts';
import type { PreparedQuery } from '../answer/answer.ts';
import { withSafeIntegers } from '../answer/assemble.ts';
import type { Span } from '../language/duration.ts';
import { addSpan, lengths } from '../calendar/period.ts';
import { type Days, everywhere, type Naming, type Region, whereHolds, whereIs, within } from '../resolve/region.ts';
import { guardedRows, hiddenColumn, isGuarded, personsBehind, rowsBehind } from './suppress.ts';

/** A value under a threshold that an answer shows, with the rows it is of and how many persons stand behind them. */
export interface DisclosedCell {
  /** What it measures: metric, dataset and version of its data. */
  readonly of: string;
  readonly k: number;
  readonly persons: number;
  /** Rows behind it: of one person there may be several. */
  readonly rows: number;
  readonly region: Region;
  /** Where it stands in its answer: two columns of one row may differ by few persons like two answers. */
  readonly place: { readonly row: number; readonly column: number };
}

/** What an answer shows of groups under thresholds, its totals and earlier periods among them. */
export function disclosedCells(prepared: PreparedQuery, main: Table): readonly DisclosedCell[] {
  const { plan, resolved, facts } = prepared;
  if (!isGuarded(plan)) return [];
  const { shown, totals } = guardedRows(plan, withSafeIntegers(main));
  const all = plan.dimensions.map((_, index) => index);
  const rows = [
    ...Array.from({ length: shown.rowCount }, (_, row) => ({ table: shown, row, by: all })),
    ...totals.map(({ by, row: table }) => ({ table, row: 0, by })),
  ];
  const naming = namingOf(prepared);
  return plan.metrics.flatMap(({ name, guards, compared }, column) => {
    const request = resolved.metrics[compared === null ? column : compared.of]?.request;
    if (request === undefined || (compared !== null && compared.is !== 'VALUE')) return [];
    const conditions = [resolved.query.where, request.filter];
    const asked = conditions.reduce(
      (region, filter) => whereHolds(region, filter, naming),
      within(everywhere, resolved.query.time?.range ?? [null, null]),
    );
    return guards.flatMap(({ k, dataset, ...guard }) =>
      rows.flatMap(({ table, row, by }, place): DisclosedCell[] => {
        const persons = personsBehind(table, row, guard);
        if (columnOf(table, hiddenColumn(column))?.values[row] === true || persons === 0) return [];
        const of = JSON.stringify([name, dataset, facts.datasets.get(dataset)?.version ?? null]);
        const present = inGroup(asked, { prepared, naming, by }, { table, row });
        const region = compared === null ? present : earlier(present, compared.span);
        return [{ of, k, persons, rows: rowsBehind(table, row, guard), region, place: { row: place, column } }];
      }),
    );
  });
}

/** What the whole model knows of dimensions: a name that somebody may not see chooses persons all the same. */
function namingOf({ resolved }: PreparedQuery): Naming {
  const { dimensions, datasets } = resolved.policy.whole;
  const isPerson = (dataset: string, column: string): boolean => {
    const home = datasets.get(dataset);
    return home?.person === column || home?.columns.get(column)?.pii === 'direct';
  };
  return {
    isCalendar: (name) => dimensions.get(name)?.type === 'calendar',
    isPersonal: (name) =>
      (dimensions.get(name)?.homes ?? []).some(({ dataset, expression }) => {
        const column = expression.op === 'column' ? expression.path.at(-1) : undefined;
        return column !== undefined && isPerson(dataset, column);
      }),
  };
}

interface Grouping {
  readonly prepared: PreparedQuery;
  readonly naming: Naming;
  readonly by: readonly number[];
}

function inGroup(
  asked: Region,
  { prepared, naming, by }: Grouping,
  { table, row }: { readonly table: Table; readonly row: number },
): Region {
  return by.reduce((region, index) => {
    const dimension = prepared.plan.dimensions[index];
    if (dimension === undefined) return region;
    const value = columnOf(table, `d${index}`)?.values[row] ?? null;
    const { grain, isCalendar } = dimension;
    if (isCalendar && grain !== null && typeof value === 'string') {
      return within(region, [value, addSpan(value, lengths[grain], 1)]);
    }
    return whereIs(region, grain === null ? dimension.dimension : `${dimension.dimension} ${grain}`, [value], naming);
  }, asked);
}

function earlier(region: Region, span: Span): Region {
  const [from, to] = region.days;
  const days: Days = [from === null ? null : addSpan(from, span, -1), to === null ? null : addSpan(to, span, -1)];
  return { ...region, days };
}
