import { planted } from '../../../datasets/generator/planted.ts';
import { type Ask, measured, type Measured, type PlantedEffect } from './effect.ts';

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
    name: 'The app is better within every segment, although it looks worse',
    analysis: 'mix-shift',
    truth: planted.simpson.appNpsEffect,
    measure: app,
  },
];
