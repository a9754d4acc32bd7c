import type { Variant } from '../stats/journeys/variant.ts';

/**
 * The six cases of the compensation requests that process-mining textbooks follow (van der Aalst): R register request,
 * C examine casually, T examine thoroughly, K check ticket, D decide, I reinitiate request, P pay compensation, X reject.
 */
export const runningExample: readonly Variant[] = [
  'R T K D X',
  'R K C D P',
  'R C K D I T K D P',
  'R K T D X',
  'R C K D I K C D I C K D X',
  'R C K D P',
].map((way) => ({ steps: way.split(' '), n: 1 }));
