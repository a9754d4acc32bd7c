/** labels of a sample beside what the detector said → how good it is, how often readers agree, how many are truly there */
import { sql } from '../../../sql/sql.ts';
import { type Agreement, cohenKappa } from '../../../stats/signals/agreement.ts';
import { accuracyByResult, type DetectorAccuracy, type LabelledCounts } from '../../../stats/signals/detector.ts';
import { type Prevalence, truePrevalence } from '../../../stats/signals/prevalence.ts';
import { isAnswered } from '../../../stats/unanswerable.ts';
import type { BoundRole } from '../../run/bind-roles.ts';
import type { AnalysisContext } from '../../contract/context.ts';
import { type Refusal, refusal } from '../../contract/refusal.ts';
import { detections, isSignal, type SignalCount } from './signal-counts.ts';

/** Fewer labelled interactions say too little about a detector. */
const fewestLabels = 50;
/** From here on readers agree well enough. */
const leastKappa = 0.6;

export interface DetectorCheck {
  readonly labelled: number;
  /** Interactions about which readers are divided, left out. */
  readonly divided: number;
  /** Null where nobody read an interaction twice. */
  readonly agreement: Agreement | null;
  /** Null where labels cannot be used. */
  readonly accuracy: DetectorAccuracy | null;
  readonly prevalence: Prevalence | null;
  /** Where sensitivity and specificity come from. */
  readonly method: string;
  readonly refusals: readonly Refusal[];
}

/** The detector against labels, or against figures of its maker; null where there are neither. */
export async function detectorCheck(context: AnalysisContext, count: SignalCount): Promise<DetectorCheck | null> {
  const labels = context.find('labels');
  const [sensitivity, specificity] = ['sensitivity', 'specificity'].map((name) => context.options.number(name));
  if (typeof sensitivity === 'number' && typeof specificity === 'number') {
    const found = truePrevalence(count.detected, count.n, { sensitivity, specificity });
    const usable = isAnswered(found);
    return {
      ...nothing,
      prevalence: usable ? found : null,
      method: 'Rogan–Gladen at a stated sensitivity and specificity, their own error not known',
      refusals: usable ? [] : [refusal('prevalence-not-estimable', {}, { of: 'true_share' })],
    };
  }
  return labels === null ? null : await byLabels(context, labels, count);
}

const nothing = { labelled: 0, divided: 0, agreement: null, accuracy: null } as const;

/** Null where the labels are about other signals. */
async function byLabels(
  context: AnalysisContext,
  labels: BoundRole,
  count: SignalCount,
): Promise<DetectorCheck | null> {
  const { counts, divided } = await labelledCounts(context, labels, count.signal);
  const labelled = counts.truePositives + counts.falsePositives + counts.falseNegatives + counts.trueNegatives;
  if (labelled + divided === 0) return null;
  const agreement = labels.has('labeller') ? await agreementOf(context, labels, count.signal) : null;
  const method = 'Rogan–Gladen at the sensitivity and specificity of the labels, weighted by detector result';
  const check = { labelled, divided, agreement, accuracy: null, prevalence: null, method };
  const refuse = (why: Refusal): DetectorCheck => ({ ...check, refusals: [why] });
  if (agreement !== null && agreement.kappa < leastKappa)
    return refuse(refusal('labels-unreliable', { kappa: agreement.kappa }, { of: 'true_share' }));
  if (labelled < fewestLabels)
    return refuse(
      refusal(
        'too-few',
        { n: labelled, needed: fewestLabels },
        { of: 'true_share', hint: 'Have more interactions read, better 200, as many detected as not.' },
      ),
    );
  const found = accuracyByResult(counts, { hits: count.detected, n: count.n });
  if (!isAnswered(found)) return refuse(refusal('prevalence-not-estimable', {}, { of: 'true_share' }));
  const { prevalence, ...accuracy } = found;
  const better = accuracy.sensitivity.value + accuracy.specificity.value > 1 + 1e-9;
  if (!better) return { ...check, accuracy, refusals: [refusal('prevalence-not-estimable', {}, { of: 'true_share' })] };
  return { ...check, accuracy, prevalence, refusals: [] };
}

/** The first two readers of each interaction against each other. */
async function agreementOf(context: AnalysisContext, labels: BoundRole, signal: string): Promise<Agreement | null> {
  const { columns, from } = labelParts(labels, signal);
  const rows = await context.rows({
    title: 'Interactions that two readers labelled',
    sql: sql`WITH read AS (
  SELECT ${columns}, row_number() OVER (PARTITION BY ${labels.column('interaction')} ORDER BY ${labels.column('labeller')}) AS reader
  FROM ${from}
)
SELECT a.present AS first, b.present AS second, CAST(count(*) AS DOUBLE) AS n
FROM read AS a JOIN read AS b ON b.interaction = a.interaction AND a.reader = 1 AND b.reader = 2
GROUP BY ALL
ORDER BY ALL`,
  });
  const table = [
    [0, 0],
    [0, 0],
  ];
  for (const row of rows) {
    const [line, place] = [Number(row.value('first') === true), Number(row.value('second') === true)];
    const target = table[line];
    if (target !== undefined) target[place] = row.number('n');
  }
  const found = cohenKappa(table);
  return isAnswered(found) ? found : null;
}

async function labelledCounts(
  context: AnalysisContext,
  labels: BoundRole,
  signal: string,
): Promise<{ readonly counts: LabelledCounts; readonly divided: number }> {
  const expert = context.options.text('expert');
  const { columns, from } = labelParts(labels, signal);
  const reader =
    expert === null || !labels.has('labeller')
      ? sql``
      : sql` AND CAST(${labels.column('labeller')} AS VARCHAR) = ${expert}`;
  const rows = await context.rows({
    title: 'What the detector said of labelled interactions',
    sql: sql`WITH detected AS (
  ${detections(context.role('signals'), signal)}
), read AS (
  SELECT interaction, count(*) AS readers, count(*) FILTER (WHERE present) AS yes
  FROM (SELECT ${columns} FROM ${from}${reader})
  GROUP BY ALL
)
SELECT found, CASE WHEN 2 * yes > readers THEN 'there' WHEN 2 * yes < readers THEN 'not there' ELSE 'divided' END AS truth,
  CAST(count(*) AS DOUBLE) AS n
FROM detected JOIN read USING (interaction)
GROUP BY ALL
ORDER BY ALL`,
  });
  const of = (found: boolean, truth: string): number =>
    rows.list.reduce(
      (sum, row) => sum + (row.value('found') === found && row.text('truth') === truth ? row.number('n') : 0),
      0,
    );
  return {
    counts: {
      truePositives: of(true, 'there'),
      falsePositives: of(true, 'not there'),
      falseNegatives: of(false, 'there'),
      trueNegatives: of(false, 'not there'),
    },
    divided: of(true, 'divided') + of(false, 'divided'),
  };
}

function labelParts(labels: BoundRole, signal: string) {
  const columns = sql`${labels.column('interaction')} AS interaction, ${labels.column('present')} AS present`;
  const from = sql`${labels.source} WHERE ${isSignal(labels, signal)} AND ${labels.column('present')} IS NOT NULL`;
  return { columns, from };
}
