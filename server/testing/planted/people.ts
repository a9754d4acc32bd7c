import { planted } from '../../../datasets/generator/planted.ts';
import type { AnalysisRequest } from '../../analyses/request.ts';
import { inTable, type Measured, named, type PlantedEffect } from './effect.ts';

const { npsPerDeviation, pulsePerDeviation } = planted.employees;

const beside: AnalysisRequest = {
  analysis: 'employee-beside-customer',
  datasets: { operations: { dataset: 'deliveries', columns: { value: 'late' } } },
  options: { item: 'engagement' },
};

const plans: AnalysisRequest = {
  analysis: 'churn',
  datasets: { customers: { dataset: 'customers', columns: { covariates: ['segment', 'service_plan'] } } },
  options: { landmark: '2025-07-01' },
};

function scaled(found: Measured, by: number): Measured {
  return found === null ? null : { value: found.value * by, low: found.low * by, high: found.high * by };
}

/** What was put into employees and into who leaves. */
export const peopleEffects: readonly PlantedEffect[] = [
  // Not for one deviation: that of forty depots differs from company to company.
  {
    name: 'Points of NPS for one point of engagement, across depots',
    analysis: 'employee-beside-customer',
    truth: npsPerDeviation / pulsePerDeviation,
    measure: async (ask) => {
      const finding = await ask(beside);
      const deviation = Number(finding.diagnostics.find(({ name }) => name === 'deviation')?.value);
      return scaled(named(finding, 'per_deviation'), 1 / deviation);
    },
  },
  {
    name: 'Engagement and NPS do not move together within a depot',
    analysis: 'employee-beside-customer',
    truth: 0,
    placebo: true,
    measure: async (ask) => named(await ask(beside), 'within_same'),
  },
  {
    name: 'Engagement does not come before NPS within a depot',
    analysis: 'employee-beside-customer',
    truth: 0,
    placebo: true,
    measure: async (ask) => named(await ask(beside), 'within_employees_first'),
  },
  {
    name: 'Engagement of a depot’s people does not go with late deliveries',
    analysis: 'employee-beside-customer',
    truth: 0,
    placebo: true,
    measure: async (ask) => named(await ask(beside), 'operations'),
  },
  {
    name: 'The service plan does nothing to leaving, hazard ratio',
    analysis: 'churn',
    truth: 1,
    placebo: true,
    measure: async (ask) =>
      inTable(await ask(plans), { table: 'hazard_ratios', where: { column: 'Service plan: plus' } }, [
        'ratio',
        'low',
        'high',
      ]),
  },
];
