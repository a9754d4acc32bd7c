/** last answers with their reasons → which reasons detractors name more often than passives */
import { join, type Sql, sql } from '../../sql/sql.ts';
import { newcombe } from '../../stats/intervals/newcombe.ts';
import { shareRatio, type ShareRatio } from '../../stats/intervals/share-ratio.ts';
import { adjusted } from '../../stats/multiplicity/adjusted.ts';
import { cohenKappa } from '../../stats/signals/agreement.ts';
import { isAnswered } from '../../stats/unanswerable.ts';
import type { AnalysisContext } from '../contract/context.ts';
import type { FindingTable } from '../contract/finding.ts';
import { count as days, date, day, fewest } from '../shared/leaving.ts';

export type NpsClass = 'promoter' | 'passive' | 'detractor';

export const npsClasses: readonly NpsClass[] = ['promoter', 'passive', 'detractor'];

/** Windows in which answers are looked for: the days before each landmark. */
export interface Windows {
  readonly landmarks: readonly string[];
  readonly window: number;
}

/**
 * Relations for WITH, behind `landmarks(landmark)`: `answered(landmark, person, response, class)`, the last answer of each person in
 * each window, and `named(landmark, person, class, reason)`, what was named with it.
 */
export function answeredRelations(context: AnalysisContext, window: number): Sql {
  const [answers, reasons] = [context.role('answers'), context.role('reasons')];
  const column = (name: string): Sql => sql`a.${answers.column(name)}`;
  const happened = day(column('time'));
  return sql`ranked AS (
  SELECT l.landmark, ${column('person')} AS person, ${column('response')} AS response, ${column('score')} AS score,
    row_number() OVER (PARTITION BY l.landmark, ${column('person')} ORDER BY ${column('time')} DESC, ${column('response')} DESC) AS back
  FROM ${answers.source} AS a
  JOIN landmarks AS l ON ${happened} >= l.landmark - ${days(window)} AND ${happened} < l.landmark
  WHERE ${column('person')} IS NOT NULL AND ${column('score')} IS NOT NULL
),
answered AS (
  SELECT landmark, person, response, CASE WHEN score >= 9 THEN 'promoter' WHEN score >= 7 THEN 'passive' ELSE 'detractor' END AS class
  FROM ranked
  WHERE back = 1
),
named AS (
  SELECT DISTINCT a.landmark, a.person, a.class, CAST(r.${reasons.column('reason')} AS VARCHAR) AS reason
  FROM answered AS a
  JOIN ${reasons.source} AS r ON r.${reasons.column('response')} = a.response
  WHERE r.${reasons.column('reason')} IS NOT NULL
)`;
}

/** The relation `landmarks(landmark)`. */
function landmarkRelation(landmarks: readonly string[]): Sql {
  return sql`landmarks AS (
  SELECT * FROM (VALUES ${join(landmarks.map((each) => sql`(${date(each)})`))}) AS given(landmark)
)`;
}

/** One reason, by who named it. */
export interface ReasonLift {
  readonly reason: string;
  readonly label: string;
  /** How many of each class named it. */
  readonly named: Readonly<Record<NpsClass, number>>;
  /** Of detractors over passives, among those who named any; null where it cannot be said. */
  readonly lift: ShareRatio | null;
  readonly q: number | null;
  /** Detractors name it more often, beyond chance and after correction for many reasons. */
  readonly isShared: boolean;
}

/** Reasons of all classes. */
export interface Reasons {
  readonly answered: Readonly<Record<NpsClass, number>>;
  readonly withReason: Readonly<Record<NpsClass, number>>;
  readonly outside: number;
  readonly lifts: readonly ReasonLift[];
  /** Passives who named a reason that detractors name more often. */
  readonly atRiskPassives: number;
  /** Reasons of a class that too few persons named to be shown. */
  readonly withheld: number;
}

