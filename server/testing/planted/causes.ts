import { causes } from '../../../datasets/generator/causes.ts';
import { planted } from '../../../datasets/generator/planted.ts';
import type { AnalysisRequest } from '../../analyses/contract/request.ts';
import { inTable, named, type PlantedEffect } from './effect.ts';

const { cause, ticketShare, costShare } = planted.rootCause;
const label = causes.find(({ id }) => id === cause)?.label;

const asked: AnalysisRequest = {
  analysis: 'outer-loop',
  datasets: { causes: 'ticket_causes', labels: 'causes' },
  options: { primary_only: true, rank_by: 'cost', end_kinds: ['voluntary'] },
};

/** What was put into the causes of tickets. */
export const causeEffects: readonly PlantedEffect[] = [
  {
    name: 'One root cause of tickets',
    analysis: 'outer-loop',
    truth: ticketShare,
    measure: async (ask) => named(await ask(asked), 'contacts_share'),
  },
  {
    name: 'One root cause of their cost',
    analysis: 'outer-loop',
    truth: costShare,
    measure: async (ask) => named(await ask(asked), 'cost_share'),
  },
  {
    name: 'The root cause makes nobody leave',
    analysis: 'outer-loop',
    truth: 0,
    placebo: true,
    measure: async (ask) =>
      inTable(await ask(asked), { table: 'stake', where: { cause: label } }, ['excess', 'excess_low', 'excess_high']),
  },
];
