import { planted } from '../../../datasets/generator/planted.ts';
import { type Ask, measured, type Measured, type PlantedEffect } from './effect.ts';

const segments = { dataset: 'customers', columns: { segments: ['segment'] } };
const answers = { dataset: 'responses', columns: { score: 'nps_score' } };

async function within(ask: Ask): Promise<Measured> {
  const finding = await ask({
    analysis: 'score-change',
    datasets: { answers, customers: segments },
    options: { from: planted.mixShift.from, before_from: planted.period.from },
  });
  return measured(finding.estimates.find(({ name }) => name === 'within'));
}

async function app(ask: Ask): Promise<Measured> {
  const finding = await ask({
    analysis: 'mix-shift',
    datasets: {
      cases: { dataset: 'responses', columns: { outcome: 'nps_score' } },
      customers: { dataset: 'customers', columns: { segments: ['segment'], group: 'signup_channel' } },
    },
    options: { first: ['app'], decided_before: ['segment'] },
  });
  return measured([finding.estimate, ...finding.estimates].find((each) => each?.name === 'adjusted'));
}

/** What was put into the mix of segments. */
export const mixEffects: readonly PlantedEffect[] = [
  {
    name: 'The NPS of 2026 rises by mix alone: nothing within segments',
    analysis: 'score-change',
    truth: 0,
    placebo: true,
    measure: within,
  },
  {
    name: 'The app is better within every segment, although it looks worse',
    analysis: 'mix-shift',
    truth: planted.simpson.appNpsEffect,
    measure: app,
  },
];
