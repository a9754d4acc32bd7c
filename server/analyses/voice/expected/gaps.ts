/** both sides → the gap and its drift a dimension, paired where the same people answered both */
import { type MeanDifference, pairedDifference } from '../../../stats/gaps/paired.ts';
import { type Trend, trend } from '../../../stats/gaps/trend.ts';
import { welch } from '../../../stats/gaps/welch.ts';
import { z95 } from '../../../stats/intervals/interval.ts';
import { normalTwoSided } from '../../../stats/tails.ts';
import { type Answer, isAnswered } from '../../../stats/unanswerable.ts';
import { sql } from '../../../sql/sql.ts';
import type { AnalysisContext, Row } from '../../contract/context.ts';
import type { Estimate } from '../../contract/finding.ts';
import { isDated, pairsSql, type Pairing, pairingOf, sideSql, type SideName } from './sides.ts';

/** Changes over the time observed, from its first day to its last. */
interface Drift {
  readonly expected: Answer<Trend>;
  readonly perceived: Answer<Trend>;
  readonly gap: Answer<Trend>;
}

export interface DimensionGap {
  readonly dimension: string;
  readonly expected: number;
  readonly perceived: number;
  /** Perceived less expected. */
  readonly gap: Answer<MeanDifference>;
  readonly drift: Drift | null;
  readonly n: number;
  readonly of: 'pairs' | 'answers';
}

export interface Gaps {
  readonly gaps: readonly DimensionGap[];
  /** Dimensions of too few persons. */
  readonly hidden: number;
  readonly isPaired: boolean;
}

const fewest = 10;

/** The difference with its interval; null where there is none. */
export function differenceOf(gap: Answer<MeanDifference>): MeanDifference | null {
  return isAnswered(gap) ? gap : null;
}

/** Paired gaps where at least ten pairs of a dimension are there, else gaps of different people. */
export async function readGaps(context: AnalysisContext, pairing: Pairing): Promise<Gaps> {
  if (pairing !== null) {
    const paired = await readPaired(context, pairing);
    if (paired.gaps.length > 0) return paired;
  }
  return await readUnpaired(context, pairing);
}

async function readPaired(context: AnalysisContext, pairing: Pairing): Promise<Gaps> {
  const found = await context.rows({
    title: 'Expected and perceived by the same people',
    sql: sql`WITH ${pairsSql(context, pairing)},
dated AS (
  SELECT *, date_diff('day', (SELECT min(day) FROM pairs), day) AS x
  FROM pairs
)
SELECT dimension, CAST(count(*) AS DOUBLE) AS n, CAST(count(DISTINCT person) AS DOUBLE) AS persons,
  fsum(e) AS e, fsum(p) AS p, fsum(p - e) AS d, fsum(e * e) AS ee, fsum(p * p) AS pp, fsum((p - e) * (p - e)) AS dd,
  fsum(x) AS x, fsum(x * x) AS xx, fsum(x * e) AS xe, fsum(x * p) AS xp, fsum(x * (p - e)) AS xd,
  CAST((SELECT max(x) FROM dated) AS DOUBLE) AS days
FROM dated
GROUP BY ALL
HAVING count(*) >= ${fewest}
ORDER BY dimension`,
    persons: 'persons',
  });
  const dated = isDated(context);
  return { gaps: found.list.map((row) => pairedGap(row, dated)), hidden: found.withheld, isPaired: true };
}

function pairedGap(row: Row, dated: boolean): DimensionGap {
  const of = (name: string): number => row.maybe(name) ?? 0;
  const n = of('n');
  const time = { n, x: of('x'), xx: of('xx') };
  const line = (y: 'e' | 'p' | 'd'): Answer<Trend> =>
    overAll(trend({ ...time, y: of(y), yy: of(`${y}${y}`), xy: of(`x${y}`) }), of('days'));
  return {
    dimension: row.text('dimension') ?? 'none',
    expected: of('e') / n,
    perceived: of('p') / n,
    gap: pairedDifference({ n, sum: of('d'), sumOfSquares: of('dd') }),
    drift: dated ? { expected: line('e'), perceived: line('p'), gap: line('d') } : null,
    n,
    of: 'pairs',
  };
}

/** A slope by day as the change over all days. */
function overAll(line: Answer<Trend>, days: number): Answer<Trend> {
  if (!isAnswered(line)) return line;
  const { slope, standardError, low, high } = line;
  return { ...line, slope: slope * days, standardError: standardError * days, low: low * days, high: high * days };
}

interface SideSums {
  readonly n: number;
  readonly sum: number;
  readonly sumOfSquares: number;
  readonly line: Answer<Trend>;
}

async function readUnpaired(context: AnalysisContext, pairing: Pairing): Promise<Gaps> {
  const [expected, perceived] = [
    await readSide(context, 'expected', pairing),
    await readSide(context, 'perceived', pairing),
  ];
  const dated = isDated(context);
  const gaps = [...expected.sums].flatMap(([dimension, own]) => {
    const other = perceived.sums.get(dimension);
    if (other === undefined) return [];
    const drift = dated ? { expected: own.line, perceived: other.line, gap: apart(own.line, other.line) } : null;
    const means = { expected: own.sum / own.n, perceived: other.sum / other.n };
    return [{ dimension, ...means, gap: welch(other, own), drift, n: own.n + other.n, of: 'answers' as const }];
  });
  return { gaps, hidden: expected.hidden + perceived.hidden, isPaired: false };
}

