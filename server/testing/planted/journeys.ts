import { planted } from '../../../datasets/generator/planted.ts';
import { named, type PlantedEffect } from './effect.ts';

const { solved, offMapOfSolved } = planted.journeys;

/** What was put into journeys. */
export const journeyEffects: readonly PlantedEffect[] = [
  {
    name: 'Repairs by a route that nobody designed',
    analysis: 'own-outcome',
    truth: offMapOfSolved,
    measure: async (ask) => named(await ask({ analysis: 'own-outcome' }), 'off_map'),
  },
  {
    name: 'Repairs that were solved',
    analysis: 'own-outcome',
    truth: solved,
    measure: async (ask) => named(await ask({ analysis: 'own-outcome' }), 'completed'),
  },
  {
    name: 'Repairs that went as designed',
    analysis: 'journey-drift',
    truth: solved * (1 - offMapOfSolved),
    measure: async (ask) => named(await ask({ analysis: 'journey-drift' }), 'as_designed'),
  },
  {
    name: 'The way of a repair does nothing to how hard it was',
    analysis: 'journey-drift',
    truth: 0,
    placebo: true,
    measure: async (ask) =>
      named(
        await ask({
          analysis: 'journey-drift',
          datasets: { answers: { dataset: 'responses', columns: { score: 'ces_score' } } },
        }),
        'score_difference',
      ),
  },
];
