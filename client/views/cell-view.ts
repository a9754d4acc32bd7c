import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { CodeEditor } from '../editors/code-editor.ts';
import '../editors/source-text.ts';
import type { Words } from '../editors/words.ts';
import { noWords } from '../editors/words.ts';
import type { Labels } from '../outputs/account.ts';
import { renderOutput } from '../outputs/index.ts';
import type { ParamChange } from '../outputs/input-output.ts';
import type { Turn } from '../outputs/trivet-table.ts';
import { problemsOf } from '../state/notebook-document.ts';
import type { Cell, Draft, Mode, Problem, TablePage } from '../state/notebook-state.ts';
import { type Params, printCellFile } from '../state/route.ts';
import { isBusy, nameOf, stateWords } from '../state/words.ts';
import { base } from '../ui/base.ts';
import { icon } from '../ui/icons.ts';
import '../ui/trivet-legs.ts';
import '../ui/trivet-menu.ts';
import '../ui/trivet-problems.ts';
import { act } from './act.ts';
import { cellFacts, cellMenu, chooseInMenu, stateTone } from './cell-parts.ts';
import type { CellKindInfo } from './cell-inserter.ts';
import { cellStyles } from './cell-styles.ts';
import './conflict-card.ts';

/** Kinds whose source is worth seeing beside what it gives. */
const open: ReadonlySet<string> = new Set(['sql', 'query', 'arquero', 'analysis']);

/** One cell: its head in words, its source on demand or at once, its result. Says `act` with what it asks for. */
export class CellView extends LitElement {
  static override properties = {
    cell: { attribute: false },
    draft: { attribute: false },
    kind: { attribute: false },
    labels: { attribute: false },
    words: { attribute: false },
    turn: { attribute: false },
    slug: {},
    params: { attribute: false },
    selected: { type: Boolean },
    mode: {},
    sources: {},
    readOnly: { type: Boolean },
    isRenaming: { state: true },
    shown: { state: true },
    hasEditor: { state: true },
  };
  declare cell: Cell;
  declare draft: Draft | null;
  declare kind: CellKindInfo | null;
  declare labels: Labels;
  declare words: Words;
  declare turn: TablePage | null;
  /** The notebook it stands in, and the values of its parameters. */
  declare slug: string;
  declare params: Params;
  declare selected: boolean;
  declare mode: Mode;
  /** Whether sources are shown: as each kind deserves, all, or none. */
  declare sources: 'auto' | 'all' | 'none';
  declare readOnly: boolean;
  declare isRenaming: boolean;
  /** What a person chose for this cell alone; null: as `sources` says. */
  declare shown: boolean | null;
  /** Whether the editor was opened once: it stays, with its history, until the cell goes. */
  declare hasEditor: boolean;

  #marks: readonly Problem[] = [];

  static override styles = [base, cellStyles];

  constructor() {
    super();
    this.draft = null;
    this.kind = null;
    this.labels = new Map();
    this.words = noWords;
    this.turn = null;
    this.slug = '';
    this.params = {};
    this.selected = false;
    this.mode = 'command';
    this.sources = 'auto';
    this.readOnly = false;
    this.isRenaming = false;
    this.shown = null;
    this.hasEditor = false;
  }

  get isEditing(): boolean {
    return this.selected && this.mode === 'edit' && !this.readOnly;
  }

  startRename(): void {
    if (!this.readOnly) this.isRenaming = true;
  }

