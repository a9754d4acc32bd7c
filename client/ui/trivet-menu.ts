import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { base } from './base.ts';
import { icon, type IconName } from './icons.ts';

export interface MenuItem {
  readonly id: string;
  readonly label: string;
  readonly icon?: IconName;
  /** A key that does the same, as it is printed. */
  readonly hint?: string;
  readonly disabled?: boolean;
}

/** A button that opens a list of things to do; says `choose` with the item's id. Arrow keys, Home, End and Escape work. */
export class TrivetMenu extends LitElement {
  static override properties = { label: {}, items: { attribute: false }, isOpen: { state: true } };
  declare label: string;
  declare items: readonly MenuItem[];
  declare isOpen: boolean;

  static override styles = [
    base,
    css`
      :host {
        position: relative;
        display: inline-block;
      }
      .list {
        position: absolute;
        right: 0;
        top: calc(100% + 4px);
        z-index: 30;
        min-width: 13rem;
        padding: 0.3rem;
        border: 1px solid var(--line);
        border-radius: 8px;
        background: var(--raised);
        box-shadow: var(--shadow);
      }
      .list button {
        display: flex;
        width: 100%;
        border: 0;
        background: none;
        font-weight: 440;
      }
      .list button:hover:not(:disabled),
      .list button:focus-visible {
        background: var(--sunken);
        outline-offset: -2px;
      }
      .hint {
        margin-left: auto;
        padding-left: 1.5rem;
        color: var(--ink-3);
        font-size: var(--tiny);
      }
    `,
  ];

  constructor() {
    super();
    this.label = '';
    this.items = [];
    this.isOpen = false;
  }

  override render(): TemplateResult {
    return html`<button
        class="quiet icon trigger"
        aria-haspopup="menu"
        aria-expanded=${this.isOpen ? 'true' : 'false'}
        aria-label=${this.label}
        title=${this.label}
        @click=${() => (this.isOpen ? this.#close(true) : void this.#open())}
      >
        ${icon('more')}</button
      >${
        this.isOpen
          ? html`<div class="list" role="menu" aria-label=${this.label} @keydown=${this.#key} @focusout=${this.#left}>
              ${this.items.map(
                (item) =>
                  html`<button
                    role="menuitem"
                    tabindex="-1"
                    ?disabled=${item.disabled}
                    @click=${() => this.#choose(item)}
                  >
                    ${item.icon ? icon(item.icon) : nothing}${item.label}${
                      item.hint ? html`<span class="hint" aria-hidden="true">${item.hint}</span>` : nothing
                    }
                  </button>`,
              )}
            </div>`
          : nothing
      }`;
  }

  async #open(): Promise<void> {
    this.isOpen = true;
    await this.updateComplete;
    this.#choices()[0]?.focus();
  }

  #close(returnFocus: boolean): void {
    this.isOpen = false;
    if (returnFocus) this.renderRoot.querySelector<HTMLElement>('.trigger')?.focus();
  }

  #choose(item: MenuItem): void {
    this.#close(true);
    this.dispatchEvent(new CustomEvent('choose', { detail: item.id }));
  }

  readonly #key = (event: KeyboardEvent): void => {
    const choices = this.#choices();
    const at = choices.findIndex((choice) => choice === this.shadowRoot?.activeElement);
    const targets: ReadonlyMap<string, number> = new Map([
      ['ArrowDown', (at + 1) % choices.length],
      ['ArrowUp', (at - 1 + choices.length) % choices.length],
      ['Home', 0],
      ['End', choices.length - 1],
    ]);
    const target = targets.get(event.key);
    if (event.key === 'Escape') this.#close(true);
    else if (target === undefined) return;
    else choices[target]?.focus();
    event.preventDefault();
    event.stopPropagation();
  };

  readonly #left = (event: FocusEvent): void => {
    const next = event.relatedTarget;
    if (!(next instanceof Node && this.renderRoot.contains(next))) this.#close(false);
  };

  #choices(): readonly HTMLButtonElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLButtonElement>('[role=menuitem]:not(:disabled)')];
  }
}
customElements.define('trivet-menu', TrivetMenu);
