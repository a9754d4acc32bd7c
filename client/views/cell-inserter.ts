import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import type { ReadWorkspaceQuery } from '../generated.ts';
import { newCellId } from '../state/notebook-structure.ts';
import { base } from '../ui/base.ts';
import { icon } from '../ui/icons.ts';
import { act } from './act.ts';
import './analysis-picker.ts';
import type { AnalysisChoice, AnalysisPicker } from './analysis-picker.ts';

export type CellKindInfo = ReadWorkspaceQuery['workspace']['cellKinds'][number];

/** The line between two cells: on demand it offers every kind of cell there is. */
export class CellInserter extends LitElement {
  static override properties = {
    above: {},
    kinds: { attribute: false },
    analyses: { attribute: false },
    isPicking: { state: true },
    open: { type: Boolean },
    always: { type: Boolean },
  };
  /** The cell above; null at the top. */
  declare above: string | null;
  declare kinds: readonly CellKindInfo[];
  /** What an analysis cell can begin with. */
  declare analyses: readonly AnalysisChoice[];
  declare open: boolean;
  /** Whether an analysis is being chosen. */
  declare isPicking: boolean;
  /** Whether it is seen without the pointer near it. */
  declare always: boolean;

  static override styles = [
    base,
    css`
      .line {
        display: flex;
        align-items: center;
        gap: 0.5rem;
        min-height: 1.25rem;
        opacity: 0;
        transition: opacity 100ms;
      }
      :host(:hover) .line,
      .line:focus-within,
      .always .line,
      .open .line {
        opacity: 1;
      }
      .line::after {
        content: '';
        flex: 1;
        border-top: 1px solid var(--line);
      }
      .add {
        min-height: 1.25rem;
        padding: 0 0.5rem 0 0.35rem;
        color: var(--ink-3);
        font-size: var(--tiny);
      }
      .kinds {
        display: flex;
        flex-wrap: wrap;
        gap: 0.4rem;
        padding: 0.35rem 0 0.7rem;
      }
      @media (hover: none) {
        .line {
          opacity: 1;
        }
      }
    `,
  ];

  constructor() {
    super();
    this.above = null;
    this.kinds = [];
    this.analyses = [];
    this.isPicking = false;
    this.open = false;
    this.always = false;
  }

  /** Opens the list and puts the focus on its first kind. */
  async show(): Promise<void> {
    this.open = true;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('.kinds button')?.focus();
  }

  override render(): TemplateResult {
    return html`<div class=${[this.always ? 'always' : '', this.open ? 'open' : ''].join(' ')} @keydown=${this.#key}>
      <div class="line">
        <button
          class="quiet add"
          aria-expanded=${this.open ? 'true' : 'false'}
          @click=${() => (this.open ? this.#close() : void this.show())}
        >
          ${icon(this.open ? 'cross' : 'plus')}${this.open ? 'Close' : 'Add a cell'}
        </button>
      </div>
      ${
        this.open
          ? html`<div class="kinds" role="group" aria-label="Kinds of cells">
                ${this.kinds.map((kind) => this.#kind(kind))}
              </div>
              ${
                this.isPicking
                  ? html`<analysis-picker
                      .analyses=${this.analyses}
                      @pick=${(event: CustomEvent<AnalysisChoice>) => this.#add('analysis', event.detail.starter)}
                    ></analysis-picker>`
                  : nothing
              }`
          : nothing
      }
    </div>`;
  }

  /** A kind adds a cell at once; of analyses there are many, so one is chosen first. */
  #kind({ name, label }: CellKindInfo): TemplateResult {
    if (name !== 'analysis' || this.analyses.length === 0)
      return html`<button @click=${() => this.#add(name)}>${label}</button>`;
    return html`<button aria-expanded=${this.isPicking ? 'true' : 'false'} @click=${this.#pick}>${label} …</button>`;
  }

  readonly #pick = async (): Promise<void> => {
    this.isPicking = !this.isPicking;
    await this.updateComplete;
    this.renderRoot.querySelector<AnalysisPicker>('analysis-picker')?.focus();
  };

  #add(kind: string, body?: string): void {
    this.#close();
    const cell = { type: 'insert', id: newCellId(Math.random), after: this.above, kind } as const;
    act(this, body === undefined ? cell : { ...cell, body });
  }

  #close(): void {
    this.open = false;
    this.isPicking = false;
  }

  readonly #key = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !this.open) return;
    event.stopPropagation();
    this.#close();
    this.renderRoot.querySelector<HTMLElement>('.add')?.focus();
  };
}
customElements.define('cell-inserter', CellInserter);
