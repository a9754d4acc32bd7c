import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import { drawChart, type LiveChart, type PointValues } from '../charts/vega-chart.ts';
import type { ChartFieldsFragment } from '../generated.ts';
import { base } from '../ui/base.ts';
import { format, formatCompared, formatInterval } from '../ui/format.ts';
import { columnsOf, foldColumns, groupWords, isHidden, numberOf, type OutputColumn, rowCountOf } from './columns.ts';
import { figureStyles } from './figure-styles.ts';
import './trivet-table.ts';

interface Tip {
  readonly lines: readonly (readonly [label: string, text: string])[];
  readonly x: number;
  readonly y: number;
}

/** A chart: the server's picture at once, a live one under the pointer, its rows by arrow keys and as a table. */
export class ChartOutputElement extends LitElement {
  static override properties = {
    output: { attribute: false },
    asTable: { state: true },
    tip: { state: true },
    row: { state: true },
    isLive: { state: true },
  };
  declare output: ChartFieldsFragment;
  declare asTable: boolean;
  declare tip: Tip | null;
  /** The row that the arrow keys stand on. */
  declare row: number | null;
  declare isLive: boolean;

  #live: LiveChart | null = null;
  #drawing: AbortController | null = null;

  static override styles = [
    base,
    figureStyles,
    css`
      .read {
        min-height: 1.4em;
        color: var(--ink-2);
        font-size: var(--small);
        font-variant-numeric: tabular-nums;
      }
      .tip {
        inset: auto;
        max-width: min(26rem, calc(100vw - 1rem));
        margin: 0;
        padding: 0.45rem 0.65rem;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--raised);
        box-shadow: var(--shadow);
        font-size: var(--tiny);
        pointer-events: none;
      }
      .tip dl {
        display: grid;
        grid-template-columns: auto auto;
        gap: 0.1rem 0.8rem;
      }
      .tip dt {
        color: var(--ink-3);
      }
      .tip dd {
        text-align: right;
        font-variant-numeric: tabular-nums;
        overflow-wrap: anywhere;
      }
    `,
  ];

