import { didYouMean } from '../../lib/closest.ts';
import { TrivetError } from '../../lib/errors.ts';
import type { Analysis } from '../contract/analysis.ts';
import type { BoundRole } from '../run/bind-roles.ts';
import { causalWord } from '../words/causal-words.ts';
import type { AnalysisContext } from '../contract/context.ts';
import type { Diagnostic, Draft, Estimate } from '../contract/finding.ts';
import { type Refusal, refusal } from '../contract/refusal.ts';
import { shareEstimate } from '../shared/share-estimate.ts';
import { type DetectorCheck, detectorCheck } from './signals/detector-check.ts';
import { emotionMethod, emotionOptions, emotionRoles } from './signals/emotion-inputs.ts';
import { returnToNormal } from './signals/return-to-normal.ts';
import { largestValue, type SignalCount, signalCounts } from './signals/signal-counts.ts';
import { signalModel } from './signals/signal-model.ts';
import { causesTable, shareChart, signalsTable, waitingTable } from './signals/signal-tables.ts';
import { count, percent, withInterval } from '../words/words.ts';

/** A detected yes or no, held against labels: how often it is truly there, what it goes with, what waits. Never a scale. */
export const emotionSignal: Analysis = {
  name: 'emotion-signal',
  label: 'Emotion as a signal',
  group: 'voice',
  question: 'In how many interactions is the signal truly there, how far can the detector be trusted, and what waits?',
  version: 1,
  roles: emotionRoles,
  options: emotionOptions,
  refuses: [
    'emotion-intensity',
    'emotion-as-goal',
    'causal-wording',
    'labels-unreliable',
    'prevalence-not-estimable',
    'sentiment-without-cause',
    'n-too-small',
    'too-few',
  ],
  method: emotionMethod,
  example: {
    analysis: 'emotion-signal',
    datasets: { causes: { dataset: 'ticket_causes', columns: { interaction: 'ticket_id', cause: 'cause_id' } } },
    options: { signal: 'upset', expert: 'expert' },
  },
  run,
};

async function run(context: AnalysisContext): Promise<Draft> {
  const [signals, labels, outcomes] = [context.role('signals'), context.find('labels'), context.find('outcomes')];
  const scaled = await firstScale(context, [
    [signals, 'present'],
    [labels, 'present'],
    [outcomes, 'outcome'],
  ]);
  if (scaled !== null) return refused(scaled);
  const counts = await signalCounts(context);
  const chosen = chosenSignal(counts, context.options.text('signal'));
  if (chosen === undefined || chosen.n < 10) return refused(refusal('n-too-small', { n: chosen?.n ?? 0 }), chosen?.n);
  const check = await detectorCheck(context, chosen);
  const causes = await causesTable(context, chosen.signal);
  const waiting = await waitingTable(context, chosen.signal);
  const back = await returnToNormal(context, chosen.signal);
  const model = await signalModel(context, chosen.signal);
  const detected = shareEstimate({
    name: 'detected_share',
    label: `${chosen.signal} detected`,
    hits: chosen.detected,
    n: chosen.n,
    of: 'interactions',
  });
  const truth = trueShare(chosen, check);
  return {
    verdict: [verdictOf(chosen, { detected, truth, check }), back?.sentence, model?.sentence]
      .filter((sentence) => sentence !== undefined && sentence !== '')
      .join(' '),
    estimate: truth ?? (check === null ? detected : null),
    estimates: [
      ...(detected === null || (truth === null && check === null) ? [] : [detected]),
      ...accuracyEstimates(check),
      ...(back?.estimates ?? []),
      ...(model?.estimates ?? []),
    ],
    n: chosen.n,
    of: 'interactions',
    design: model === null || model.estimates.length === 0 ? 'count' : 'adjusted',
    diagnostics: diagnosticsOf(chosen, check),
    refusals: [
      ...(check?.refusals ?? []),
      ...(model?.refusals ?? []),
      ...(causes === null ? [refusal('sentiment-without-cause', {}, { of: 'publication' })] : []),
      ...asked(context, model === null ? 'E0' : 'E1'),
    ],
    tables: [signalsTable(counts), ...[causes, waiting, back?.table].flatMap((table) => table ?? [])],
    charts: [shareChart(causes === null ? 'signals' : 'causes', chosen.signal)],
  };
}

/** The first column that should be yes or no and is not. */
async function firstScale(
  context: AnalysisContext,
  columns: readonly (readonly [BoundRole | null, string])[],
): Promise<Refusal | null> {
  for (const [role, column] of columns) {
    if (role === null || role.described(column).type === 'boolean') continue;
    return refusal('emotion-intensity', { value: await largestValue(context, role, column), column });
  }
  return null;
}