/** Counts answers and reasons by class. */
export async function reasonsOf(context: AnalysisContext, { landmarks, window }: Windows): Promise<Reasons> {
  const relations = sql`${landmarkRelation(landmarks)},
${answeredRelations(context, window)}`;
  const [classes, named, labels] = [
    await context.rows({
      title: 'Last answers by class, with and without a reason',
      sql: sql`WITH ${relations}
SELECT class, CAST(count(*) AS DOUBLE) AS n,
  CAST(count(*) FILTER (WHERE EXISTS (SELECT 1 FROM named AS m WHERE m.landmark = a.landmark AND m.person = a.person)) AS DOUBLE) AS with_reason,
  CAST(count(DISTINCT person) AS DOUBLE) AS persons
FROM answered AS a
GROUP BY class
ORDER BY class`,
      persons: 'persons',
    }),
    await context.rows({
      title: 'Reasons by class',
      sql: sql`WITH ${relations}
SELECT reason, class, CAST(count(*) AS DOUBLE) AS n, CAST(count(DISTINCT person) AS DOUBLE) AS persons
FROM named
GROUP BY reason, class
ORDER BY reason, class`,
      persons: 'persons',
    }),
    await labelsOf(context),
  ];
  const counted = (column: string): Record<NpsClass, number> => {
    const of = (name: NpsClass): number => classes.list.find((row) => row.text('class') === name)?.number(column) ?? 0;
    return { promoter: of('promoter'), passive: of('passive'), detractor: of('detractor') };
  };
  const withReason = counted('with_reason');
  const names = [...new Set(named.list.map((row) => row.text('reason') ?? ''))];
  const of = (reason: string, name: NpsClass): number =>
    named.list.find((row) => row.text('reason') === reason && row.text('class') === name)?.number('n') ?? 0;
  const counts = names.map((reason) => ({
    reason,
    label: labels.get(reason) ?? reason,
    named: { promoter: of(reason, 'promoter'), passive: of(reason, 'passive'), detractor: of(reason, 'detractor') },
  }));
  const lifts = lifted(counts, withReason);
  return {
    answered: counted('n'),
    withReason,
    outside: await outsideOf(context),
    lifts,
    atRiskPassives: await atRiskPassives(context, relations, lifts),
    withheld: named.withheld + classes.withheld,
  };
}

function lifted(
  counts: readonly Pick<ReasonLift, 'reason' | 'label' | 'named'>[],
  withReason: Record<NpsClass, number>,
): readonly ReasonLift[] {
  const enough = withReason.detractor >= fewest && withReason.passive >= fewest;
  const ratios = counts.map(({ named }) => {
    const found = shareRatio(
      { hits: named.detractor, n: withReason.detractor },
      { hits: named.passive, n: withReason.passive },
    );
    return enough && isAnswered(found) && named.detractor + named.passive >= fewest ? found : null;
  });
  const tested = ratios.filter((ratio) => ratio !== null);
  const found = adjusted(tested.map(({ pValue }) => pValue), 'benjamini-hochberg'); // prettier-ignore
  const qs = isAnswered(found) ? found : [];
  let next = 0;
  return counts
    .map((each, at) => {
      const lift = ratios[at] ?? null;
      const q = lift === null ? null : (qs[next++] ?? 1);
      return { ...each, lift, q, isShared: lift !== null && lift.low > 1 && (q ?? 1) < 0.05 };
    })
    .toSorted((a, b) => (b.lift?.ratio ?? 0) - (a.lift?.ratio ?? 0) || (a.reason < b.reason ? -1 : 1));
}

async function atRiskPassives(context: AnalysisContext, relations: Sql, lifts: readonly ReasonLift[]): Promise<number> {
  const shared = lifts.filter(({ isShared }) => isShared).map(({ reason }) => sql`${reason}`);
  if (shared.length === 0) return 0;
  const rows = await context.rows({
    title: 'Passives who named a reason of detractors',
    sql: sql`WITH ${relations}
SELECT CAST(count(*) AS DOUBLE) AS n, CAST(count(DISTINCT person) AS DOUBLE) AS persons
FROM (SELECT DISTINCT landmark, person FROM named WHERE class = 'passive' AND reason IN (${join(shared)})) AS risky`,
    persons: 'persons',
  });
  return rows.list[0]?.number('n') ?? 0;
}

async function labelsOf(context: AnalysisContext): Promise<ReadonlyMap<string, string>> {
  const labels = context.find('reason_labels');
  if (labels === null) return new Map();
  const rows = await context.rows({
    title: 'What reasons are called',
    sql: sql`SELECT CAST(${labels.column('reason')} AS VARCHAR) AS reason, min(CAST(${labels.column('label')} AS VARCHAR)) AS label
FROM ${labels.source}
GROUP BY ALL
ORDER BY reason`,
  });
  return new Map(rows.list.map((row) => [row.text('reason') ?? '', row.text('label') ?? row.text('reason') ?? '']));
}

async function outsideOf(context: AnalysisContext): Promise<number> {
  const answers = context.role('answers');
  const score = answers.column('score');
  const rows = await context.rows({
    title: 'Scores outside of the scale',
    sql: sql`SELECT CAST(count(*) FILTER (WHERE ${score} < 0 OR ${score} > 10) AS DOUBLE) AS outside, CAST(count(*) AS DOUBLE) AS persons
FROM ${answers.source}`,
    persons: 'persons',
  });
  return rows.list[0]?.number('outside') ?? 0;
}

