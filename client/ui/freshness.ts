import { css, html, type TemplateResult } from 'lit';
import type { FreshnessFieldsFragment, FreshnessState } from '../generated.ts';
import { formatDay } from './format.ts';

type Freshness = Pick<FreshnessFieldsFragment, 'state' | 'dataThrough' | 'loadedAt'>;

export const freshnessWords: { readonly [K in FreshnessState]: string } = {
  CURRENT: 'current',
  LATE: 'late',
  EXPIRED: 'too old',
  UNKNOWN: 'no promise',
};

/** Up to when the data speak: `through 30 Jun 2026`, or when they were loaded where they have no time. */
function throughWords(freshness: Freshness): string {
  return freshness.dataThrough
    ? `through ${formatDay(freshness.dataThrough)}`
    : `loaded ${formatDay(freshness.loadedAt)}`;
}

/** The state as a shape and, where it matters, a word. */
export function freshnessMark(freshness: Freshness): TemplateResult {
  const words = freshnessWords[freshness.state];
  const isWorth = freshness.state === 'LATE' || freshness.state === 'EXPIRED';
  return html`<span class="freshness ${freshness.state.toLowerCase()}"
    >${throughWords(freshness)}${isWorth ? `, ${words}` : ''}</span
  >`;
}

export const freshnessStyles = css`
  .freshness {
    color: var(--ink-3);
    white-space: nowrap;
  }
  .freshness.late {
    color: var(--warn);
  }
  .freshness.expired {
    color: var(--bad);
  }
`;

/** The as-of of a number is that of its slowest source; null where no source has a time. */
export function slowest(sources: readonly Freshness[]): string | null {
  const days = sources.flatMap((source) => (source.dataThrough ? [source.dataThrough] : []));
  return days.length === 0 ? null : days.reduce((least, day) => (day < least ? day : least));
}
