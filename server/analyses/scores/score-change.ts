import { z95 } from '../../stats/intervals/interval.ts';
import { kitagawa } from '../../stats/mix/kitagawa.ts';
import type { ClusteredMean } from '../../stats/noise/clustered-mean.ts';
import type { PairedChange } from '../../stats/noise/paired-sums.ts';
import { answersNeeded } from '../../stats/noise/sample-size.ts';
import { zDifference } from '../../stats/noise/z-difference.ts';
import { normalTwoSided } from '../../stats/tails.ts';
import { isAnswered, Unanswerable } from '../../stats/unanswerable.ts';
import type { Analysis } from '../contract/analysis.ts';
import { causalWord } from '../words/causal-words.ts';
import type { AnalysisContext } from '../contract/context.ts';
import type { Diagnostic, Draft, Estimate } from '../contract/finding.ts';
import { measureOption, outcomeOf, outsideScale } from '../shared/outcome.ts';
import { amount } from '../words/outcome-words.ts';
import { type Refusal, refusal, refusalFor } from '../contract/refusal.ts';
import {
  type Answers,
  type Mix,
  type Movement,
  panelChange,
  returnByItself,
  seriesStatement,
  sideOf,
} from './score-change-parts.ts';
import { movementVerdict } from './score-change-words.ts';
import { baselinePoints, pointsIn, type Series, seriesChart, seriesOf, seriesTable } from './score-series.ts';
import { contributionTable, personsRole, segmentColumns, segmentersOf } from '../shared/segmenters.ts';
import { comparable, hiddenPart, sideMeans } from '../shared/side-means.ts';
import { periodOf, windowOptions, type Windows, windowsOf } from '../shared/windows.ts';
import { count, percent } from '../words/words.ts';

/** Whether a score moved, or only the people who answered, or nothing but chance. */
export const scoreChange: Analysis = {
  name: 'score-change',
  label: 'Did the score really move?',
  group: 'scores',
  question: 'Did the score really move, or is it noise, the mix of answers, or a return to the usual?',
  version: 1,
  roles: [
    {
      name: 'answers',
      label: 'Answers',
      description: 'One row an answer to the question.',
      kinds: ['survey', 'operational', 'financial'],
      dataset: 'responses',
      columns: [
        {
          name: 'score',
          label: 'Score',
          description: 'the answer as a number on its scale.',
          type: 'number',
          names: ['nps_score', 'value'],
        },
        {
          name: 'answered',
          label: 'Answered',
          description: 'when it was answered.',
          type: 'time',
          is: 'time',
          names: ['answered_at', 'ts'],
        },
        ...segmentColumns,
      ],
    },
    personsRole,
  ],
  options: [
    measureOption,
    ...windowOptions,
    {
      name: 'change',
      label: 'Linked change',
      description: 'What was changed, and when: without it a rise cannot be published as a result.',
      type: 'text',
      default: null,
    },
    {
      name: 'claim',
      label: 'Claim',
      description: 'The sentence that shall be published; words that claim a cause are refused.',
      type: 'text',
      default: null,
    },
  ],
  refuses: ['within-noise', 'causal-wording', 'rise-without-change'],
  method: {
    formula: [
      'The difference of two means with a two-sample z; answers of one person hang together, so the variance is taken',
      'between persons. Persons who answered in both windows are compared with themselves by a paired t.',
      'Limits of normal variation: mean ± 3/1.128 · mean moving range of at least 8 periods of 30 answers before; signals are a point',
      'beyond a limit, 8 on one side, and 3 of 4 nearer to a limit than to the centre. Kitagawa splits the difference into',
      'Σ w̄·Δmean within segments and Σ mean̄·Δw by their mix. A figure that stands apart comes back by',
      '(1 − reliability) · (usual − figure) by itself.',
    ].join('\n'),
    sources: [
      'Wheeler 1993, Understanding Variation',
      'Kitagawa 1955, Components of a difference between two rates',
      'Barnett, van der Pols & Dobson 2005, Regression to the mean',
    ],
    assumptions: [
      'The question, the scale and the way of asking were the same throughout.',
      'The two windows count as independent, although some persons answered in both.',
      'Days are those of UTC.',
    ],
    limits: [
      'Not what made the score move: that needs a named change with a comparison group.',
      'Not what all customers think: only those who answered are in it.',
    ],
  },
  example: {
    analysis: 'score-change',
    datasets: {
      answers: { dataset: 'responses', columns: { score: 'nps_score' } },
      customers: { dataset: 'customers', columns: { segments: ['segment'] } },
    },
    options: { measure: 'nps', from: '2026-01-01' },
  },
  run,
};

const few = 30;

