import { planted } from '../../../datasets/generator/planted.ts';
import type { AnalysisRequest } from '../../analyses/contract/request.ts';
import { type Ask, inTable, type Measured, named, type PlantedEffect } from './effect.ts';

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

const { information, price } = planted.perception;

async function gap(ask: Ask, item: string, group: string): Promise<Measured> {
  const finding = await ask({ analysis: 'perception-gap', options: { item, group } });
  return named(finding, `gap_${group}_${item}`);
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
  {
    name: 'Managers think better of the information than customers do',
    analysis: 'perception-gap',
    truth: information.manager - information.customer,
    measure: async (ask) => await gap(ask, 'information', 'manager'),
  },
  {
    name: 'Staff think of prices as customers do',
    analysis: 'perception-gap',
    truth: price.staff - price.customer,
    placebo: true,
    measure: async (ask) => await gap(ask, 'price', 'staff'),
  },
];
