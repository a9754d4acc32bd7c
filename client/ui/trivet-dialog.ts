import { css, html, LitElement, type TemplateResult } from 'lit';
import { base } from './base.ts';
import { icon } from './icons.ts';

/** A window over the page; the browser keeps the focus inside and gives it back. Says `close` when it is left. */
export class TrivetDialog extends LitElement {
  static override properties = { open: { type: Boolean }, heading: {} };
  declare open: boolean;
  declare heading: string;

  static override styles = [
    base,
    css`
      dialog {
        width: min(44rem, calc(100vw - 2rem));
        max-height: min(48rem, calc(100vh - 3rem));
        padding: 0;
        border: 1px solid var(--line);
        border-radius: 10px;
        background: var(--surface);
        color: var(--ink);
        box-shadow: var(--shadow);
        overflow: auto;
      }
      dialog::backdrop {
        background: rgb(20 18 12 / 45%);
      }
      header {
        position: sticky;
        top: 0;
        display: flex;
        align-items: center;
        justify-content: space-between;
        padding: 0.9rem 0.9rem 0.7rem 1.25rem;
        border-bottom: 1px solid var(--line);
        background: var(--surface);
      }
      h2 {
        font-size: 1.0625rem;
      }
      .body {
        padding: 1.1rem 1.25rem 1.35rem;
      }
    `,
  ];

  constructor() {
    super();
    this.open = false;
    this.heading = '';
  }

  override updated(): void {
    const dialog = this.renderRoot.querySelector('dialog');
    if (this.open && dialog && !dialog.open) dialog.showModal();
    if (!this.open && dialog?.open) dialog.close();
  }

  override render(): TemplateResult {
    return html`<dialog aria-labelledby="heading" @close=${this.#closed} @click=${this.#clicked}>
      <header>
        <h2 id="heading">${this.heading}</h2>
        <button class="quiet icon" aria-label="Close" @click=${this.#close}>${icon('cross')}</button>
      </header>
      <div class="body"><slot></slot></div>
    </dialog>`;
  }

  readonly #close = (): void => {
    this.renderRoot.querySelector('dialog')?.close();
  };

  readonly #closed = (): void => {
    this.open = false;
    this.dispatchEvent(new CustomEvent('close'));
  };

  // A click on the backdrop has the dialog itself as its target.
  readonly #clicked = (event: MouseEvent): void => {
    if (event.target === event.currentTarget) this.#close();
  };
}
customElements.define('trivet-dialog', TrivetDialog);
