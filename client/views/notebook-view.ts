import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { pathTo } from '../graphql.ts';
import { repeat } from 'lit/directives/repeat.js';
import type { Words } from '../editors/words.ts';
import { noWords } from '../editors/words.ts';
import type { ReadWorkspaceQuery } from '../generated.ts';
import type { Labels } from '../outputs/account.ts';
import { hasModifier } from '../state/commands.ts';
import { explodedCells } from '../state/explode.ts';
import type { LoadStore } from '../state/loadable.ts';
import { headerKey, type Cell, type NotebookEvent, type NotebookState } from '../state/notebook-state.ts';
import { newCellId } from '../state/notebook-structure.ts';
import { isBusy } from '../state/words.ts';
import { base } from '../ui/base.ts';
import { icon } from '../ui/icons.ts';
import { StoreController } from '../ui/store-controller.ts';
import '../ui/trivet-problems.ts';
import { AfterPress } from './after-press.ts';
import type { CellInserter } from './cell-inserter.ts';
import './cell-inserter.ts';
import type { CellView } from './cell-view.ts';
import './cell-view.ts';
import './header-dialog.ts';
import './key-sheet.ts';
import { doCommand, NotebookKeys, type NotebookStore } from './notebook-keys.ts';
import './notebook-sidebar.ts';
import { notebookStyles } from './notebook-styles.ts';
import './notebook-toolbar.ts';
import { cellWords, notebookWords } from './notebook-words.ts';
import './publish-dialog.ts';

const sourceOrder = { auto: 'all', all: 'none', none: 'auto' } as const;

/** An open notebook: everything it shows is in the store, everything it does is an event to the store. */
export class NotebookPage extends LitElement {
  static override properties = {
    store: { attribute: false },
    workspace: { attribute: false },
    cell: {},
    sources: { state: true },
    hasSidebar: { state: true },
    hasSettings: { state: true },
    hasKeys: { state: true },
  };
  declare store: NotebookStore;
  declare workspace: LoadStore<ReadWorkspaceQuery>;
  /** The cell that the address names. */
  declare cell: string | null;
  declare sources: 'auto' | 'all' | 'none';
  declare hasSidebar: boolean;
  declare hasSettings: boolean;
  declare hasKeys: boolean;

  readonly #keys = new NotebookKeys();
  readonly #afterPress = new AfterPress();
  readonly #words = new Map<Cell, Words>();
  #vocabulary: { readonly from: readonly unknown[]; readonly words: Words; readonly labels: Labels } | null = null;
  #sought: string | null = null;

  static override styles = [base, notebookStyles];

