import type { PlantedEffect } from './effect.ts';
import { scoreEffects } from './scores.ts';

/** Every number that the generator put into the demo company and that an analysis gives with an interval. */
export const plantedEffects: readonly PlantedEffect[] = [...scoreEffects];
