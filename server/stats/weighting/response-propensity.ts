import { type Answer, Unanswerable } from '../unanswerable.ts';

/** People who were asked and answer with the same probability, as a model of frame variables says. */
export interface PropensityGroup {
  /** 0 to 1. */
  readonly propensity: number;
  readonly invited: number;
}

/**
 * How alike the chances to answer are: 1 − 2·S of the propensities (population form), 1 when all answer alike, 0 when half are
 * certain to and half certain not to (Schouten, Cobben & Bethlehem 2009). Sees only what the frame variables see.
 */
export function representativity(groups: readonly PropensityGroup[]): Answer<number> {
  const bad = groups.some(({ propensity, invited }) => !(propensity >= 0 && propensity <= 1) || !(invited >= 0));
  if (bad) return new Unanswerable('out-of-scale');
  const invited = groups.reduce((sum, group) => sum + group.invited, 0);
  if (!(invited > 0)) return new Unanswerable('empty-group');
  const mean = groups.reduce((sum, group) => sum + group.invited * group.propensity, 0) / invited;
  const variance = groups.reduce((sum, group) => sum + group.invited * (group.propensity - mean) ** 2, 0) / invited;
  return 1 - 2 * Math.sqrt(variance);
}

/** The same people, and how many of them answered. */
export interface RespondingGroup extends PropensityGroup {
  readonly answered: number;
}

/**
 * A weight a group: the invited over the answered of its class, where classes (fifths unless said otherwise) are cut by propensity
 * so that each holds about as many of the invited. `empty-group` where nobody of a class answered.
 */
export function propensityWeights(groups: readonly RespondingGroup[], classes = 5): Answer<number[]> {
  const invited = groups.reduce((sum, group) => sum + group.invited, 0);
  if (!(invited > 0)) return new Unanswerable('empty-group');
  const order = groups.map((group, at) => ({ group, at })).toSorted((a, b) => a.group.propensity - b.group.propensity);
  const sums = Array.from({ length: classes }, () => ({ invited: 0, answered: 0 }));
  const classOf: number[] = [];
  let passed = 0;
  for (const { group, at } of order) {
    const middle = (passed + group.invited / 2) / invited;
    const own = Math.min(classes - 1, Math.floor(middle * classes));
    passed += group.invited;
    classOf[at] = own;
    const sum = sums[own];
    if (sum === undefined) continue;
    sum.invited += group.invited;
    sum.answered += group.answered;
  }
  const empty = sums.findIndex((sum) => sum.invited > 0 && !(sum.answered > 0));
  if (empty >= 0) return new Unanswerable('empty-group', { class: empty + 1 });
  return groups.map((_, at) => {
    const sum = sums[classOf[at] ?? 0];
    return sum === undefined ? 0 : sum.invited / sum.answered;
  });
}
