import { followsFrom, mostSolved } from './follows-from.ts';

/** One group of a table as its threshold sees it. */
export interface GuardedCell {
  /** Its value of each dimension, as a text that tells values apart. */
  readonly key: readonly string[];
  readonly persons: number;
  readonly rows: number;
}

export interface Threshold {
  readonly k: number;
  /** Whether no person can be in two groups, so that persons of groups add up. */
  readonly isDisjoint: boolean;
}

/**
 * Which groups of a table are hidden: all below k; then, in the whole and in each part that a coarser question would add up,
 * the next smallest as long as one alone is hidden or those hidden together hold fewer than k persons; and as long as one
 * below k could be told from sums of parts. Groups of nobody show nothing of anybody and stay. `hidden` are so already.
 *
 * The same groups are hidden in whatever order they come: who sorts the question otherwise learns nothing new.
 */
export function hideCells(
  cells: readonly GuardedCell[],
  threshold: Threshold,
  hidden: ReadonlySet<number> = new Set(),
): ReadonlySet<number> {
  const sorted = cells.map((cell, index) => ({ cell, index })).sort((a, b) => bySize(a.cell, b.cell));
  const known = sorted.flatMap(({ index }, place) => (hidden.has(index) ? [place] : []));
  const found = hideSorted(
    sorted.map(({ cell }) => cell),
    threshold,
    new Set(known),
  );
  return new Set([...found].map((place) => sorted[place]?.index ?? -1));
}

/** The same of groups that come in order of size. */
function hideSorted(
  cells: readonly GuardedCell[],
  { k, isDisjoint }: Threshold,
  hidden: ReadonlySet<number>,
): ReadonlySet<number> {
  const found = new Set(hidden);
  cells.forEach(({ persons }, index) => {
    if (persons > 0 && persons < k) found.add(index);
  });
  if (found.size === 0) return found;
  const parts = partsOf(cells);
  const progress = { k, isDisjoint, found };
  for (let before = -1; before !== found.size;) {
    before = found.size;
    for (const part of parts) {
      for (let next = nextOf(part, cells, progress); next !== undefined; next = nextOf(part, cells, progress)) {
        found.add(next);
      }
    }
    const next = before === found.size ? nextToBlur(parts, cells, progress) : undefined;
    if (next !== undefined) found.add(next);
  }
  return found;
}

interface Progress extends Threshold {
  readonly found: ReadonlySet<number>;
}

const mostDimensions = 5;

/** The whole, and every part that has some of the dimensions in common. */
function partsOf(cells: readonly GuardedCell[]): readonly (readonly number[])[] {
  const dimensions = Math.min(cells[0]?.key.length ?? 0, mostDimensions);
  const parts = new Map<string, number[]>();
  for (let set = 0; set < 2 ** dimensions - 1 || set === 0; set++) {
    cells.forEach(({ key }, index) => {
      const common = key.filter((_, dimension) => (set & (1 << dimension)) !== 0);
      const name = JSON.stringify([set, common]);
      const part = parts.get(name) ?? [];
      part.push(index);
      parts.set(name, part);
    });
  }
  return [...parts.values()];
}

function bySize(a: GuardedCell, b: GuardedCell): number {
  return a.persons - b.persons || a.rows - b.rows || (JSON.stringify(a.key) < JSON.stringify(b.key) ? -1 : 1);
}

/** The cell of a part that has to go too, if any. */
function nextOf(part: readonly number[], cells: readonly GuardedCell[], progress: Progress): number | undefined {
  const { k, found } = progress;
  const gone = part.filter((index) => found.has(index));
  if (gone.length === 0 || (gone.length > 1 && held(gone, cells, progress) >= k)) return undefined;
  return smallest(part, cells, progress);
}

/** Persons whom some cells hold together, at least. */
function held(indexes: readonly number[], cells: readonly GuardedCell[], { isDisjoint }: Threshold): number {
  const persons = indexes.map((index) => cells[index]?.persons ?? 0);
  return isDisjoint ? persons.reduce((sum, count) => sum + count, 0) : Math.max(...persons);
}

/** The smallest cell of a part that is still shown and tells of somebody. */
function smallest(part: readonly number[], cells: readonly GuardedCell[], { found }: Progress): number | undefined {
  return part.find((index) => !found.has(index) && (cells[index]?.persons ?? 0) > 0);
}

/** The cell that has to go because sums of parts would tell one below k; none where no sums do. */
function nextToBlur(
  parts: readonly (readonly number[])[],
  cells: readonly GuardedCell[],
  progress: Progress,
): number | undefined {
  const { k, found } = progress;
  if (found.size > mostSolved) return undefined;
  const unknowns = [...found];
  // Who adds up a part that holds fewer than k persons is not shown its sum either.
  const known = parts.filter((part) => part.reduce((sum, index) => sum + (cells[index]?.persons ?? 0), 0) >= k);
  const equations = known
    .map((part) => unknowns.map((index) => (part.includes(index) ? 1 : 0)))
    .filter((equation) => equation.includes(1));
  const told = unknowns.filter((index, place) => {
    const alone = unknowns.map((_, other) => (other === place ? 1 : 0));
    return (cells[index]?.persons ?? 0) < k && followsFrom(equations, alone);
  });
  const beside = told.flatMap((index) =>
    parts.filter((part) => part.includes(index)).sort((a, b) => a.length - b.length),
  );
  for (const part of beside) {
    const next = smallest(part, cells, progress);
    if (next !== undefined) return next;
  }
  return undefined;
}
