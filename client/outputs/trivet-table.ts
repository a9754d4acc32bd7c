import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { base } from '../ui/base.ts';
import { digitsOf, format, formatCompared, formatInterval, plural } from '../ui/format.ts';
import { icon } from '../ui/icons.ts';
import {
  type Columns,
  foldColumns,
  groupWords,
  hiddenWords,
  isHidden,
  isNumeric,
  listOf,
  numberOf,
  type OutputColumn,
  rowCountOf,
  type ShownColumn,
} from './columns.ts';
import { tableStyles } from './table-styles.ts';
import { scaleOf, type Scale, whisker } from './whisker.ts';
import { whiskerStyles } from './whisker-styles.ts';

export interface Sorting {
  readonly orderBy: string | null;
  readonly descending: boolean;
}

/** A turn to another page or another order; the first page begins at 0. */
export interface Turn extends Sorting {
  readonly offset: number;
}

/**
 * Rows under a head that stays. Says `turn` for another page or order; rows are given, never fetched.
 * Numbers stand right; a metric has its interval and its count beside it; NULL is a dash.
 */
export class TrivetTable extends LitElement {
  static override properties = {
    columns: { attribute: false },
    values: { attribute: false },
    totals: { attribute: false },
    rowCount: { type: Number },
    offset: { type: Number },
    pageSize: { type: Number },
    sorting: { attribute: false },
    label: {},
    loading: { type: Boolean },
    truncated: { type: Boolean },
    fixed: { type: Boolean },
  };
  declare columns: readonly OutputColumn[];
  declare values: Columns;
  declare totals: readonly { readonly totalOf: readonly string[]; readonly values: unknown }[];
  /** Rows of the whole result. */
  declare rowCount: number;
  declare offset: number;
  declare pageSize: number;
  declare sorting: Sorting;
  declare label: string;
  declare loading: boolean;
  /** Whether the result was cut at the engine's limit. */
  declare truncated: boolean;
  /** No sorting and no paging: all rows are here. */
  declare fixed: boolean;

  #digits: ReadonlyMap<number, number | null> = new Map();

  static override styles = [base, whiskerStyles, tableStyles];

  constructor() {
    super();
    this.columns = [];
    this.values = [];
    this.totals = [];
    this.rowCount = 0;
    this.offset = 0;
    this.pageSize = 100;
    this.sorting = { orderBy: null, descending: false };
    this.label = 'Result';
    this.loading = false;
    this.truncated = false;
    this.fixed = false;
  }

  override render(): TemplateResult {
    const shown = foldColumns(this.columns);
    const count = rowCountOf(this.values);
    const scales = new Map(shown.map((column) => [column.index, scaleOf(column, this.values)]));
    this.#digits = new Map(shown.map(({ column, index }) => [index, this.#digitsOf(column, index)]));
    return html`<div
        class="scroll ${this.loading ? 'loading' : ''}"
        role="region"
        aria-label=${this.label}
        tabindex="0"
      >
        <table>
          <thead>
            <tr>
              ${shown.map((column) => this.#head(column))}
            </tr>
          </thead>
          <tbody>
            ${
              count === 0
                ? html`<tr class="none">
                    <td colspan=${Math.max(1, 2 * shown.length)}>No rows.</td>
                  </tr>`
                : Array.from(
                    { length: count },
                    (_, row) =>
                      html`<tr>
                        ${shown.map((column) =>
                          this.#cell(column, (index) => this.values[index]?.[row], scales.get(column.index) ?? null),
                        )}
                      </tr>`,
                  )
            }
          </tbody>
          ${this.totals.length > 0 && count > 0 ? this.#totals(shown, scales) : nothing}
        </table>
      </div>
      ${this.#legend(shown)} ${this.fixed ? nothing : this.#pager(count)}`;
  }

