import { planted } from '../../../datasets/generator/planted.ts';
import type { AnalysisRequest } from '../../analyses/request.ts';
import { named, type PlantedEffect } from './effect.ts';

const expected: AnalysisRequest = { analysis: 'expectations' };

/** What was put into what customers expect. */
export const expectedEffects: readonly PlantedEffect[] = [
  {
    name: 'Expected punctuality rises over the two years',
    analysis: 'expectations',
    truth: planted.expectations.punctuality.rise,
    measure: async (ask) => named(await ask(expected), 'drift_expected_punctuality'),
  },
  {
    name: 'The gap of punctuality widens by as much',
    analysis: 'expectations',
    truth: -planted.expectations.punctuality.rise,
    measure: async (ask) => named(await ask(expected), 'drift_gap_punctuality'),
  },
  {
    name: 'Expected information stays',
    analysis: 'expectations',
    truth: 0,
    placebo: true,
    measure: async (ask) => named(await ask(expected), 'drift_expected_information'),
  },
  {
    name: 'The gap of price stays',
    analysis: 'expectations',
    truth: 0,
    placebo: true,
    measure: async (ask) => named(await ask(expected), 'drift_gap_price'),
  },
];