  constructor() {
    super();
    this.cell = null;
    this.sources = 'auto';
    this.hasSidebar = window.matchMedia('(min-width: 64rem)').matches;
    this.hasSettings = false;
    this.hasKeys = false;
    this.addController(new StoreController(this, () => [this.store, this.workspace]));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#afterPress.listen();
    window.addEventListener('keydown', this.#modified, { capture: true });
    window.addEventListener('keydown', this.#plain);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#afterPress.end();
    window.removeEventListener('keydown', this.#modified, { capture: true });
    window.removeEventListener('keydown', this.#plain);
  }

  override updated(changed: PropertyValues<this>): void {
    if (changed.has('cell')) this.#sought = this.cell;
    if (this.#sought === null) return;
    const view = this.cellView(this.#sought);
    if (!view) return;
    this.#sought = null;
    view.scrollIntoView({ block: 'start' });
  }

  cellView(id: string): CellView | null {
    return this.renderRoot.querySelector<CellView>(`cell-view[data-id="${CSS.escape(id)}"]`);
  }

  inserterBelow(id: string | null): CellInserter | null {
    return this.renderRoot.querySelector<CellInserter>(`cell-inserter[data-above="${CSS.escape(id ?? '')}"]`);
  }

  showKeys(): void {
    this.hasKeys = true;
  }

  override render(): TemplateResult {
    const { state } = this.store;
    const { header } = state;
    if (state.missing) return this.#missing(state.slug);
    if (!header && state.openError) return this.#failed(state);
    if (!header) return html`<div class="quiet-page muted" role="status">Opening…</div>`;
    const vocabulary = this.#vocabularyOf(state);
    const datasets = this.workspace.state.value?.catalogue.datasets ?? [];
    return html`<div
        class="page ${this.hasSidebar ? 'wide' : ''}"
        @act=${this.#act}
        @follow=${this.#follow}
        @explode=${this.#explode}
      >
        ${
          this.hasSidebar
            ? html`<notebook-sidebar
                .cells=${state.cells}
                .datasets=${datasets}
                .selected=${state.selected}
                @go=${(event: CustomEvent<string>) => this.#go(event.detail)}
              ></notebook-sidebar>`
            : nothing
        }
        <main aria-busy=${state.cells.some(isBusy) ? 'true' : 'false'}>
          ${this.#title(state)}
          <notebook-toolbar
            .state=${state}
            .sources=${this.sources}
            .hasSidebar=${this.hasSidebar}
            @sidebar=${() => (this.hasSidebar = !this.hasSidebar)}
            @sources=${() => (this.sources = sourceOrder[this.sources])}
            @settings=${() => (this.hasSettings = true)}
            @keys=${() => (this.hasKeys = true)}
          ></notebook-toolbar>
          ${this.#banners(state)}
          <div class="cells">${this.#cells(state, vocabulary)}</div>
          ${this.#kept(state)}
        </main>
        <publish-dialog .publishing=${state.publishing} .labels=${vocabulary.labels}></publish-dialog>
        <header-dialog
          .open=${this.hasSettings}
          .header=${header}
          .draft=${state.drafts.get(headerKey) ?? null}
          @close=${() => (this.hasSettings = false)}
        ></header-dialog>
        <key-sheet .open=${this.hasKeys} @close=${() => (this.hasKeys = false)}></key-sheet>
      </div>
      <div role="status" aria-live="polite">${this.#toast(state)}</div>`;
  }

  #title({ header }: NotebookState): TemplateResult | typeof nothing {
    if (!header) return nothing;
    return html`<div class="title">
      <h1>${header.title}</h1>
      ${header.description ? html`<p class="about">${header.description}</p>` : nothing}
      <p class="meta">
        ${header.purpose ? html`<span>Purpose: ${header.purpose.replaceAll('_', ' ')}</span>` : nothing}
        ${
          header.page
            ? html`<a href=${header.page.url} target="_blank" rel="noopener">Page, version ${header.page.version}</a>`
            : nothing
        }
      </p>
    </div>`;
  }

  #banners(state: NotebookState): TemplateResult | typeof nothing {
    const { header } = state;
    if (!header) return nothing;
    const problems = [...header.problems, ...header.params.flatMap(({ problem }) => (problem ? [problem] : []))];
    return html`${
      header.readOnly
        ? html`<p class="first">${icon('info')} This notebook can be read and run, but not changed here.</p>`
        : nothing
    }
    ${
      problems.length > 0
        ? html`<trivet-problems class="banner" .problems=${problems}></trivet-problems>
            ${header.readOnly ? nothing : html`<p><button @click=${() => this.store.send({ type: 'repair' })}>Repair the file</button></p>`}`
        : nothing
    }`;
  }

  #cells(state: NotebookState, { words, labels }: { readonly words: Words; readonly labels: Labels }): TemplateResult {
    const kinds = this.workspace.state.value?.workspace.cellKinds ?? [];
    const kindOf = new Map(kinds.map((kind) => [kind.name, kind]));
    const isReadOnly = state.header?.readOnly ?? false;
    const inserter = (above: string | null, always: boolean) =>
      isReadOnly
        ? nothing
        : html`<cell-inserter
            data-above=${above ?? ''}
            .above=${above}
            .kinds=${kinds}
            .analyses=${this.workspace.state.value?.analyses ?? []}
            .always=${always}
          ></cell-inserter>`;
    return html`${inserter(null, state.cells.length === 0)}
    ${repeat(
      state.cells,
      (cell) => cell.id,
      (cell, index) =>
        html`<cell-view
            data-id=${cell.id}
            .cell=${cell}
            .draft=${state.drafts.get(cell.id) ?? null}
            .kind=${kindOf.get(cell.kind) ?? null}
            .labels=${labels}
            .words=${this.#wordsOf(words, cell, kindOf.get(cell.kind) ?? null)}
            .turn=${state.pages.get(cell.id) ?? null}
            slug=${state.slug}
            .params=${state.params}
            .selected=${state.selected === cell.id}
            .mode=${state.mode}
            .sources=${this.sources}
            .readOnly=${isReadOnly}
          ></cell-view>
          ${inserter(cell.id, index === state.cells.length - 1)}`,
    )}`;
  }

  /** Text whose cell somebody deleted meanwhile. */
  #kept(state: NotebookState): TemplateResult | typeof nothing {
    const ids = new Set(state.cells.map((cell) => cell.id));
    const orphans = [...state.drafts].filter(([key]) => key !== headerKey && !ids.has(key));
    if (orphans.length === 0) return nothing;
    return html`${orphans.map(
      ([key, draft]) =>
        html`<section class="kept" aria-label="Text of a cell that is gone">
          The cell of this text is gone; the text is not.
          <pre tabindex="0" aria-label="The text"><code>${draft.body}</code></pre>
          <button
            @click=${() => {
              const after = state.cells.at(-1)?.id ?? null;
              this.store.send({ type: 'insert', id: newCellId(Math.random), after, kind: 'md', body: draft.body });
              this.store.send({ type: 'forget', key });
            }}
          >
            Insert it as a new cell
          </button>
          <button class="quiet" @click=${() => this.store.send({ type: 'forget', key })}>Throw it away</button>
        </section>`,
    )}`;
  }

  #toast({ notice }: NotebookState): TemplateResult | typeof nothing {
    if (!notice) return nothing;
    const { restores } = notice;
    return html`<div class="toast">
      <span>${notice.text}${notice.hint ? ` ${notice.hint}` : ''}</span>
      ${
        restores === null
          ? nothing
          : html`<button @click=${() => this.store.send({ type: 'restore', cell: restores })}>Undo</button>`
      }
      <button class="icon" aria-label="Close" @click=${() => this.store.send({ type: 'dismiss' })}>
        ${icon('cross')}
      </button>
    </div>`;
  }

  #missing(slug: string): TemplateResult {
    return html`<main class="quiet-page">
      <h1>No notebook is called ${slug}</h1>
      <p>It may have been renamed. <a href=${pathTo('/')}>All notebooks</a></p>
    </main>`;
  }

  #failed({ openError }: NotebookState): TemplateResult {
    return html`<main class="quiet-page">
      <trivet-problems .problems=${openError ? [openError] : []}></trivet-problems>
      <p><button @click=${() => this.store.send({ type: 'open' })}>Try again</button></p>
    </main>`;
  }

  /** Words and labels change with the catalogue, names and outputs, not with every key that is pressed. */
  #vocabularyOf(state: NotebookState): { readonly words: Words; readonly labels: Labels } {
    const catalogue = this.workspace.state.value?.catalogue;
    const from = [catalogue, state.cells, state.header?.params];
    if (this.#vocabulary?.from.every((part, index) => part === from[index])) return this.#vocabulary;
    this.#words.clear();
    const labels = new Map((catalogue?.datasets ?? []).map(({ name, label }) => [name, label]));
    const words = catalogue ? notebookWords(catalogue, state.cells, state.header?.params ?? []) : noWords;
    const old = this.#vocabulary?.labels;
    this.#vocabulary = { from, words, labels: old && old.size === labels.size ? old : labels };
    return this.#vocabulary;
  }

  #wordsOf(words: Words, cell: Cell, kind: CellView['kind']): Words {
    const known = this.#words.get(cell);
    if (known) return known;
    const made = cellWords(words, cell, kind);
    this.#words.set(cell, made);
    return made;
  }