/** The signal that is asked for; without a wish `upset`, or the commonest. */
function chosenSignal(counts: readonly SignalCount[], wish: string | null): SignalCount | undefined {
  if (wish === null) return counts.find(({ signal }) => signal === 'upset') ?? counts[0];
  const choices = counts.map(({ signal }) => signal);
  const found = counts.find(({ signal }) => signal === wish);
  if (found !== undefined || counts.length === 0) return found;
  throw new TrivetError('invalid-option', `No signal is called ${wish}.`, { hint: didYouMean(wish, choices), choices });
}

function refused(why: Refusal, n = 0): Draft {
  return { verdict: why.message, estimate: null, n, of: 'interactions', design: 'count', refusals: [why] };
}

/** What the options ask that a signal cannot give. */
function asked({ options }: AnalysisContext, grade: string): Refusal[] {
  const word = causalWord(options.text('claim') ?? '');
  return [
    ...(options.has('goal') ? [refusal('emotion-as-goal', {}, { of: 'goal' })] : []),
    ...(word === null ? [] : [refusal('causal-wording', { word, grade }, { of: 'claim' })]),
  ];
}

function trueShare({ signal, n }: SignalCount, check: DetectorCheck | null): Estimate | null {
  if (check === null || check.prevalence === null) return null;
  const { share, low, high } = check.prevalence;
  const interval = { low, high, level: 0.95, method: `${check.method}, Wald` };
  return {
    name: 'true_share',
    label: `${signal} truly there`,
    value: share,
    unit: null,
    format: 'percent',
    interval,
    p: null,
    n,
    of: 'interactions',
  };
}

function accuracyEstimates(check: DetectorCheck | null): Estimate[] {
  if (check === null) return [];
  const { accuracy, agreement } = check;
  const common = { unit: null, p: null, of: 'labelled interactions' };
  const shares =
    accuracy === null
      ? []
      : ([
          ['sensitivity', 'Found of what is there (sensitivity)', accuracy.sensitivity],
          ['specificity', 'Left alone of what is not there (specificity)', accuracy.specificity],
          ['precision', 'Right of what is detected (PPV)', accuracy.precision],
          ['negative_precision', 'Right of what is not detected (NPV)', accuracy.negativePrecision],
        ] as const);
  return [
    ...shares.map(([name, label, { value, low, high, n }]) => {
      const method = name.endsWith('precision') ? 'Wilson score' : 'logit, weighted by detector result';
      return { ...common, name, label, value, format: 'percent', interval: { low, high, level: 0.95, method }, n };
    }),
    ...(agreement === null
      ? []
      : [
          {
            ...common,
            name: 'kappa',
            label: 'Agreement of two readers (κ)',
            value: agreement.kappa,
            format: 'decimal',
            interval: { low: agreement.low, high: agreement.high, level: 0.95, method: 'Fleiss, Cohen and Everitt' },
            n: agreement.n,
          },
        ]),
  ];
}

interface Told {
  readonly detected: Estimate | null;
  readonly truth: Estimate | null;
  readonly check: DetectorCheck | null;
}

function verdictOf({ signal, n }: SignalCount, { detected, truth, check }: Told): string {
  const found = `${signal} was detected in ${percent(detected?.value ?? 0)} of ${count(n)} interactions`;
  if (truth !== null && check?.accuracy !== null && check !== null)
    return `${found}; held against labels, ${withInterval(truth)} truly are. The detector finds ${percent(check.accuracy.sensitivity.value, 0)} of them, and ${percent(check.accuracy.precision.value, 0)} of what it finds is right.`;
  if (truth !== null) return `${found}; at the stated sensitivity and specificity, ${withInterval(truth)} truly are.`;
  if (check === null) return `${found}. Nobody has checked the detector: how many truly are is not known.`;
  return `${found}. How many truly are cannot be said: ${check.refusals.map(({ message }) => message).join(' ')}`;
}

function diagnosticsOf({ versions, unknown }: SignalCount, check: DetectorCheck | null): Diagnostic[] {
  return [
    {
      name: 'detector_versions',
      label: 'Versions of the detector',
      value: versions,
      passed: versions <= 1,
      message:
        'Labels speak for the version that they were held against; validate each version, and again every quarter.',
    },
    ...(unknown === 0
      ? []
      : [
          {
            name: 'unknown',
            label: 'Neither yes nor no',
            value: unknown,
            passed: null,
            message: 'Rows without a result are left out.',
          },
        ]),
    ...(check === null || check.labelled === 0
      ? []
      : [
          {
            name: 'labelled',
            label: 'Labelled interactions',
            value: check.labelled,
            passed: check.labelled >= 200,
            message: 'At least 200, better as many detected as not, tell what a detector is worth.',
          },
          {
            name: 'divided',
            label: 'Readers are divided',
            value: check.divided,
            passed: null,
            message: 'Interactions about which readers are divided are left out.',
          },
          {
            name: 'agreement',
            label: 'Agreement of readers (κ)',
            value: check.agreement?.kappa ?? null,
            passed: check.agreement === null ? false : check.agreement.kappa >= 0.6,
            message: 'Two readers have to agree at κ of 0.6 or more before a detector is held against them.',
          },
        ]),
  ];
}
