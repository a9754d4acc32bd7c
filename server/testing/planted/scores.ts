import type { AnalysisRequest } from '../../analyses/contract/request.ts';
import { planted } from '../../../datasets/generator/planted.ts';
import { type Ask, difference, measured, type Measured, named, type PlantedEffect } from './effect.ts';

async function nps(ask: Ask, where: AnalysisRequest['where']): Promise<Measured> {
  return measured((await ask({ analysis: 'score', where })).estimate);
}

async function easy(ask: Ask, late: boolean): Promise<Measured> {
  const finding = await ask({
    analysis: 'score',
    datasets: { answers: { dataset: 'responses', columns: { score: 'ces_score' } } },
    where: { called_late: late },
    options: { instrument: 'ces' },
  });
  return measured(finding.estimate);
}

/** What was put into scores. */
export const scoreEffects: readonly PlantedEffect[] = [
  {
    name: 'Late deliveries lower the NPS of the answers about them',
    analysis: 'score',
    truth: planted.lateDelivery.npsEffect,
    measure: async (ask) => difference(await nps(ask, { late: true }), await nps(ask, { late: false })),
  },
  {
    name: 'The channel of an invitation does nothing to the NPS',
    analysis: 'score',
    truth: 0,
    placebo: true,
    measure: async (ask) =>
      difference(await nps(ask, { survey_channel: 'sms' }), await nps(ask, { survey_channel: 'email' })),
  },
  {
    name: 'The NPS of 2026 rises by mix alone, rate effect',
    analysis: 'score-change',
    truth: 0,
    placebo: true,
    measure: async (ask) =>
      named(
        await ask({
          analysis: 'score-change',
          datasets: { customers: { dataset: 'customers', columns: { segments: ['segment'] } } },
          // Late deliveries weigh on answers about deliveries, and autumn has more of them.
          where: { post: 'Twice a year' },
          options: { measure: 'nps', from: planted.mixShift.from, before_from: planted.change.from },
        }),
        'within',
      ),
  },
  {
    name: 'A broken promise to call back makes it harder',
    analysis: 'score',
    truth: planted.promises.cesEffect,
    measure: async (ask) => difference(await easy(ask, true), await easy(ask, false)),
  },
];
