import { css, html, svg, type TemplateResult } from 'lit';
import type { DatasetKind } from '../generated.ts';

/** The kinds of data in the order in which they are always named; the first three are the legs. */
export const kinds: readonly DatasetKind[] = ['SURVEY', 'OPERATIONAL', 'FINANCIAL', 'REFERENCE'];

const kindWords: { readonly [K in DatasetKind]: string } = {
  SURVEY: 'Survey',
  OPERATIONAL: 'Operational',
  FINANCIAL: 'Financial',
  REFERENCE: 'Reference',
};

/** What each kind of data tells, in a few words. */
export const kindMeanings: { readonly [K in DatasetKind]: string } = {
  SURVEY: 'what customers say',
  OPERATIONAL: 'what happened',
  FINANCIAL: 'what it cost and earned',
  REFERENCE: 'calendars and code lists',
};

/** Kinds without repetition, in their order. */
export function sortKinds(found: Iterable<DatasetKind>): readonly DatasetKind[] {
  const present = new Set(found);
  return kinds.filter((kind) => present.has(kind));
}

/** The three-legged stand; legs that a number does not stand on are faint. Always beside words. */
export function stand(present: Iterable<DatasetKind> = kinds): TemplateResult {
  const legs = new Set(present);
  const leg = (kind: DatasetKind, d: string) =>
    svg`<path class="leg ${kind.toLowerCase()} ${legs.has(kind) ? '' : 'absent'}" d=${d}></path>`;
  return html`<svg class="stand" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    ${leg('SURVEY', 'M6.2 8.4L3.6 20.6')}${leg('OPERATIONAL', 'M12 9.2V21.2')}${leg('FINANCIAL', 'M17.8 8.4L20.4 20.6')}
    <ellipse class="plate" cx="12" cy="6" rx="9.2" ry="2.9"></ellipse>
  </svg>`;
}

/** Styles of `stand`, and of the words in a kind's colour. */
export const kindStyles = css`
  .stand {
    width: 1.4em;
    height: 1.4em;
    flex: none;
    fill: none;
    stroke-width: 2.6;
    stroke-linecap: round;
  }
  .stand .plate {
    fill: var(--surface);
    stroke: currentcolor;
    stroke-width: 1.9;
  }
  .stand .leg.survey {
    stroke: var(--survey);
  }
  .stand .leg.operational {
    stroke: var(--operational);
  }
  .stand .leg.financial {
    stroke: var(--financial);
  }
  .stand .leg.absent {
    stroke: var(--line-2);
    stroke-width: 1.6;
  }
  .kind {
    display: inline-flex;
    align-items: baseline;
    gap: 0.35em;
    font-weight: 560;
  }
  .kind::before {
    content: '';
    align-self: center;
    width: 0.22em;
    height: 0.9em;
    border-radius: 0.11em;
    background: currentcolor;
  }
  .kind.survey {
    color: var(--survey);
  }
  .kind.operational {
    color: var(--operational);
  }
  .kind.financial {
    color: var(--financial);
  }
  .kind.reference {
    color: var(--reference);
  }
`;

/** A kind's word in its colour. */
export function kindWord(kind: DatasetKind): TemplateResult {
  return html`<span class="kind ${kind.toLowerCase()}">${kindWords[kind]}</span>`;
}