  /** Puts the focus on the cell itself, as in command mode, or into its editor. */
  override focus(): void {
    if (this.isEditing) void this.#openEditor();
    else this.renderRoot.querySelector<HTMLElement>('article')?.focus();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('cell')) this.#marks = problemsOf(this.cell).filter(({ file }) => file === null);
  }

  override updated(changed: PropertyValues<this>): void {
    this.toggleAttribute('active', this.selected);
    if ((changed.has('selected') || changed.has('mode')) && this.isEditing) void this.#openEditor();
    if (changed.has('isRenaming') && this.isRenaming) this.renderRoot.querySelector('input')?.select();
  }

  override render(): TemplateResult {
    const { cell } = this;
    const classes = [
      cell.kind === 'md' || cell.kind === 'input' ? 'prose' : '',
      problemsOf(cell).length > 0 || this.isRenaming ? 'loud' : '',
      this.selected ? `selected ${this.mode}` : '',
    ];
    return html`<article
      class=${classes.join(' ')}
      tabindex=${this.selected ? '0' : '-1'}
      aria-label=${`${this.kind?.label ?? cell.kind} ${cell.name ?? ''}, ${stateWords(cell)}`}
      @focusin=${this.#focused}
      @focusout=${this.#unfocused}
      @param=${this.#param}
      @turn=${this.#turn}
    >
      ${this.#head()} ${isBusy(cell) ? this.#progress() : nothing} ${this.#source()} ${this.#problems()}
      ${
        this.draft?.conflict
          ? html`<conflict-card
              .draftKey=${cell.id}
              .mine=${this.draft.body}
              .theirs=${this.draft.conflict.theirs}
            ></conflict-card>`
          : nothing
      }
      ${this.#output()}
    </article>`;
  }

  #head(): TemplateResult {
    const { cell } = this;
    const { tone, mark } = stateTone(cell.state);
    const legs = cell.datasets.map(({ name, kind }) => ({ name, kind, label: this.labels.get(name) ?? name }));
    return html`<header>
      ${this.isRenaming ? this.#rename() : cell.name ? html`<span class="name">${cell.name}</span>` : nothing}
      <span class="kind-label">${this.kind?.label ?? cell.kind}</span>
      <trivet-legs .legs=${legs}></trivet-legs>
      <span class="state ${tone}">${icon(mark)}${stateWords(cell)}</span>
      <span class="facts">${cellFacts(cell)}</span>
      ${this.selected ? html`<span class="mode">${this.mode === 'edit' ? 'Edit' : 'Command'}</span>` : nothing}
      <span class="actions">
        ${
          isBusy(cell)
            ? html`<button class="quiet icon" aria-label="Stop ${nameOf(cell)}" title="Stop" @click=${this.#stop}>
                ${icon('stop')}
              </button>`
            : html`<button class="quiet icon" aria-label="Run ${nameOf(cell)}" title="Run" @click=${this.#run}>
                ${icon('run')}
              </button>`
        }
        <button
          class="quiet icon"
          aria-label="Source of ${nameOf(cell)}"
          aria-pressed=${this.#showsSource() ? 'true' : 'false'}
          title="Show or hide the source"
          @click=${() => (this.shown = !this.#showsSource())}
        >
          ${icon('code')}
        </button>
        ${
          this.readOnly
            ? nothing
            : html`<trivet-menu
                label="More for ${nameOf(cell)}"
                .items=${cellMenu(cell)}
                @choose=${(event: CustomEvent<string>) => chooseInMenu(this, event.detail)}
              ></trivet-menu>`
        }
      </span>
    </header>`;
  }

  #rename(): TemplateResult {
    const finish = (name: string | null) => {
      this.isRenaming = false;
      if (name !== null && name !== (this.cell.name ?? ''))
        act(this, { type: 'rename', cell: this.cell.id, name: name === '' ? null : name });
      this.renderRoot.querySelector<HTMLElement>('article')?.focus();
    };
    return html`<span class="rename">
      <input
        aria-label="Name of the cell"
        placeholder="name"
        .value=${this.cell.name ?? ''}
        @keydown=${(event: KeyboardEvent) => {
          event.stopPropagation();
          if (event.key === 'Enter') finish(this.renderRoot.querySelector('input')?.value.trim() ?? null);
          if (event.key === 'Escape') finish(null);
        }}
      />
      <span>Enter keeps it, Esc does not</span>
    </span>`;
  }

  #progress(): TemplateResult {
    const { cell } = this;
    return html`<progress
      max="1"
      value=${cell.progress ?? nothing}
      aria-label="Progress of ${nameOf(cell)}"
    ></progress>`;
  }

  #source(): TemplateResult | typeof nothing {
    const text = this.draft?.body ?? this.cell.body;
    const language = this.kind?.language ?? 'markdown';
    if (!this.#showsSource() && !this.hasEditor) return nothing;
    return html`<div class="source" ?hidden=${!this.#showsSource()}>
      ${
        this.hasEditor
          ? html`<code-editor
              .value=${text}
              language=${language}
              label="Source of ${nameOf(this.cell)}"
              .words=${this.words}
              .marks=${this.#marks}
              .readOnly=${this.readOnly}
              @edit=${(event: CustomEvent<string>) => act(this, { type: 'typed', key: this.cell.id, body: event.detail })}
              @leave=${this.#leave}
            ></code-editor>`
          : html`<div class="closed" @click=${this.#editAtClick}>
              <source-text .text=${text} language=${language}></source-text>
              ${
                this.readOnly
                  ? nothing
                  : html`<button
                      class="quiet"
                      aria-label="Edit the source of ${nameOf(this.cell)}"
                      @click=${this.#edit}
                    >
                      ${icon('pen')}Edit
                    </button>`
              }
            </div>`
      }
    </div>`;
  }

  /** Mistakes in the text; while somebody is typing they are said quietly, for the text is not finished. */
  #problems(): TemplateResult | typeof nothing {
    const { cell } = this;
    const isTyping = this.isEditing && this.draft !== null;
    const shown = isTyping || cell.output?.__typename !== 'ProblemOutput' ? problemsOf(cell) : cell.problems;
    const { output } = cell;
    const failed = output?.__typename === 'ProblemOutput' && !isTyping ? output.problem.message : null;
    const problems = shown.filter(({ message }, index) => message !== failed && isFirst(shown, index));
    if (problems.length === 0) return nothing;
    return html`<trivet-problems ?quiet=${isTyping} .problems=${problems}></trivet-problems>`;
  }

  #output(): TemplateResult | typeof nothing {
    const { cell } = this;
    const { output } = cell;
    if (cell.kind === 'md' && (this.draft?.body ?? cell.body).trim() === '')
      return this.isEditing
        ? nothing
        : html`<p class="empty" @dblclick=${this.#edit}>An empty text. Press Enter to write.</p>`;
    if (!output || (output.__typename === 'ProblemOutput' && this.isEditing && this.draft !== null)) return nothing;
    const isOld = cell.state !== 'FRESH' && output.__typename !== 'ProblemOutput';
    return html`<div
      class="output ${isOld ? 'old' : ''} ${isBusy(cell) ? 'soon' : ''}"
      @dblclick=${cell.kind === 'md' ? this.#edit : nothing}
    >
      ${renderOutput(output, { name: nameOf(cell), labels: this.labels, turn: this.turn, fileOf: this.#fileOf })}
    </div>`;
  }

  readonly #fileOf = (format: string): string =>
    printCellFile(this.slug, this.params, this.cell.name ?? this.cell.id, format);

  #showsSource(): boolean {
    if (this.isEditing) return true;
    if (this.shown !== null) return this.shown;
    return this.sources === 'all' || (this.sources === 'auto' && open.has(this.cell.kind));
  }

  async #openEditor(): Promise<void> {
    await import('../editors/code-editor.ts');
    if (!this.isEditing) return;
    this.hasEditor = true;
    await this.updateComplete;
    const editor = this.renderRoot.querySelector<CodeEditor>('code-editor');
    await editor?.updateComplete;
    if (this.isEditing && this.shadowRoot?.activeElement !== editor) editor?.focus();
  }

  readonly #run = (): void => {
    act(this, { type: 'run', cells: [this.cell.id], force: this.cell.state === 'FRESH' });
  };

  readonly #stop = (): void => {
    act(this, { type: 'cancel', cells: [this.cell.id] });
  };

  // Asked for even where the mode seems unchanged: leaving and coming back may fall into one drawing.
  readonly #edit = (): void => {
    act(this, { type: 'select', cell: this.cell.id, mode: 'edit' });
    void this.updateComplete.then(() => this.#openEditor());
  };

  /** A click into the source begins to edit it; a selection with the pointer is left alone. */
  readonly #editAtClick = (): void => {
    if (!this.readOnly && (window.getSelection()?.isCollapsed ?? true)) this.#edit();
  };

  readonly #leave = (): void => {
    act(this, { type: 'select', cell: this.cell.id, mode: 'command' });
    this.renderRoot.querySelector<HTMLElement>('article')?.focus();
  };

  readonly #focused = (event: FocusEvent): void => {
    act(this, { type: 'select', cell: this.cell.id, mode: isFromEditor(event) ? 'edit' : 'command' });
  };

  /** An editor that has lost the focus is not edited: keys mean commands again. */
  readonly #unfocused = (event: FocusEvent): void => {
    const isInside = event.relatedTarget instanceof Node && this.renderRoot.contains(event.relatedTarget);
    if (isFromEditor(event) && !isInside && this.isEditing)
      act(this, { type: 'select', cell: this.cell.id, mode: 'command' });
  };

  readonly #param = (event: CustomEvent<ParamChange>): void => {
    act(this, { type: 'setParam', ...event.detail });
  };

  readonly #turn = (event: CustomEvent<Turn>): void => {
    act(this, { type: 'turnPage', cell: this.cell.id, ...event.detail });
  };
}
customElements.define('cell-view', CellView);

function isFirst(problems: readonly Problem[], index: number): boolean {
  return problems.findIndex(({ message }) => message === problems[index]?.message) === index;
}

function isFromEditor(event: Event): boolean {
  return event.composedPath().some((node) => node instanceof Element && node.localName === 'code-editor');
}
