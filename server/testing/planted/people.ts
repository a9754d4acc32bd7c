import { planted } from '../../../datasets/generator/planted.ts';
import type { AnalysisRequest } from '../../analyses/request.ts';
import { measured, named, type PlantedEffect } from './effect.ts';

const engagement: AnalysisRequest = {
  analysis: 'employee-beside-customer',
  datasets: { operations: { dataset: 'deliveries', columns: { value: 'late' } } },
  options: { item: 'engagement' },
};

/** What was put into the company's own people. */
export const peopleEffects: readonly PlantedEffect[] = [
  {
    name: 'Engagement of a depot’s people goes with its customers’ NPS',
    analysis: 'employee-beside-customer',
    truth: planted.employees.npsPerDeviation,
    measure: async (ask) => measured((await ask(engagement)).estimate),
  },
  {
    name: 'Engagement of a depot’s people does not go with late deliveries',
    analysis: 'employee-beside-customer',
    truth: 0,
    placebo: true,
    measure: async (ask) => named(await ask(engagement), 'operations'),
  },
  {
    name: 'Engagement that moves within a depot is not followed by its customers’ NPS',
    analysis: 'employee-beside-customer',
    truth: 0,
    placebo: true,
    measure: async (ask) => named(await ask(engagement), 'within_employees_first'),
  },
];
