/** promises and occasions → how often each was kept, told in time, and what the same people felt */
import { TrivetError } from '../../../lib/errors.ts';
import { type Sql, sql } from '../../../sql/sql.ts';
import type { MeanDifference } from '../../../stats/gaps/paired.ts';
import { welch } from '../../../stats/gaps/welch.ts';
import type { Sums } from '../../../stats/intervals/mean-interval.ts';
import type { Answer } from '../../../stats/unanswerable.ts';
import type { BoundRole } from '../../run/bind-roles.ts';
import type { AnalysisContext, Row } from '../../contract/context.ts';
import { type Repeated, repeatedIn, repeatedSums } from '../../shared/repeated.ts';

type PromiseStatus = 'measured' | 'told in time' | 'not measured' | 'unverifiable';

interface AuditedPromise {
  readonly id: string;
  readonly wording: string;
  /** What would show it, with the threshold: `hours to first contact ≤ 24 hours`; null where nothing would. */
  readonly said: string | null;
  readonly touchpoint: string | null;
  readonly controllable: boolean;
  readonly status: PromiseStatus;
  /** Over all touchpoints; null where there is no occasion. */
  readonly kept: Repeated | null;
  readonly places: readonly { readonly touchpoint: string; readonly kept: Repeated }[];
  readonly informed: Repeated | null;
  /** Mean answer of people for whom it was last kept less that of those for whom it was last broken; null: nothing was asked. */
  readonly felt: Answer<MeanDifference> | null;
  readonly feltSums: { readonly kept: Sums; readonly broken: Sums } | null;
}

export interface Audited {
  readonly promises: readonly AuditedPromise[];
  /** Occasions that do not say whether it was kept. */
  readonly unknown: number;
  /** Groups of too few persons. */
  readonly hidden: number;
}

export async function auditedRows(context: AnalysisContext): Promise<Audited> {
  const promises = context.role('promises');
  const listed = await context.rows({ title: 'The promises', sql: promisesSql(promises) });
  const kept = await context.rows({
    title: 'Kept, by promise',
    sql: repeatedSums([sql`promise`], occasions(context)),
    persons: 'persons',
  });
  const places = hasPlaces(context)
    ? await context.rows({
        title: 'Kept, by promise and touchpoint',
        sql: repeatedSums([sql`promise`, sql`touchpoint`], occasions(context)),
        persons: 'persons',
      })
    : null;
  const unknown = await context.rows({
    title: 'Occasions of unknown outcome',
    sql: sql`SELECT CAST(count(*) FILTER (value IS NULL) AS DOUBLE) AS unknown, CAST(count(DISTINCT person) AS DOUBLE) AS persons
FROM (${occasions(context)})`,
    persons: 'persons',
  });
  const informed = await readInformed(context);
  const felt = await readFelt(context);
  const keptBy = new Map(kept.list.map((row) => [row.text('promise'), repeatedIn(row)]));
  return {
    promises: listed.list.map((row) => {
      const id = row.text('promise') ?? '';
      const feltSums = felt?.get(id) ?? null;
      const own = keptBy.get(id) ?? null;
      const told = informed.get(id) ?? null;
      return {
        ...described(row),
        status: statusOf(row, { kept: own, informed: told }),
        kept: own,
        places: (places?.list ?? [])
          .filter((each) => each.text('promise') === id)
          .map((each) => ({ touchpoint: each.text('touchpoint') ?? 'none', kept: repeatedIn(each) })),
        informed: told,
        felt: feltSums === null ? null : welch(feltSums.kept, feltSums.broken),
        feltSums,
      };
    }),
    unknown: unknown.list[0]?.number('unknown') ?? 0,
    hidden: kept.withheld + (places?.withheld ?? 0),
  };
}

/** How far broken promises missed: quantiles of the distance to the threshold. */
export interface Shortfall {
  readonly promise: string;
  readonly unit: string | null;
  readonly n: number;
  readonly median: number;
  readonly ninth: number;
  readonly largest: number;
}

/** Empty where no observed value and threshold are known. */
export async function readShortfalls(context: AnalysisContext): Promise<readonly Shortfall[]> {
  if (!context.role('deliveries').has('observed') || !context.role('promises').has('threshold')) return [];
  const found = await context.rows({
    title: 'How far broken promises missed',
    sql: sql`SELECT promise, min(unit) AS unit,
  CAST(count(*) AS DOUBLE) AS n,
  CAST(count(DISTINCT person) AS DOUBLE) AS persons,
  quantile_cont(missed, 0.5) AS median,
  quantile_cont(missed, 0.9) AS ninth,
  max(missed) AS largest
FROM (${occasions(context)})
WHERE value = 0 AND missed IS NOT NULL
GROUP BY ALL
HAVING count(*) >= 10
ORDER BY promise`,
    persons: 'persons',
  });
  return found.list.map((row) => ({
    promise: row.text('promise') ?? '',
    unit: row.text('unit'),
    n: row.number('n'),
    median: row.number('median'),
    ninth: row.number('ninth'),
    largest: row.number('largest'),
  }));
}

