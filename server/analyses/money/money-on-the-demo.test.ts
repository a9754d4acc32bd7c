import { afterAll, beforeAll, expect, test } from 'vitest';
import { planted } from '../../testing/planted/truths.ts';
import { type DemoAnalyses, openDemoAnalyses } from '../../testing/demo-analyses.ts';
import type { Finding } from '../contract/finding.ts';

let demo: DemoAnalyses;

beforeAll(async () => {
  demo = await openDemoAnalyses({ scale: 0.5 });
}, 240_000);

afterAll(() => demo.close());

const intervalOf = (finding: Finding, name: string) =>
  [finding.estimate, ...finding.estimates].find((each) => each?.name === name)?.interval;

function expectCovered(finding: Finding, name: string, truth: number): void {
  const interval = intervalOf(finding, name);
  expect(interval?.low).toBeLessThanOrEqual(truth);
  expect(interval?.high).toBeGreaterThanOrEqual(truth);
}

const linkage = {
  costs: { dataset: 'tickets', columns: { amount: 'cost' } },
  revenue: 'invoices',
  answers: { dataset: 'responses', columns: { score: 'nps_score' } },
};
const bySegment = { customers: { dataset: 'customers', columns: { covariate: ['segment'] } } };

test('the change takes 6 EUR off a ticket and leaves revenue and NPS as they were', async () => {
  const finding = await demo.run({
    analysis: 'financial-linkage',
    datasets: linkage,
    options: { change: planted.change.id, margin: 0.3 },
  });
  expect(finding.grade).toBe('E3');
  expectCovered(finding, 'cost_effect', planted.change.costPerTicket);
  expect(intervalOf(finding, 'cost_effect')?.high).toBeLessThan(-4);
  expectCovered(finding, 'revenue_effect', planted.change.revenue);
  expectCovered(finding, 'experience_effect', planted.change.nps);
  expect(finding.verdict).toContain('The change lowered cost by ');
  expect(finding.verdict).toContain('NPS did not differ by more than chance would explain');
}, 60_000);

test('half a year before the change, when nothing happened, nothing is found', async () => {
  const finding = await demo.run({
    analysis: 'financial-linkage',
    datasets: linkage,
    where: { date: { _lt: '2025-07-01' } },
    options: { change: planted.change.id, start: '2025-01-01' },
  });
  for (const name of ['cost_effect', 'revenue_effect', 'experience_effect']) expectCovered(finding, name, 0);
}, 60_000);

test('follow-up calls given by chance change neither leaving nor later scores', async () => {
  const finding = await demo.run({ analysis: 'closed-loop', datasets: bySegment });
  expectCovered(finding, 'retention_difference', planted.followUp.churnEffect);
  expectCovered(finding, 'score_difference', planted.followUp.npsEffect);
  expect(finding.verdict).toContain('no difference that chance would not explain');
});

test('the effort after a failure looks good because easy failures got it, and is nothing among equal ones', async () => {
  const finding = await demo.run({ analysis: 'service-recovery', datasets: bySegment });
  expect(intervalOf(finding, 'plain_retention_difference')?.low).toBeGreaterThan(0);
  expectCovered(finding, 'retention_difference', planted.recovery.effect);
  expectCovered(finding, 'score_difference', planted.recovery.effect);
  expect(finding.refusals.map(({ code }) => code)).toEqual(['selection', 'recovery-paradox']);
});

test('money rises with the score up to 8 and not beyond', async () => {
  const finding = await demo.run({
    analysis: 'satisfaction-money',
    datasets: { answers: linkage.answers, revenue: 'orders' },
  });
  expectCovered(finding, 'flat_from', planted.satisfactionMoney.flatFrom);
  expect(intervalOf(finding, 'loss')?.low).toBeGreaterThan(0);
  expect(intervalOf(finding, 'asymmetry')?.low).toBeGreaterThan(0);
});

test('failures cost more than the change saves: it does not pay within the year', async () => {
  const cost = await demo.run({ analysis: 'cost-of-poor-experience', options: { margin: 0.3 } });
  const solution = await demo.run({
    analysis: 'solution-cost',
    datasets: { costs: linkage.costs },
    options: { change: planted.change.id },
  });
  expect(solution.estimates.find(({ name }) => name === 'problem_cost')?.value).toBeGreaterThan(250_000);
  expect(cost.estimate?.interval?.high).toBeLessThan(400_000);
  expect(solution.estimates.find(({ name }) => name === 'pays')?.value).toBe(0);
});
