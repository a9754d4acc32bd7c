import { wilson } from '../../stats/intervals/wilson.ts';
import type { Analysis } from '../contract/analysis.ts';
import type { AnalysisContext } from '../contract/context.ts';
import type { Diagnostic, Draft, Estimate } from '../contract/finding.ts';
import {
  customersRole,
  daysAfter,
  fewest,
  followUpOptions,
  landmarksOf,
  landmarksOption,
  observedUntil,
  personAndTime,
  windowOption,
} from '../shared/leaving.ts';
import { atRiskTable, curveChart, curveTable, shareEstimate, slug } from '../shared/leaving-curves.ts';
import { type Observed, observedChurn, testOf } from './nps-churn.ts';
import { agreementTable, type ReasonLift, type Reasons, reasonsOf, reasonTable, type Windows } from './nps-reasons.ts';
import { type Refusal, refusal } from '../contract/refusal.ts';
import { count, listed, percent, withInterval } from '../words/words.ts';

/** Which passives give the reasons of detractors, and whether they leave. */
export const npsPlus: Analysis = {
  name: 'nps-plus',
  label: 'NPS with reasons and churn',
  group: 'voice',
  question: 'Which satisfied customers name what detractors name, and do they leave?',
  version: 1,
  roles: [
    {
      name: 'answers',
      label: 'Answers',
      description: 'One row an answer to the question whether somebody would recommend us, 0 to 10.',
      kinds: ['survey'],
      dataset: 'responses',
      columns: [
        {
          name: 'response',
          label: 'Answer',
          description: 'what reasons point to.',
          type: 'any',
          names: ['response_id'],
        },
        ...personAndTime,
        {
          name: 'score',
          label: 'Score',
          description: 'the answer, 0 to 10.',
          type: 'number',
          names: ['nps_score', 'value'],
        },
      ],
    },
    {
      name: 'reasons',
      label: 'Reasons',
      description: 'One row a reason that was named with an answer.',
      kinds: ['survey'],
      dataset: 'response_reasons',
      columns: [
        {
          name: 'response',
          label: 'Answer',
          description: 'with which it was named.',
          type: 'any',
          names: ['response_id'],
        },
        { name: 'reason', label: 'Reason', description: 'what was named.', type: 'any', names: ['reason_id'] },
      ],
    },
    { ...customersRole, optional: true },
    {
      name: 'reason_labels',
      label: 'Names of reasons',
      description: 'One row a reason with what it is called.',
      kinds: ['reference'],
      dataset: 'reason_tree',
      optional: true,
      columns: [
        { name: 'reason', label: 'Reason', description: 'as in the reasons.', type: 'any', names: ['reason_id'] },
        { name: 'label', label: 'Name', description: 'what people call it.', type: 'any' },
      ],
    },
    {
      name: 'behaviour',
      label: 'What happened',
      description: 'One row something that happened to a customer, with the reason that it would be named as.',
      kinds: ['operational'],
      optional: true,
      columns: [
        ...personAndTime,
        {
          name: 'reason',
          label: 'Reason',
          description: 'the reason it stands for.',
          type: 'any',
          names: ['reason_id'],
        },
      ],
    },
  ],
  options: [landmarksOption, windowOption, ...followUpOptions],
  refuses: ['unvalidated-churn', 'reason-not-cause', 'fan-out-refused', 'k-anon'],
  method: {
    formula: [
      'The last answer of each customer in the days landmark − window to landmark − 1 counts (without landmarks the last of all).',
      'Lift of a reason = share of detractors over share of passives who named it, among those who named any; interval on the',
      'log ratio, q by Benjamini–Hochberg over reasons. **At-risk passives** named a reason whose lift lies above 1 (lower bound',
      'above 1, q below 0.05). After the horizon has passed their leaving is followed from the landmark (Aalen–Johansen) and',
      'compared with other passives by the log-rank test. With two closed windows the shares of the earlier ones, by class and',
      'kind of reason, are held against the last: Brier score, calibration slope, AUC.',
    ].join('\n'),
    sources: [
      'Katz et al. 1978 (ratio of shares)',
      'Newcombe 1998',
      'Benjamini & Hochberg 1995',
      'Aalen & Johansen 1978',
      'Cohen 1960 (κ)',
    ],
    assumptions: [
      'Who skipped the question for the reason would have named the same reasons as those of the same class who did not.',
      'Reasons stood in random order.',
    ],
    limits: [
      'Not causes: a stated reason is evidence of what people think of first.',
      'Not a prediction, unless the calibration on a later window says so.',
    ],
  },
  example: { analysis: 'nps-plus', options: { landmarks: ['2025-01-01', '2025-07-01', '2026-01-01'] } },
  run,
};

