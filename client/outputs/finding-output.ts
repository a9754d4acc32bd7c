import { css, html, LitElement, type TemplateResult } from 'lit';
import type { FindingFieldsFragment } from '../generated.ts';
import { base } from '../ui/base.ts';

/** What an analysis found, how far it carries, and what it refuses. */
export class FindingOutputElement extends LitElement {
  static override properties = { output: { attribute: false } };
  declare output: FindingFieldsFragment;

  static override styles = [
    base,
    css`
      .verdict {
        font-size: 1.15rem;
      }
    `,
  ];

  override render(): TemplateResult {
    const { finding } = this.output;
    return html`<section aria-label=${finding.label}>
      <p class="verdict">${finding.verdict}</p>
      <p><strong>${finding.grade}</strong> ${finding.gradeReason}</p>
      <ul>
        ${finding.refusals.map(({ message, hint }) => html`<li>${message} ${hint}</li>`)}
      </ul>
    </section>`;
  }
}
customElements.define('finding-output', FindingOutputElement);
