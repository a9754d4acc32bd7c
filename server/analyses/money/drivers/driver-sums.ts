/** the table of an outcome and its drivers → how complete it is, and sums of products by groups of persons */
import type { Moments } from '../../../stats/drivers/moments.ts';
import { id, join, type Sql, sql } from '../../../sql/sql.ts';
import type { AnalysisContext, Row } from '../../contract/context.ts';
import type { DriverData } from './driver-data.ts';

/** The outcome (first) or a driver over responses without a gap. */
interface ColumnProfile {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

export interface Profile {
  /** Responses with the outcome. */
  readonly rated: number;
  /** Those with every driver too. */
  readonly complete: number;
  /** Persons behind the complete ones. */
  readonly persons: number;
  /** Different values of the outcome. */
  readonly points: number;
  readonly leastWeight: number;
  readonly columns: readonly ColumnProfile[];
}

/** Counts and scales of the complete responses; null where too few persons stand behind them to be looked at. */
export async function profileOf(context: AnalysisContext, data: DriverData): Promise<Profile | null> {
  const columns = columnsOf(data);
  const described = columns.map(
    (column, at) =>
      sql`favg(${column}) AS ${id(`mean_${at}`)}, min(${column}) AS ${id(`low_${at}`)}, max(${column}) AS ${id(`high_${at}`)}`,
  );
  const rows = await context.rows({
    title: 'Responses with the outcome, and those with every driver',
    persons: 'persons',
    sql: sql`${data.ctes},
${completeTable(data)}
SELECT CAST((SELECT count(*) FROM rated) AS DOUBLE) AS rated, CAST(count(*) AS DOUBLE) AS complete,
  CAST(count(DISTINCT person) AS DOUBLE) AS persons, CAST(count(DISTINCT y) AS DOUBLE) AS points,
  CAST(min(w) AS DOUBLE) AS least_weight,
  ${join(described, ',\n  ')}
FROM complete`,
  });
  const row = rows.list[0];
  return row === undefined ? null : profileIn(row, columns.length);
}

/** Sums of products by person where there are few, else by buckets of persons, which a bootstrap redraws. */
export async function groupsOf(
  context: AnalysisContext,
  data: DriverData,
  profile: Profile,
): Promise<readonly Moments[]> {
  const columns = columnsOf(data);
  // Whole numbers: sums of ratings then have no rounding, whatever order they are added in.
  const centre = profile.columns.map(({ mean }) => Math.round(mean));
  const less = columns.map((column, at) => sql`${column} - ${centre[at] ?? 0} AS ${id(`x${at}`)}`);
  const sums = columns.map((_, at) => sql`fsum(w * ${id(`x${at}`)}) AS ${id(`s${at}`)}`);
  const products = columns.flatMap((_, i) =>
    columns.slice(i).map((__, k) => sql`fsum(w * ${id(`x${i}`)} * ${id(`x${i + k}`)}) AS ${id(`p${i}_${i + k}`)}`),
  );
  const rows = await context.rows({
    title: 'Sums of products, by groups of persons',
    persons: 'persons',
    sql: sql`${data.ctes},
${completeTable(data)},
centred AS (
  SELECT person, ${bucketOf(context, profile)} AS bucket, w,
    ${join(less)}
  FROM complete
)
SELECT bucket, CAST(count(DISTINCT person) AS DOUBLE) AS persons, CAST(count(*) AS DOUBLE) AS n, fsum(w) AS weight,
  ${join(sums)},
  ${join(products, ',\n  ')}
FROM centred
GROUP BY ALL
ORDER BY bucket`,
  });
  return rows.list.map((row) => momentsIn(row, centre));
}

/** Correlations of pairs of columns over the responses that have both; the outcome is column 0. `n`: of the rarest pair. */
export async function pairwiseMatrix(
  context: AnalysisContext,
  data: DriverData,
): Promise<{ readonly matrix: readonly (readonly (number | null)[])[]; readonly n: number } | null> {
  const columns = columnsOf(data);
  const pairs = columns.flatMap((first, i) =>
    columns.slice(i + 1).map((second, k) => {
      const at = `${i}_${i + 1 + k}`;
      return {
        at,
        sql: sql`corr(${first}, ${second}) AS ${id(`r${at}`)}, CAST(regr_count(${first}, ${second}) AS DOUBLE) AS ${id(`n${at}`)}`,
      };
    }),
  );
  const rows = await context.rows({
    title: 'Correlations of pairs that both have a value',
    persons: 'persons',
    sql: sql`${data.ctes}
SELECT CAST(count(DISTINCT person) AS DOUBLE) AS persons,
  ${join(
    pairs.map((pair) => pair.sql),
    ',\n  ',
  )}
FROM rated`,
  });
  const row = rows.list[0];
  if (row === undefined) return null;
  const matrix = columns.map((_, i) =>
    columns.map((__, j) => (i === j ? 1 : row.maybe(`r${Math.min(i, j)}_${Math.max(i, j)}`))),
  );
  return { matrix, n: Math.min(...pairs.map(({ at }) => row.number(`n${at}`))) };
}

function columnsOf({ drivers }: DriverData): readonly Sql[] {
  return [sql`y`, ...drivers.map(({ column }) => column)];
}

function completeTable({ drivers }: DriverData): Sql {
  const given = [sql`y`, ...drivers.map(({ column }) => column)].map((column) => sql`isfinite(${column})`);
  return sql`complete AS (
  SELECT * FROM rated WHERE w IS NOT NULL AND ${join(given, ' AND ')}
)`;
}

const mostGroups = 2000;

/** Where data may only be shown in groups, each bucket holds about four times as many persons as it has to. */
function bucketOf(context: AnalysisContext, { persons }: Profile): Sql {
  const roles = ['responses', 'answers', 'operations'].map((name) => context.find(name));
  const k = Math.max(0, ...roles.map((role) => role?.k ?? 0));
  if (k === 0 && persons <= mostGroups) return sql`person`;
  const size = k === 0 ? mostGroups : Math.max(10, Math.min(mostGroups, Math.floor(persons / (4 * k))));
  return sql`hash(person) % ${size}`;
}

function profileIn(row: Row, columns: number): Profile {
  return {
    rated: row.number('rated'),
    complete: row.number('complete'),
    persons: row.number('persons'),
    points: row.number('points'),
    leastWeight: row.maybe('least_weight') ?? 0,
    columns: Array.from({ length: columns }, (_, at) => ({
      mean: row.maybe(`mean_${at}`) ?? 0,
      low: row.maybe(`low_${at}`) ?? 0,
      high: row.maybe(`high_${at}`) ?? 0,
    })),
  };
}

function momentsIn(row: Row, centre: readonly number[]): Moments {
  return {
    n: row.number('n'),
    weight: row.number('weight'),
    centre,
    sums: centre.map((_, at) => row.number(`s${at}`)),
    products: centre.flatMap((_, i) => centre.slice(i).map((__, k) => row.number(`p${i}_${i + k}`))),
  };
}