  constructor() {
    super();
    this.asTable = false;
    this.tip = null;
    this.row = null;
    this.isLive = false;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('output') && changed.get('output') !== undefined) this.#forget();
  }

  // A popover lies in the top layer: nothing that contains the chart can move or cut it.
  override updated(): void {
    const tip = this.renderRoot.querySelector<HTMLElement>('.tip');
    if (!tip || !this.tip) return;
    if (!tip.matches(':popover-open')) tip.showPopover();
    const { width, height } = tip.getBoundingClientRect();
    tip.style.left = `${Math.max(8, Math.min(this.tip.x + 14, window.innerWidth - width - 8))}px`;
    tip.style.top = `${Math.max(8, Math.min(this.tip.y + 16, window.innerHeight - height - 8))}px`;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#forget();
  }

  override render(): TemplateResult {
    const { output } = this;
    return html`<figure>
      ${this.asTable ? this.#table() : this.#picture()}
      <figcaption>
        ${output.caption ? html`<span class="caption">${output.caption}</span>` : nothing}
        <span class="summary">${output.summary}</span>
        <button class="link no-print" aria-pressed=${this.asTable ? 'true' : 'false'} @click=${this.#toggle}>
          ${this.asTable ? 'View as chart' : 'View as table'}
        </button>
      </figcaption>
      ${
        this.tip
          ? html`<div class="tip" popover="manual" aria-hidden="true">
              <dl>
                ${this.tip.lines.map(
                  ([label, text]) =>
                    html`<dt>${label}</dt>
                      <dd>${text}</dd>`,
                )}
              </dl>
            </div>`
          : nothing
      }
    </figure>`;
  }

  #picture(): TemplateResult {
    const { output, row } = this;
    return html`<div
        class="picture"
        role="img"
        tabindex="0"
        aria-roledescription="chart"
        aria-label=${`${output.caption ?? 'Chart'}. ${output.summary} Arrow keys read the rows.`}
        @pointerenter=${this.#enliven}
        @pointermove=${this.#enliven}
        @keydown=${this.#step}
        @blur=${() => (this.row = null)}
      >
        <div ?hidden=${this.isLive}>
          ${
            // Drawn by Vega on the server from the checked specification: shapes and texts, no script (schema: ChartOutput.svg).
            unsafeHTML(output.svg)
          }
        </div>
        <div class="live" ?hidden=${!this.isLive}></div>
      </div>
      ${row === null ? nothing : html`<p class="read" aria-live="polite">${this.#said(row)}</p>`}`;
  }

  #table(): TemplateResult {
    const values = columnsOf(this.output.values);
    return html`<trivet-table
      fixed
      label=${this.output.caption ?? 'Rows of the chart'}
      .columns=${this.output.columns}
      .values=${values}
      .rowCount=${rowCountOf(values)}
    ></trivet-table>`;
  }

  readonly #toggle = (): void => {
    this.#forget();
    this.asTable = !this.asTable;
  };

  /** Draws the live chart once; where that fails the server's picture simply stays. */
  readonly #enliven = async (): Promise<void> => {
    if (this.#drawing) return;
    this.#drawing = new AbortController();
    const { signal } = this.#drawing;
    const host = this.renderRoot.querySelector<HTMLElement>('.live');
    if (!host) return;
    try {
      const live = await drawChart(host, { spec: this.output.spec, rows: this.#rows(), onPoint: this.#point }, signal);
      if (signal.aborted) live?.close();
      else {
        this.#live = live;
        this.isLive = live !== null;
      }
    } catch {
      host.replaceChildren();
    }
  };

  #rows(): readonly Readonly<Record<string, unknown>>[] {
    const values = columnsOf(this.output.values);
    return Array.from({ length: rowCountOf(values) }, (_, row) =>
      Object.fromEntries(
        this.output.columns.map((column, index) => [column.name, plain(values[index]?.[row], column.type)]),
      ),
    );
  }

  readonly #point = (values: PointValues | null, at: { readonly x: number; readonly y: number }): void => {
    const lines = values === null ? [] : this.#lines(values);
    this.tip = lines.length === 0 ? null : { lines, ...at };
  };

  #lines(values: PointValues): Tip['lines'] {
    if (values.is === 'texts') return Object.entries(values.texts).map(([label, text]) => [label, String(text)]);
    const row = new Map(Object.entries(values.row));
    return this.#told((column) => (row.has(column.name) ? row.get(column.name) : undefined));
  }

  readonly #step = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const count = rowCountOf(columnsOf(this.output.values));
    if (by === 0 || count === 0) return;
    event.preventDefault();
    event.stopPropagation();
    this.row = this.row === null ? (by > 0 ? 0 : count - 1) : (this.row + by + count) % count;
  };

  #said(row: number): string {
    const values = columnsOf(this.output.values);
    const { columns } = this.output;
    const lines = this.#told((column) => values[columns.indexOf(column)]?.[row] ?? null);
    return lines.map(([label, text]) => `${label} ${text}`).join(', ');
  }

  /** One row as label and text, intervals and counts beside their metric; what has no value at all is left out. */
  #told(valueOf: (column: OutputColumn) => unknown): Tip['lines'] {
    const { columns } = this.output;
    const at = (index: number | null) => {
      const column = index === null ? undefined : columns[index];
      return column ? numberOf(valueOf(column)) : null;
    };
    return foldColumns(columns).flatMap((shown): Tip['lines'] => {
      const { column, low, high, count } = shown;
      const value = valueOf(column);
      if (value === undefined) return [];
      const mark = (index: number) => (columns[index] ? valueOf(columns[index]) : undefined);
      if (isHidden(shown, mark)) return [[column.label, 'hidden: too few persons']];
      const group = groupWords(shown, mark);
      if (group !== null) return [[column.label, group]];
      const [from, to, n] = [at(low), at(high), at(count)];
      const interval = from !== null && to !== null && value !== null ? ` ${formatInterval(from, to, column)}` : '';
      const answers = n === null ? '' : `, n ${format(n, { format: 'integer' })}`;
      return [[column.label, `${formatCompared(value, column.compared, column)}${interval}${answers}`]];
    });
  }

  #forget(): void {
    this.#drawing?.abort();
    this.#drawing = null;
    this.#live?.close();
    this.#live = null;
    this.renderRoot?.querySelector('.live')?.replaceChildren();
    this.isLive = false;
    this.tip = null;
    this.row = null;
  }
}
customElements.define('chart-output', ChartOutputElement);

/** Exact digits as a number: a picture has no room for more. */
function plain(value: unknown, type: string): unknown {
  return (type === 'bigint' || type === 'decimal') && typeof value === 'string' ? Number(value) : (value ?? null);
}
