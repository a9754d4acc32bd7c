import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { pathTo } from '../graphql.ts';
import type { DatasetFieldsFragment } from '../generated.ts';
import { problemsOf } from '../state/notebook-document.ts';
import type { Cell } from '../state/notebook-state.ts';
import { isBusy, stateWords } from '../state/words.ts';
import { base } from '../ui/base.ts';
import { freshnessMark, freshnessStyles } from '../ui/freshness.ts';
import { icon } from '../ui/icons.ts';
import { kindStyles, kindWord, kinds } from '../ui/kinds.ts';
import { stateTone } from './cell-parts.ts';

/** Beside the cells: where they are, and the data that they stand on. Says `go` with a cell's id. */
export class NotebookSidebar extends LitElement {
  static override properties = {
    cells: { attribute: false },
    datasets: { attribute: false },
    selected: {},
  };
  declare cells: readonly Cell[];
  declare datasets: readonly DatasetFieldsFragment[];
  declare selected: string | null;

  static override styles = [
    base,
    kindStyles,
    freshnessStyles,
    css`
      :host {
        font-size: var(--small);
      }
      nav,
      section {
        margin-bottom: 1.6rem;
      }
      h2 {
        margin-bottom: 0.4rem;
        color: var(--ink-3);
        font-size: var(--tiny);
        font-weight: 560;
        letter-spacing: 0;
      }
      ul {
        display: grid;
        gap: 1px;
        list-style: none;
      }
      button.entry {
        display: flex;
        justify-content: space-between;
        width: 100%;
        min-height: 1.625rem;
        padding: 0.15rem 0.5rem;
        border: 0;
        background: none;
        color: var(--ink-2);
        font-weight: 440;
        text-align: left;
        white-space: normal;
      }
      button.entry:hover,
      button.entry[aria-current='true'] {
        background: var(--sunken);
        color: var(--ink);
      }
      .deep2 {
        padding-left: 1.2rem;
      }
      .deep3 {
        padding-left: 1.9rem;
      }
      .cell-name {
        font-family: var(--mono);
        font-size: var(--tiny);
        overflow-wrap: anywhere;
      }
      .entry svg.bad {
        color: var(--bad);
      }
      .entry svg.stale {
        color: var(--warn);
      }
      .dataset {
        display: grid;
        gap: 0.05rem;
        padding: 0.25rem 0.5rem;
      }
      .dataset a {
        color: var(--ink);
        text-decoration: none;
        font-weight: 520;
      }
      .dataset a:hover {
        text-decoration: underline;
      }
      .dataset .about {
        display: flex;
        flex-wrap: wrap;
        gap: 0 0.6rem;
        font-size: var(--tiny);
      }
    `,
  ];

  constructor() {
    super();
    this.cells = [];
    this.datasets = [];
    this.selected = null;
  }

  override render(): TemplateResult {
    const entries = this.cells.flatMap(entriesOf);
    return html`<nav aria-label="Outline">
        <h2>Outline</h2>
        ${
          entries.length === 0
            ? html`<p class="muted">Headings and named cells appear here.</p>`
            : html`<ul>
                ${entries.map((entry) => this.#entry(entry))}
              </ul>`
        }
      </nav>
      ${this.#datasets()}`;
  }

  #entry({ cell, text, depth }: Entry): TemplateResult {
    const { mark, tone } = stateTone(cell.state);
    const isWorth = depth === null && (cell.state !== 'FRESH' || problemsOf(cell).length > 0 || isBusy(cell));
    return html`<li>
      <button
        class="entry deep${depth ?? 2}"
        aria-current=${this.selected === cell.id ? 'true' : 'false'}
        @click=${() => this.dispatchEvent(new CustomEvent('go', { detail: cell.id }))}
      >
        <span class=${depth === null ? 'cell-name' : ''}>${text}</span>${
          isWorth
            ? html`<span class="mark"
                ><span class="visually-hidden">${stateWords(cell)}</span>${markWith(icon(mark), tone)}</span
              >`
            : nothing
        }
      </button>
    </li>`;
  }

  #datasets(): TemplateResult | typeof nothing {
    const used = new Set(this.cells.flatMap((cell) => cell.datasets.map(({ name }) => name)));
    const datasets = this.datasets
      .filter(({ name }) => used.has(name))
      .sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind));
    if (datasets.length === 0) return nothing;
    return html`<section aria-label="Data behind this notebook">
      <h2>Stands on</h2>
      <ul>
        ${datasets.map(
          (dataset) =>
            html`<li class="dataset">
              <a href=${pathTo(`/catalogue/${encodeURIComponent(dataset.name)}`)}>${dataset.label}</a>
              <span class="about">${kindWord(dataset.kind)}${freshnessMark(dataset.freshness)}</span>
            </li>`,
        )}
      </ul>
    </section>`;
  }
}
customElements.define('notebook-sidebar', NotebookSidebar);

interface Entry {
  readonly cell: Cell;
  readonly text: string;
  /** Of a heading; null for a named cell. */
  readonly depth: 1 | 2 | 3 | null;
}

/** Headings of a text, or the name of another cell. */
function entriesOf(cell: Cell): readonly Entry[] {
  if (cell.kind !== 'md') return cell.name ? [{ cell, text: cell.name, depth: null }] : [];
  return [...cell.body.matchAll(/^(#{1,3}) +(.+)$/gm)].map((match) => ({
    cell,
    text: (match[2] ?? '').replace(/[*_`]|\{\{.*?\}\}/g, '').trim(),
    depth: depthOf(match[1] ?? ''),
  }));
}

function depthOf(marks: string): 1 | 2 | 3 {
  return marks.length === 1 ? 1 : marks.length === 2 ? 2 : 3;
}

function markWith(mark: TemplateResult, tone: string): TemplateResult {
  return html`<span class=${tone}>${mark}</span>`;
}
