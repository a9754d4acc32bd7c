import { css, html, LitElement, type TemplateResult } from 'lit';
import { commands, printKeys } from '../state/commands.ts';
import { base } from '../ui/base.ts';
import '../ui/trivet-dialog.ts';

/** All keys, from the list that makes them work. */
export class KeySheet extends LitElement {
  static override properties = { open: { type: Boolean } };
  declare open: boolean;

  static override styles = [
    base,
    css`
      table {
        width: 100%;
        border-collapse: collapse;
        font-size: var(--small);
      }
      td,
      th {
        padding: 0.3rem 0.6rem 0.3rem 0;
        border-bottom: 1px solid var(--line);
        text-align: left;
        font-weight: 400;
      }
      thead th {
        color: var(--ink-3);
        font-size: var(--tiny);
      }
      kbd {
        display: inline-block;
        min-width: 1.5em;
        padding: 0.05rem 0.4rem;
        border: 1px solid var(--line-2);
        border-bottom-width: 2px;
        border-radius: 4px;
        background: var(--sunken);
        font-size: var(--tiny);
        text-align: center;
      }
    `,
  ];

  constructor() {
    super();
    this.open = false;
  }

  override render(): TemplateResult {
    const isMac = /Mac|iP(hone|ad)/.test(navigator.userAgent);
    return html`<trivet-dialog
      heading="Keys"
      .open=${this.open}
      @close=${() => {
        this.open = false;
        this.dispatchEvent(new CustomEvent('close'));
      }}
    >
      <table>
        <thead>
          <tr>
            <th scope="col">Does</th>
            <th scope="col">Keys</th>
            <th scope="col">In</th>
          </tr>
        </thead>
        <tbody>
          ${commands.map(
            (command) =>
              html`<tr>
                <th scope="row">${command.title}</th>
                <td>
                  ${command.keys.map(
                    (keys, index) =>
                      html`${index > 0 ? ' or ' : ''}${printKeys(keys, isMac).map((key) => html`<kbd>${key}</kbd> `)}`,
                  )}
                </td>
                <td>${command.modes.length === 2 ? 'both modes' : command.modes[0]}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </trivet-dialog>`;
  }
}
customElements.define('key-sheet', KeySheet);
