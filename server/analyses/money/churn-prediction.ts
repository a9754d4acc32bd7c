/** a model fitted at one landmark → how well it foretells who leaves after a later one */
import { auc } from '../../stats/classification/auc.ts';
import { brier, calibration, calibrationBands, type PredictedRow } from '../../stats/classification/calibration.ts';
import { liftAt } from '../../stats/classification/lift.ts';
import { type Logistic, logisticSteps, type OutcomeRow, probability } from '../../stats/classification/logistic.ts';
import { isAnswered, type Unanswerable } from '../../stats/unanswerable.ts';
import type { ModelPart } from './churn-model.ts';
import type { AnalysisContext, Rows } from '../contract/context.ts';
import type { Coding } from '../shared/covariates.ts';
import type { Diagnostic, Estimate, FindingTable } from '../contract/finding.ts';
import { type Refusal, refusal, refusalFor } from '../contract/refusal.ts';
import { count, percent } from '../words/words.ts';

/** What the test on a later period adds to a finding. */
export interface PredictionPart extends ModelPart {
  readonly estimates: readonly Estimate[];
}

/** Fits leaving within the horizon on customers of the first landmark, and holds the shares against what happened after the second. */
export async function churnPrediction(
  context: AnalysisContext,
  coding: Coding,
  { first, second }: { readonly first: Rows; readonly second: Rows },
): Promise<PredictionPart> {
  const fit = await context.turns(logisticSteps(outcomes(coding, first), { names: coding.names }));
  if (!isAnswered(fit)) return failed([refusalFor(fit, { of: 'prediction' })]);
  const events = fit.hits;
  if (events < 10 * coding.names.length)
    return failed([
      refusal(
        'epv-low',
        { events, variables: coding.names.length, epv: (events / coding.names.length).toFixed(1) },
        { of: 'prediction' },
      ),
    ]);
  const later = predicted(coding, fit, second);
  const [order, error, right] = [auc(later), brier(later), calibration(later)];
  const size =
    context.options.number('list_size') ?? Math.max(1, Math.round(later.reduce((sum, { n }) => sum + n, 0) / 10));
  const lift = liftAt(later, size);
  const answers: readonly (Unanswerable | object)[] = [order, error, right, lift];
  const refusals = answers
    .filter((each) => !isAnswered(each))
    .map((each) => refusalFor(each as Unanswerable, { of: 'prediction' })); // what is not answered
  if (!isAnswered(order) || !isAnswered(error) || !isAnswered(right)) return failed(refusals.slice(0, 1));
  const estimate: Estimate = {
    name: 'auc',
    label: 'Order of the later customers (AUC)',
    value: order.value,
    unit: null,
    format: 'decimal',
    interval: { ...order.interval, level: 0.95, method: order.method },
    p: null,
    n: order.hits + order.misses,
    of: 'customers of the later landmark',
  };
  const good =
    Math.abs(right.slope - 1) <= 1.96 * right.slopeError && Math.abs(right.intercept) <= 1.96 * right.interceptError;
  const diagnostics: readonly Diagnostic[] = [
    {
      name: 'brier',
      label: 'Brier score',
      value: error.value,
      passed: null,
      message: brierWords(error.value, error.ofBaseRate, error.skill),
    },
    {
      name: 'calibration_slope',
      label: 'Calibration slope',
      value: right.slope,
      passed: good,
      message: `Slope ${right.slope.toFixed(2)} (1 is right), intercept ${right.intercept.toFixed(2)} (0 is right): ${percent(right.predicted)} were foretold, ${percent(right.observed)} left.`,
    },
    {
      name: 'calibration_intercept',
      label: 'Calibration in the large',
      value: right.intercept,
      passed: null,
      message: 'Log-odds that were missed on the whole.',
    },
  ];
  return {
    estimates: [estimate],
    tables: [bandTable(later), ...(isAnswered(lift) ? [liftTable(lift)] : [])],
    diagnostics,
    refusals,
    words: `On the later customers a model of the earlier ones ${orderWords(estimate)}; it foretold ${percent(right.predicted)}, ${percent(right.observed)} left.`,
  };
}

function failed(refusals: readonly Refusal[]): PredictionPart {
  return { estimates: [], tables: [], diagnostics: [], refusals, words: '' };
}

function outcomes(coding: Coding, rows: Rows): readonly OutcomeRow[] {
  const grouped = new Map<string, { x: readonly number[]; n: number; hits: number }>();
  for (const row of rows) {
    const x = coding.numbers(row);
    if (x === null) continue;
    const key = x.join(' ');
    const group = grouped.get(key) ?? { x, n: 0, hits: 0 };
    const hits = row.number('leaving');
    grouped.set(key, { x, n: group.n + hits + row.number('other') + row.number('staying'), hits: group.hits + hits });
  }
  return [...grouped.values()];
}

function predicted(coding: Coding, fit: Logistic, rows: Rows): readonly (PredictedRow & { readonly score: number })[] {
  return outcomes(coding, rows).map(({ x, n, hits }) => {
    const share = probability(fit, x);
    return { score: share, predicted: share, n, hits };
  });
}

function orderWords({ value, interval }: Estimate): string {
  if ((interval?.low ?? 0) <= 0.5) return 'tells leavers apart no better than a coin';
  return `puts who left first in ${percent(value, 0)} of pairs`;
}

function brierWords(value: number, ofBaseRate: number, skill: number | null): string {
  const gained = skill === null || skill <= 0 ? '' : `, ${percent(skill)} better`;
  return `${value.toFixed(4)}, against ${ofBaseRate.toFixed(4)} for telling everybody the overall share${gained}.`;
}

function bandTable(rows: readonly PredictedRow[]): FindingTable {
  return {
    name: 'calibration',
    title: 'Foretold and observed, in bands of about equally many customers',
    columns: [
      { name: 'band', label: 'Band', type: 'integer' },
      { name: 'customers', label: 'Customers', type: 'integer' },
      { name: 'predicted', label: 'Foretold', type: 'real', format: 'percent' },
      { name: 'observed', label: 'Left', type: 'real', format: 'percent' },
    ],
    rows: calibrationBands(rows).map(({ n, predicted: foretold, observed }, at) => [at + 1, n, foretold, observed]),
  };
}

function liftTable({
  size,
  hits,
  precision,
  reached,
  lift,
}: {
  size: number;
  hits: number;
  precision: number;
  reached: number;
  lift: number;
}): FindingTable {
  return {
    name: 'lift',
    title: `A list of the ${count(size)} with the highest risk`,
    columns: [
      { name: 'size', label: 'On the list', type: 'integer' },
      { name: 'left', label: 'Of them left', type: 'real' },
      { name: 'precision', label: 'Share that left', type: 'real', format: 'percent' },
      { name: 'reached', label: 'Of all leavers', type: 'real', format: 'percent' },
      { name: 'lift', label: 'Times better than drawing lots', type: 'real' },
    ],
    rows: [[size, hits, precision, reached, lift]],
  };
}
