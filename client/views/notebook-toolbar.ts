import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import type { NotebookState } from '../state/notebook-state.ts';
import { isBusy, isStale, saveWords, staleCost, summaryWords } from '../state/words.ts';
import { base } from '../ui/base.ts';
import { formatElapsed } from '../ui/format.ts';
import { icon } from '../ui/icons.ts';
import { act } from './act.ts';

/** What concerns the whole notebook: run, stop, undo, publish, and whether it is saved. Says `sidebar`, `sources`, `settings`, `keys`. */
export class NotebookToolbar extends LitElement {
  static override properties = {
    state: { attribute: false },
    sources: {},
    hasSidebar: { type: Boolean },
  };
  declare state: NotebookState;
  declare sources: 'auto' | 'all' | 'none';
  declare hasSidebar: boolean;

  static override styles = [
    base,
    css`
      :host {
        position: sticky;
        top: 0;
        z-index: 20;
        background: color-mix(in srgb, var(--paper) 97%, transparent);
        border-bottom: 1px solid var(--line);
        backdrop-filter: blur(6px);
      }
      .bar {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.3rem 0.45rem;
        padding: 0.45rem 0;
      }
      .words {
        display: flex;
        flex-wrap: wrap;
        gap: 0 1rem;
        margin-inline: 0.4rem auto;
        color: var(--ink-3);
        font-size: var(--tiny);
        font-variant-numeric: tabular-nums;
      }
      .bad {
        color: var(--bad);
        font-weight: 560;
      }
      @media (max-width: 640px) {
        :host {
          position: static;
        }
        .words {
          order: 10;
          width: 100%;
          margin-inline: 0.2rem;
        }
        .push {
          margin-left: auto;
        }
        .wide {
          display: none;
        }
      }
      @media print {
        :host {
          display: none;
        }
      }
    `,
  ];

  override render(): TemplateResult {
    const { state } = this;
    const { cells } = state;
    const running = cells.some(isBusy);
    const stale = cells.filter(isStale).length;
    const saved = saveWords(state);
    const isReadOnly = state.header?.readOnly ?? false;
    return html`<div class="bar" role="toolbar" aria-label="Notebook">
      ${this.#quiet('sidebar', 'list', this.hasSidebar ? 'Hide the outline' : 'Show the outline', this.hasSidebar)}
      ${
        running
          ? html`<button @click=${() => act(this, { type: 'cancel', cells: null })}>${icon('stop')}Stop</button>`
          : html`<button
              class=${stale > 0 ? 'primary' : ''}
              @click=${() => act(this, stale > 0 ? { type: 'runStale' } : { type: 'run', cells: null, force: false })}
            >
              ${icon('runAll')}${stale > 0 && stale < cells.length ? `Run ${stale} not current` : 'Run all'}
            </button>`
      }
      <span class="visually-hidden" role="status"
        >${running ? 'Running' : `Done, ${cells.filter(({ state }) => state === 'FRESH').length} of ${cells.length} current`}</span
      >
      <span class="words">
        <span>${summaryWords(cells)}${stale > 0 ? this.#cost() : nothing}</span>
        <span class=${saved.tone}>${saved.text}</span>
        ${lineWords[state.line] ? html`<span class="bad">${lineWords[state.line]}</span>` : nothing}
      </span>
      ${
        isReadOnly
          ? nothing
          : html`<button
                class="quiet icon push"
                aria-label="Undo"
                title="Undo"
                ?disabled=${!state.header?.canUndo}
                @click=${() => act(this, { type: 'undo' })}
              >
                ${icon('undo')}</button
              ><button
                class="quiet icon"
                aria-label="Redo"
                title="Redo"
                ?disabled=${!state.header?.canRedo}
                @click=${() => act(this, { type: 'redo' })}
              >
                ${icon('redo')}
              </button>`
      }
      ${this.#quiet('sources', 'code', sourceWords[this.sources], this.sources === 'all')}
      ${this.#quiet('settings', 'pen', 'Title, purpose and parameters')} ${this.#quiet('keys', 'keyboard', 'Keys')}
      <button @click=${() => act(this, { type: 'publish' })}>${icon('publish')}Publish</button>
    </div>`;
  }

  #cost(): string {
    const { milliseconds } = staleCost(this.state.cells);
    return milliseconds > 0 ? ` (about ${formatElapsed(milliseconds)})` : '';
  }

  #quiet(event: string, name: Parameters<typeof icon>[0], label: string, isPressed?: boolean): TemplateResult {
    return html`<button
      class="quiet icon ${event === 'sources' || event === 'keys' ? 'wide' : ''}"
      aria-label=${label}
      title=${label}
      aria-pressed=${isPressed === undefined ? nothing : isPressed ? 'true' : 'false'}
      @click=${() => this.dispatchEvent(new CustomEvent(event))}
    >
      ${icon(name)}
    </button>`;
  }
}
customElements.define('notebook-toolbar', NotebookToolbar);

const lineWords = {
  connecting: '',
  open: '',
  waiting: 'No connection: trying again',
  refused: 'Not kept up to date: reload the page',
} as const;

const sourceWords = {
  auto: 'Sources of queries are shown: show all',
  all: 'All sources are shown: hide all',
  none: 'No sources are shown: show those of queries',
} as const;
