import { css, html, LitElement, nothing, svg, type TemplateResult } from 'lit';
import type { FindingFieldsFragment } from '../generated.ts';
import { base } from '../ui/base.ts';
import { format } from '../ui/format.ts';

const grades = ['E0', 'E1', 'E2', 'E3', 'E4'] as const;

type Graded = Pick<
  FindingFieldsFragment['finding'],
  'grade' | 'gradeWord' | 'gradeMeaning' | 'gradeReason' | 'gradeNext' | 'comparisons' | 'q'
>;

/** How far a finding carries: in words, why, what the next grade needs, and among how many comparisons it was found. */
export class FindingGrade extends LitElement {
  static override properties = { finding: { attribute: false }, refused: { type: Boolean } };
  declare finding: Graded;
  /** Whether nothing is claimed at all. */
  declare refused: boolean;

  static override styles = [
    base,
    css`
      .grade {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 0.1rem 0.6rem;
        color: var(--ink-2);
        font-size: var(--small);
      }
      .steps {
        width: 2.1rem;
        height: 1.1rem;
        margin-top: 0.15rem;
      }
      .steps .on {
        fill: var(--accent);
      }
      .steps .off {
        fill: var(--line-2);
      }
      strong {
        color: var(--ink);
        font-weight: 620;
      }
      .code {
        color: var(--ink-3);
        font-size: var(--tiny);
      }
      p + p {
        grid-column: 2;
      }
    `,
  ];

  constructor() {
    super();
    this.refused = false;
  }

  override render(): TemplateResult {
    const { grade, gradeWord, gradeMeaning, gradeReason, gradeNext } = this.finding;
    const looked = lookedAt(this.finding);
    const level = this.refused ? -1 : grades.indexOf(grade);
    return html`<div class="grade">
      <svg class="steps" viewBox="0 0 34 18" aria-hidden="true">
        ${grades.map((_, at) => {
          const height = 6 + 3 * at;
          return svg`<rect class=${at <= level ? 'on' : 'off'} x=${7 * at} y=${18 - height} width="5" height=${height} rx="1"></rect>`;
        })}
      </svg>
      <p>
        <strong>${gradeWord}</strong>
        ${this.refused ? nothing : html`<span class="code">grade ${grade} of E0–E4</span>`}
      </p>
      <p>${[gradeMeaning, gradeReason, gradeNext].filter((part) => part !== null).join(' ')}</p>
      ${looked === null ? nothing : html`<p>${looked}</p>`}
    </div>`;
  }
}
customElements.define('finding-grade', FindingGrade);

/** `1 of 37 comparisons looked at …`; null where nothing was compared. */
function lookedAt({ comparisons, q }: Graded): string | null {
  if (comparisons === 0) return null;
  const figure = q === null ? '' : `q ${q < 0.001 ? '< 0.001' : `= ${q.toFixed(3)}`}`;
  if (comparisons === 1) return `The only comparison looked at on these data${q === null ? '' : ` (${figure})`}.`;
  const all = `1 of ${format(comparisons, { format: 'integer' })} comparisons looked at on these data.`;
  if (q === null) return all;
  return `${all} Corrected for that, it ${q < 0.05 ? 'still stands out' : 'does not stand out'} (${figure}).`;
}
