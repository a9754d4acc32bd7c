import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import type { AccountFieldsFragment, WarningFieldsFragment } from '../generated.ts';
import { base } from '../ui/base.ts';
import { plural } from '../ui/format.ts';
import { kindStyles, kindWord } from '../ui/kinds.ts';
import '../ui/trivet-problems.ts';
import { accountWords, labelOf, type Labels } from './account.ts';

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
    const account = accounting.length > 0 ? 'What became of every row' : null;
    const notes = warnings.length > 0 ? plural(warnings.length, 'note') : null;
    return html`<details>
      <summary>${[account, notes].filter((part) => part !== null).join(' · ')}</summary>
      ${
        accounting.length > 0
          ? html`<ul class="account">
              ${accounting.map(
                (leg) =>
                  html`<li>
                    ${kindWord(leg.kind)} <strong>${labelOf(this.labels, leg.dataset)}</strong>: ${accountWords(leg)}
                  </li>`,
              )}
            </ul>`
          : nothing
      }
      <trivet-problems
        quiet
        .problems=${warnings.map(({ code, message, hint }) => ({ code, message, hint, severity: 'WARNING' as const }))}
      ></trivet-problems>
    </details>`;
  }
}
customElements.define('result-notes', ResultNotes);
