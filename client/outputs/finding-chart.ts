import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import type { FindingFieldsFragment } from '../generated.ts';
import { base } from '../ui/base.ts';
import { figureStyles } from './figure-styles.ts';
import './finding-table.ts';
import type { Table } from './finding-table.ts';

/** A picture of a finding as the server drew it, with its sentence; its rows on demand. */
export class FindingChart extends LitElement {
  static override properties = { chart: { attribute: false }, table: { attribute: false }, asTable: { state: true } };
  declare chart: FindingFieldsFragment['finding']['charts'][number];
  /** The rows that it draws. */
  declare table: Table | null;
  declare asTable: boolean;

  static override styles = [
    base,
    figureStyles,
    css`
      /* Small screens scroll the picture rather than read it through a lens. */
      @media (max-width: 640px) {
        .picture svg {
          min-width: 28rem;
        }
      }
    `,
  ];

  constructor() {
    super();
    this.table = null;
    this.asTable = false;
  }

  override render(): TemplateResult | typeof nothing {
    const { title, summary, svg } = this.chart;
    const { table } = this;
    if (svg === null && table === null) return nothing;
    return html`<figure>
      ${
        table !== null && (this.asTable || svg === null)
          ? html`<finding-table .table=${table}></finding-table>`
          : html`<div class="picture" role="img" tabindex="0" aria-label=${`${title}. ${summary}`}>
              ${
                // Drawn by Vega on the server from the analysis's own specification: shapes and texts, no script (schema: FindingChart.svg).
                unsafeHTML(svg ?? '')
              }
            </div>`
      }
      <figcaption>
        <span class="caption">${title}</span>
        <span class="summary">${summary}</span>
        ${
          table === null || svg === null
            ? nothing
            : html`<button
                class="link no-print"
                aria-pressed=${this.asTable ? 'true' : 'false'}
                @click=${() => (this.asTable = !this.asTable)}
              >
                ${this.asTable ? 'View as chart' : 'View as table'}
              </button>`
        }
      </figcaption>
    </figure>`;
  }
}
customElements.define('finding-chart', FindingChart);
