import { html, LitElement, type TemplateResult } from 'lit';
import type { ProblemOutputFieldsFragment } from '../generated.ts';
import { base } from '../ui/base.ts';
import '../ui/trivet-problems.ts';

/** A run that failed, as a sentence with a way out. */
export class ProblemOutputElement extends LitElement {
  static override properties = { output: { attribute: false } };
  declare output: ProblemOutputFieldsFragment;

  static override styles = base;

  override render(): TemplateResult {
    return html`<trivet-problems .problems=${[this.output.problem]}></trivet-problems>`;
  }
}
customElements.define('problem-output', ProblemOutputElement);
