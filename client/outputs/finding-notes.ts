import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import type { FindingFieldsFragment } from '../generated.ts';
import { base } from '../ui/base.ts';
import { format } from '../ui/format.ts';
import { icon, type IconName } from '../ui/icons.ts';

type Diagnostic = FindingFieldsFragment['finding']['diagnostics'][number];

/** What a careful reader asks of a finding: what was checked, what has to be true, what it may not be read as. */
export class FindingNotes extends LitElement {
  static override properties = {
    diagnostics: { attribute: false },
    assumptions: { attribute: false },
    limits: { attribute: false },
  };
  declare diagnostics: readonly Diagnostic[];
  declare assumptions: readonly string[];
  declare limits: readonly string[];

  static override styles = [
    base,
    css`
      details {
        font-size: var(--small);
      }
      summary {
        width: fit-content;
        padding: 0.2rem 0;
        color: var(--ink-2);
      }
      ul {
        display: grid;
        gap: 0.35rem;
        margin: 0.2rem 0 0.5rem;
        list-style: none;
        color: var(--ink-2);
      }
      .plain {
        padding-left: 1.1rem;
        list-style: disc;
      }
      .checks li {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 0.5rem;
      }
      .checks svg {
        margin-top: 0.25em;
        color: var(--ink-3);
      }
      .passed svg {
        color: var(--good);
      }
      .failed svg {
        color: var(--warn);
      }
      strong {
        color: var(--ink);
        font-weight: 560;
      }
    `,
  ];

  constructor() {
    super();
    this.diagnostics = [];
    this.assumptions = [];
    this.limits = [];
  }

  override render(): TemplateResult {
    return html`${this.#checks()} ${folded('What has to be true', this.assumptions)}
    ${folded('What it may not be read as', this.limits)}`;
  }

  #checks(): TemplateResult | typeof nothing {
    const { diagnostics } = this;
    if (diagnostics.length === 0) return nothing;
    const hasFailed = diagnostics.some(({ passed }) => passed === false);
    return html`<details ?open=${hasFailed}>
      <summary>What was checked: ${tallied(diagnostics)}</summary>
      <ul class="checks">
        ${diagnostics.map((each) => {
          const { word, mark, tone } = outcome(each.passed);
          return html`<li class=${tone}>
            ${icon(mark)}
            <span> <strong>${each.label}</strong>${figure(each.value)}, ${word}. ${each.message} </span>
          </li>`;
        })}
      </ul>
    </details>`;
  }
}
customElements.define('finding-notes', FindingNotes);

interface Outcome {
  readonly word: string;
  readonly mark: IconName;
  readonly tone: string;
}

function outcome(passed: boolean | null): Outcome {
  if (passed === null) return { word: 'for reading', mark: 'info', tone: '' };
  return passed
    ? { word: 'passed', mark: 'check', tone: 'passed' }
    : { word: 'did not pass', mark: 'cross', tone: 'failed' };
}

/** `2 passed, 1 did not pass, 3 for reading`. */
function tallied(diagnostics: readonly Diagnostic[]): string {
  const counts = [true, false, null].flatMap((passed) => {
    const count = diagnostics.filter((each) => each.passed === passed).length;
    return count === 0 ? [] : [`${count} ${outcome(passed).word}`];
  });
  return counts.join(', ');
}

function figure(value: unknown): string {
  return value === null || value === undefined ? '' : ` ${format(value)}`;
}

function folded(title: string, lines: readonly string[]): TemplateResult | typeof nothing {
  if (lines.length === 0) return nothing;
  return html`<details>
    <summary>${title}</summary>
    <ul class="plain">
      ${lines.map((line) => html`<li>${line}</li>`)}
    </ul>
  </details>`;
}
