import { causeEffects } from './causes.ts';
import type { PlantedEffect } from './effect.ts';
import { expectedEffects } from './expected.ts';
import { journeyEffects } from './journeys.ts';
import { mixEffects } from './mixes.ts';
import { moneyEffects } from './money.ts';
import { peopleEffects } from './people.ts';
import { scoreEffects } from './scores.ts';
import { serviceEffects } from './service.ts';
import { voiceEffects } from './voice.ts';

/** Every number that the generator put into the demo company and that an analysis gives with an interval. */
export const plantedEffects: readonly PlantedEffect[] = [
  ...scoreEffects,
  ...mixEffects,
  ...serviceEffects,
  ...voiceEffects,
  ...expectedEffects,
  ...moneyEffects,
  ...peopleEffects,
  ...journeyEffects,
  ...causeEffects,
];