function hasPlaces(context: AnalysisContext): boolean {
  return context.role('deliveries').has('touchpoint');
}

function promisesSql(promises: BoundRole): Sql {
  const optional = (name: string, or: Sql): Sql => (promises.has(name) ? promises.column(name) : or);
  return sql`SELECT CAST(${promises.column('promise')} AS VARCHAR) AS promise,
  CAST(${promises.column('wording')} AS VARCHAR) AS wording,
  nullif(trim(CAST(${promises.column('metric')} AS VARCHAR)), '') AS metric,
  CAST(${optional('threshold', sql`NULL`)} AS DOUBLE) AS threshold,
  CAST(${optional('unit', sql`NULL`)} AS VARCHAR) AS unit,
  CAST(${optional('touchpoint', sql`NULL`)} AS VARCHAR) AS touchpoint,
  coalesce(${optional('controllable', sql`TRUE`)}, TRUE) AS controllable
FROM ${promises.source}
ORDER BY promise`;
}

/** One row an occasion of a promise that was made then: 1 kept, 0 broken, empty unknown. */
function occasions(context: AnalysisContext): Sql {
  const [promises, deliveries] = [context.role('promises'), context.role('deliveries')];
  const better = context.options.text('better');
  const canCompare = deliveries.has('observed') && promises.has('threshold');
  if (!deliveries.has('kept') && !canCompare)
    throw new TrivetError('missing-column', `${deliveries.name} does not say whether a promise was kept.`, {
      hint: 'Bind deliveries.kept, or deliveries.observed and promises.threshold.',
    });
  const observed = canCompare ? sql`CAST(d.${deliveries.column('observed')} AS DOUBLE)` : sql`NULL`;
  const within = better === 'higher' ? sql`${observed} >= p.threshold` : sql`${observed} <= p.threshold`;
  const kept = deliveries.has('kept') ? sql`d.${deliveries.column('kept')}` : within;
  const missed = canCompare
    ? better === 'higher'
      ? sql`p.threshold - ${observed}`
      : sql`${observed} - p.threshold`
    : sql`NULL`;
  const touchpoint = deliveries.has('touchpoint')
    ? sql`, CAST(d.${deliveries.column('touchpoint')} AS VARCHAR) AS touchpoint`
    : sql``;
  const who = deliveries.has('person') ? sql`d.${deliveries.column('person')}` : sql`NULL`;
  const day = deliveries.has('at') ? sql`, CAST(d.${deliveries.column('at')} AS DATE) AS day` : sql``;
  return sql`SELECT p.promise, p.unit, ${who} AS person${touchpoint}${day},
      CAST(CASE WHEN ${kept} THEN 1 WHEN NOT (${kept}) THEN 0 END AS DOUBLE) AS value, CAST(${missed} AS DOUBLE) AS missed
    FROM ${deliveries.source} AS d
    JOIN (${madeSql(promises)}) AS p ON p.promise = CAST(d.${deliveries.column('promise')} AS VARCHAR)${valid(promises, deliveries)}`;
}

/** One row a promise and the time it was made, so that no occasion is counted twice. */
function madeSql(promises: BoundRole): Sql {
  const optional = (name: string): Sql => (promises.has(name) ? promises.column(name) : sql`NULL`);
  return sql`SELECT CAST(${promises.column('promise')} AS VARCHAR) AS promise,
      min(CAST(${optional('threshold')} AS DOUBLE)) AS threshold, min(CAST(${optional('unit')} AS VARCHAR)) AS unit,
      min(CAST(${optional('valid_from')} AS DATE)) AS valid_from, max(CAST(coalesce(${optional('valid_to')}, DATE '9999-12-31') AS DATE)) AS valid_to
    FROM ${promises.source} GROUP BY 1`;
}

function valid(promises: BoundRole, deliveries: BoundRole): Sql {
  if (!deliveries.has('at') || (!promises.has('valid_from') && !promises.has('valid_to'))) return sql``;
  const at = sql`CAST(d.${deliveries.column('at')} AS DATE)`;
  return sql`
      AND ${at} >= coalesce(p.valid_from, ${at}) AND ${at} <= p.valid_to`;
}

