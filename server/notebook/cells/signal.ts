/** A value with its 95 % interval and the number of answers or cases behind it. */
export interface Measured {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly n: number | null;
}

/**
 * Whether two values differ by more than chance explains: zero lies outside of the interval of their difference, which is
 * put together from their own intervals (Zou and Donner 2008, "MOVER"). Values that are `counted` in full (sums, counts)
 * have no chance in them: any difference is one. Null where neither is known: a ratio or a median without an interval.
 */
export function isSignal(now: Measured, then: Measured, isCounted: boolean): boolean | null {
  if (now.value === null || then.value === null) return false;
  if (!isCounted && (now.low === null || then.low === null)) return null;
  const delta = now.value - then.value;
  const [up, down] = delta > 0 ? [now, then] : [then, now];
  const below = up.low === null || up.value === null ? 0 : up.value - up.low;
  const above = down.high === null || down.value === null ? 0 : down.high - down.value;
  return Math.abs(delta) > Math.hypot(below, above);
}
