/** How far work has come whose number of parts nobody knows beforehand. */
export interface Progress {
  /** The part under way is done to this fraction. */
  at(fraction: number | null): void;
  /** The part under way is done; another may follow. */
  ended(): void;
}

/** Tells fractions that only grow and never reach 1: each part takes the bar less far than the one before. */
export function createProgress(tell: (fraction: number) => void): Progress {
  let parts = 0;
  let told = 0;
  const say = (within: number): void => {
    const fraction = (parts + within) / (parts + within + 2);
    if (fraction <= told) return;
    told = fraction;
    tell(fraction);
  };
  return {
    at: (fraction) => say(Math.min(1, Math.max(0, fraction ?? 0))),
    ended: () => {
      parts += 1;
      say(0);
    },
  };
}