async function run(context: AnalysisContext): Promise<Draft> {
  const role = context.role('answers');
  const outcome = outcomeOf(context, role, 'score');
  const answers = { role, outcome, period: periodOf(context.options) };
  const rows = await context.rows({
    title: `${outcome.label} by ${answers.period}`,
    sql: seriesStatement(answers),
    persons: 'persons',
  });
  const outside = rows.list.reduce((sum, row) => sum + row.number('outside'), 0);
  const [wrong] = outsideScale(outcome, role.described('score').name, outside);
  const n = rows.list.reduce((sum, row) => sum + row.number('n'), 0);
  if (wrong !== undefined) return refused(n, wrong);
  const lastDay = rows.list
    .map((row) => row.text('through') ?? '')
    .reduce((one, other) => (one > other ? one : other), '');
  if (lastDay === '') return refused(0, hiddenPart(role, rows.withheld) ?? refusal('n-too-small', { n: 0 }));
  const windows = windowsOf(context.options, lastDay);
  const compared = { role, outcome, column: 'score', side: sideOf(role, windows) };
  const means = await sideMeans(context, compared, 'After and before, by person');
  const sides = comparable(means);
  if ('why' in sides) return refused(sides.n, hiddenPart(role, means.withheld) ?? sides.why);
  const { first: after, second: before } = sides;
  const difference = zDifference(after, before);
  if (!isAnswered(difference)) return refused(after.n + before.n, refusalFor(difference));
  const series = seriesOf(pointsIn(rows.list, few), windows, answers.period);
  const panel = await panelChange(context, answers, windows);
  const mixes = await mixesOf(context, answers, windows);
  return draftOf(context, {
    answers,
    windows,
    after,
    before,
    difference,
    series,
    panel,
    mixes,
    withheld: means.withheld + rows.withheld,
  });
}

function refused(n: number, why: Refusal): Draft {
  return { verdict: why.message, estimate: null, n, of: 'answers', design: 'comparison', refusals: [why] };
}

async function mixesOf(context: AnalysisContext, answers: Answers, windows: Windows): Promise<readonly Mix[]> {
  const compared = { ...answers, column: 'score', side: sideOf(answers.role, windows) };
  const { segmenters } = await segmentersOf(context, compared);
  const mixes = segmenters.flatMap(({ segmenter, strata }): Mix[] => {
    const split = kitagawa(strata);
    if (!isAnswered(split) || strata.length < 2) return [];
    const error = (split.rateInterval.high - split.rateInterval.low) / 2 / z95;
    return [{ segmenter, split, p: error > 0 ? normalTwoSided(split.rate / error) : 1 }];
  });
  return mixes.toSorted((one, other) => Math.abs(other.split.mix) - Math.abs(one.split.mix));
}

function draftOf(context: AnalysisContext, movement: Movement): Draft {
  const { answers, windows, after, before, difference, series, panel, mixes, withheld } = movement;
  const { outcome } = answers;
  noteComparisons(context, movement);
  const change = context.options.text('change');
  const verdict = movementVerdict(movement, change);
  const n: readonly [number, number] = [after.n, before.n];
  const labels: readonly [string, string] = [
    `${windows.from} to ${windows.through}`,
    `${windows.beforeFrom} to ${windows.beforeThrough}`,
  ];
  const tables = mixes.map(({ segmenter, split }) => contributionTable(segmenter, split, { n, labels, outcome }));
  const hidden = [hiddenPart(answers.role, withheld, 'periods')].filter((each) => each !== null);
  return {
    verdict: verdict.text,
    estimate: {
      ...base(movement),
      name: 'change',
      label: 'Change',
      value: difference.difference,
      interval: { low: difference.low, high: difference.high, level: 0.95, method: `two-sample z, ${after.method}` },
      p: difference.p,
      n: after.n + before.n,
    },
    estimates: estimatesOf(movement),
    n: after.n + before.n,
    of: 'answers',
    design: mixes.length > 0 ? 'adjusted' : 'comparison',
    diagnostics: [...diagnosticsOf(series, panel), ...sizeDiagnostics(movement)],
    refusals: [
      ...(Math.min(...n) < few ? [refusal('small-n', { n: Math.min(...n) })] : []),
      ...hidden,
      ...(verdict.isNoise ? [refusal('within-noise')] : []),
      ...claimRefusals(context, movement, change),
    ],
    tables: [seriesTable(series, outcome), ...tables],
    charts: [seriesChart(series, outcome)],
  };
}

function base({ answers }: Movement): Pick<Estimate, 'unit' | 'format' | 'of' | 'interval' | 'p'> {
  const { unit, format } = answers.outcome;
  return { unit, format, of: 'answers', interval: null, p: null };
}

