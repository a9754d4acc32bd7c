import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import type { MetricFieldsFragment } from '../generated.ts';
import { base } from '../ui/base.ts';
import { format, formatDay, formatDelta, formatInterval } from '../ui/format.ts';
import { icon } from '../ui/icons.ts';
import './result-notes.ts';
import { sparkline } from './sparkline.ts';

/** One number that matters, never without how sure it is. */
export class MetricOutputElement extends LitElement {
  static override properties = { output: { attribute: false } };
  declare output: MetricFieldsFragment;

  static override styles = [
    base,
    css`
      .tile {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 0.15rem 1.25rem;
        max-width: 30rem;
        padding: 0.95rem 1.15rem 0.9rem;
        border: 1px solid var(--line);
        border-radius: 8px;
        background: var(--surface);
        font-variant-numeric: tabular-nums lining-nums;
      }
      h3 {
        grid-column: 1 / -1;
        color: var(--ink-2);
        font-size: var(--small);
        font-weight: 560;
        letter-spacing: 0;
      }
      .value {
        font-size: 2.375rem;
        font-weight: 620;
        line-height: 1.12;
        letter-spacing: -0.025em;
      }
      .value.withheld {
        font-size: 1.5rem;
        font-style: italic;
        font-weight: 440;
        letter-spacing: 0;
      }
      .define {
        min-width: 1.5rem;
        min-height: 1.5rem;
        margin-left: 0.15rem;
        padding: 0;
        border: 0;
        background: none;
        color: var(--ink-3);
        vertical-align: middle;
      }
      .few .value {
        color: var(--ink-3);
      }
      .sure,
      .definition {
        color: var(--ink-3);
        font-size: var(--small);
      }
      .sure {
        grid-column: 1;
      }
      .spark {
        grid-row: 2 / span 2;
        grid-column: 2;
        align-self: center;
        fill: none;
        stroke: var(--ink-3);
        stroke-width: 1.5;
        stroke-linejoin: round;
        overflow: visible;
        opacity: var(--picture);
      }
      .spark circle {
        fill: var(--ink);
        stroke: none;
      }
      .beside {
        display: flex;
        flex-wrap: wrap;
        grid-column: 1 / -1;
        gap: 0.2rem 1rem;
        margin-top: 0.4rem;
        font-size: var(--small);
        color: var(--ink-2);
      }
      .beside span {
        display: inline-flex;
        align-items: center;
        gap: 0.3em;
      }
      .better {
        color: var(--good);
        font-weight: 560;
      }
      .worse {
        color: var(--bad);
        font-weight: 560;
      }
      .definition {
        grid-column: 1 / -1;
        margin-top: 0.35rem;
        font-size: var(--tiny);
      }
    `,
  ];

  override render(): TemplateResult {
    const { output } = this;
    const as = { unit: output.unit, format: output.format };
    const isFew = output.n !== null && output.n < output.minN;
    return html`<div class="tile ${isFew ? 'few' : ''}">
        <h3>
          ${output.label}<button
            class="define no-print"
            aria-label="Definition of ${output.label}"
            title="What this is and how it is computed"
            @click=${this.#define}
          >
            ${icon('info')}
          </button>
        </h3>
        <div class="value ${output.suppressed ? 'withheld' : ''}">
          ${output.suppressed ? 'hidden' : format(output.current, as)}
        </div>
        <div class="sure">${output.suppressed ? 'Too few persons stand behind the value.' : sureWords(output)}</div>
        ${sparkline(output.spark)}
        <div class="beside">${this.#comparison()}${this.#target()}</div>
        <div class="definition">${output.definition}</div>
        ${
          output.spark.length > 1
            ? html`<p class="visually-hidden">
                Before: ${output.spark.map(({ at, value }) => `${formatDay(at)} ${format(value, as)}`).join(', ')}
              </p>`
            : nothing
        }
      </div>
      <result-notes .warnings=${output.warnings}></result-notes>`;
  }

  readonly #define = (): void => {
    this.dispatchEvent(new CustomEvent('define', { detail: this.output.metric, bubbles: true, composed: true }));
  };

  #comparison(): TemplateResult | typeof nothing {
    const { comparison, good, unit, format: how } = this.output;
    if (!comparison) return nothing;
    const as = { unit, format: how };
    const { delta, label } = comparison;
    if (comparison.suppressed) return html`<span>The ${label} is hidden: too few persons</span>`;
    if (delta === null) return html`<span>No value for the ${label}</span>`;
    if (comparison.signal === null)
      return html`<span>${formatDelta(delta, as)} on the ${label}: how sure is not known</span>`;
    if (!comparison.signal)
      return html`<span>${formatDelta(delta, as)} on the ${label}: within what chance explains</span>`;
    const isUp = delta > 0;
    const tone = good === null ? '' : (good.toLowerCase() === 'up') === isUp ? 'better' : 'worse';
    const word = tone === '' ? '' : `, ${tone}`;
    return html`<span class=${tone}
      >${icon(isUp ? 'arrowUp' : 'arrowDown')}${formatDelta(delta, as)} on the ${label}${word}</span
    >`;
  }

  #target(): TemplateResult | typeof nothing {
    const { target, unit, format: how } = this.output;
    return target === null ? nothing : html`<span>Target ${format(target, { unit, format: how })}</span>`;
  }
}
customElements.define('metric-output', MetricOutputElement);

/** `(−12 … 60), n 120`; what is missing is left out, too few answers are said. */
function sureWords(output: MetricFieldsFragment): string {
  const { low, high, n, minN, unit, format: how } = output;
  const interval = low !== null && high !== null ? formatInterval(low, high, { unit, format: how }) : null;
  const count = n === null ? null : `n ${format(n, { format: 'integer' })}`;
  const few = n !== null && n < minN ? `fewer than ${minN}: uncertain` : null;
  return [interval, count, few].filter((part) => part !== null).join(', ');
}
