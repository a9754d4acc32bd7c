import type { EstimateFieldsFragment } from '../generated.ts';
import { format, type Format, formatInterval } from '../ui/format.ts';
import type { Scale } from './whisker.ts';

export type Estimate = EstimateFieldsFragment;

/** `31.3`, `12.50 EUR`, `4.2 %`. */
export function valueWords(estimate: Estimate): string {
  return format(estimate.value, formatOf(estimate));
}

/** `95 % interval (27.5 … 35.0)`; without its level where that is said for all. What is counted in full has none. */
export function intervalWords(estimate: Estimate, said: number | null = null): string {
  const { interval } = estimate;
  if (interval === null) return 'counted in full';
  const ends = formatInterval(interval.low, interval.high, formatOf(estimate));
  return interval.level === said ? ends : `${levelWords(interval.level)} ${ends}`;
}

/** `95 % interval`. */
export function levelWords(level: number): string {
  return `${format(level * 100, { format: 'integer' })} % interval`;
}

/** The ends of an interval, for the picture of it. */
export function endWords(estimate: Estimate): (end: number) => string {
  return (end) => format(end, { ...formatOf(estimate), unit: null });
}

/** `n 1,204 answers`. */
export function countWords({ n, of }: Pick<Estimate, 'n' | 'of'>): string {
  return `n ${format(n, { format: 'integer' })} ${of}`;
}

/** `p = 0.034`, `p < 0.001`. */
export function chanceWords(p: number): string {
  return p < 0.001 ? 'p < 0.001' : `p = ${p.toFixed(3)}`;
}

/** The range that estimates and their intervals span, with room at both ends; zero belongs to it where it lies near. */
export function scaleOfEstimates(estimates: readonly Estimate[]): Scale | null {
  if (estimates.every(({ interval }) => interval === null)) return null;
  const numbers = estimates.flatMap(({ value, interval }) =>
    interval === null ? [value] : [value, interval.low, interval.high],
  );
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  const span = most - least;
  if (!(span > 0)) return null;
  const [from, to] = [least > 0 && least <= span ? 0 : least, most < 0 && -most <= span ? 0 : most];
  const room = 0.06 * (to - from);
  return { least: from - room, most: to + room };
}

/** One scale for all estimates of a unit, by name of the estimate; none where only one has the unit. */
export function sharedScales(estimates: readonly Estimate[]): ReadonlyMap<string, Scale> {
  const kin = new Map<string, Estimate[]>();
  for (const each of estimates) {
    const key = `${each.format} ${each.unit ?? ''}`;
    kin.set(key, [...(kin.get(key) ?? []), each]);
  }
  const scaled = [...kin.values()].flatMap((group) => {
    const scale = group.length > 1 ? scaleOfEstimates(group) : null;
    return scale === null ? [] : group.map(({ name }) => [name, scale] as const);
  });
  return new Map(scaled);
}

/** A value and its interval share their decimals: those that the largest of them deserves. */
function formatOf({ unit, format: how, value, interval }: Estimate): Format {
  if (how !== 'number' && how !== 'decimal' && how !== 'currency') return { unit, format: how };
  const numbers = interval === null ? [value] : [value, interval.low, interval.high];
  const size = Math.max(...numbers.map(Math.abs));
  if (how === 'currency') return { unit, format: 'number', digits: size >= 1000 ? 0 : 2 };
  const isWhole = numbers.every(Number.isInteger);
  return { unit, format: how, digits: isWhole ? 0 : decimals(size) };
}

function decimals(size: number): number {
  if (size >= 1000 || size === 0) return 0;
  if (size >= 1) return size >= 10 ? 1 : 2;
  return Math.min(20, 1 - Math.floor(Math.log10(size)));
}
