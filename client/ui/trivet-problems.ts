import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import type { ProblemFieldsFragment } from '../generated.ts';
import { base } from './base.ts';
import { icon } from './icons.ts';

/** What is to be shown of a problem, wherever it comes from. */
export type ShownProblem = Pick<ProblemFieldsFragment, 'code' | 'message'> & {
  readonly severity?: ProblemFieldsFragment['severity'];
  readonly hint?: string | null;
  readonly choices?: readonly string[];
  readonly subject?: string | null;
  readonly file?: string | null;
  readonly line?: number | null;
};

/** Mistakes and refusals as sentences: what, what to do, the names to choose from, the code for those who search it. */
export class TrivetProblems extends LitElement {
  static override properties = { problems: { attribute: false }, quiet: { type: Boolean, reflect: true } };
  declare problems: readonly ShownProblem[];
  /** Without colour and code: for what is not finished. */
  declare quiet: boolean;

  static override styles = [
    base,
    css`
      ul {
        display: grid;
        gap: 0.5rem;
        list-style: none;
      }
      li {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 0.1rem 0.6rem;
        padding: 0.65rem 0.85rem;
        border-left: 3px solid var(--bad);
        border-radius: 0 var(--radius) var(--radius) 0;
        background: var(--bad-soft);
        font-size: var(--small);
        overflow-wrap: anywhere;
      }
      li.warning {
        border-color: var(--warn);
        background: var(--warn-soft);
      }
      li > svg {
        margin-top: 0.2em;
        color: var(--bad);
      }
      li.warning > svg {
        color: var(--warn);
      }
      :host([quiet]) li {
        padding-block: 0.1rem;
        border-color: transparent;
        background: none;
      }
      :host([quiet]) .message {
        font-weight: 440;
        color: var(--ink-2);
      }
      :host([quiet]) .foot {
        display: none;
      }
      .message {
        font-weight: 540;
      }
      .said {
        white-space: pre-line;
      }
      .rest {
        grid-column: 2;
        color: var(--ink-2);
      }
      .foot {
        grid-column: 2;
        color: var(--ink-2);
        font-size: var(--tiny);
      }
    `,
  ];

  constructor() {
    super();
    this.problems = [];
    this.quiet = false;
  }

  override updated(): void {
    this.hidden = this.problems.length === 0;
  }

  override render(): TemplateResult | typeof nothing {
    if (this.problems.length === 0) return nothing;
    return html`<ul>
      ${this.problems.map((problem) => this.#one(problem))}
    </ul>`;
  }

  #one(problem: ShownProblem): TemplateResult {
    const isWarning = problem.severity === 'WARNING';
    const choices = problem.choices ?? [];
    const place = [problem.file, problem.line ? `line ${problem.line}` : null].filter(Boolean).join(', ');
    return html`<li class=${isWarning ? 'warning' : ''}>
      ${icon(isWarning ? 'info' : 'warn')}
      <div class="message">
        <span class="visually-hidden">${isWarning ? 'Warning: ' : 'Problem: '}</span
        ><span class="said">${problem.message}</span>
      </div>
      ${problem.hint ? html`<div class="rest">${problem.hint}</div>` : nothing}
      ${
        choices.length > 0
          ? html`<div class="rest">
              Choose from: ${choices.map((choice, index) => html`${index ? ', ' : ''}<code>${choice}</code>`)}
            </div>`
          : nothing
      }
      <div class="foot mono">
        ${problem.code}${problem.subject ? ` · ${problem.subject}` : ''}${place ? ` · ${place}` : ''}
      </div>
    </li>`;
  }
}
customElements.define('trivet-problems', TrivetProblems);
