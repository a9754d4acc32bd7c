import { planted } from '../../../datasets/generator/planted.ts';
import type { AnalysisRequest } from '../../analyses/contract/request.ts';
import { named, type PlantedEffect } from './effect.ts';

const { change } = planted;

const linkage: AnalysisRequest = {
  analysis: 'financial-linkage',
  datasets: {
    costs: { dataset: 'tickets', columns: { amount: 'cost' } },
    revenue: 'invoices',
    answers: { dataset: 'responses', columns: { score: 'nps_score' } },
  },
  options: { change: change.id },
};

const money: AnalysisRequest = {
  analysis: 'satisfaction-money',
  datasets: { answers: { dataset: 'responses', columns: { score: 'nps_score' } }, revenue: 'orders' },
};

/** What was put into a named change and into money. */
export const moneyEffects: readonly PlantedEffect[] = [
  {
    name: 'The change makes a ticket cheaper',
    analysis: 'financial-linkage',
    truth: change.costPerTicket,
    measure: async (ask) => named(await ask(linkage), 'cost_effect'),
  },
  {
    name: 'The change does nothing to revenue',
    analysis: 'financial-linkage',
    truth: change.revenue,
    placebo: true,
    measure: async (ask) => named(await ask(linkage), 'revenue_effect'),
  },
  {
    name: 'The change does nothing to the NPS',
    analysis: 'financial-linkage',
    truth: change.nps,
    placebo: true,
    measure: async (ask) => named(await ask(linkage), 'experience_effect'),
  },
  {
    name: 'Order value after an answer is flat from a score of 8 on',
    analysis: 'satisfaction-money',
    truth: planted.satisfactionMoney.flatFrom,
    measure: async (ask) => named(await ask(money), 'flat_from'),
  },
];