/** The difference of two independent slopes. */
function apart(expected: Answer<Trend>, perceived: Answer<Trend>): Answer<Trend> {
  if (!isAnswered(expected)) return expected;
  if (!isAnswered(perceived)) return perceived;
  const slope = perceived.slope - expected.slope;
  const standardError = Math.hypot(expected.standardError, perceived.standardError);
  const [low, high] = [slope - z95 * standardError, slope + z95 * standardError];
  return { slope, standardError, p: normalTwoSided(slope / standardError), n: expected.n + perceived.n, low, high };
}

async function readSide(
  context: AnalysisContext,
  name: SideName,
  pairing: Pairing,
): Promise<{ readonly sums: ReadonlyMap<string, SideSums>; readonly hidden: number }> {
  const other = name === 'expected' ? 'perceived' : 'expected';
  const found = await context.rows({
    title: `${name === 'expected' ? 'Expected' : 'Perceived'}, everybody who was asked`,
    sql: sql`WITH one_side AS (
    ${sideSql(context, name, pairing)}
),
times AS (
  SELECT min(day) AS first, max(day) AS last
  FROM (SELECT day FROM one_side UNION ALL SELECT day FROM (${sideSql(context, other, pairing)}))
),
dated AS (
  SELECT *, date_diff('day', (SELECT first FROM times), day) AS x
  FROM one_side
)
SELECT dimension, CAST(count(*) AS DOUBLE) AS n, CAST(count(DISTINCT person) AS DOUBLE) AS persons,
  fsum(value) AS y, fsum(value * value) AS yy, fsum(x) AS x, fsum(x * x) AS xx, fsum(x * value) AS xy,
  CAST((SELECT date_diff('day', first, last) FROM times) AS DOUBLE) AS days
FROM dated
GROUP BY ALL
HAVING count(*) >= ${fewest}
ORDER BY dimension`,
    persons: 'persons',
  });
  const sums = new Map(
    found.list.map((row): [string, SideSums] => {
      const of = (column: string): number => row.maybe(column) ?? 0;
      const sumsOf = { n: of('n'), x: of('x'), xx: of('xx'), y: of('y'), yy: of('yy'), xy: of('xy') };
      return [
        row.text('dimension') ?? 'none',
        { n: sumsOf.n, sum: sumsOf.y, sumOfSquares: sumsOf.yy, line: overAll(trend(sumsOf), of('days')) },
      ];
    }),
  );
  return { sums, hidden: found.withheld };
}

/** The weighted gap of all dimensions over those who answered all of them; null where they are not paired or too few. */
export async function overallGap(
  context: AnalysisContext,
  { gaps, isPaired }: Pick<Gaps, 'gaps' | 'isPaired'>,
): Promise<Estimate | null> {
  if (!isPaired) return null;
  const items = context.find('items');
  const isWeighted = items?.has('weight') === true;
  const dimension = items?.has('dimension') === true ? items.column('dimension') : items?.column('item');
  const weights =
    items !== null && isWeighted && dimension !== undefined
      ? sql`,
weights AS (
  SELECT coalesce(CAST(${dimension} AS VARCHAR), CAST(${items.column('item')} AS VARCHAR)) AS dimension, fsum(CAST(${items.column('weight')} AS DOUBLE)) AS weight FROM ${items.source} GROUP BY 1
)`
      : sql``;
  const weight = isWeighted ? sql`coalesce(w.weight, 0)` : sql`1`;
  const found = await context.rows({
    title: 'The gap over all dimensions',
    sql: sql`WITH ${pairsSql(context, pairingOf(context))}${weights},
whole AS (
  SELECT q.pair, min(q.person) AS person, fsum(${weight} * (q.p - q.e)) / nullif(fsum(${weight}), 0) AS gap
  FROM pairs AS q${isWeighted ? sql` LEFT JOIN weights AS w ON w.dimension = q.dimension` : sql``}
  GROUP BY 1
  HAVING count(*) = ${gaps.length}
)
SELECT CAST(count(gap) AS DOUBLE) AS n, CAST(count(DISTINCT person) AS DOUBLE) AS persons, fsum(gap) AS total, fsum(gap * gap) AS squares
FROM whole`,
    persons: 'persons',
  });
  const [row] = found.list;
  if (row === undefined || row.number('n') < fewest) return null;
  const n = row.number('n');
  const gap = pairedDifference({ n, sum: row.number('total'), sumOfSquares: row.number('squares') });
  if (!isAnswered(gap)) return null;
  const { low, high, p } = gap;
  const label = isWeighted ? 'Perceived less expected, weighted' : 'Perceived less expected';
  const interval = { low, high, level: 0.95, method: gap.method };
  return { name: 'gap', label, value: gap.difference, unit: null, format: 'decimal', interval, p, n, of: 'pairs' };
}
