import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import type { FindingFieldsFragment } from '../generated.ts';
import { base } from '../ui/base.ts';
import { plural, setSentence } from '../ui/format.ts';
import { icon } from '../ui/icons.ts';
import { columnsOf, rowCountOf } from './columns.ts';
import { countWords } from './estimate-words.ts';
import './finding-chart.ts';
import './finding-estimates.ts';
import './finding-grade.ts';
import './finding-notes.ts';
import { effects } from './finding-refusals.ts';
import './finding-table.ts';

type Finding = FindingFieldsFragment['finding'];

/** What an analysis found: the verdict first, how sure it is and how far it carries, then everything it stands on. */
export class FindingOutputElement extends LitElement {
  static override properties = { output: { attribute: false } };
  declare output: FindingFieldsFragment;

  static override styles = [
    base,
    css`
      section {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 0.95rem;
        max-width: 56rem;
        padding: 1rem 1.2rem;
        border: 1px solid var(--line);
        border-radius: 8px;
        background: var(--surface);
      }
      .top {
        display: grid;
        gap: 0.15rem;
      }
      h3 {
        display: flex;
        flex-wrap: wrap;
        gap: 0.1rem 0.9rem;
        color: var(--ink-3);
        font-size: var(--tiny);
        font-weight: 560;
        letter-spacing: 0;
      }
      .state {
        display: inline-flex;
        align-items: center;
        gap: 0.3em;
        color: var(--ink-2);
      }
      .verdict {
        max-width: 46rem;
        font-size: 1.25rem;
        font-weight: 600;
        line-height: 1.35;
        letter-spacing: -0.012em;
        text-wrap: pretty;
        overflow-wrap: anywhere;
      }
      .verdict span {
        display: block;
        margin-top: 0.25rem;
        font-size: 1rem;
        font-weight: 440;
        line-height: 1.45;
        letter-spacing: 0;
      }
      .behind {
        color: var(--ink-2);
        font-size: var(--small);
      }
      .tables summary {
        width: fit-content;
        padding: 0.2rem 0;
        color: var(--ink-2);
        font-size: var(--small);
      }
      .tables .rows {
        color: var(--ink-3);
        font-size: var(--tiny);
      }
      @media (max-width: 640px) {
        section {
          padding: 0.85rem 0.9rem;
        }
        .verdict {
          font-size: 1.125rem;
        }
      }
      @media print {
        section {
          border-color: var(--line-2);
          break-inside: auto;
        }
      }
    `,
  ];

  override render(): TemplateResult {
    const { finding } = this.output;
    const { estimate, estimates, refusals, tables } = finding;
    const isRefused = refusals.some(({ effect, of }) => effect === 'REFUSE' && of === null);
    const labels = new Map([
      ...tables.map(({ name, title }) => [name, title] as const),
      ...[...(estimate ? [estimate] : []), ...estimates].map(({ name, label }) => [name, label] as const),
    ]);
    const refused = html`<finding-refusals
      .refusals=${refusals}
      .labels=${labels}
      said=${finding.verdict}
    ></finding-refusals>`;
    const numbers =
      estimate === null && estimates.length === 0
        ? nothing
        : html`<finding-estimates .estimate=${estimate} .estimates=${estimates}></finding-estimates>`;
    const grade = html`<finding-grade .finding=${finding} ?refused=${isRefused}></finding-grade>`;
    return html`<section aria-label=${finding.label}>
      <div class="top">
        <h3>
          ${finding.label}${isRefused ? html`<span class="state">${icon(effects.REFUSE.mark)}${effects.REFUSE.word}</span>` : nothing}
        </h3>
        ${verdict(finding.verdict)} ${estimate === null ? html`<p class="behind">${countWords(finding)}</p>` : nothing}
      </div>
      ${isRefused ? [refused, numbers, grade] : [numbers, grade, refusals.length > 0 ? refused : nothing]}
      ${finding.charts.map(
        (chart) =>
          html`<finding-chart
            .chart=${chart}
            .table=${finding.tables.find(({ name }) => name === chart.table) ?? null}
          ></finding-chart>`,
      )}
      ${this.#rest(finding)}
    </section>`;
  }

  #rest({ tables, diagnostics, assumptions, limits, estimate, estimates, charts }: Finding): TemplateResult {
    const isTable = estimate === null && estimates.length === 0 && charts.length === 0;
    return html`<div class="tables">
      ${tables.map(
        (table, index) =>
          html`<details ?open=${isTable && index === 0}>
            <summary>
              ${table.title} <span class="rows">${plural(rowCountOf(columnsOf(table.values)), 'row')}</span>
            </summary>
            <finding-table .table=${table}></finding-table>
          </details>`,
      )}
      <finding-notes .diagnostics=${diagnostics} .assumptions=${assumptions} .limits=${limits}></finding-notes>
    </div>`;
  }
}
customElements.define('finding-output', FindingOutputElement);

/** The verdict with its first sentence large, where it has several. */
function verdict(text: string): TemplateResult {
  const [, first = text, rest = ''] = /^(.{24,}?[a-z%)\]][.!?])\s+(.+)$/s.exec(text) ?? [];
  return html`<p class="verdict">
    ${setSentence(first)}${rest === '' ? nothing : html` <span>${setSentence(rest)}</span>`}
  </p>`;
}
