import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import type { TableFieldsFragment } from '../generated.ts';
import type { ResultPage, TablePage } from '../state/notebook-state.ts';
import { base } from '../ui/base.ts';
import '../ui/trivet-problems.ts';
import type { Labels } from './account.ts';
import { type Columns, columnsOf, type OutputColumn } from './columns.ts';
import './result-notes.ts';
import './trivet-table.ts';

/** A result as rows, with the account of what became of every row behind it. */
export class TableOutputElement extends LitElement {
  static override properties = {
    output: { attribute: false },
    turn: { attribute: false },
    labels: { attribute: false },
    fileOf: { attribute: false },
    label: {},
  };
  declare output: TableFieldsFragment;
  /** The page its reader turned to, if any. */
  declare turn: TablePage | null;
  declare labels: Labels;
  /** Where the rows lie as a file of a format; null: nothing is offered. */
  declare fileOf: ((format: string) => string) | null;
  declare label: string;

  static override styles = [
    base,
    css`
      .files {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0 0.5rem;
        margin-bottom: 0.25rem;
        color: var(--ink-3);
        font-size: var(--tiny);
      }
      .files a {
        display: inline-flex;
        align-items: center;
        min-width: 28px;
        min-height: 28px;
        color: var(--ink-2);
      }
    `,
  ];

  constructor() {
    super();
    this.turn = null;
    this.labels = new Map();
    this.fileOf = null;
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
      ${this.#files()}
      ${turn?.error ? html`<trivet-problems role="alert" .problems=${[turn.error]}></trivet-problems>` : nothing}
      <result-notes
        .accounting=${output.accounting}
        .warnings=${output.warnings}
        .labels=${this.labels}
      ></result-notes>`;
  }

  /** All rows as files, however many pages they fill here. */
  #files(): TemplateResult | typeof nothing {
    const { fileOf } = this;
    if (fileOf === null || this.output.rowCount === 0) return nothing;
    return html`<p class="files no-print">
      All rows as
      ${files.map(
        ([format, label]) =>
          html`<a href=${fileOf(format)} download aria-label="${this.label} as ${label}">${label}</a>`,
      )}
    </p>`;
  }

  readonly #turned = (event: CustomEvent<unknown>): void => {
    this.dispatchEvent(new CustomEvent('turn', { detail: event.detail, bubbles: true, composed: true }));
  };
}
customElements.define('table-output', TableOutputElement);

const files = [
  ['csv', 'CSV'],
  ['parquet', 'Parquet'],
  ['arrow', 'Arrow'],
] as const;

/** A page of the stored result in the order of the output's columns. */
function pageValues(columns: readonly OutputColumn[], page: ResultPage): Columns {
  const values = columnsOf(page.values);
  const byName = new Map(page.columns.map((column, index) => [column.name, values[index] ?? []]));
  return columns.map((column) => byName.get(column.name) ?? []);
}