/** Reasons by class with how many times as often detractors name them. */
export function reasonTable({ lifts, withReason }: Reasons): FindingTable {
  const share = (n: number, of: number): number | null => (of === 0 ? null : n / of);
  return {
    name: 'reasons',
    title: 'Reasons, of those who named one',
    columns: [
      { name: 'reason', label: 'Reason', type: 'string' },
      ...npsClasses.map((name) => ({
        name,
        label: `${name.charAt(0).toUpperCase()}${name.slice(1)}s`,
        type: 'real' as const,
        format: 'percent',
      })),
      { name: 'lift', label: 'Detractors over passives', type: 'real' },
      { name: 'low', label: 'At least', type: 'real' },
      { name: 'high', label: 'At most', type: 'real' },
      { name: 'difference', label: 'Difference', type: 'real', format: 'percent' },
      { name: 'difference_low', label: 'Difference, at least', type: 'real', format: 'percent' },
      { name: 'difference_high', label: 'Difference, at most', type: 'real', format: 'percent' },
      { name: 'q', label: 'q', type: 'real' },
      { name: 'passives', label: 'Passives who named it', type: 'integer' },
    ],
    rows: lifts
      .filter(({ named }) => named.detractor + named.passive + named.promoter >= fewest)
      .map(({ label, named, lift, q }) => {
        const difference = newcombe(
          { hits: named.detractor, n: withReason.detractor },
          { hits: named.passive, n: withReason.passive },
        );
        const shares = npsClasses.map((name) => share(named[name], withReason[name]));
        const bounds = [difference?.difference ?? null, difference?.low ?? null, difference?.high ?? null];
        return [
          label,
          ...shares,
          lift?.ratio ?? null,
          lift?.low ?? null,
          lift?.high ?? null,
          ...bounds,
          q,
          named.passive,
        ];
      }),
  };
}

/** How often those who name a reason are those to whom it happened: κ by reason; none where no behaviour is bound. */
export async function agreementTable(
  context: AnalysisContext,
  { landmarks, window }: Windows,
  lifts: readonly ReasonLift[],
): Promise<readonly FindingTable[]> {
  const behaviour = context.find('behaviour');
  if (behaviour === null) return [];
  const happened = day(sql`b.${behaviour.column('time')}`);
  const rows = await context.rows({
    title: 'Reasons beside what happened to those who named them',
    sql: sql`WITH ${landmarkRelation(landmarks)},
${answeredRelations(context, window)},
met AS (
  SELECT DISTINCT l.landmark, b.${behaviour.column('person')} AS person, CAST(b.${behaviour.column('reason')} AS VARCHAR) AS reason
  FROM ${behaviour.source} AS b
  JOIN landmarks AS l ON ${happened} >= l.landmark - ${days(window)} AND ${happened} < l.landmark
),
spoke AS (SELECT DISTINCT landmark, person FROM named),
asked AS (SELECT DISTINCT reason FROM met WHERE reason IS NOT NULL)
SELECT asked.reason AS reason, n.person IS NOT NULL AS stated, m.person IS NOT NULL AS happened,
  CAST(count(*) AS DOUBLE) AS n, CAST(count(DISTINCT spoke.person) AS DOUBLE) AS persons
FROM spoke
CROSS JOIN asked
LEFT JOIN named AS n ON n.landmark = spoke.landmark AND n.person = spoke.person AND n.reason = asked.reason
LEFT JOIN met AS m ON m.landmark = spoke.landmark AND m.person = spoke.person AND m.reason = asked.reason
GROUP BY ALL
ORDER BY reason, stated, happened`,
    persons: 'persons',
  });
  const names = [...new Set(rows.list.map((row) => row.text('reason') ?? ''))];
  const cells = names.flatMap((reason) => {
    const of = (stated: boolean, met: boolean): number =>
      rows.list
        .find((row) => row.text('reason') === reason && row.value('stated') === stated && row.value('happened') === met)
        ?.number('n') ?? 0;
    const table = [[of(true, true), of(true, false)], [of(false, true), of(false, false)]]; // prettier-ignore
    const found = cohenKappa(table);
    const n = table.flat().reduce((sum, cell) => sum + cell, 0);
    if (!isAnswered(found) || n < fewest || rows.withheld > 0) return [];
    const label = lifts.find((each) => each.reason === reason)?.label ?? reason;
    return [
      [
        label,
        n,
        of(true, true) + of(true, false),
        of(true, true) + of(false, true),
        found.observed,
        found.kappa,
        found.low,
        found.high,
      ],
    ];
  });
  return [
    {
      name: 'agreement',
      title: 'Stated reason and what happened',
      columns: [
        { name: 'reason', label: 'Reason', type: 'string' },
        { name: 'persons', label: 'Who named a reason', type: 'integer' },
        { name: 'stated', label: 'Named this one', type: 'integer' },
        { name: 'happened', label: 'To whom it happened', type: 'integer' },
        { name: 'agreement', label: 'Agreement', type: 'real', format: 'percent' },
        { name: 'kappa', label: 'κ', type: 'real' },
        { name: 'low', label: 'At least', type: 'real' },
        { name: 'high', label: 'At most', type: 'real' },
      ],
      rows: cells,
    },
  ];
}
