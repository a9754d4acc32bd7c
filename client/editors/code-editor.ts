import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  closeCompletion,
  type CompletionContext,
  completionKeymap,
  completionStatus,
  type CompletionResult,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { bracketMatching, indentOnInput, syntaxHighlighting } from '@codemirror/language';
import { type Diagnostic, setDiagnostics } from '@codemirror/lint';
import { Compartment, EditorState, type Extension, Prec } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  hoverTooltip,
  keymap,
  lineNumbers,
  placeholder,
  type Tooltip,
} from '@codemirror/view';
import { classHighlighter } from '@lezer/highlight';
import { LitElement, type PropertyValues } from 'lit';
import { editorStyles, editorTheme } from './editor-styles.ts';
import { highlightStyles } from './highlight-styles.ts';
import { loadLanguage } from './languages.ts';
import { markedPlace, type Mark } from './marks.ts';
import { offerSql, type Option } from './sql-completion.ts';
import { noWords, type Words } from './words.ts';
import { offerYaml } from './yaml-completion.ts';
import { meaningInYaml } from './yaml-meaning.ts';

/** An editor for one body. Says `edit` with the text after every change, `leave` for Escape. Tab leaves it, as in any field. */
export class CodeEditor extends LitElement {
  static override properties = {
    value: {},
    language: {},
    label: {},
    hint: {},
    words: { attribute: false },
    marks: { attribute: false },
    readOnly: { type: Boolean },
  };
  declare value: string;
  declare language: string;
  /** What the field is called when it is read aloud. */
  declare label: string;
  /** Shown while it is empty. */
  declare hint: string;
  declare words: Words;
  declare marks: readonly Mark[];
  declare readOnly: boolean;

  #view: EditorView | null = null;
  readonly #languageSlot = new Compartment();

  static override styles = [highlightStyles, editorStyles];

  constructor() {
    super();
    this.value = '';
    this.language = '';
    this.label = 'Source';
    this.hint = '';
    this.words = noWords;
    this.marks = [];
    this.readOnly = false;
  }

  override focus(): void {
    this.#view?.focus();
  }

  override firstUpdated(): void {
    const root = this.shadowRoot;
    if (!root) return;
    this.#view = new EditorView({ state: this.#state(), parent: root, root });
    void this.#loadLanguage();
    this.#mark();
  }

  override updated(changed: PropertyValues<this>): void {
    const view = this.#view;
    if (!view) return;
    const text = view.state.doc.toString();
    if (changed.has('value') && this.value !== text)
      view.dispatch({ changes: { from: 0, to: text.length, insert: this.value } });
    if (changed.has('language') && changed.get('language') !== undefined) void this.#loadLanguage();
    if (changed.has('marks')) this.#mark();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#view?.destroy();
    this.#view = null;
  }

  #state(): EditorState {
    return EditorState.create({ doc: this.value, extensions: this.#extensions() });
  }

  #extensions(): Extension {
    return [
      // First of all: completion's own Escape would swallow the key while it is only getting ready.
      Prec.highest(keymap.of([{ key: 'Escape', run: this.#leave }])),
      lineNumbers(),
      history(),
      drawSelection(),
      indentOnInput(),
      bracketMatching(),
      closeBrackets(),
      syntaxHighlighting(classHighlighter),
      hoverTooltip(this.#meaning),
      autocompletion({ override: [this.#complete], icons: false }),
      EditorView.lineWrapping,
      EditorState.readOnly.of(this.readOnly),
      EditorView.contentAttributes.of({ 'aria-label': this.label }),
      placeholder(this.hint),
      keymap.of([...closeBracketsKeymap, ...completionKeymap, ...defaultKeymap, ...historyKeymap]),
      EditorView.updateListener.of((update) => {
        if (!update.docChanged) return;
        const text = update.state.doc.toString();
        if (text === this.value) return;
        this.value = text;
        this.dispatchEvent(new CustomEvent('edit', { detail: text }));
      }),
      editorTheme,
      this.#languageSlot.of([]),
    ];
  }

  async #loadLanguage(): Promise<void> {
    const language = await loadLanguage(this.language);
    if (language) this.#view?.dispatch({ effects: this.#languageSlot.reconfigure(language) });
  }

  readonly #complete = (context: CompletionContext): CompletionResult | null => {
    const offers = new Map([
      ['sql', offerSql],
      ['yaml', offerYaml],
    ]);
    const offer = offers.get(this.language)?.(context.state.doc.toString(), context.pos, this.words, context.explicit);
    return offer && offer.options.length > 0
      ? { from: offer.from, options: [...offer.options], validFor: this.language === 'yaml' ? /^[\w.-]*$/ : /^[\w.]*$/ }
      : null;
  };

  /** What the word under the pointer means. */
  readonly #meaning = (view: EditorView, position: number): Tooltip | null => {
    const found = this.language === 'yaml' ? meaningInYaml(view.state.doc.toString(), position, this.words) : null;
    if (found === null) return null;
    const { from, to, option } = found;
    return { pos: from, end: to, above: true, create: () => ({ dom: meaningOf(option) }) };
  };

  /** Closes the list of names if it is open, else leaves; a list that is still being made does not hold anybody. */
  readonly #leave = (view: EditorView): boolean => {
    if (completionStatus(view.state) === 'active') return false;
    closeCompletion(view);
    return this.dispatchEvent(new CustomEvent('leave'));
  };

  #mark(): void {
    const view = this.#view;
    if (!view) return;
    const text = view.state.doc.toString();
    const diagnostics = this.marks.flatMap((mark): Diagnostic[] => {
      const place = markedPlace(mark, text);
      return place
        ? [{ ...place, severity: mark.severity === 'WARNING' ? 'warning' : 'error', message: mark.message }]
        : [];
    });
    view.dispatch(setDiagnostics(view.state, diagnostics));
  }
}
customElements.define('code-editor', CodeEditor);

function meaningOf({ label, detail, info }: Option): HTMLElement {
  const dom = document.createElement('div');
  dom.className = 'cm-meaning';
  const name = document.createElement('strong');
  name.textContent = label;
  dom.append(name, ...(detail === '' ? [] : [` ${detail}`]));
  if (info !== undefined) dom.append(Object.assign(document.createElement('div'), { textContent: info }));
  return dom;
}
