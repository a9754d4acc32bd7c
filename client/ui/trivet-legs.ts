import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import type { DatasetKind } from '../generated.ts';
import { base } from './base.ts';
import { kindStyles, kindWord, sortKinds, stand } from './kinds.ts';

export interface Leg {
  readonly name: string;
  readonly label: string;
  readonly kind: DatasetKind;
}

/** The kinds of data that something stands on: the stand with its legs, and the words; the datasets on demand. */
export class TrivetLegs extends LitElement {
  static override properties = { legs: { attribute: false }, named: { type: Boolean } };
  declare legs: readonly Leg[];
  /** Whether the datasets are named too. */
  declare named: boolean;

  static override styles = [
    base,
    kindStyles,
    css`
      :host {
        display: inline-flex;
      }
      .legs {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.1rem 0.6rem;
        font-size: var(--tiny);
        line-height: 1.3;
      }
      .legs > span {
        display: inline-flex;
        align-items: center;
        gap: 0.35em;
      }
      .names {
        color: var(--ink-2);
        font-weight: 400;
      }
    `,
  ];

  constructor() {
    super();
    this.legs = [];
    this.named = false;
  }

  override render(): TemplateResult | typeof nothing {
    const kinds = sortKinds(this.legs.map((leg) => leg.kind));
    if (kinds.length === 0) return nothing;
    return html`<span class="legs">
      ${stand(kinds)}
      ${kinds.map((kind) => {
        const names = this.legs.filter((leg) => leg.kind === kind).map((leg) => leg.label);
        return html`<span title=${names.join(', ')}
          >${kindWord(kind)}${this.named ? html` <span class="names">${names.join(', ')}</span>` : nothing}</span
        >`;
      })}
    </span>`;
  }
}
customElements.define('trivet-legs', TrivetLegs);