  /** Null where the format or the type says how many decimals there are. */
  #digitsOf(column: OutputColumn, index: number): number | null {
    if (column.type !== 'real') return null;
    return digitsOf((this.values[index] ?? []).map(numberOf).filter((number) => number !== null));
  }

  #head({ column, low, count }: ShownColumn): TemplateResult {
    const isSorted = this.sorting.orderBy === column.name;
    const direction = isSorted ? (this.sorting.descending ? 'descending' : 'ascending') : 'none';
    const name = html`<span class="label">${column.label}</span>${
        hasUnit(column) ? html` <span class="unit">${column.unit}</span>` : nothing
      }${
        column.overlapping
          ? html` <span class="overlapping" title="A row may count in several groups: the total counts it once."
              >does not add up</span
            >`
          : nothing
      }`;
    const beside = [low === null ? null : 'interval', count === null ? null : 'n'].filter((part) => part !== null);
    return html`<th
        scope="col"
        class=${isNumeric(column) ? 'number' : ''}
        aria-sort=${this.fixed ? nothing : direction}
      >
        ${
          this.fixed
            ? name
            : html`<button class="sort" @click=${() => this.#sort(column.name)}>
                ${name}${icon(direction === 'none' ? 'sort' : direction)}
              </button>`
        }${this.#definition(column)}
      </th>
      ${beside.length > 0 ? html`<th scope="col" class="beside">${beside.join(', ')}</th>` : nothing}`;
  }

  /** Leads to the definition of a metric: from its own column, not from those beside it. */
  #definition({ defines, role, label, compared }: OutputColumn): TemplateResult | typeof nothing {
    if (defines === null || role !== 'METRIC' || compared !== null) return nothing;
    return html`<button
      class="define"
      aria-label="Definition of ${label}"
      title="What this is and how it is computed"
      @click=${() => this.dispatchEvent(new CustomEvent('define', { detail: defines, bubbles: true, composed: true }))}
    >
      ${icon('info')}
    </button>`;
  }

  /** Why values are hidden, where some are. */
  #legend(shown: readonly ShownColumn[]): TemplateResult | typeof nothing {
    const marked = shown.find(
      ({ hidden }) =>
        hidden !== null &&
        (this.values[hidden]?.includes(true) === true ||
          this.totals.some(({ values }) => listOf(values)[hidden] === true)),
    );
    return marked === undefined ? nothing : html`<p class="legend">${hiddenWords(marked.column)}</p>`;
  }

  #cell(shown: ShownColumn, at: (index: number) => unknown, scale: Scale | null): TemplateResult {
    const { column } = shown;
    const value = at(shown.index);
    const digits = this.#digits.get(shown.index) ?? null;
    const as = { type: column.type, unit: null, format: column.format, digits };
    const group = groupWords(shown, at);
    const isWithheld = isHidden(shown, at);
    const text = isWithheld ? 'hidden' : (group ?? formatCompared(value, column.compared, as));
    const isMissing = value === null || value === undefined;
    if (group !== null)
      return html`<td class="group ${isNumeric(column) ? 'number' : ''}"><span class="text">${text}</span></td>`;
    if (isWithheld)
      return html`<td class="number withheld" title=${hiddenWords(column)}>${text}</td>
        ${shown.low === null && shown.count === null ? nothing : html`<td class="beside"></td>`}`;
    if (!isNumeric(column)) {
      const isTime = column.type === 'date' || column.type === 'timestamp';
      return html`<td class="${isMissing ? 'missing' : ''} ${isTime ? 'time' : ''}">
        <span class="text">${text}</span>
      </td>`;
    }
    return html`<td class="number ${isMissing ? 'missing' : ''}">${text}</td>
      ${shown.low === null && shown.count === null ? nothing : this.#beside(shown, at, scale)}`;
  }

  /** How sure the value is: its interval drawn on the scale of the page, and in figures; the answers behind it. */
  #beside(
    { column, index, low, high, count }: ShownColumn,
    at: (index: number) => unknown,
    scale: Scale | null,
  ): TemplateResult {
    const value = numberOf(at(index));
    const [from, to, answers] = [bound(at, low), bound(at, high), bound(at, count)];
    const interval =
      value !== null && from !== null && to !== null
        ? formatInterval(from, to, { type: column.type, unit: null, format: column.format })
        : null;
    const n = answers === null ? null : `n ${format(answers, { format: 'integer' })}`;
    return html`<td class="beside">
      ${scale ? whisker(scale, value, [from, to]) : nothing}${[interval, n].filter((part) => part !== null).join(', ')}
    </td>`;
  }

  #totals(shown: readonly ShownColumn[], scales: ReadonlyMap<number, Scale | null>): TemplateResult {
    return html`<tfoot>
      ${this.totals.map((total) => {
        const values = listOf(total.values);
        const kept = new Set(total.totalOf);
        return html`<tr>
          ${shown.map((column, position) =>
            position === 0 && !kept.has(column.column.name) && column.column.role === 'DIMENSION'
              ? html`<th scope="row">All</th>`
              : column.column.role === 'DIMENSION' && !kept.has(column.column.name)
                ? html`<td class="muted">all</td>`
                : this.#cell(column, (index) => values[index], scales.get(column.index) ?? null),
          )}
        </tr>`;
      })}
    </tfoot>`;
  }

  #pager(count: number): TemplateResult | typeof nothing {
    if (this.rowCount === 0) return nothing;
    const last = this.offset + count;
    const isWhole = this.offset === 0 && last >= this.rowCount;
    const words = isWhole
      ? plural(this.rowCount, 'row')
      : `Rows ${format(this.offset + 1)}–${format(last, { format: 'integer' })} of ${format(this.rowCount, { format: 'integer' })}`;
    return html`<div class="pager">
      <span role="status">${words}${this.truncated ? ', cut at the limit' : ''}</span>
      ${
        isWhole
          ? nothing
          : html`<button
                class="quiet"
                ?disabled=${this.offset === 0}
                @click=${() => this.#turn(this.offset - this.pageSize)}
              >
                Previous
              </button>
              <button class="quiet" ?disabled=${last >= this.rowCount} @click=${() => this.#turn(last)}>Next</button>`
      }
    </div>`;
  }

  #sort(name: string): void {
    const { orderBy, descending } = this.sorting;
    const next: Sorting =
      orderBy !== name
        ? { orderBy: name, descending: false }
        : descending
          ? { orderBy: null, descending: false }
          : { orderBy: name, descending: true };
    this.dispatchEvent(new CustomEvent<Turn>('turn', { detail: { ...next, offset: 0 } }));
  }

  #turn(offset: number): void {
    this.dispatchEvent(new CustomEvent<Turn>('turn', { detail: { ...this.sorting, offset: Math.max(0, offset) } }));
  }
}
customElements.define('trivet-table', TrivetTable);

function hasUnit({ unit, format: how, compared }: OutputColumn): boolean {
  return unit !== null && how !== 'percent' && unit !== 'points' && compared !== 'PCT';
}

function bound(at: (index: number) => unknown, index: number | null): number | null {
  return index === null ? null : numberOf(at(index));
}
