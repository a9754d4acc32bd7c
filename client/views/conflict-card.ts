import { css, html, LitElement, type TemplateResult } from 'lit';
import { base } from '../ui/base.ts';
import { icon } from '../ui/icons.ts';
import { act } from './act.ts';

/** Two texts of one cell: a person decides, and nothing is lost before they have. */
export class ConflictCard extends LitElement {
  static override properties = { draftKey: {}, mine: {}, theirs: {} };
  declare draftKey: string;
  declare mine: string;
  declare theirs: string;

  static override styles = [
    base,
    css`
      section {
        padding: 0.8rem 0.95rem 0.95rem;
        border: 1px solid var(--warn);
        border-radius: var(--radius);
        background: var(--warn-soft);
      }
      h3 {
        display: flex;
        align-items: center;
        gap: 0.4em;
        font-size: var(--small);
      }
      .texts {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(16rem, 100%), 1fr));
        gap: 0.8rem;
        margin-top: 0.6rem;
      }
      h4 {
        margin-bottom: 0.25rem;
        font-size: var(--tiny);
        color: var(--ink-2);
      }
      pre {
        max-height: 16rem;
        margin: 0 0 0.5rem;
        padding: 0.5rem 0.7rem;
        border-radius: var(--radius);
        background: var(--surface);
        font-size: var(--tiny);
        overflow: auto;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
    `,
  ];

  override render(): TemplateResult {
    return html`<section aria-label="Two versions of this text">
      <h3>${icon('warn')} Somebody saved a newer text while you were typing. Nothing is lost: choose.</h3>
      <div class="texts">
        ${this.#text('Yours', this.mine, 'mine', 'Keep yours')}${this.#text('Theirs', this.theirs, 'theirs', 'Take theirs')}
      </div>
    </section>`;
  }

  #text(title: string, text: string, keep: 'mine' | 'theirs', label: string): TemplateResult {
    return html`<div>
      <h4>${title}</h4>
      <pre tabindex="0" aria-label=${title}><code>${text}</code></pre>
      <button @click=${() => act(this, { type: 'resolve', key: this.draftKey, keep })}>${label}</button>
    </div>`;
  }
}
customElements.define('conflict-card', ConflictCard);