async function run(context: AnalysisContext): Promise<Draft> {
  const horizon = context.options.number('horizon') ?? 180;
  const landmarks = landmarksOf(context, horizon);
  const isFollowed = context.find('customers') !== null;
  const until = isFollowed ? await observedUntil(context) : context.now.slice(0, 10);
  if (typeof until !== 'string') return refused(until);
  const windows: Windows =
    landmarks.length > 0
      ? { landmarks, window: context.options.number('window') ?? 180 }
      : { landmarks: [daysAfter(context.now.slice(0, 10), 1)], window: 36_500 };
  const reasons = await reasonsOf(context, windows);
  const n = reasons.answered.promoter + reasons.answered.passive + reasons.answered.detractor;
  if (reasons.outside > 0)
    return refused(
      refusal('out-of-scale', {
        n: reasons.outside,
        column: context.role('answers').described('score').name,
        scale: '0 to 10',
      }),
      n,
    );
  if (n < fewest) return refused(refusal('n-too-small', { n }), n);
  for (const { reason, lift } of reasons.lifts)
    if (lift !== null)
      context.compared({
        outcome: 'reason',
        by: reason,
        test: 'ratio of shares',
        p: lift.pValue,
        direction: lift.ratio > 1 ? 'up' : 'down',
      });
  const closed = landmarks.filter((landmark) => daysAfter(landmark, horizon) <= until);
  const observed =
    isFollowed && closed.length > 0
      ? await observedChurn(context, { landmarks: closed, horizon, until }, windows.window, reasons.lifts)
      : refusal('unvalidated-churn', {}, { of: 'at_risk_left' });
  const agreement = await agreementTable(context, windows, reasons.lifts);
  return drafted(context, { reasons, observed, n, horizon, agreement });
}

interface Found {
  readonly reasons: Reasons;
  readonly observed: Observed | Refusal;
  readonly n: number;
  readonly horizon: number;
  readonly agreement: NonNullable<Draft['tables']>;
}

function drafted(context: AnalysisContext, { reasons, observed, n, horizon, agreement }: Found): Draft {
  const shared = reasons.lifts.filter(({ isShared }) => isShared);
  const risk = 'code' in observed ? null : observed;
  const left =
    risk === null
      ? null
      : shareEstimate('at_risk_left', `At-risk passives who left within ${horizon} days`, risk.atRisk);
  const tested = risk === null || risk.atRisk.n < fewest ? null : testOf(risk.atRisk, risk.otherPassives);
  if (risk !== null && tested !== null)
    context.compared({ outcome: 'churn', by: 'reason of detractors', test: 'log-rank', p: tested, direction: 'none' });
  for (const { reason, p } of risk?.passiveReasons ?? [])
    context.compared({ outcome: 'churn', by: `passives: ${reason}`, test: 'log-rank', p, direction: 'none' });
  const base =
    risk === null || risk.all === null ? null : shareEstimate('base_rate', 'Left, of all customers', risk.all);
  const others =
    risk === null ? null : shareEstimate('other_passives_left', 'Other passives who left', risk.otherPassives);
  const estimate = left !== null && left.n >= fewest ? { ...left, p: tested } : null;
  const leaving = (risk?.passiveReasons ?? []).filter(
    (each) => (each.q ?? 1) < 0.05 && (each.leaving.share?.value ?? 0) > (each.others.share?.value ?? 0),
  );
  return {
    verdict: [liftWords(shared, reasons), ...churnWords(estimate, others, leaving, horizon)].join(' '),
    estimate,
    estimates: [atRiskShare(reasons), others, base, ...byReason(shared, risk, horizon)].filter((each) => each !== null),
    n,
    of: 'last answers',
    design: 'comparison',
    diagnostics: [...skipped(reasons), ...(risk?.calibration ?? [])],
    refusals: [
      refusal('reason-not-cause', {}, { of: 'reasons' }),
      ...('code' in observed ? [observed] : []),
      ...(reasons.withheld > 0
        ? [refusal('k-anon', { k: 'the agreed number of', cells: reasons.withheld }, { of: 'reasons' })]
        : []),
    ],
    assumptions: risk?.assumptions ?? [],
    tables: [
      reasonTable(reasons),
      ...(risk === null ? [] : [risk.table, curveTable(risk.groups), atRiskTable(risk.groups, horizon)]),
      ...agreement,
    ],
    charts: risk === null ? [] : [curveChart(risk.groups)],
  };
}

