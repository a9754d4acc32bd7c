import {
  balancedDifference,
  type DifferenceInDifferences,
  differenceInDifferences,
} from '../../../stats/effects/difference-in-differences.ts';
import { together } from '../../../stats/effects/cell-sums.ts';
import type { Effect } from '../../../stats/effects/effect.ts';
import { permutationTest } from '../../../stats/effects/permutation.ts';
import { placeboDate, preTrend } from '../../../stats/effects/pre-trend.ts';
import { isAnswered } from '../../../stats/unanswerable.ts';
import type { AnalysisContext } from '../../contract/context.ts';
import type { Diagnostic, FindingTable } from '../../contract/finding.ts';
import { type Refusal, refusal, refusalFor } from '../../contract/refusal.ts';
import { count, number, percent, pValue } from '../../words/words.ts';
import { effectName, type Measured, refusedOutcome } from './measured.ts';
import type { Observed } from './outcomes.ts';

/** Fewer units an arm and standard errors are not to be trusted. */
const fewestUnits = 10;
const fewestPeriods = 3;
/** A check fails below this p-value, which is Holm's over the outcomes of the same change. */
const limit = 0.05;

/** Difference in differences of one outcome, with the checks that gate it. `outcomes`: how many are checked alike. */
export async function measureByUnits(
  context: AnalysisContext,
  observed: Observed,
  outcomes: number,
): Promise<Measured> {
  const { outcome, sides, periods } = observed;
  const result = differenceInDifferences(sides);
  if (!isAnswered(result)) return refusedOutcome(outcome, refusalFor(result, { of: effectName(outcome) }));
  const smallest = Math.min(
    ...[result.treatedBefore, result.treatedAfter, result.controlBefore, result.controlAfter].map(({ n }) => n),
  );
  if (!outcome.totals && smallest < 10)
    return refusedOutcome(outcome, refusal('n-too-small', { n: smallest }, { of: effectName(outcome) }));
  const before = periods.filter(({ period }) => period < 0);
  const checks = [
    trendOf(observed, before, outcomes),
    placeboOf(observed, before, outcomes),
    anticipationOf(observed, before, outcomes),
  ];
  const failed = checks[0]?.refused ?? null;
  const units = Math.min(result.units.treated, result.units.control);
  const isPermuted = units < fewestUnits;
  if (isPermuted && !context.options.flag('permutation'))
    return refusedOutcome(outcome, refusal('few-clusters', { g: units }, { of: effectName(outcome) }));
  const effect = isPermuted ? await permuted(context, observed, result) : result.clustered;
  return {
    outcome,
    effect: failed === null ? effect : null,
    hasInterval: !isPermuted,
    n: observed.rows,
    diagnostics: [...checks.map(({ diagnostic }) => diagnostic), compositionOf(observed)],
    refusals: failed === null ? [] : [failed],
    tables: [errorsTable(observed, result)],
  };
}

/** Checks that every outcome of a change shares. */
export function sharedChecks(
  observed: readonly Observed[],
  units: { readonly treated: number; readonly control: number },
): Diagnostic[] {
  const periods = Math.min(
    ...observed.map(
      (each) => new Set(each.periods.filter(({ period }) => period < 0).map(({ period }) => period)).size,
    ),
  );
  const withheld = observed.reduce((sum, each) => sum + each.withheld, 0);
  return [
    {
      name: 'pre_periods',
      label: 'Periods before the change',
      value: periods,
      passed: periods >= fewestPeriods,
      message: `There are ${periods} periods before the change; ${fewestPeriods} are needed to see whether both arms moved alike.`,
    },
    {
      name: 'units',
      label: 'Units in the smaller arm',
      value: Math.min(units.treated, units.control),
      passed: Math.min(units.treated, units.control) >= fewestUnits ? true : null,
      message: `${count(units.treated)} units have the change, ${count(units.control)} serve as comparison.`,
    },
    ...(withheld === 0
      ? []
      : [
          {
            name: 'withheld',
            label: 'Groups left out',
            value: withheld,
            passed: null,
            message: `${count(withheld)} groups of too few persons are left out.`,
          },
        ]),
  ];
}

interface Check {
  readonly diagnostic: Diagnostic;
  readonly refused: Refusal | null;
}

function trendOf({ outcome }: Observed, before: Observed['periods'], outcomes: number): Check {
  const trend = preTrend(coarsened(before));
  const base = { name: `pretrend_${outcome.key}`, label: `Equal trends of ${outcome.label} before` };
  if (!isAnswered(trend))
    return {
      refused: null,
      diagnostic: {
        ...base,
        value: null,
        passed: false,
        message: 'There is too little before the change to compare trends.',
      },
    };
  const passed = trend.pValue * outcomes >= limit;
  const sentence = `The treated moved by ${number(trend.estimate)} a period more than the others before the change (${pValue(trend.pValue)}).`;
  return {
    diagnostic: { ...base, value: trend.pValue, passed, message: sentence },
    refused: passed ? null : refusal('pretrend-failed', { p: trend.pValue }, { of: effectName(outcome) }),
  };
}

