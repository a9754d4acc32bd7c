/** The steps in which a way differs from its design. */
export interface Moves {
  /** Designed steps that did not happen, in the order of the design. */
  readonly skipped: readonly string[];
  /** Steps that were not designed, or not so often, in the order in which they happened. */
  readonly inserted: readonly string[];
  /** Designed steps that happened at another place; they count as one left out and one put in. */
  readonly reordered: readonly string[];
}

/** How a way differs from a designed list of steps. */
export interface Alignment extends Moves {
  /** Steps left out plus steps put in: |way| + |design| − 2 · the longest common subsequence. */
  readonly cost: number;
  /** 1 − cost / (|way| + |design|): 1 is the design itself, 0 nothing in common. */
  readonly fitness: number;
}

/**
 * The cheapest alignment of a way with a linear design, by the longest common subsequence. Of several that cost the same
 * the one that puts a step in before it leaves one out is taken, so the answer is always the same: of two steps that
 * changed places the one that came too early is named. Two empty lists fit.
 */
export function align(way: readonly string[], design: readonly string[]): Alignment {
  const lengths = commonLengths(way, design);
  const { skipped, inserted } = differences(way, design, lengths);
  const cost = skipped.length + inserted.length;
  const worst = way.length + design.length;
  return { cost, fitness: worst === 0 ? 1 : 1 - cost / worst, ...movesOf(skipped, inserted) };
}

/** Names what was both left out and put in as reordered. */
export function movesOf(skipped: readonly string[], inserted: readonly string[]): Moves {
  const reordered = inBoth(skipped, inserted);
  return { skipped: without(skipped, reordered), inserted: without(inserted, reordered), reordered };
}

/** Row by row, how long the longest common subsequence of the rests from (step of the way, step of the design) on is. */
function commonLengths(way: readonly string[], design: readonly string[]): Uint32Array {
  const width = design.length + 1;
  const lengths = new Uint32Array((way.length + 1) * width);
  for (let at = way.length - 1; at >= 0; at--) {
    for (let step = design.length - 1; step >= 0; step--) {
      const skipping = lengths[at * width + step + 1] ?? 0;
      const inserting = lengths[(at + 1) * width + step] ?? 0;
      lengths[at * width + step] =
        way[at] === design[step] ? 1 + (lengths[(at + 1) * width + step + 1] ?? 0) : Math.max(skipping, inserting);
    }
  }
  return lengths;
}

function differences(
  way: readonly string[],
  design: readonly string[],
  lengths: Uint32Array,
): { readonly skipped: string[]; readonly inserted: string[] } {
  const width = design.length + 1;
  const [skipped, inserted]: [string[], string[]] = [[], []];
  let [at, step] = [0, 0];
  while (at < way.length || step < design.length) {
    const [happened, designed] = [way[at], design[step]];
    const inserting = lengths[(at + 1) * width + step] ?? 0;
    const skipping = lengths[at * width + step + 1] ?? 0;
    if (happened !== undefined && happened === designed) {
      at += 1;
      step += 1;
    } else if (happened !== undefined && (designed === undefined || inserting >= skipping)) {
      inserted.push(happened);
      at += 1;
    } else {
      if (designed !== undefined) skipped.push(designed);
      step += 1;
    }
  }
  return { skipped, inserted };
}

/** What stands in both lists, as often as in the one that has it less often, in the order of the first. */
function inBoth(first: readonly string[], second: readonly string[]): string[] {
  const rest = [...second];
  return first.filter((step) => {
    const found = rest.indexOf(step);
    if (found >= 0) rest.splice(found, 1);
    return found >= 0;
  });
}

function without(steps: readonly string[], taken: readonly string[]): string[] {
  const rest = [...taken];
  return steps.filter((step) => {
    const found = rest.indexOf(step);
    if (found >= 0) rest.splice(found, 1);
    return found < 0;
  });
}
