import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import type { AccountFieldsFragment, TableFieldsFragment, WarningFieldsFragment } from '../generated.ts';
import type { ResultPage, TablePage } from '../state/notebook-state.ts';
import { base } from '../ui/base.ts';
import { plural } from '../ui/format.ts';
import { kindStyles, kindWord } from '../ui/kinds.ts';
import '../ui/trivet-problems.ts';
import { accountWords, labelOf, type Labels } from './account.ts';
import { type Columns, columnsOf, type OutputColumn } from './columns.ts';
import './trivet-table.ts';

/** A result as rows, with the account of what became of every row behind it. */
export class TableOutputElement extends LitElement {
  static override properties = {
    output: { attribute: false },
    turn: { attribute: false },
    labels: { attribute: false },
    label: {},
  };
  declare output: TableFieldsFragment;
  /** The page its reader turned to, if any. */
  declare turn: TablePage | null;
  declare labels: Labels;
  declare label: string;

  static override styles = [
    base,
    kindStyles,
    css`
      details {
        font-size: var(--small);
      }
      summary {
        color: var(--ink-3);
        font-size: var(--tiny);
      }
      .account {
        display: grid;
        gap: 0.35rem;
        margin: 0.5rem 0 0.25rem;
        padding-left: 0.1rem;
        list-style: none;
        color: var(--ink-2);
      }
      trivet-problems {
        margin: 0.5rem 0;
      }
    `,
  ];

  constructor() {
    super();
    this.turn = null;
    this.labels = new Map();
    this.label = 'Result';
  }

  override render(): TemplateResult {
    const { output, turn } = this;
    const page = turn?.page ?? null;
    return html`<trivet-table
        label=${this.label}
        .columns=${output.columns}
        .values=${page ? pageValues(output.columns, page) : columnsOf(output.values)}
        .totals=${output.totals}
        .rowCount=${output.rowCount}
        .offset=${page?.offset ?? 0}
        .sorting=${{ orderBy: turn?.orderBy ?? null, descending: turn?.descending ?? false }}
        .loading=${turn?.loading ?? false}
        .truncated=${output.truncated}
        @turn=${this.#turned}
      ></trivet-table>
      ${turn?.error ? html`<trivet-problems role="alert" .problems=${[turn.error]}></trivet-problems>` : nothing}
      ${this.#details(output.accounting, output.warnings)}`;
  }

  #details(
    accounting: readonly AccountFieldsFragment[],
    warnings: readonly WarningFieldsFragment[],
  ): TemplateResult | typeof nothing {
    if (accounting.length === 0 && warnings.length === 0) return nothing;
    const account = accounting.length > 0 ? 'What became of every row' : null;
    const notes = warnings.length > 0 ? plural(warnings.length, 'note') : null;
    return html`<details>
      <summary>${[account, notes].filter((part) => part !== null).join(' · ')}</summary>
      ${
        accounting.length > 0
          ? html`<ul class="account">
              ${accounting.map(
                (leg) =>
                  html`<li>
                    ${kindWord(leg.kind)} <strong>${labelOf(this.labels, leg.dataset)}</strong>: ${accountWords(leg)}
                  </li>`,
              )}
            </ul>`
          : nothing
      }
      ${
        warnings.length > 0
          ? html`<trivet-problems
              .problems=${warnings.map(({ code, message, hint, metric, dataset }) => ({
                code,
                message,
                hint,
                severity: 'WARNING' as const,
                subject: metric ?? dataset,
              }))}
            ></trivet-problems>`
          : nothing
      }
    </details>`;
  }

  readonly #turned = (event: CustomEvent<unknown>): void => {
    this.dispatchEvent(new CustomEvent('turn', { detail: event.detail, bubbles: true, composed: true }));
  };
}
customElements.define('table-output', TableOutputElement);

/** A page of the stored result in the order of the output's columns. */
function pageValues(columns: readonly OutputColumn[], page: ResultPage): Columns {
  const values = columnsOf(page.values);
  const byName = new Map(page.columns.map((column, index) => [column.name, values[index] ?? []]));
  return columns.map((column) => byName.get(column.name) ?? []);
}