function estimatesOf(movement: Movement): readonly Estimate[] {
  const { after, before, panel, mixes, answers } = movement;
  const [mix] = mixes;
  const same = base(movement);
  const n = after.n + before.n;
  const back = returnOf(movement);
  const mean = (of: ClusteredMean, name: string, label: string): Estimate => ({
    ...same,
    name,
    label,
    value: of.mean,
    interval: meanInterval(of),
    n: of.n,
  });
  const within = (one: Mix): Estimate => ({
    ...same,
    name: 'within',
    label: `Within ${one.segmenter}`,
    value: one.split.rate,
    interval: { ...one.split.rateInterval, level: 0.95, method: one.split.method },
    p: one.p,
    n,
  });
  return [
    mean(after, 'after', `${answers.outcome.label} after`),
    mean(before, 'before', `${answers.outcome.label} before`),
    ...(mix === undefined
      ? []
      : [within(mix), { ...same, name: 'mix', label: `By the mix of ${mix.segmenter}`, value: mix.split.mix, n }]),
    ...(panel === null ? [] : [panelEstimate(same, panel)]),
    ...(back === null
      ? []
      : [{ ...same, name: 'by_itself', label: 'Expected to come back by itself', value: back, n: before.n }]),
  ];
}

function meanInterval({ mean, variance, method }: ClusteredMean): Estimate['interval'] {
  if (variance === 0) return null;
  const margin = z95 * Math.sqrt(variance);
  return { low: mean - margin, high: mean + margin, level: 0.95, method };
}

function panelEstimate(same: Pick<Estimate, 'unit' | 'format'>, panel: PairedChange): Estimate {
  return {
    ...same,
    name: 'same_persons',
    label: 'Change of those who answered in both',
    value: panel.change,
    interval: { low: panel.low, high: panel.high, level: 0.95, method: panel.method },
    p: panel.p,
    n: panel.n,
    of: 'customers',
  };
}

function diagnosticsOf({ limits, hasSignal, before }: Series, panel: PairedChange | null): readonly Diagnostic[] {
  const drawn = hasSignal !== null;
  const message = !drawn
    ? before.length < baselinePoints
      ? `Only ${before.length} periods before: limits of normal variation need ${baselinePoints}.`
      : 'The periods before never moved: no limits of normal variation can be drawn.'
    : hasSignal
      ? 'A period after lies outside of normal variation.'
      : 'Every period after lies within normal variation.';
  return [
    {
      name: 'limits',
      label: 'Limits of normal variation',
      value: limits instanceof Unanswerable ? null : limits.high - limits.low,
      passed: null,
      message,
    },
    {
      name: 'panel',
      label: 'Persons who answered in both',
      value: panel?.n ?? null,
      passed: null,
      message:
        panel === null ? 'Fewer than ten persons answered in both windows.' : 'They are compared with themselves.',
    },
  ];
}

function returnOf({ series, before }: Movement): number | null {
  return returnByItself(series, before, Math.max(1, series.after.length));
}

/** How many answers it takes to see such a difference, and how much of it would come by itself. */
function sizeDiagnostics(movement: Movement): readonly Diagnostic[] {
  const { answers, after, before, difference } = movement;
  const change = difference.difference;
  const needed = answersNeeded({ difference: change, deviation: Math.sqrt(before.variance * before.n) });
  const back = returnOf(movement);
  const share = back === null || change === 0 ? null : Math.max(0, Math.min(1, back / change));
  return [
    ...(isAnswered(needed)
      ? [
          {
            name: 'needed',
            label: 'Answers needed on each side',
            value: needed,
            passed: null,
            message: `A difference of ${amount(Math.abs(change), answers.outcome)} is seen in four of five cases with ${count(needed)} answers on each side; the smaller side has ${count(Math.min(after.n, before.n))}.`,
          },
        ]
      : []),
    ...(share === null
      ? []
      : [
          {
            name: 'by_itself',
            label: 'Share that comes by itself',
            value: share,
            passed: null,
            message:
              share < 0.05
                ? 'The figure before does not stand apart from its history: nothing of the change comes by itself.'
                : `About ${percent(share, 0)} of the change is a return to the usual that comes by itself.`,
          },
        ]),
  ];
}

function noteComparisons(context: AnalysisContext, { answers, windows, difference, panel, mixes }: Movement): void {
  const outcome = answers.outcome.name;
  const by = `${windows.from} to ${windows.through} against ${windows.beforeFrom} to ${windows.beforeThrough}`;
  const towards = (value: number) => (value > 0 ? 'up' : value < 0 ? 'down' : 'none');
  context.compared({ outcome, by, test: 'two-sample z', p: difference.p, direction: towards(difference.difference) });
  if (panel !== null) context.compared({ outcome, by, test: 'paired t', p: panel.p, direction: towards(panel.change) });
  for (const { segmenter, split, p } of mixes)
    context.compared({
      outcome,
      by,
      segment: `within ${segmenter}`,
      test: 'rate effect',
      p,
      direction: towards(split.rate),
    });
}

function claimRefusals(
  context: AnalysisContext,
  { difference, answers }: Movement,
  change: string | null,
): readonly Refusal[] {
  const word = causalWord(context.options.text('claim') ?? '');
  const isBetter = difference.difference > 0 || !answers.outcome.isScore;
  const isRise = difference.p < 0.05 && isBetter;
  return [
    ...(word === null ? [] : [refusal('causal-wording', { word, grade: 'E1' }, { of: 'claim' })]),
    ...(isRise && change === null ? [refusal('rise-without-change', {}, { of: 'publication' })] : []),
  ];
}
