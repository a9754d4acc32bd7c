import { planted } from '../../../datasets/generator/planted.ts';
import type { AnalysisRequest } from '../../analyses/request.ts';
import { type Ask, named, type PlantedEffect } from './effect.ts';

const { landmarks, windowDays, horizonDays, silent } = planted.churn;

const churners: AnalysisRequest = {
  analysis: 'silent-churners',
  options: { landmarks: [...landmarks], window: windowDays, horizon: horizonDays },
};

const drivers: AnalysisRequest = {
  analysis: 'key-drivers',
  datasets: {
    responses: { columns: { outcome: 'csat_score', operation: 'delivery_id' } },
    answers: 'answers',
    operations: { dataset: 'deliveries', columns: { key: 'delivery_id', drivers: ['late'] } },
  },
  options: { draws: 1000 },
};

/** What was put into who speaks, who is silent and what is asked of them. */
export const voiceEffects: readonly PlantedEffect[] = [
  {
    name: 'Silent customers leave by own will within 180 days',
    analysis: 'silent-churners',
    truth: silent,
    measure: async (ask: Ask) => named(await ask(churners), 'left_silent'),
  },
  {
    name: 'Courtesy goes with satisfaction only through punctuality',
    analysis: 'key-drivers',
    truth: planted.drivers.courtesy,
    placebo: true,
    measure: async (ask: Ask) => named(await ask(drivers), 'weight_courtesy'),
  },
  {
    name: 'A late delivery goes with satisfaction only through punctuality',
    analysis: 'key-drivers',
    truth: 0,
    placebo: true,
    measure: async (ask: Ask) => named(await ask(drivers), 'weight_late'),
  },
];
