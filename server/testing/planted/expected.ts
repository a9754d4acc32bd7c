import { planted } from '../../../datasets/generator/planted.ts';
import type { AnalysisRequest } from '../../analyses/contract/request.ts';
import { inTable, named, type PlantedEffect } from './effect.ts';

// A good mark is a 4 or a 5, another a 1, 2 or 3, each as often.
const rated = 4.5 * planted.perception.information.customer + 2 * (1 - planted.perception.information.customer);

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
  {
    name: 'The gap of information',
    analysis: 'expectations',
    truth: rated - planted.expectations.information,
    measure: async (ask) => named(await ask(expected), 'gap_information'),
  },
  {
    name: 'Information beside competitor A',
    analysis: 'expectations',
    truth: rated - planted.benchmarks['competitor A'].information,
    measure: async (ask) =>
      inTable(await ask(expected), { table: 'others', where: { item: 'information', company: 'competitor A' } }, [
        'difference',
        'low',
        'high',
      ]),
  },
];
