/** Answers on 0–10 counted: 9–10 promote, 0–6 detract, the rest of `n` are passive. Numbers may be sums of weights. */
export interface NpsCounts {
  readonly promoters: number;
  readonly detractors: number;
  readonly n: number;
}

/** Promoters less detractors per hundred answers, −100 to 100; null when nobody answered. */
export function npsScore({ promoters, detractors, n }: NpsCounts): number | null {
  return n > 0 ? (100 * (promoters - detractors)) / n : null;
}

/** Standard error of the score in points, from the population variance p + d − (p − d)²; null when nobody answered. */
export function npsStandardError({ promoters, detractors, n }: NpsCounts): number | null {
  if (!(n > 0)) return null;
  const [p, d] = [promoters / n, detractors / n];
  return 100 * Math.sqrt(Math.max(0, p + d - (p - d) ** 2) / n);
}

/** Standard error in points from the sample variance (divisor n − 1); null for fewer than two answers. */
export function npsSampleStandardError(counts: NpsCounts): number | null {
  const population = npsStandardError(counts);
  return population === null || !(counts.n > 1) ? null : population * Math.sqrt(counts.n / (counts.n - 1));
}
