import { planted } from '../../../datasets/generator/planted.ts';
import { measured, named, type PlantedEffect } from './effect.ts';

const { meanWaitSeconds, meanPatienceSeconds, callbackUsed } = planted.calls;
const givingUp = meanWaitSeconds / (meanWaitSeconds + meanPatienceSeconds);

const segments = ['household', 'family', 'business'] as const;

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
];
