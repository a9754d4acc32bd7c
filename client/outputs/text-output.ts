import { css, html, LitElement, type TemplateResult } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import type { TextFieldsFragment } from '../generated.ts';
import { base } from '../ui/base.ts';

/** Prose as the server rendered it. Fires `follow` with a cell's name when somebody follows a link to that cell. */
export class TextOutputElement extends LitElement {
  static override properties = { output: { attribute: false } };
  declare output: TextFieldsFragment;

  static override styles = [
    base,
    css`
      .prose {
        max-width: 44rem;
        font-size: 1rem;
        line-height: 1.6;
        overflow-wrap: break-word;
      }
      .prose > * + * {
        margin-top: 0.75em;
      }
      .prose h1 {
        font-size: 1.625rem;
      }
      .prose h2 {
        margin-top: 1.4em;
        font-size: 1.25rem;
      }
      .prose h3 {
        margin-top: 1.2em;
        font-size: 1.0625rem;
      }
      .prose > :first-child {
        margin-top: 0;
      }
      .prose ul,
      .prose ol {
        padding-left: 1.4em;
      }
      .prose li + li {
        margin-top: 0.25em;
      }
      .prose blockquote {
        margin-inline: 0;
        padding-left: 1rem;
        border-left: 3px solid var(--line-2);
        color: var(--ink-2);
      }
      .prose pre {
        padding: 0.7rem 0.9rem;
        border-radius: var(--radius);
        background: var(--sunken);
        overflow-x: auto;
      }
      .prose :not(pre) > code {
        padding: 0.08em 0.32em;
        border-radius: 4px;
        background: var(--sunken);
      }
      .prose table {
        border-collapse: collapse;
        font-size: var(--small);
        font-variant-numeric: tabular-nums;
      }
      .prose th,
      .prose td {
        padding: 0.3rem 0.7rem;
        border-bottom: 1px solid var(--line);
        text-align: left;
      }
      .prose img {
        max-width: 100%;
      }
      .prose hr {
        border: 0;
        border-top: 1px solid var(--line);
      }
      data.value {
        font-weight: 600;
        font-variant-numeric: tabular-nums;
        border-bottom: 1.5px dotted var(--accent);
      }
    `,
  ];

  override render(): TemplateResult {
    // The server renders Markdown with HTML switched off, so no script, style or handler can be in it (schema: TextOutput.html).
    return html`<div class="prose" @click=${this.#follow}>${unsafeHTML(this.output.html)}</div>`;
  }

  readonly #follow = (event: MouseEvent): void => {
    const link = event.composedPath().find((each) => each instanceof HTMLAnchorElement && each.matches('.cell-link'));
    if (!(link instanceof HTMLAnchorElement)) return;
    event.preventDefault();
    const name = decodeURIComponent(link.hash.slice(1));
    this.dispatchEvent(new CustomEvent<string>('follow', { detail: name, bubbles: true, composed: true }));
  };
}
customElements.define('text-output', TextOutputElement);
