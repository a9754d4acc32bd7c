import type { RefusalCode } from '../../analyses/contract/refusal-codes/index.ts';
import type { AnalysisRequest } from '../../analyses/contract/request.ts';

/** Something in the demo company that an analysis has to say by a code and not by a number. */
export interface PlantedTrap {
  /** In the words of `datasets/README.md`. */
  readonly name: string;
  readonly request: AnalysisRequest;
  readonly code: RefusalCode;
  /** A text that the message has to name. */
  readonly names?: string;
}

/** What lies in wait for whoever reads the demo company's numbers. */
export const plantedTraps: readonly PlantedTrap[] = [
  {
    name: 'A published pair that looks like a gap',
    request: { analysis: 'perception-gap', datasets: { claims: 'external_claims' } },
    code: 'gap-unit-mismatch',
  },
  {
    name: 'A promise that nothing can measure',
    request: { analysis: 'promise-audit' },
    code: 'promise-unverifiable',
    names: 'Our service is the best.',
  },
  { name: 'A depot without a plan', request: { analysis: 'plan-coverage' }, code: 'plan-hole', names: '037' },
  {
    name: 'No listening post before or after a repair',
    request: { analysis: 'phase-monitor' },
    code: 'phase-uncovered',
    names: 'before',
  },
  {
    name: 'The app is better in each segment and worse overall',
    request: {
      analysis: 'mix-shift',
      datasets: {
        cases: { dataset: 'responses', columns: { outcome: 'nps_score' } },
        customers: { dataset: 'customers', columns: { segments: ['segment'], group: 'signup_channel' } },
      },
      options: { first: ['app'], decided_before: ['segment'] },
    },
    code: 'simpson-reversal',
    names: 'segment',
  },
  {
    name: 'A grid that many tick in a straight line',
    request: {
      analysis: 'survey-health',
      datasets: { answers: { dataset: 'grid_answers', columns: { survey: 'post_id' } }, items: 'grid_items' },
    },
    code: 'survey-unhealthy',
  },
  {
    name: 'A depot with four employees',
    request: { analysis: 'employee-beside-customer', options: { item: 'engagement' } },
    code: 'k-anon',
  },
  {
    name: 'An effort that easy failures get',
    request: { analysis: 'service-recovery' },
    code: 'selection',
  },
  {
    name: 'A deviation that is no error',
    request: { analysis: 'journey-drift' },
    code: 'deviation-not-error',
  },
  {
    name: 'A score that is turned into money',
    request: { analysis: 'satisfaction-money', options: { points_of_nps: 1 } },
    code: 'nps-calculator',
  },
];
