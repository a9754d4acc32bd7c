import { planted } from '../../../datasets/generator/planted.ts';
import type { AnalysisRequest } from '../../analyses/contract/request.ts';
import { named, type PlantedEffect } from './effect.ts';

const { landmarks, windowDays, horizonDays, silent, voiced, atRisk, atRiskReason } = planted.churn;

const churners: AnalysisRequest = {
  analysis: 'silent-churners',
  options: { landmarks: [...landmarks], window: windowDays, horizon: horizonDays },
};

const reasons: AnalysisRequest = {
  analysis: 'nps-plus',
  options: { landmarks: [...landmarks], window: windowDays, horizon: horizonDays },
};

const { prevalence, sensitivity, specificity, secondLabellerErrs: errs } = planted.upset;
const agreedByChance = (): number => {
  const second = prevalence * (1 - errs) + (1 - prevalence) * errs;
  return prevalence * second + (1 - prevalence) * (1 - second);
};

const upset: AnalysisRequest = { analysis: 'emotion-signal', options: { signal: 'upset', expert: 'expert' } };

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
    measure: async (ask) => named(await ask(churners), 'left_silent'),
  },
  {
    name: 'Passives who could not reach anybody leave like nobody else who spoke',
    analysis: 'nps-plus',
    truth: atRisk,
    measure: async (ask) => named(await ask(reasons), `left_${atRiskReason}`),
  },
  {
    name: 'Passives who named punctuality as detractors do leave like others who spoke',
    analysis: 'nps-plus',
    truth: voiced,
    measure: async (ask) => named(await ask(reasons), 'left_punctuality'),
  },
  {
    name: 'Courtesy goes with satisfaction only through punctuality',
    analysis: 'key-drivers',
    truth: planted.drivers.courtesy,
    placebo: true,
    measure: async (ask) => named(await ask(drivers), 'weight_courtesy'),
  },
  {
    name: 'A late delivery goes with satisfaction only through punctuality',
    analysis: 'key-drivers',
    truth: 0,
    placebo: true,
    measure: async (ask) => named(await ask(drivers), 'weight_late'),
  },
  {
    name: 'Upset customers among those who open a ticket',
    analysis: 'emotion-signal',
    truth: prevalence,
    measure: async (ask) => named(await ask(upset), 'true_share'),
  },
  {
    name: 'Upset customers that the detector finds',
    analysis: 'emotion-signal',
    truth: sensitivity,
    measure: async (ask) => named(await ask(upset), 'sensitivity'),
  },
  {
    name: 'Other customers that the detector leaves alone',
    analysis: 'emotion-signal',
    truth: specificity,
    measure: async (ask) => named(await ask(upset), 'specificity'),
  },
  {
    name: 'Agreement of two readers about who is upset',
    analysis: 'emotion-signal',
    truth: (1 - errs - agreedByChance()) / (1 - agreedByChance()),
    measure: async (ask) => named(await ask(upset), 'kappa'),
  },
];
