import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { type Draft, type Header, headerKey } from '../state/notebook-state.ts';
import { base } from '../ui/base.ts';
import '../ui/trivet-dialog.ts';
import '../ui/trivet-problems.ts';
import { act } from './act.ts';
import './conflict-card.ts';

/** The head of the notebook's file: title, purpose, parameters, as YAML that is saved like any cell. */
export class HeaderDialog extends LitElement {
  static override properties = { open: { type: Boolean }, header: { attribute: false }, draft: { attribute: false } };
  declare open: boolean;
  declare header: Header;
  declare draft: Draft | null;

  static override styles = [
    base,
    css`
      .stack {
        display: grid;
        gap: 0.7rem;
      }
      .editor {
        border: 1px solid var(--line-2);
        border-radius: var(--radius);
      }
      .editor:focus-within {
        border-color: var(--accent);
      }
    `,
  ];

  constructor() {
    super();
    this.open = false;
    this.draft = null;
  }

  override updated(): void {
    if (this.open) void import('../editors/code-editor.ts');
  }

  override render(): TemplateResult {
    const { header, draft } = this;
    return html`<trivet-dialog
      heading="Title, purpose and parameters"
      .open=${this.open}
      @close=${() => this.dispatchEvent(new CustomEvent('close'))}
    >
      ${
        this.open
          ? html`<div class="stack">
              <p class="small muted">
                The purpose says why the data are used. Parameters become controls and part of the address. Saved as you
                type.
              </p>
              <div class="editor">
                <code-editor
                  language="yaml"
                  label="Header of the notebook"
                  .value=${draft?.body ?? header.header}
                  .readOnly=${header.readOnly}
                  @edit=${(event: CustomEvent<string>) => act(this, { type: 'typed', key: headerKey, body: event.detail })}
                ></code-editor>
              </div>
              ${
                draft?.conflict
                  ? html`<conflict-card
                      .draftKey=${headerKey}
                      .mine=${draft.body}
                      .theirs=${draft.conflict.theirs}
                    ></conflict-card>`
                  : nothing
              }
              ${draft?.error ? html`<trivet-problems .problems=${[draft.error]}></trivet-problems>` : nothing}
              <trivet-problems .problems=${header.problems}></trivet-problems>
            </div>`
          : nothing
      }
    </trivet-dialog>`;
  }
}
customElements.define('header-dialog', HeaderDialog);
