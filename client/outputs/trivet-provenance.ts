import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { pathTo } from '../graphql.ts';
import type { ProvenanceFieldsFragment } from '../generated.ts';
import { base } from '../ui/base.ts';
import { formatDay, formatElapsed, formatInstant } from '../ui/format.ts';
import { freshnessMark, freshnessStyles, freshnessWords, slowest } from '../ui/freshness.ts';
import { kindStyles, kindWord } from '../ui/kinds.ts';
import { labelOf, type Labels } from './account.ts';

/** Where a result comes from: one quiet line, and on demand every source and every step. */
export class TrivetProvenance extends LitElement {
  static override properties = { provenance: { attribute: false }, labels: { attribute: false } };
  declare provenance: ProvenanceFieldsFragment;
  declare labels: Labels;

  static override styles = [
    base,
    kindStyles,
    freshnessStyles,
    css`
      details {
        color: var(--ink-3);
        font-size: var(--tiny);
      }
      summary {
        width: fit-content;
        max-width: 100%;
      }
      summary:hover {
        color: var(--ink-2);
      }
      .inside {
        display: grid;
        gap: 1rem;
        margin-top: 0.5rem;
        padding: 0.85rem 1rem 1rem;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
        color: var(--ink-2);
        font-size: var(--small);
      }
      h4 {
        margin-bottom: 0.35rem;
        color: var(--ink);
        font-size: var(--small);
        letter-spacing: 0;
      }
      .sources {
        display: grid;
        gap: 0.3rem;
        list-style: none;
      }
      .sources li {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 0.1rem 0.7rem;
      }
      strong {
        color: var(--ink);
        font-weight: 560;
      }
      pre {
        max-height: 22rem;
        margin: 0;
        padding: 0.7rem 0.85rem;
        border-radius: var(--radius);
        background: var(--sunken);
        color: var(--ink);
        font-size: var(--tiny);
        line-height: 1.5;
        overflow: auto;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      .print {
        overflow-wrap: anywhere;
        font-size: var(--tiny);
        color: var(--ink-3);
      }
    `,
  ];

  constructor() {
    super();
    this.labels = new Map();
  }

  override render(): TemplateResult | typeof nothing {
    const { sources, steps, fingerprint, elapsedMs } = this.provenance;
    if (sources.length === 0) return nothing;
    const through = slowest(sources);
    const names = sources.map((source) => labelOf(this.labels, source.dataset)).join(' · ');
    const late = sources.filter((source) => source.state === 'LATE' || source.state === 'EXPIRED');
    return html`<details>
      <summary>
        from
        ${names}${through ? html`, data through ${formatDay(through)}` : nothing}${
          late.length > 0
            ? html` <span class="freshness late"
                >(${late.map((source) => `${labelOf(this.labels, source.dataset)} ${freshnessWords[source.state]}`).join(', ')})</span
              >`
            : nothing
        }
      </summary>
      <div class="inside">
        <section>
          <h4>Sources</h4>
          <ul class="sources">
            ${sources.map(
              (source) =>
                html`<li>
                  ${kindWord(source.kind)}
                  <a href=${pathTo(`/catalogue/${encodeURIComponent(source.dataset)}`)}
                    >${labelOf(this.labels, source.dataset)}</a
                  >
                  ${freshnessMark(source)}
                  <span class="muted"
                    >arrived ${formatInstant(source.loadedAt)}, version
                    <span class="mono">${source.version.slice(0, 8)}</span></span
                  >
                </li>`,
            )}
          </ul>
        </section>
        ${steps.map(
          (step) =>
            html`<section>
              <h4>${step.title}</h4>
              ${
                step.language === 'text'
                  ? html`<p>${step.text}</p>`
                  : html`<pre tabindex="0" aria-label=${step.title}><code>${step.text}</code></pre>`
              }
            </section>`,
        )}
        <p class="print">
          Computed in ${formatElapsed(elapsedMs)}. Fingerprint <span class="mono">${fingerprint}</span>
        </p>
      </div>
    </details>`;
  }
}
customElements.define('trivet-provenance', TrivetProvenance);
