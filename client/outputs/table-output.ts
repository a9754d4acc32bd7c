import { html, LitElement, nothing, type TemplateResult } from 'lit';
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
    label: {},
  };
  declare output: TableFieldsFragment;
  /** The page its reader turned to, if any. */
  declare turn: TablePage | null;
  declare labels: Labels;
  declare label: string;

  static override styles = base;

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
      <result-notes
        .accounting=${output.accounting}
        .warnings=${output.warnings}
        .labels=${this.labels}
      ></result-notes>`;
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