  #go(id: string): void {
    this.store.send({ type: 'select', cell: id, mode: 'command' });
    const view = this.cellView(id);
    void view?.updateComplete.then(() => {
      view.focus();
      view.scrollIntoView({ block: 'start' });
    });
  }

  readonly #follow = ({ detail }: CustomEvent<string>): void => {
    const named = this.store.state.cells.find(
      ({ name, id }) => (name ?? `c_${id}`).toLowerCase() === detail.toLowerCase(),
    );
    if (named) this.#go(named.id);
  };

  readonly #act = (event: CustomEvent<NotebookEvent>): void => {
    const { detail } = event;
    if (detail.type === 'select') this.#afterPress.do(() => this.store.send(detail));
    else this.store.send(detail);
  };

  readonly #explode = ({ detail }: CustomEvent<string>): void => {
    const { cells, header } = this.store.state;
    const cell = cells.find(({ id }) => id === detail);
    if (cell?.output?.__typename !== 'FindingOutput') return;
    const datasets = this.workspace.state.value?.catalogue.datasets ?? [];
    const names = [...cells, ...datasets, ...(header?.params ?? [])].flatMap(({ name }) => name ?? []);
    const guarded = datasets.filter(({ population, k }) => population === 'employees' && k !== null);
    const surroundings = { names, guarded: guarded.map(({ name }) => name), random: Math.random };
    const made = explodedCells(cell.output.finding, surroundings);
    this.#sought = made[0]?.id ?? null;
    this.store.send({ type: 'insertCells', after: cell.id, cells: made });
  };

  readonly #modified = (event: KeyboardEvent): void => {
    if (hasModifier(event) || event.key === 'F2') this.#key(event);
  };

  readonly #plain = (event: KeyboardEvent): void => {
    if (!hasModifier(event) && event.key !== 'F2') this.#key(event);
  };

  #key(event: KeyboardEvent): void {
    const command = this.#keys.commandOf(event);
    if (command === null) return;
    event.preventDefault();
    event.stopPropagation();
    doCommand(command, this);
  }
}
customElements.define('notebook-page', NotebookPage);
