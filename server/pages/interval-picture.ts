import type { Estimate } from '../analyses/contract/finding.ts';
import { type Html, html } from './html.ts';

interface Scale {
  readonly least: number;
  readonly most: number;
}

/** The range that estimates and their intervals span, with room at both ends; zero belongs to it where it lies near. */
export function scaleOf(estimates: readonly Estimate[]): Scale | null {
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
    const scale = group.length > 1 ? scaleOf(group) : null;
    return scale === null ? [] : group.map(({ name }) => [name, scale] as const);
  });
  return new Map(scaled);
}

/** An estimate with its interval as a dot on a line; the figures stand beside it. */
export function whisker(scale: Scale, { value, interval }: Estimate): Html {
  const x = placeOn(scale, 120, 4);
  return html`<svg class="whisker" viewBox="0 0 120 14" width="120" height="14" aria-hidden="true">
    ${zero(scale, x, 14)}
    ${interval === null ? null : html`<path class="span" d="M${x(interval.low)} 7H${x(interval.high)}" />`}
    <circle class="dot" cx="${x(value)}" cy="7" r="3" />
  </svg>`;
}

/** One estimate with its interval, large, with the ends in figures. */
export function ruler(scale: Scale, { value, interval }: Estimate, words: (end: number) => string): Html | null {
  if (interval === null) return null;
  const x = placeOn(scale, 260, 24);
  const [low, high] = [x(interval.low), x(interval.high)];
  const [left, right] = high - low > 70 ? ['middle', 'middle'] : ['end', 'start'];
  return html`<svg class="whisker" viewBox="0 0 260 40" width="260" height="40" aria-hidden="true">
    ${zero(scale, x, 24)}
    <path class="span" d="M${low} 13H${high}M${low} 9V17M${high} 9V17" />
    <circle class="dot" cx="${x(value)}" cy="13" r="4.5" />
    <text x="${low}" y="36" text-anchor="${left}">${words(interval.low)}</text>
    <text x="${high}" y="36" text-anchor="${right}">${words(interval.high)}</text>
  </svg>`;
}

function zero({ least, most }: Scale, x: (number: number) => number, height: number): Html | null {
  return least < 0 && most > 0 ? html`<path class="zero" d="M${x(0)} 0V${height}" />` : null;
}

function placeOn({ least, most }: Scale, width: number, edge: number): (number: number) => number {
  return (number) => Number((edge + ((number - least) / (most - least)) * (width - 2 * edge)).toFixed(2));
}
