import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { base } from '../ui/base.ts';
import {
  chanceWords,
  countWords,
  endWords,
  type Estimate,
  intervalWords,
  levelWords,
  scaleOfEstimates,
  sharedScales,
  valueWords,
} from './estimate-words.ts';
import { ruler, type Scale, whisker } from './whisker.ts';
import { whiskerStyles } from './whisker-styles.ts';

/** How many further numbers stand openly. */
const most = 12;

const wide = { width: 120, height: 14 };

/** The number of a verdict, large, and further ones as a list; each with how sure it is and how many stand behind it. */
export class FindingEstimates extends LitElement {
  static override properties = { estimate: { attribute: false }, estimates: { attribute: false } };
  declare estimate: Estimate | null;
  declare estimates: readonly Estimate[];

  static override styles = [
    base,
    whiskerStyles,
    css`
      :host {
        font-variant-numeric: tabular-nums lining-nums;
      }
      .main {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.35rem 1.5rem;
      }
      .label {
        flex-basis: 100%;
        margin-bottom: -0.3rem;
        color: var(--ink-2);
        font-size: var(--small);
        font-weight: 560;
      }
      .value {
        font-size: 2.375rem;
        font-weight: 620;
        line-height: 1.12;
        letter-spacing: -0.025em;
        overflow-wrap: anywhere;
      }
      .sure {
        display: grid;
        gap: 0.1rem;
        color: var(--ink-2);
        font-size: var(--small);
      }
      .method {
        flex-basis: 100%;
        color: var(--ink-3);
        font-size: var(--tiny);
      }
      .ruler {
        max-width: 100%;
      }
      .rows {
        display: grid;
        grid-template-columns: fit-content(20rem) auto max-content minmax(10rem, 1fr);
        font-size: var(--small);
      }
      .main + .rows {
        margin-top: 0.9rem;
      }
      .row {
        display: grid;
        grid-column: 1 / -1;
        grid-template-columns: subgrid;
        align-items: center;
        gap: 0 1rem;
        padding: 0.32rem 0;
        border-top: 1px solid var(--line);
      }
      .row dd {
        display: contents;
      }
      .row .number {
        font-weight: 600;
        text-align: right;
        white-space: nowrap;
      }
      .row .beside {
        color: var(--ink-3);
        font-size: var(--tiny);
      }
      .beside span {
        white-space: nowrap;
      }
      .level {
        color: var(--ink-3);
        font-size: var(--tiny);
      }
      .row .none {
        width: 0;
      }
      details .rows {
        margin-top: 0.3rem;
      }
      summary {
        width: fit-content;
        padding: 0.25rem 0;
        color: var(--ink-2);
        font-size: var(--small);
      }
      @media (max-width: 640px) {
        .rows {
          grid-template-columns: minmax(0, 1fr) max-content;
        }
        .row .whisker,
        .row .none {
          display: none;
        }
        .row .beside {
          grid-column: 1 / -1;
        }
      }
    `,
  ];

  constructor() {
    super();
    this.estimate = null;
    this.estimates = [];
  }

  override render(): TemplateResult | typeof nothing {
    const { estimate, estimates } = this;
    if (estimate === null && estimates.length === 0) return nothing;
    const scales = sharedScales(estimates);
    const isLong = estimates.length > most;
    const [open, folded] = isLong ? [estimates.slice(0, most - 4), estimates.slice(most - 4)] : [estimates, []];
    return html`${estimate === null ? nothing : main(estimate)} ${open.length === 0 ? nothing : list(open, scales)}
    ${
      folded.length === 0
        ? nothing
        : html`<details>
            <summary>${folded.length} more numbers</summary>
            ${list(folded, scales)}
          </details>`
    }`;
  }
}
customElements.define('finding-estimates', FindingEstimates);

function main(estimate: Estimate): TemplateResult {
  const { interval, label, p } = estimate;
  const scale = scaleOfEstimates([estimate]);
  const count = [countWords(estimate), p === null ? null : chanceWords(p)].filter((part) => part !== null).join(', ');
  return html`<div class="main">
    <h4 class="label">${label}</h4>
    <div class="value">${valueWords(estimate)}</div>
    ${scale === null || interval === null ? nothing : ruler(scale, estimate.value, { ...interval, words: endWords(estimate) })}
    <div class="sure"><span>${intervalWords(estimate)}</span><span>${count}</span></div>
    ${interval === null ? nothing : html`<div class="method">Interval: ${interval.method}</div>`}
  </div>`;
}

/** Further numbers one a row; the coverage that most intervals aim for is said once, below. */
function list(estimates: readonly Estimate[], scales: ReadonlyMap<string, Scale>): TemplateResult {
  const level = estimates.find(({ interval }) => interval !== null)?.interval?.level ?? null;
  return html`<dl class="rows">${estimates.map((each) => row(each, level, scales.get(each.name) ?? null))}</dl>
    ${level === null ? nothing : html`<p class="level">In brackets: ${levelWords(level)}.</p>`}`;
}

function row(estimate: Estimate, level: number | null, scale: Scale | null): TemplateResult {
  const { interval, value, p, label } = estimate;
  const parts = [
    interval === null ? null : intervalWords(estimate, level),
    countWords(estimate),
    p === null ? null : chanceWords(p),
  ].filter((part) => part !== null);
  return html`<div class="row">
    <dt>${label}</dt>
    <dd>
      ${
        scale === null
          ? html`<span class="none"></span>`
          : whisker(scale, value, [interval?.low ?? null, interval?.high ?? null], wide)
      }
      <span class="number">${valueWords(estimate)}</span>
      <span class="beside"
        >${parts.map((part, at) => html`<span>${part}${at < parts.length - 1 ? ', ' : ''}</span> `)}</span
      >
    </dd>
  </div>`;
}
