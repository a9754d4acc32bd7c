import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import type { FindingFieldsFragment, RefusalEffect } from '../generated.ts';
import { base } from '../ui/base.ts';
import { setSentence } from '../ui/format.ts';
import { icon, type IconName } from '../ui/icons.ts';

export type Refusal = FindingFieldsFragment['finding']['refusals'][number];

/** Each effect in words, with its picture. */
export const effects: { readonly [Effect in RefusalEffect]: { readonly word: string; readonly mark: IconName } } = {
  REFUSE: { word: 'Not answered', mark: 'off' },
  WITHHOLD: { word: 'Held back', mark: 'pause' },
  WARN: { word: 'Read with care', mark: 'info' },
};

/** What is refused, held back or warned of: an answer with a way out, never an error. */
export class FindingRefusals extends LitElement {
  static override properties = { refusals: { attribute: false }, labels: { attribute: false }, said: {} };
  declare refusals: readonly Refusal[];
  /** What numbers and tables of the finding are called, by name. */
  declare labels: ReadonlyMap<string, string>;
  /** What the verdict says already and is not said again. */
  declare said: string;

  static override styles = [
    base,
    css`
      ul {
        display: grid;
        gap: 0.55rem;
        list-style: none;
        font-size: var(--small);
      }
      li {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 0.55rem;
        padding-left: 0.1rem;
        overflow-wrap: anywhere;
      }
      li > svg {
        width: 1.15em;
        height: 1.15em;
        margin-top: 0.16em;
        color: var(--ink-2);
      }
      .warn > svg {
        color: var(--warn);
      }
      .word {
        font-weight: 620;
      }
      .refuse .word::after,
      .withhold .word::after,
      .warn .word::after {
        content: ':';
      }
      .way {
        color: var(--ink-2);
      }
      code {
        margin-left: 0.3em;
        color: var(--ink-3);
        font-size: 0.6875rem;
        user-select: all;
      }
    `,
  ];

  constructor() {
    super();
    this.refusals = [];
    this.labels = new Map();
    this.said = '';
  }

  override render(): TemplateResult | typeof nothing {
    if (this.refusals.length === 0) return nothing;
    return html`<ul aria-label="What is not said, and why">
      ${gathered(this.refusals).map((alike) => this.#one(alike))}
    </ul>`;
  }

  #one([first, ...others]: Alike): TemplateResult {
    const { code, effect, hint } = first;
    const { word, mark } = effects[effect];
    const said = [first, ...others].filter(({ message }) => !this.said.includes(message));
    const isSaid = said.length === 0;
    const messages = said.map(({ message, of }) => `${this.#about(effect, of)}${message}`).join(' ');
    return html`<li class=${effect.toLowerCase()}>
      ${icon(isSaid ? 'info' : mark)}
      <div>
        ${isSaid ? nothing : html`<p><span class="word">${word}</span> ${setSentence(messages)}</p>`}
        <p class="way">
          ${isSaid ? html`<span class="word">What would help</span> ` : nothing}${hint}
          <code title="The code of this answer">${code}</code>
        </p>
      </div>
    </li>`;
  }

  /** Which number it concerns; one that is refused is not there to lend its label. */
  #about(effect: RefusalEffect, of: string | null): string {
    const label = of === null ? undefined : this.labels.get(of);
    if (label !== undefined) return `${label}. `;
    return of === null || effect !== 'REFUSE'
      ? ''
      : `${of.charAt(0).toUpperCase()}${of.slice(1).replaceAll('_', ' ')}. `;
  }
}
customElements.define('finding-refusals', FindingRefusals);

type Alike = readonly [first: Refusal, ...others: Refusal[]];

/** Refusals of one code with one way out stand together. */
function gathered(refusals: readonly Refusal[]): readonly Alike[] {
  const found = new Map<string, Alike>();
  for (const each of refusals) {
    const key = [each.code, each.effect, each.hint].join(' ');
    const known = found.get(key);
    found.set(key, known === undefined ? [each] : [...known, each]);
  }
  return [...found.values()];
}
