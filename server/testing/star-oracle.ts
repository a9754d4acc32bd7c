import type { Value } from '../lib/table.ts';
import { sql, raw } from '../sql/sql.ts';
import type { TestDatabase } from './database.ts';
import { reached, type Star } from './star-schema.ts';

interface Asked {
  readonly metric: string;
  readonly by: readonly string[];
  /** Whether the entities are joined that the fact belongs to. */
  readonly joins?: boolean;
  readonly where?: string;
}

/** The naive answer: one statement for one metric of one fact, written without any plan. Group → value. */
export async function naiveAnswer(
  database: Pick<TestDatabase, 'run'>,
  star: Star,
  { metric, by, joins: isJoined = true, where = 'true' }: Asked,
): Promise<ReadonlyMap<string, number | null>> {
  const [, name = '', digits = '0'] = /^(\D+)(\d+)$/.exec(metric) ?? [];
  const fact = Number(digits);
  const joins = (isJoined ? reached(star, fact) : []).map((entity, index) => {
    const near = index === 0 ? 'f.owner' : `e${entity - 1}.parent`;
    return `LEFT JOIN data.e${entity} AS e${entity} ON e${entity}.id = ${near}`;
  });
  const keys = by.map((dimension) =>
    dimension === 'date' ? `date_trunc('month', f.day)::DATE` : `e${dimension.slice(5)}.color`,
  );
  const select = [...keys, aggregates.get(name) ?? 'NULL'].join(', ');
  const group = keys.length === 0 ? '' : `GROUP BY ${keys.join(', ')}`;
  return valuesByGroup(database, `SELECT ${select} FROM data.f${fact} AS f ${joins.join(' ')} WHERE ${where} ${group}`);
}

/** What a statement answers: group → its last column. */
export async function valuesByGroup(
  database: Pick<TestDatabase, 'run'>,
  text: string,
): Promise<ReadonlyMap<string, number | null>> {
  const found = await database.run(sql`${raw(text)}`.print());
  const rows = Array.from({ length: found.rowCount }, (_, row) =>
    found.columns.map(({ values }) => values[row] ?? null),
  );
  return new Map(rows.map((row) => [groupKey(row.slice(0, -1)), numberOf(row.at(-1) ?? null)]));
}

/** The aggregates of metrics over rows `f`. */
export const aggregates: ReadonlyMap<string, string> = new Map([
  ['rows', 'count(*)'],
  ['total', 'sum(f.amount)'],
  ['booked', 'sum(f.amount)'],
  ['owners', 'count(DISTINCT f.owner)'],
  ['hit_rate', 'count(*) FILTER (f.hit)::DOUBLE / nullif(count(f.hit), 0)'],
  ['middle', 'median(f.amount::DOUBLE)'],
]);

/** One text for the values of one group. */
export function groupKey(values: readonly Value[]): string {
  return JSON.stringify(values);
}

export function numberOf(value: Value): number | null {
  return value === null ? null : Number(value);
}

interface EmptyGroup {
  /** Absent: the query does not ask by month. */
  readonly month?: string | null;
  /** Whether it is one of several groups rather than the whole. */
  readonly isGroup: boolean;
}

/** What a metric shows where a group has none of its rows: 0 where nothing means zero, inside of what the data cover; a sum is not known in a group without time. */
export function emptyValue(star: Star, metric: string, group: EmptyGroup): number | null {
  const [, name = '', digits = '0'] = /^(\D+)(\d+)$/.exec(metric) ?? [];
  if (!['rows', 'booked', 'owners'].includes(name)) return null;
  if (group.month === undefined) return name === 'booked' && group.isGroup ? null : 0;
  const months = (star.facts[Number(digits)]?.rows ?? [])
    .flatMap(({ day }) => (day === null ? [] : [`${day.slice(0, 7)}-01`]))
    .sort();
  const [first] = months;
  const last = months.at(-1);
  const isInside =
    group.month !== null && first !== undefined && last !== undefined && group.month >= first && group.month <= last;
  return isInside ? 0 : null;
}
