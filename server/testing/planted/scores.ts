import type { AnalysisRequest } from '../../analyses/request.ts';
import { planted } from '../../../datasets/generator/planted.ts';
import { type Ask, difference, measured, type Measured, type PlantedEffect } from './effect.ts';

async function nps(ask: Ask, where: AnalysisRequest['where']): Promise<Measured> {
  return measured((await ask({ analysis: 'score', where })).estimate);
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
];
