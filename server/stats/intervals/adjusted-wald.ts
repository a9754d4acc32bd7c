import { type Interval, z95 } from './interval.ts';
import { type NpsCounts, npsScore, npsStandardError } from './nps-score.ts';

/**
 * 95 % interval of a Net Promoter Score in points, within −100 to 100; null when nobody answered. Adds ¾ to promoters,
 * ¾ to detractors and 1½ to passives, then Wald (Rocks 2016): so it stays open when all answers agree, and is centred
 * nearer to 0 than the score. A single answer can lie outside of it.
 */
export function adjustedWald({ promoters, detractors, n }: NpsCounts): Interval | null {
  if (!(n > 0)) return null;
  const adjusted = { promoters: promoters + 0.75, detractors: detractors + 0.75, n: n + 3 };
  const centre = npsScore(adjusted) ?? 0;
  const margin = z95 * (npsStandardError(adjusted) ?? 0);
  return { low: Math.max(-100, centre - margin), high: Math.min(100, centre + margin) };
}
