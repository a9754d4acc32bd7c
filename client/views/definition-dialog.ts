import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { pathTo } from '../graphql.ts';
import type { DatasetFieldsFragment, MetricInfoFieldsFragment } from '../generated.ts';
import { base } from '../ui/base.ts';
import { format } from '../ui/format.ts';
import { freshnessMark, freshnessStyles } from '../ui/freshness.ts';
import { kindStyles, kindWord } from '../ui/kinds.ts';
import '../ui/trivet-dialog.ts';

/** The definition of a metric in full: formula, what it is divided by, what never counts, who answers for it, how old it is. */
export class DefinitionDialog extends LitElement {
  static override properties = { metric: { attribute: false }, datasets: { attribute: false } };
  /** Null: closed. */
  declare metric: MetricInfoFieldsFragment | null;
  declare datasets: readonly DatasetFieldsFragment[];

  static override styles = [
    base,
    kindStyles,
    freshnessStyles,
    css`
      .name {
        margin-bottom: 0.7rem;
        color: var(--ink-3);
        font-size: var(--small);
      }
      .lead {
        margin-bottom: 0.7rem;
      }
      dl {
        display: grid;
        grid-template-columns: minmax(7rem, auto) minmax(0, 1fr);
        gap: 0.45rem 1.2rem;
        font-size: var(--small);
      }
      dt {
        color: var(--ink-3);
      }
      dd {
        overflow-wrap: anywhere;
      }
      ul {
        display: grid;
        gap: 0.25rem;
        list-style: none;
      }
      li.source {
        display: flex;
        flex-wrap: wrap;
        gap: 0.1rem 0.7rem;
      }
      @media (max-width: 480px) {
        dl {
          grid-template-columns: minmax(0, 1fr);
          gap: 0.1rem;
        }
        dd {
          margin-bottom: 0.5rem;
        }
      }
    `,
  ];

  constructor() {
    super();
    this.metric = null;
    this.datasets = [];
  }

  override render(): TemplateResult {
    const { metric } = this;
    return html`<trivet-dialog
      heading=${metric?.label ?? 'Definition'}
      .open=${metric !== null}
      @close=${() => this.dispatchEvent(new CustomEvent('close'))}
    >
      ${metric === null ? nothing : this.#card(metric)}
    </trivet-dialog>`;
  }

  #card(metric: MetricInfoFieldsFragment): TemplateResult {
    const as = { unit: metric.unit, format: metric.format };
    const facts: readonly (readonly [string, unknown])[] = [
      ['In words', metric.definition],
      ['Formula', html`<span class="mono">${metric.formula}</span>`],
      ['Divided by', metric.denominator === null ? null : html`<span class="mono">${metric.denominator}</span>`],
      ['Made of', listOf(metric.components.map(componentWords))],
      ['Never counts', metric.exclusions.length === 0 ? null : listOf(metric.exclusions)],
      ['Unit', metric.unit],
      ['Good is', metric.good?.toLowerCase() ?? null],
      ['Range', metric.range === null ? null : metric.range.map((end) => format(end, as)).join(' to ')],
      ['Target', metric.target === null ? null : format(metric.target, as)],
      ['Uncertain', metric.minN > 1 ? `below n ${metric.minN}` : null],
      ['Owner', metric.owner ?? 'nobody named'],
      [
        'Stands on',
        html`<ul>
          ${metric.datasets.map((name) => this.#source(name))}
        </ul>`,
      ],
      ['Can be split by', metric.dimensions.length === 0 ? 'nothing' : metric.dimensions.join(', ')],
    ];
    return html`<p class="name"><span class="mono">${metric.name}</span> · ${metric.kind.replaceAll('_', ' ')}</p>
      ${metric.description ? html`<p class="lead">${metric.description}</p>` : nothing}
      <dl>
        ${facts.map(([name, value]) =>
          value === null
            ? nothing
            : html`<dt>${name}</dt>
                <dd>${value}</dd>`,
        )}
      </dl>`;
  }

  #source(name: string): TemplateResult {
    const dataset = this.datasets.find((known) => known.name === name);
    const link = html`<a
      href=${pathTo(`/catalogue/${encodeURIComponent(name)}`)}
      @click=${() => this.dispatchEvent(new CustomEvent('close'))}
      >${dataset?.label ?? name}</a
    >`;
    if (dataset === undefined) return html`<li class="source">${link}</li>`;
    return html`<li class="source">${kindWord(dataset.kind)} ${link} ${freshnessMark(dataset.freshness)}</li>`;
  }
}
customElements.define('definition-dialog', DefinitionDialog);

type Component = MetricInfoFieldsFragment['components'][number];

/** `detractors: count of responses where score <= 6, dated by answered_at`. */
function componentWords({ name, dataset, aggregate, of, where, time }: Component): TemplateResult {
  const what = of === null ? html`rows of ${dataset}` : html`<span class="mono">${of}</span> in ${dataset}`;
  return html`<span class="mono">${name}</span>: ${aggregate.replaceAll('_', ' ')} of
    ${what}${
      where === null ? nothing : html` where <span class="mono">${where}</span>`
    }${time === null ? nothing : html`, dated by <span class="mono">${time}</span>`}`;
}

function listOf(parts: readonly unknown[]): TemplateResult {
  return html`<ul>
    ${parts.map((part) => html`<li>${part}</li>`)}
  </ul>`;
}
