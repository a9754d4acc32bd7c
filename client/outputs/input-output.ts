import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import type { InputFieldsFragment } from '../generated.ts';
import { base } from '../ui/base.ts';

/** Says `param` with `{ name, value }` when a person chose another value. */
export interface ParamChange {
  readonly name: string;
  readonly value: unknown;
}

type Draw = (element: InputOutputElement) => TemplateResult;

/** A control for one parameter of the notebook. */
export class InputOutputElement extends LitElement {
  static override properties = { output: { attribute: false } };
  declare output: InputFieldsFragment;

  static override styles = [
    base,
    css`
      .field {
        display: inline-grid;
        gap: 0.2rem;
        max-width: 100%;
        border: 0;
        margin: 0;
        padding: 0;
      }
      label,
      legend {
        padding: 0;
        color: var(--ink-2);
        font-size: var(--small);
        font-weight: 560;
      }
      select,
      input:not([type='checkbox']) {
        min-width: min(12rem, 100%);
        max-width: 100%;
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.3rem 0.9rem;
        font-size: var(--small);
      }
      .row label {
        display: inline-flex;
        align-items: center;
        gap: 0.4em;
        font-weight: 440;
        color: var(--ink);
      }
      .help {
        color: var(--ink-3);
        font-size: var(--tiny);
        max-width: 36rem;
      }
    `,
  ];

  override render(): TemplateResult {
    const draw = controls.get(this.output.control) ?? drawText;
    return draw(this);
  }

  change(value: unknown): void {
    const detail: ParamChange = { name: this.output.parameter, value };
    this.dispatchEvent(new CustomEvent('param', { detail, bubbles: true, composed: true }));
  }
}
customElements.define('input-output', InputOutputElement);

const controls: ReadonlyMap<string, Draw> = new Map([
  ['text', drawText],
  ['number', drawNumber],
  ['checkbox', drawCheckbox],
  ['date', drawDate],
  ['date_range', drawRange],
  ['select', drawSelect],
  ['multiselect', drawMany],
]);

function drawText(element: InputOutputElement): TemplateResult {
  const { value, optional } = element.output;
  return field(
    element,
    html`<input
      id="control"
      type="text"
      .value=${textOf(value)}
      @change=${(event: Event) => element.change(valueOf(event) === '' && optional ? null : valueOf(event))}
    />`,
  );
}

function drawNumber(element: InputOutputElement): TemplateResult {
  const { value, min, max, optional } = element.output;
  return field(
    element,
    html`<input
      id="control"
      type="number"
      step="any"
      min=${attributeOf(min)}
      max=${attributeOf(max)}
      .value=${textOf(value)}
      @change=${(event: Event) => {
        const text = valueOf(event);
        if (text !== '') element.change(Number(text));
        else if (optional) element.change(null);
      }}
    />`,
  );
}

function drawCheckbox(element: InputOutputElement): TemplateResult {
  const { value, label } = element.output;
  return html`<div class="field">
    <div class="row">
      <label
        ><input
          type="checkbox"
          .checked=${value === true}
          @change=${(event: Event) => element.change(isChecked(event))}
        />${label}</label
      >
    </div>
    ${help(element)}
  </div>`;
}

function drawDate(element: InputOutputElement): TemplateResult {
  const { value, min, max, optional } = element.output;
  return field(
    element,
    html`<input
      id="control"
      type="date"
      min=${attributeOf(min)}
      max=${attributeOf(max)}
      .value=${textOf(value)}
      @change=${(event: Event) => {
        if (valueOf(event) !== '' || optional) element.change(valueOf(event) || null);
      }}
    />`,
  );
}

/** From the first day until before the second. */
function drawRange(element: InputOutputElement): TemplateResult {
  const [from, to] = Array.isArray(element.output.value) ? element.output.value.map(textOf) : ['', ''];
  const end = (at: 0 | 1, label: string, value: string | undefined) =>
    html`<label
      >${label}
      <input
        type="date"
        .value=${value ?? ''}
        @change=${(event: Event) => {
          const range = at === 0 ? [valueOf(event), to] : [from, valueOf(event)];
          if (range.every((day) => day !== '')) element.change(range);
        }}
    /></label>`;
  return html`<fieldset class="field">
    <legend>${element.output.label}</legend>
    <div class="row">${end(0, 'from', from)}${end(1, 'until before', to)}</div>
    ${help(element)}
  </fieldset>`;
}

function drawSelect(element: InputOutputElement): TemplateResult {
  const { value, options, optional } = element.output;
  const chosen = key(value);
  const all = '';
  return field(
    element,
    html`<select
      id="control"
      @change=${(event: Event) => {
        const picked = options.find((option) => key(option.value) === valueOf(event));
        element.change(picked ? picked.value : null);
      }}
    >
      ${
        optional || value === null || value === undefined
          ? html`<option value=${all} ?selected=${value === null || value === undefined}>
              ${optional ? 'All' : '–'}
            </option>`
          : nothing
      }
      ${options.map(
        (option) =>
          html`<option value=${key(option.value)} ?selected=${key(option.value) === chosen}>${option.label}</option>`,
      )}
    </select>`,
  );
}

function drawMany(element: InputOutputElement): TemplateResult {
  const chosen = new Set((Array.isArray(element.output.value) ? element.output.value : []).map(key));
  return html`<fieldset class="field">
    <legend>${element.output.label}</legend>
    <div class="row">
      ${element.output.options.map(
        (option) =>
          html`<label
            ><input
              type="checkbox"
              .checked=${chosen.has(key(option.value))}
              @change=${(event: Event) => {
                const next = new Set(chosen);
                if (isChecked(event)) next.add(key(option.value));
                else next.delete(key(option.value));
                const values = element.output.options
                  .filter(({ value }) => next.has(key(value)))
                  .map(({ value }) => value);
                element.change(values.length === 0 && element.output.optional ? null : values);
              }}
            />${option.label}</label
          >`,
      )}
    </div>
    ${help(element)}
  </fieldset>`;
}

function field(element: InputOutputElement, control: TemplateResult): TemplateResult {
  return html`<div class="field"><label for="control">${element.output.label}</label>${control}${help(element)}</div>`;
}

function help(element: InputOutputElement): TemplateResult | typeof nothing {
  return element.output.help ? html`<div class="help">${element.output.help}</div>` : nothing;
}

function key(value: unknown): string {
  return JSON.stringify(value ?? null);
}

function textOf(value: unknown): string {
  return value === null || value === undefined ? '' : String(value);
}

function attributeOf(value: unknown): string | typeof nothing {
  return value === null || value === undefined ? nothing : String(value);
}

function valueOf(event: Event): string {
  const { target } = event;
  return target instanceof HTMLInputElement || target instanceof HTMLSelectElement ? target.value : '';
}

function isChecked(event: Event): boolean {
  return event.target instanceof HTMLInputElement && event.target.checked;
}
