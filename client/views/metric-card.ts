import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import type { MetricInfoFieldsFragment } from '../generated.ts';
import { base } from '../ui/base.ts';
import { format } from '../ui/format.ts';
import { kindStyles } from '../ui/kinds.ts';
import '../ui/trivet-legs.ts';

/** The definition of a metric: what it is made of, which way is good, when it is uncertain. */
export class MetricCard extends LitElement {
  static override properties = { metric: { attribute: false } };
  declare metric: MetricInfoFieldsFragment;

  static override styles = [
    base,
    kindStyles,
    css`
      :host {
        display: grid;
      }
      article {
        display: flex;
        flex-direction: column;
        gap: 0.3rem;
        padding: 0.8rem 0.95rem;
        border: 1px solid var(--line);
        border-radius: 8px;
        background: var(--surface);
        font-size: var(--small);
      }
      h3 {
        font-size: var(--text);
      }
      h3 button {
        color: var(--ink);
        font: inherit;
        text-align: left;
      }
      .name {
        color: var(--ink-3);
        font-size: var(--tiny);
      }
      .definition {
        color: var(--ink-2);
      }
      .meta {
        display: flex;
        flex-wrap: wrap;
        gap: 0 0.8rem;
        color: var(--ink-3);
        font-size: var(--tiny);
      }
      .definition + .meta {
        margin-top: auto;
      }
    `,
  ];

  override render(): TemplateResult {
    const { metric } = this;
    const as = { unit: metric.unit, format: metric.format };
    const datasets = metric.datasets.join(', ');
    const legs = metric.kinds.map((kind) => ({ name: datasets, label: datasets, kind }));
    return html`<article>
      <h3><button class="link" @click=${this.#define}>${metric.label}</button></h3>
      <p class="name"><span class="mono">${metric.name}</span> · ${metric.kind.replaceAll('_', ' ')}</p>
      ${metric.description ? html`<p>${metric.description}</p>` : nothing}
      <p class="definition">${metric.definition}</p>
      <p class="meta">
        <trivet-legs .legs=${legs}></trivet-legs>
        ${metric.good ? html`<span>good is ${metric.good.toLowerCase()}</span>` : nothing}
        ${metric.target === null ? nothing : html`<span>target ${format(metric.target, as)}</span>`}
        ${metric.minN > 1 ? html`<span>uncertain below n ${metric.minN}</span>` : nothing}
        ${metric.owner ? html`<span>${metric.owner}</span>` : nothing}
      </p>
      <p class="meta">by ${metric.dimensions.length === 0 ? 'no dimension' : metric.dimensions.join(', ')}</p>
    </article>`;
  }

  readonly #define = (): void => {
    this.dispatchEvent(new CustomEvent('define', { detail: this.metric.name, bubbles: true, composed: true }));
  };
}
customElements.define('metric-card', MetricCard);
