import type { Sql } from '../../../sql/sql.ts';
import { isAnswered } from '../../../stats/unanswerable.ts';
import type { AnalysisContext } from '../../contract/context.ts';
import type { Diagnostic, Estimate, FindingTable } from '../../contract/finding.ts';
import { observedUntil } from '../../shared/leaving.ts';
import { type Refusal, refusal, refusalFor } from '../../contract/refusal.ts';
import { count, percent, withInterval } from '../../words/words.ts';
import { type CaseCell, type Cases, laterScores, retained } from './cases.ts';
import { type CaseComparison, compareCases, differenceEstimate, matchingChecks } from './compare-cases.ts';

/** Two groups of cases, and what they are called. */
export interface Groups {
  /** WITH-relations that end with `cases(person, treated, clock, part, stratum)`, each person once. */
  readonly cases: Sql;
  /** `follow-up`, as in “by follow-up”. */
  readonly by: string;
  /** `followed up` and `others`. */
  readonly arms: readonly [treated: string, others: string];
}

/** One thing that became of customers. */
export interface Became {
  readonly name: 'retention_difference' | 'score_difference';
  readonly outcome: string;
  readonly format: 'percent' | 'points';
  readonly cells: readonly CaseCell[];
  readonly comparison: CaseComparison;
  readonly estimate: Estimate;
}

/** What became of both groups, as far as customers and later answers are bound. */
export interface Afterwards {
  readonly became: readonly Became[];
  readonly diagnostics: readonly Diagnostic[];
  readonly refusals: readonly Refusal[];
}

const outcomes = [
  { name: 'retention_difference', format: 'percent', outcome: 'still a customer', role: 'customers' },
  { name: 'score_difference', format: 'points', outcome: 'NPS afterwards', role: 'answers' },
] as const;

/** Compares both groups in what became of them; `no-control` where one of them is too small. */
export async function afterwards(context: AnalysisContext, groups: Groups): Promise<Afterwards | Refusal> {
  const until = context.find('customers') === null ? '' : await observedUntil(context);
  if (typeof until !== 'string') return until;
  const [became, diagnostics, refusals]: [Became[], Diagnostic[], Refusal[]] = [[], [], []];
  for (const each of outcomes) {
    if (context.find(each.role) === null) continue;
    const { cells, withheld } = await casesOf(context, groups, { until, isRetention: each.format === 'percent' });
    if (withheld > 0) diagnostics.push(withheldGroups(each, withheld));
    const comparison = compareCases(cells);
    if (!isAnswered(comparison)) {
      const isEmpty = comparison.reason === 'too-few' || comparison.reason === 'empty-group';
      const of = { of: each.name };
      refusals.push(isEmpty ? refusal('no-control', {}, of) : refusalFor(comparison, of));
      continue;
    }
    const { effect, matched } = comparison.matched;
    const label = `${each.outcome}: ${groups.arms[0]} less ${groups.arms[1]}`;
    const n = matched.treated + matched.control;
    became.push({ ...each, cells, comparison, estimate: differenceEstimate(effect, n, { ...each, label }) });
    if (each.format === 'percent') diagnostics.push(...matchingChecks(cells, comparison.matched));
    const direction = effect.estimate > 0 ? 'up' : effect.estimate < 0 ? 'down' : 'none';
    context.compared({ outcome: each.outcome, by: groups.by, test: 'matched difference', p: effect.pValue, direction });
  }
  const [first] = refusals;
  if (became.length === 0) return first === undefined ? refusal('no-control') : { ...first, of: null };
  return { became, diagnostics, refusals };
}

async function casesOf(
  context: AnalysisContext,
  { cases, by }: Groups,
  { until, isRetention }: { readonly until: string; readonly isRetention: boolean },
): Promise<Cases> {
  const horizon = context.options.number('horizon') ?? 180;
  const title = `${isRetention ? 'Who is still a customer' : 'The next answer'} within ${horizon} days, by ${by}`;
  return isRetention
    ? await retained(context, { cases, horizon, until, title })
    : await laterScores(context, { cases, horizon, title });
}

function withheldGroups({ name, outcome }: (typeof outcomes)[number], withheld: number): Diagnostic {
  const message = `${count(withheld)} groups of too few persons are left out of the comparison.`;
  return { name: `withheld_${name}`, label: `Groups left out of: ${outcome}`, value: withheld, passed: null, message };
}

/** Both groups as they are and as matched. */
export function afterwardsTable(became: readonly Became[], [treatedLabel, othersLabel]: Groups['arms']): FindingTable {
  const real = (name: string, label: string) => ({ name, label, type: 'real' as const });
  return {
    name: 'afterwards',
    title: `What became of customers: ${treatedLabel} and ${othersLabel}`,
    columns: [
      { name: 'outcome', label: 'Outcome', type: 'string' },
      real('treated', treatedLabel),
      real('others', othersLabel),
      { name: 'n_treated', label: `n ${treatedLabel}`, type: 'integer' },
      { name: 'n_others', label: `n ${othersLabel}`, type: 'integer' },
      real('plain', 'Plain difference'),
      real('matched', 'Matched difference'),
      real('low', 'Low'),
      real('high', 'High'),
    ],
    rows: became.map(({ outcome, comparison: { treated, control, naive, matched } }) => [
      outcome,
      treated.sum / treated.n,
      control.sum / control.n,
      treated.n,
      control.n,
      naive.estimate,
      matched.effect.estimate,
      matched.effect.low,
      matched.effect.high,
    ]),
  };
}

/** What was found of one outcome, in a sentence without claims of cause. */
export function becameSentence({ outcome, format, comparison, estimate }: Became, arms: Groups['arms']): string {
  const { treated, control, matched } = comparison;
  const shown = (value: number): string => (format === 'percent' ? percent(value) : value.toFixed(1));
  const both = `${shown(treated.sum / treated.n)} of the ${arms[0]}, ${shown(control.sum / control.n)} of the ${arms[1]}`;
  const name = `${outcome.charAt(0).toUpperCase()}${outcome.slice(1)}`;
  const plain = format === 'percent' ? both : both.replaceAll(' of the ', ' among the ');
  return matched.effect.pValue < 0.05
    ? `${name}: ${plain}; between comparable customers a difference of ${withInterval(estimate)}.`
    : `${name}: ${plain}; between comparable customers ${withInterval(estimate)}, no difference that chance would not explain.`;
}
