/** other companies' mean ratings beside our own on the same items */
import { z95 } from '../../../stats/intervals/interval.ts';
import { sql } from '../../../sql/sql.ts';
import type { AnalysisContext } from '../../contract/context.ts';
import { type Refusal, refusal } from '../../contract/refusal.ts';
import { sideSql } from './sides.ts';

export interface BenchmarkRow {
  readonly item: string;
  readonly competitor: string;
  readonly industry: string | null;
  readonly own: number;
  readonly other: number;
  /** Own less other, with its 95 % interval where the other side's spread is known. */
  readonly difference: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly ownN: number;
  readonly otherN: number;
}

export interface Benchmarked {
  readonly rows: readonly BenchmarkRow[];
  readonly refusals: readonly Refusal[];
}

interface OwnMean {
  readonly mean: number;
  readonly n: number;
  readonly variance: number;
}

const fewest = 10;

/** Nothing where no other companies are bound. */
export async function benchmarked(context: AnalysisContext): Promise<Benchmarked> {
  const role = context.find('benchmarks');
  if (role === null) return { rows: [], refusals: [] };
  const own = await ownMeans(context);
  const n = role.has('n') ? sql`CAST(${role.column('n')} AS DOUBLE)` : sql`CAST(NULL AS DOUBLE)`;
  const deviation = role.has('deviation')
    ? sql`CAST(${role.column('deviation')} AS DOUBLE)`
    : sql`CAST(NULL AS DOUBLE)`;
  const industry = role.has('industry') ? sql`CAST(${role.column('industry')} AS VARCHAR)` : sql`CAST(NULL AS VARCHAR)`;
  const value = sql`CAST(${role.column('value')} AS DOUBLE)`;
  const found = await context.rows({
    title: 'Other companies',
    sql: sql`SELECT CAST(${role.column('item')} AS VARCHAR) AS item, CAST(${role.column('competitor')} AS VARCHAR) AS competitor, min(${industry}) AS industry,
  fsum(${n} * ${value}) / nullif(fsum(${n}), 0) AS value, fsum(${n}) AS n, sqrt(fsum(${n} * ${deviation} * ${deviation}) / nullif(fsum(${n}), 0)) AS deviation,
  CAST(count(*) FILTER (NOT coalesce(${n}, 0) >= 1) AS DOUBLE) AS without_n, min(${value}) AS lowest, max(${value}) AS highest
FROM ${role.source}
WHERE ${role.column('value')} IS NOT NULL
GROUP BY 1, 2
ORDER BY 1, 2`,
  });
  const range = context.role('perceived').described('value').range;
  const without = new Set<string>();
  const beyond = new Set<string>();
  const rows = found.list.flatMap((row): readonly BenchmarkRow[] => {
    const [item, competitor] = [row.text('item') ?? '', row.text('competitor') ?? ''];
    const [mine, other, size] = [own.get(item), row.maybe('value'), row.maybe('n') ?? 0];
    if (mine === undefined) return [];
    if (row.number('without_n') > 0 || other === null || size < 1) return without.add(competitor) && [];
    if (range !== null && (row.number('lowest') < range[0] || row.number('highest') > range[1]))
      return beyond.add(competitor) && [];
    const spread = row.maybe('deviation');
    const error = spread === null ? null : Math.sqrt(mine.variance / mine.n + spread ** 2 / size);
    const difference = mine.mean - other;
    const bounds =
      error === null ? { low: null, high: null } : { low: difference - z95 * error, high: difference + z95 * error };
    return [
      {
        item,
        competitor,
        industry: row.text('industry'),
        own: mine.mean,
        other,
        difference,
        ...bounds,
        ownN: mine.n,
        otherN: size,
      },
    ];
  });
  const scale = range === null ? '' : range.join(' to ');
  return {
    rows,
    refusals: [
      ...[...without].map((competitor) =>
        refusal('score-without-n', {}, { of: competitor, hint: 'Say how many rated the other company.' }),
      ),
      ...[...beyond].map((competitor) =>
        refusal(
          'gap-unit-mismatch',
          { what: 'scale', left: scale, right: `ratings of ${competitor} beyond it` },
          { of: competitor },
        ),
      ),
    ],
  };
}

async function ownMeans(context: AnalysisContext): Promise<ReadonlyMap<string, OwnMean>> {
  const found = await context.rows({
    title: 'Our own ratings by item',
    sql: sql`SELECT item, favg(value) AS mean, CAST(count(*) AS DOUBLE) AS n, var_samp(value) AS variance, CAST(count(DISTINCT person) AS DOUBLE) AS persons
FROM (
    ${sideSql(context, 'perceived', null)}
)
GROUP BY ALL
HAVING count(*) >= ${fewest}
ORDER BY item`,
    persons: 'persons',
  });
  return new Map(
    found.list.map((row) => [
      row.text('item') ?? '',
      { mean: row.number('mean'), n: row.number('n'), variance: row.maybe('variance') ?? 0 },
    ]),
  );
}
