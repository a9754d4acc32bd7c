import { planted } from '../../../datasets/generator/planted.ts';
import type { AnalysisRequest } from '../../analyses/contract/request.ts';
import { measured, named, type PlantedEffect } from './effect.ts';

const { meanWaitSeconds, meanPatienceSeconds, callbackUsed } = planted.calls;
const givingUp = meanWaitSeconds / (meanWaitSeconds + meanPatienceSeconds);

const segments = ['household', 'family', 'business'] as const;

const grid: AnalysisRequest = {
  analysis: 'survey-health',
  datasets: { answers: { dataset: 'grid_answers', columns: { survey: 'post_id' } }, items: 'grid_items' },
};
const further = 7;

const promises: AnalysisRequest = {
  analysis: 'promise-audit',
  datasets: { notices: { dataset: 'weather_stops', columns: { informed: 'informed_in_time' } } },
};

const recovery: AnalysisRequest = { analysis: 'service-recovery' };
const followUps: AnalysisRequest = { analysis: 'closed-loop' };

/** What was put into answering, waiting and promises. */
export const serviceEffects: readonly PlantedEffect[] = [
  ...segments.map((segment): PlantedEffect => ({
    name: `Delivered invitations that a ${segment} answers`,
    analysis: 'response-funnel',
    truth: planted.responseRate[segment],
    measure: async (ask) =>
      // The last answers had not come when the data end.
      measured(
        (await ask({ analysis: 'response-funnel', where: { segment, delivered: true, date: { _lt: '2026-06-15' } } }))
          .estimate,
      ),
  })),
  {
    name: 'Half of those in line are through after 250 seconds',
    analysis: 'waiting',
    truth: Math.ceil(meanWaitSeconds * Math.LN2),
    measure: async (ask) => named(await ask({ analysis: 'waiting' }), 'median_wait'),
  },
  {
    name: 'One in four of those in line gives up',
    analysis: 'waiting',
    truth: givingUp,
    measure: async (ask) => named(await ask({ analysis: 'waiting' }), 'abandoned'),
  },
  {
    name: 'Fewer give up when a callback is offered',
    analysis: 'waiting',
    truth: -callbackUsed * givingUp,
    measure: async (ask) => named(await ask({ analysis: 'waiting' }), 'callback'),
  },
  {
    name: 'Called back within 24 hours',
    analysis: 'promise-audit',
    truth: planted.promises.callBack,
    measure: async (ask) => named(await ask(promises), 'kept_pr1'),
  },
  {
    name: 'Money back within 7 days',
    analysis: 'promise-audit',
    truth: planted.promises.refund,
    measure: async (ask) => named(await ask(promises), 'kept_pr3'),
  },
  {
    name: 'Delivered on the day, from February to October',
    analysis: 'promise-audit',
    truth: 1 - planted.lateDelivery.share,
    measure: async (ask) =>
      named(await ask({ ...promises, where: { date: { _gte: '2025-02-01', _lt: '2025-10-20' } } }), 'kept_pr2'),
  },
  {
    name: 'Told in time when the weather stops a delivery',
    analysis: 'promise-audit',
    truth: planted.weather.informedInTime,
    measure: async (ask) => named(await ask(promises), 'informed_pr5'),
  },
  {
    name: 'An effort after a failure does nothing to staying',
    analysis: 'service-recovery',
    truth: planted.recovery.effect,
    placebo: true,
    measure: async (ask) => named(await ask(recovery), 'retention_difference'),
  },
  {
    name: 'An effort after a failure does nothing to the NPS',
    analysis: 'service-recovery',
    truth: planted.recovery.effect,
    placebo: true,
    measure: async (ask) => named(await ask(recovery), 'score_difference'),
  },
  {
    name: 'A follow-up call does nothing to staying',
    analysis: 'closed-loop',
    truth: planted.followUp.churnEffect,
    placebo: true,
    measure: async (ask) => named(await ask(followUps), 'retention_difference'),
  },
  {
    name: 'A follow-up call does nothing to the NPS',
    analysis: 'closed-loop',
    truth: planted.followUp.npsEffect,
    placebo: true,
    measure: async (ask) => named(await ask(followUps), 'score_difference'),
  },
  {
    name: 'One column ticked in the grid of the post “Twice a year”',
    analysis: 'survey-health',
    truth: planted.grid.straightLined['P-REL'],
    measure: async (ask) => named(await ask(grid), 'straight_p_rel'),
  },
  {
    name: 'The grid of the post “Twice a year” broken off before its end',
    analysis: 'survey-health',
    truth: 1 - (1 - planted.grid.breaksOff['P-REL']) ** further,
    measure: async (ask) => named(await ask(grid), 'broken_off_p_rel'),
  },
  {
    name: 'The grid after a ticket broken off before its end',
    analysis: 'survey-health',
    truth: 1 - (1 - planted.grid.breaksOff['P-SUP']) ** further,
    measure: async (ask) => named(await ask(grid), 'broken_off_p_sup'),
  },
];
