import { isAnswered } from '../../../stats/unanswerable.ts';
import type { AnalysisContext } from '../../contract/context.ts';
import type { Diagnostic, Draft } from '../../contract/finding.ts';
import { type Refusal, refusal, refusalFor } from '../../contract/refusal.ts';
import { count } from '../../words/words.ts';
import { type AlignedWays, alignWays } from './aligned-ways.ts';
import { type CaseCounts, type CaseQuestion, readCounts, readWays, reachedOutcomes } from './cases.ts';
import { fewestPersons } from './deviations.ts';
import { readDesign } from './designs.ts';

/** A log beside its design, or why nothing can be said. */
export interface ReadJourney {
  readonly question: CaseQuestion;
  readonly counts: CaseCounts;
  readonly aligned: AlignedWays;
  readonly diagnostics: readonly Diagnostic[];
  /** Of ways that too few persons took to be read at all. */
  readonly refusals: readonly Refusal[];
}

export async function readJourney(context: AnalysisContext): Promise<ReadJourney | Draft> {
  const journey = await readDesign(context);
  const openDays = context.options.number('open_days') ?? 30;
  const reached = reachedOutcomes(context, journey);
  const events = context.role('events');
  const knowsOutcomes = events.has('outcome') && (reached.length > 0 || events.has('intent'));
  const question = { journey, openDays, reached, knowsOutcomes };
  const counts = await readCounts(context, question);
  if (counts.customers < fewestPersons) {
    const why = refusal('too-few', { n: counts.customers, needed: fewestPersons });
    return nothing(counts, why);
  }
  const { ways, withheld } = await readWays(context, question);
  const aligned = await alignWays(context, journey, ways);
  if (!isAnswered(aligned)) return nothing(counts, refusalFor(aligned));
  const k = context.role('events').k ?? fewestPersons;
  const refusals = withheld > 0 ? [refusal('k-anon', { k, cells: withheld }, { of: 'ways' })] : [];
  return { question, counts, aligned, diagnostics: diagnosticsOf(counts, openDays), refusals };
}

export function isDraft(read: ReadJourney | Draft): read is Draft {
  return 'verdict' in read;
}

function nothing(counts: CaseCounts, why: ReturnType<typeof refusal>): Draft {
  return { verdict: why.message, estimate: null, n: counts.cases, of: 'cases', design: 'count', refusals: [why] };
}

function diagnosticsOf({ cases, open, undesigned }: CaseCounts, openDays: number): readonly Diagnostic[] {
  const found: Diagnostic[] = [
    {
      name: 'open_cases',
      label: 'Cases under way',
      value: open,
      passed: null,
      message: `${count(open)} of ${count(cases)} cases have no outcome and a step within the last ${openDays} days: they are left out.`,
    },
  ];
  if (undesigned > 0)
    found.push({
      name: 'before_design',
      label: 'Cases before the design',
      value: undesigned,
      passed: null,
      message: `${count(undesigned)} cases started before any version of the design was valid: they are left out.`,
    });
  return found;
}