/** Passives of each reason that detractors name more often. */
function byReason(shared: readonly ReasonLift[], risk: Observed | null, horizon: number): readonly (Estimate | null)[] {
  return (risk?.passiveReasons ?? []).flatMap(({ reason, label, leaving, p }) => {
    if (!shared.some((each) => each.reason === reason)) return [];
    const estimate = shareEstimate(
      `left_${slug(reason)}`,
      `Passives who named ${label}, left within ${horizon} days`,
      leaving,
    );
    return [estimate === null ? null : { ...estimate, p }];
  });
}

function liftWords(shared: readonly ReasonLift[], { lifts, atRiskPassives }: Reasons): string {
  if (lifts.every(({ lift }) => lift === null)) return 'Too few detractors or passives named a reason to compare them.';
  if (shared.length === 0) return 'No reason is named more often by detractors than by passives beyond chance.';
  const names = listed(
    shared.slice(0, 3).map(({ label, lift }) => `${label} (${(lift?.ratio ?? 1).toFixed(1)} times as often)`),
  );
  return `Detractors name ${names} more than passives do; ${count(atRiskPassives)} passives named ${shared.length === 1 ? 'it' : 'such a reason'} too.`;
}

function churnWords(
  estimate: Estimate | null,
  others: Estimate | null,
  leaving: Observed['passiveReasons'],
  horizon: number,
): readonly string[] {
  if (estimate === null || others === null) return [];
  const chance = (estimate.p ?? 1) < 0.05 ? '' : ', no more of a difference than chance would bring';
  const first = `Of those passives ${withInterval(estimate)} left within ${horizon} days, of other passives ${withInterval(others)}${chance}.`;
  const named = leaving.map(({ label, leaving: { share } }) => `${label} (${percent(share?.value ?? 0)})`);
  return leaving.length === 0
    ? [first]
    : [first, `Those who left more than other passives had named ${listed(named)}.`];
}

/** Of the passives who named any reason. */
function atRiskShare({ withReason, atRiskPassives: hits }: Reasons): Estimate | null {
  const interval = wilson(hits, withReason.passive);
  if (interval === null || withReason.passive < fewest) return null;
  return {
    name: 'at_risk_passives',
    label: 'Passives who name a reason of detractors',
    value: hits / withReason.passive,
    unit: null,
    format: 'percent',
    interval: { ...interval, level: 0.95, method: 'Wilson score' },
    p: null,
    n: withReason.passive,
    of: 'passives with a reason',
  };
}

function skipped({ answered, withReason }: Reasons): readonly Diagnostic[] {
  return (['promoter', 'passive', 'detractor'] as const).flatMap((name) => {
    if (answered[name] < fewest) return [];
    const share = 1 - withReason[name] / answered[name];
    const message = `${percent(share)} of ${count(answered[name])} ${name}s skipped the question for the reason.`;
    return [{ name: `skipped_${name}`, label: `Skipped, ${name}s`, value: share, passed: null, message }];
  });
}

function refused(why: Refusal, n = 0): Draft {
  return { verdict: why.message, estimate: null, n, of: 'last answers', design: 'count', refusals: [why] };
}