/** Many short periods taken together to at most 13, counted back from the change: a trend needs no more. */
function coarsened(before: Observed['periods']): Observed['periods'] {
  const longest = before.reduce((most, { period }) => Math.max(most, -period), 0);
  const step = Math.ceil(longest / 13);
  if (step <= 1) return before;
  const merged = new Map<string, Observed['periods'][number]>();
  for (const cell of before) {
    const period = Math.floor(cell.period / step);
    const key = `${cell.unit} ${cell.treated} ${period}`;
    const old = merged.get(key);
    merged.set(key, { ...cell, ...together(old === undefined ? [cell] : [old, cell]), period });
  }
  return [...merged.values()];
}

function placeboOf({ outcome }: Observed, before: Observed['periods'], outcomes: number): Check {
  const placebo = placeboDate(before);
  const base = { name: `placebo_${outcome.key}`, label: `No effect on ${outcome.label} at a placebo date` };
  if (!isAnswered(placebo))
    return {
      refused: null,
      diagnostic: {
        ...base,
        value: null,
        passed: false,
        message: 'There is too little before the change for a placebo date.',
      },
    };
  const { estimate, low, high, pValue: p } = placebo.clustered;
  const passed = p * outcomes >= limit;
  const message = `Half-way before the change, when nothing happened, the same comparison gives ${number(estimate)} [${number(low)}, ${number(high)}] (${pValue(p)}).`;
  return { refused: null, diagnostic: { ...base, value: p, passed, message } };
}

/** Whether the last period before the change looks like one with it: people may have acted early. */
function anticipationOf({ outcome }: Observed, before: Observed['periods'], outcomes: number): Check {
  const early = differenceInDifferences(before.map(({ period, ...cell }) => ({ ...cell, after: period === -1 })));
  const base = { name: `anticipation_${outcome.key}`, label: `No effect on ${outcome.label} ahead of the change` };
  if (!isAnswered(early))
    return {
      refused: null,
      diagnostic: {
        ...base,
        value: null,
        passed: false,
        message: 'There is too little right before the change to see whether it was anticipated.',
      },
    };
  const { estimate, low, high, pValue: p } = early.clustered;
  const message = `In the last period before the change the difference was already ${number(estimate)} [${number(low)}, ${number(high)}] off (${pValue(p)}).`;
  return { refused: null, diagnostic: { ...base, value: p, passed: p * outcomes >= limit, message } };
}

function compositionOf({ outcome, sides }: Observed): Diagnostic {
  const known = (after: boolean): Set<string> =>
    new Set(sides.filter((cell) => cell.after === after && cell.n > 0).map(({ unit }) => unit));
  const [before, after] = [known(false), known(true)];
  const share = [...before].filter((unit) => after.has(unit)).length / Math.max(1, new Set([...before, ...after]).size);
  return {
    name: `composition_${outcome.key}`,
    label: `Same units before and after in ${outcome.label}`,
    value: share,
    passed: share >= 0.9,
    message: `${percent(share, 0)} of the units have data on both sides of the change.`,
  };
}

async function permuted(
  context: AnalysisContext,
  { sides }: Observed,
  { clustered }: DifferenceInDifferences,
): Promise<Effect> {
  const test = await context.turns(permutationTest(sides, { draws: 4999, seed: context.seed }));
  return isAnswered(test)
    ? {
        ...clustered,
        pValue: test.pValue,
        method: `permutation of units, ${test.exact ? 'all' : 'random'} ${test.assignments} assignments`,
      }
    : clustered;
}

/** Every defensible standard error of the same difference: the reader sees how much hangs on the choice. */
function errorsTable({ outcome, sides }: Observed, result: DifferenceInDifferences): FindingTable {
  const balanced = balancedDifference(sides);
  const effects = [
    result.ols,
    result.hc1,
    result.clustered,
    ...(isAnswered(balanced) ? [balanced.welch, balanced.pooled] : []),
  ];
  return {
    name: `errors_${outcome.key}`,
    title: `The effect on ${outcome.label} by every variance estimator`,
    columns: [
      { name: 'estimator', label: 'Variance estimator', type: 'string' },
      { name: 'effect', label: 'Effect', type: 'real' },
      { name: 'standard_error', label: 'Standard error', type: 'real' },
      { name: 'low', label: 'Low', type: 'real' },
      { name: 'high', label: 'High', type: 'real' },
    ],
    rows: effects.map((each) => [each.method, each.estimate, each.standardError, each.low, each.high]),
  };
}