async function readInformed(context: AnalysisContext): Promise<ReadonlyMap<string | null, Repeated>> {
  const notices = context.find('notices');
  if (notices === null) return new Map();
  const who = notices.has('person') ? notices.column('person') : sql`NULL`;
  const found = await context.rows({
    title: 'Told in time, by promise',
    sql: repeatedSums(
      [sql`promise`],
      sql`SELECT CAST(${notices.column('promise')} AS VARCHAR) AS promise, ${who} AS person,
      CAST(CASE WHEN ${notices.column('informed')} THEN 1 WHEN NOT ${notices.column('informed')} THEN 0 END AS DOUBLE) AS value
    FROM ${notices.source}`,
    ),
    persons: 'persons',
  });
  return new Map(found.list.map((row) => [row.text('promise'), repeatedIn(row)]));
}

type FeltSums = NonNullable<AuditedPromise['feltSums']>;

async function readFelt(context: AnalysisContext): Promise<ReadonlyMap<string | null, FeltSums> | null> {
  const felt = context.find('felt');
  if (felt === null || !context.role('deliveries').has('person')) return null;
  const found = await context.rows({
    title: 'What people felt for whom a promise was kept or broken',
    sql: sql`WITH said AS (
  SELECT ${felt.column('person')} AS person, ${lastAnswer(felt)}
  FROM ${felt.source}
  WHERE ${felt.column('value')} IS NOT NULL AND ${felt.column('person')} IS NOT NULL
  GROUP BY 1
),
kept AS (
  SELECT o.promise, o.person, ${lastOccasion(context, felt)} AS kept
  FROM (${occasions(context)}) AS o JOIN said ON said.person = o.person
  WHERE o.value IS NOT NULL${isInOrder(context, felt) ? sql` AND o.day <= said.day` : sql``}
  GROUP BY ALL
)
SELECT kept.promise, kept.kept, CAST(count(*) AS DOUBLE) AS persons, fsum(said.value) AS total, fsum(said.value * said.value) AS squares
FROM kept JOIN said ON said.person = kept.person
GROUP BY ALL
HAVING count(*) >= 10
ORDER BY ALL`,
    persons: 'persons',
  });
  const none: Sums = { n: 0, sum: 0, sumOfSquares: 0 };
  const sums = new Map<string | null, FeltSums>();
  for (const row of found) {
    const own = { n: row.number('persons'), sum: row.number('total'), sumOfSquares: row.number('squares') };
    const known = sums.get(row.text('promise')) ?? { kept: none, broken: none };
    sums.set(row.text('promise'), row.number('kept') === 1 ? { ...known, kept: own } : { ...known, broken: own });
  }
  return sums;
}

/** Whether it is known which occasion stood last before an answer. */
function isInOrder(context: AnalysisContext, felt: BoundRole): boolean {
  return felt.has('at') && context.role('deliveries').has('at');
}

function lastAnswer(felt: BoundRole): Sql {
  const value = sql`CAST(${felt.column('value')} AS DOUBLE)`;
  if (!felt.has('at')) return sql`favg(${value}) AS value`;
  const at = felt.column('at');
  return sql`arg_max(${value}, (${at}, ${value})) AS value, CAST(max(${at}) AS DATE) AS day`;
}

/** The last occasion before the answer; without times, broken where it was broken at least once. */
function lastOccasion(context: AnalysisContext, felt: BoundRole): Sql {
  return isInOrder(context, felt) ? sql`arg_max(o.value, (o.day, o.value))` : sql`min(o.value)`;
}

function described(row: Row): Pick<AuditedPromise, 'id' | 'wording' | 'said' | 'touchpoint' | 'controllable'> {
  const [metric, threshold, unit] = [row.text('metric'), row.maybe('threshold'), row.text('unit')];
  const limit = threshold === null ? '' : `: ${threshold}${unit === null ? '' : ` ${unit}`}`;
  return {
    id: row.text('promise') ?? '',
    wording: row.text('wording') ?? '',
    said: metric === null ? null : `${metric}${limit}`,
    touchpoint: row.text('touchpoint'),
    controllable: row.value('controllable') !== false,
  };
}

function statusOf(row: Row, { kept, informed }: Pick<AuditedPromise, 'kept' | 'informed'>): PromiseStatus {
  if (informed !== null) return 'told in time';
  if (row.text('metric') === null) return 'unverifiable';
  return kept === null ? 'not measured' : 'measured';
}
