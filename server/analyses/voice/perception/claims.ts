import { sql } from '../../../sql/sql.ts';
import { newcombe } from '../../../stats/intervals/newcombe.ts';
import type { BoundRole } from '../../run/bind-roles.ts';
import type { AnalysisContext, Row } from '../../contract/context.ts';
import type { Draft } from '../../contract/finding.ts';
import { type Refusal, refusal } from '../../contract/refusal.ts';

interface Claim {
  readonly claim: string;
  readonly value: number;
  readonly unit: string;
  readonly denominator: string;
  readonly n: number | null;
}

/**
 * Two published figures set against each other: refused where they are shares of different things, and where nobody says
 * how many were asked.
 */
export async function comparedClaims(context: AnalysisContext, claims: BoundRole): Promise<Draft> {
  const n = claims.has('n') ? claims.column('n') : sql`NULL`;
  const found = await context.rows({
    title: 'The published figures',
    sql: sql`SELECT CAST(${claims.column('claim')} AS VARCHAR) AS claim, CAST(${claims.column('value')} AS DOUBLE) AS value,
  coalesce(CAST(${claims.column('unit')} AS VARCHAR), 'no unit') AS unit,
  coalesce(CAST(${claims.column('denominator')} AS VARCHAR), 'nobody says of what') AS denominator,
  CAST(${n} AS DOUBLE) AS n
FROM ${claims.source}
ORDER BY value DESC, claim`,
  });
  const [left, right, ...others] = found.list.map(claimIn);
  if (left === undefined || right === undefined)
    return refused(refusal('too-few', { n: found.list.length, needed: 2 }, { hint: 'Bind two figures.' }));
  if (others.length > 0)
    return refused(
      refusal('too-many', { n: found.list.length, limit: 2 }, { hint: 'Keep two figures by a condition.' }),
    );
  const mismatch = mismatchOf(left, right);
  return mismatch === null ? comparedShares(left, right) : refused(mismatch, [left, right]);
}

function claimIn(row: Row): Claim {
  return {
    claim: row.text('claim') ?? '',
    value: row.number('value'),
    unit: row.text('unit') ?? '',
    denominator: row.text('denominator') ?? '',
    n: row.maybe('n'),
  };
}

function mismatchOf(left: Claim, right: Claim): Refusal | null {
  if (left.unit !== right.unit)
    return refusal('gap-unit-mismatch', { what: 'unit', left: left.unit, right: right.unit });
  if (left.denominator === right.denominator) return null;
  return refusal('gap-unit-mismatch', {
    what: 'what they are shares of',
    left: left.denominator,
    right: right.denominator,
  });
}

function comparedShares(left: Claim, right: Claim): Draft {
  if (left.unit !== 'percent' || left.n === null || right.n === null || left.n < 10 || right.n < 10)
    return refused(
      refusal('score-without-n', {}, { hint: 'Bind how many were asked on each side, and shares in percent.' }),
      [left, right],
    );
  const side = ({ value, n }: Claim) => ({ hits: (value / 100) * (n ?? 0), n: n ?? 0 });
  const found = newcombe(side(left), side(right));
  if (found === null) return refused(refusal('score-without-n'));
  const { difference, low, high } = found;
  const points = (value: number): string => (100 * value).toFixed(1);
  return {
    verdict: `${left.value} % against ${right.value} % of ${left.denominator}: a gap of ${points(difference)} points [${points(low)}, ${points(high)}].`,
    estimate: {
      name: 'gap',
      label: 'Gap',
      value: difference,
      unit: null,
      format: 'percentage_points',
      interval: { low, high, level: 0.95, method: 'Newcombe hybrid score' },
      p: null,
      n: left.n + right.n,
      of: 'answers',
    },
    n: left.n + right.n,
    of: 'answers',
    design: 'comparison',
  };
}

function refused(why: Refusal, claims: readonly Claim[] = []): Draft {
  const base = {
    verdict: why.message,
    estimate: null,
    n: claims.length,
    of: 'figures',
    design: 'count',
    refusals: [why],
  } as const;
  if (claims.length === 0) return base;
  return {
    ...base,
    tables: [
      {
        name: 'figures',
        title: 'The two figures',
        columns: [
          { name: 'claim', label: 'Claim', type: 'string' },
          { name: 'unit', label: 'Unit', type: 'string' },
          { name: 'denominator', label: 'Of what', type: 'string' },
        ],
        rows: claims.map(({ claim, unit, denominator }) => [claim, unit, denominator]),
      },
    ],
  };
}
