import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { AnalysisGroup, ReadWorkspaceQuery } from '../generated.ts';
import { base } from '../ui/base.ts';

export type AnalysisChoice = ReadWorkspaceQuery['analyses'][number];

const groups: { readonly [Group in AnalysisGroup]: string } = {
  SCORES: 'Scores',
  VOICE: 'Voice of the customer',
  MONEY: 'Loops and money',
  JOURNEYS: 'Journeys',
};

/** Analyses by the questions that they answer; typing narrows the list, arrow keys and Enter choose. Says `pick`. */
export class AnalysisPicker extends LitElement {
  static override properties = {
    analyses: { attribute: false },
    sought: { state: true },
    at: { state: true },
  };
  declare analyses: readonly AnalysisChoice[];
  declare sought: string;
  /** The choice that Enter takes. */
  declare at: number;

  static override styles = [
    base,
    css`
      .picker {
        max-width: 44rem;
        margin-bottom: 0.7rem;
        border: 1px solid var(--line);
        border-radius: 8px;
        background: var(--raised);
        box-shadow: var(--shadow);
        overflow: hidden;
      }
      input {
        width: 100%;
        min-height: 2.4rem !important;
        padding-inline: 0.85rem !important;
        border: 0 !important;
        border-bottom: 1px solid var(--line) !important;
        border-radius: 0 !important;
        background: none !important;
      }
      input:focus-visible {
        outline-offset: -2px;
      }
      .list {
        max-height: 22rem;
        padding: 0.3rem;
        overflow: auto;
      }
      .group > span {
        display: block;
        padding: 0.55rem 0.6rem 0.2rem;
        color: var(--ink-3);
        font-size: var(--tiny);
        font-weight: 560;
      }
      [role='option'] {
        display: grid;
        gap: 0.05rem;
        padding: 0.35rem 0.6rem;
        border-radius: 5px;
        font-size: var(--small);
        cursor: pointer;
      }
      [role='option']:hover {
        background: var(--sunken);
      }
      [aria-selected='true'] {
        background: var(--accent-soft) !important;
      }
      .label {
        font-weight: 560;
      }
      .question {
        color: var(--ink-2);
        font-size: var(--tiny);
      }
      .none {
        padding: 0.8rem;
        color: var(--ink-2);
        font-size: var(--small);
      }
    `,
  ];

  constructor() {
    super();
    this.analyses = [];
    this.sought = '';
    this.at = 0;
  }

  override focus(): void {
    this.renderRoot.querySelector('input')?.focus({ preventScroll: true });
    this.renderRoot.querySelector('.picker')?.scrollIntoView({ block: 'nearest' });
  }

  override updated(changed: PropertyValues<this>): void {
    if (changed.has('at')) this.renderRoot.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }

  override render(): TemplateResult {
    const found = this.#found();
    const words = found.length === 1 ? '1 analysis' : `${found.length} analyses`;
    return html`<div class="picker" @keydown=${this.#key}>
      <input
        type="text"
        role="combobox"
        aria-label="Which analysis"
        aria-expanded="true"
        aria-controls="list"
        aria-autocomplete="list"
        aria-activedescendant=${found.length === 0 ? nothing : `choice-${this.at}`}
        placeholder="What do you want to know? Type a word, or choose"
        autocomplete="off"
        .value=${this.sought}
        @input=${this.#seek}
      />
      <div class="list" id="list" role="listbox" aria-label="Analyses">
        ${Object.entries(groups).map(([group, label]) => this.#group(group, label, found))}
      </div>
      ${found.length === 0 ? html`<p class="none">No analysis has these words. Try another, or fewer.</p>` : nothing}
      <p class="visually-hidden" role="status">${words}</p>
    </div>`;
  }

  #group(group: string, label: string, found: readonly AnalysisChoice[]): TemplateResult | typeof nothing {
    const choices = found.flatMap((choice, at) => (choice.group === group ? [{ choice, at }] : []));
    if (choices.length === 0) return nothing;
    return html`<div class="group" role="group" aria-labelledby="group-${group}">
      <span id="group-${group}" role="presentation">${label}</span>
      ${choices.map(
        ({ choice, at }) =>
          html`<div
            id="choice-${at}"
            role="option"
            aria-selected=${at === this.at ? 'true' : 'false'}
            @click=${() => this.#pick(choice)}
          >
            <span class="label">${choice.label}</span>
            <span class="question">${choice.question}</span>
          </div>`,
      )}
    </div>`;
  }

  /** Those in which every word occurs, in the order in which they are shown. */
  #found(): readonly AnalysisChoice[] {
    const words = this.sought.toLowerCase().split(/\s+/);
    const order = Object.keys(groups);
    return this.analyses
      .filter(({ name, label, question }) => {
        const text = `${name} ${label} ${question}`.toLowerCase();
        return words.every((word) => text.includes(word));
      })
      .toSorted((a, b) => order.indexOf(a.group) - order.indexOf(b.group));
  }

  readonly #seek = (event: InputEvent): void => {
    if (!(event.target instanceof HTMLInputElement)) return;
    this.sought = event.target.value;
    this.at = 0;
  };

  readonly #key = (event: KeyboardEvent): void => {
    const found = this.#found();
    const last = Math.max(0, found.length - 1);
    const targets: ReadonlyMap<string, number> = new Map([
      ['ArrowDown', this.at === last ? 0 : this.at + 1],
      ['ArrowUp', this.at === 0 ? last : this.at - 1],
      ['PageDown', Math.min(last, this.at + 6)],
      ['PageUp', Math.max(0, this.at - 6)],
    ]);
    const chosen = found[this.at];
    const target = targets.get(event.key);
    if (target !== undefined) this.at = target;
    else if (event.key === 'Enter' && chosen) this.#pick(chosen);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  #pick(choice: AnalysisChoice): void {
    this.dispatchEvent(new CustomEvent('pick', { detail: choice }));
  }
}
customElements.define('analysis-picker', AnalysisPicker);
