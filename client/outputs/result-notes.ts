import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import type { AccountFieldsFragment, WarningFieldsFragment } from '../generated.ts';
import { base } from '../ui/base.ts';
import { plural } from '../ui/format.ts';
import { icon } from '../ui/icons.ts';
import { kindStyles, kindWord } from '../ui/kinds.ts';
import '../ui/trivet-problems.ts';
import { accountWords, labelOf, type Labels } from './account.ts';

/** What can wait until somebody asks; every other warning changes how the numbers are to be read, and stands openly. */
const quiet: ReadonlySet<string> = new Set(['NULL_KEYS', 'ORPHANS', 'DEDUPLICATED', 'SMALL_N', 'ASOF_TIES']);

/** What a careful reader asks of a result: what became of every row, and what to bear in mind. */
export class ResultNotes extends LitElement {
  static override properties = {
    accounting: { attribute: false },
    warnings: { attribute: false },
    labels: { attribute: false },
  };
  declare accounting: readonly AccountFieldsFragment[];
  declare warnings: readonly WarningFieldsFragment[];
  declare labels: Labels;

  static override styles = [
    base,
    kindStyles,
    css`
      details {
        font-size: var(--small);
      }
      summary {
        width: fit-content;
        color: var(--ink-3);
        font-size: var(--tiny);
      }
      .account {
        display: grid;
        gap: 0.3rem;
        margin: 0.5rem 0 0.4rem;
        list-style: none;
        color: var(--ink-2);
      }
      .open {
        display: grid;
        gap: 0.15rem;
        margin: 0.35rem 0 0.25rem;
        list-style: none;
        font-size: var(--small);
      }
      .open li {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 0.4rem;
      }
      .open svg {
        margin-top: 0.15em;
        color: var(--warn);
      }
      .hint {
        color: var(--ink-3);
      }
      strong {
        font-weight: 560;
        color: var(--ink);
      }
    `,
  ];

  constructor() {
    super();
    this.accounting = [];
    this.warnings = [];
    this.labels = new Map();
  }

  override render(): TemplateResult | typeof nothing {
    const { accounting, warnings } = this;
    if (accounting.length === 0 && warnings.length === 0) return nothing;
    const open = warnings.filter(({ code }) => !quiet.has(code));
    const rest = warnings.filter(({ code }) => quiet.has(code));
    const account = accounting.length > 0 ? 'What became of every row' : null;
    const notes = rest.length > 0 ? plural(rest.length, 'note') : null;
    const inside = [account, notes].filter((part) => part !== null);
    return html`${
      open.length === 0
        ? nothing
        : html`<ul class="open" aria-label="To bear in mind">
            ${open.map(
              ({ code, message, hint }) =>
                html`<li data-code=${code}>
                  ${icon('info')}<span
                    >${message}${hint === null ? nothing : html` <span class="hint">${hint}</span>`}</span
                  >
                </li>`,
            )}
          </ul>`
    }${
      inside.length === 0
        ? nothing
        : html`<details>
            <summary>${inside.join(' · ')}</summary>
            ${accounting.length > 0 ? this.#account() : nothing}
            <trivet-problems
              quiet
              .problems=${rest.map(({ code, message, hint }) => ({ code, message, hint, severity: 'WARNING' as const }))}
            ></trivet-problems>
          </details>`
    }`;
  }

  #account(): TemplateResult {
    return html`<ul class="account">
      ${this.accounting.map(
        (leg) =>
          html`<li>
            ${kindWord(leg.kind)} <strong>${labelOf(this.labels, leg.dataset)}</strong>: ${accountWords(leg)}
          </li>`,
      )}
    </ul>`;
  }
}
customElements.define('result-notes', ResultNotes);
