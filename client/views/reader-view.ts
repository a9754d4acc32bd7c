import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import type { ReadPagesQuery } from '../generated.ts';
import type { LoadStore } from '../state/loadable.ts';
import { base } from '../ui/base.ts';
import { freshnessStyles } from '../ui/freshness.ts';
import { kindStyles } from '../ui/kinds.ts';
import { StoreController } from '../ui/store-controller.ts';
import '../ui/trivet-problems.ts';
import { pageRow } from './page-row.ts';
import { pageStyles } from './page-styles.ts';

/** The front door for those who read pages and do not work in notebooks. */
export class ReaderView extends LitElement {
  static override properties = { pages: { attribute: false } };
  declare pages: LoadStore<ReadPagesQuery>;

  static override styles = [
    base,
    kindStyles,
    freshnessStyles,
    pageStyles,
    css`
      .lead {
        margin-bottom: 1.5rem;
      }
    `,
  ];

  constructor() {
    super();
    this.addController(new StoreController(this, () => [this.pages]));
  }

  override render(): TemplateResult {
    const { value, error } = this.pages.state;
    return html`<main>
      <h1>${value?.workspace.name ?? 'Trivet'}</h1>
      <p class="lead">Published pages: findings with the numbers that stand behind them.</p>
      ${error ? html`<trivet-problems .problems=${[error]}></trivet-problems>` : nothing}
      ${
        !value
          ? html`<p class="muted small" role="status">Loading…</p>`
          : value.pages.length === 0
            ? html`<p class="empty">Nothing is published yet.</p>`
            : html`<ul class="rows">
                ${value.pages.map(pageRow)}
              </ul>`
      }
    </main>`;
  }
}
customElements.define('reader-view', ReaderView);
