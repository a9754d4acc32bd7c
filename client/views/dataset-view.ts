import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { pathTo } from '../graphql.ts';
import type { DatasetFieldsFragment, ReadWorkspaceQuery } from '../generated.ts';
import { base } from '../ui/base.ts';
import { format, formatInstant, plural } from '../ui/format.ts';
import { freshnessMark, freshnessStyles, freshnessWords } from '../ui/freshness.ts';
import { kindStyles, kindWord } from '../ui/kinds.ts';
import '../ui/trivet-problems.ts';
import './metric-card.ts';
import { cardinalityWords } from './notebook-words.ts';
import { pageStyles } from './page-styles.ts';

type Catalogue = ReadWorkspaceQuery['catalogue'];
type Column = DatasetFieldsFragment['columns'][number];

/** One dataset in full: what a row is, every column, who joins whom, the metrics made of it. */
export class DatasetView extends LitElement {
  static override properties = { shown: { attribute: false }, catalogue: { attribute: false } };
  declare shown: DatasetFieldsFragment;
  declare catalogue: Catalogue;

  static override styles = [
    base,
    kindStyles,
    freshnessStyles,
    pageStyles,
    css`
      dl {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(9.5rem, 100%), 1fr));
        gap: 0.8rem 1.5rem;
        margin-top: 1.2rem;
        font-size: var(--small);
      }
      dt {
        color: var(--ink-3);
        font-size: var(--tiny);
      }
      dd {
        overflow-wrap: anywhere;
      }
      .scroll {
        overflow-x: auto;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
      }
      table {
        width: 100%;
        border-collapse: collapse;
        font-size: var(--small);
        font-variant-numeric: tabular-nums;
      }
      th,
      td {
        padding: 0.4rem 0.8rem;
        border-bottom: 1px solid var(--line);
        text-align: left;
        vertical-align: top;
      }
      tbody tr:last-child > * {
        border-bottom: 0;
      }
      thead th {
        color: var(--ink-3);
        font-size: var(--tiny);
        font-weight: 560;
        white-space: nowrap;
      }
      tbody th {
        font-weight: 520;
      }
      .number {
        text-align: right;
      }
      .samples {
        max-width: 18rem;
        color: var(--ink-3);
        font-size: var(--tiny);
        overflow-wrap: anywhere;
      }
      .personal {
        color: var(--warn);
        font-weight: 560;
      }
      .bad {
        color: var(--bad);
        font-weight: 560;
      }
      .metrics {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(20rem, 100%), 1fr));
        gap: 0.8rem;
      }
      h2 {
        margin-bottom: 0.6rem;
      }
    `,
  ];

  override render(): TemplateResult {
    const { shown: dataset } = this;
    return html`<h1>${dataset.label}</h1>
      <p class="meta">${kindWord(dataset.kind)}<span class="mono">${dataset.name}</span><span>${dataset.role}</span></p>
      ${dataset.description ? html`<p class="lead">${dataset.description}</p>` : nothing}
      ${
        dataset.quarantined
          ? html`<trivet-problems
              .problems=${[{ code: 'DATASET_QUARANTINED', message: dataset.quarantined, hint: 'Mend the source, then reload.' }]}
            ></trivet-problems>`
          : nothing
      }
      <trivet-problems .problems=${dataset.problems}></trivet-problems>
      ${this.#facts()} ${this.#columns()} ${this.#joins()} ${this.#metrics()}`;
  }

  #facts(): TemplateResult {
    const { shown: dataset } = this;
    const { freshness } = dataset;
    const facts: readonly (readonly [string, unknown])[] = [
      ['One row is one', html`<span class="mono">${dataset.grain.join(', ')}</span>`],
      ['Rows', format(dataset.rowCount, { type: 'bigint' })],
      ['Dropped as duplicates', dataset.deduplicated === '0' ? null : format(dataset.deduplicated, { type: 'bigint' })],
      ['Data', html`${freshnessMark(freshness)} (${freshnessWords[freshness.state]})`],
      ['Arrived', formatInstant(freshness.loadedAt)],
      ['Dated by', dataset.time ? html`<span class="mono">${dataset.time}</span>` : null],
      ['About', dataset.population],
      ['Owner', dataset.owner],
      ['May be used for', dataset.purposes.map((purpose) => purpose.replaceAll('_', ' ')).join(', ') || null],
      ['Smallest group shown', dataset.k === null ? null : plural(dataset.k, 'person', 'persons')],
      ['Source', html`<span class="mono">${dataset.source}</span>`],
      ['Described in', html`<span class="mono">${dataset.file}</span>`],
    ];
    return html`<dl>
      ${facts.map(([name, value]) =>
        value === null
          ? nothing
          : html`<div>
              <dt>${name}</dt>
              <dd>${value}</dd>
            </div>`,
      )}
    </dl>`;
  }

  #columns(): TemplateResult {
    const { columns } = this.shown;
    return html`<section aria-labelledby="columns">
      <h2 id="columns">${plural(columns.length, 'column')}</h2>
      <div class="scroll" tabindex="0" role="region" aria-labelledby="columns">
        <table>
          <thead>
            <tr>
              <th scope="col">Column</th>
              <th scope="col">Type</th>
              <th scope="col">Class</th>
              <th scope="col" class="number">Missing</th>
              <th scope="col" class="number">Not readable</th>
              <th scope="col">Examples</th>
            </tr>
          </thead>
          <tbody>
            ${columns.map((column) => this.#column(column))}
          </tbody>
        </table>
      </div>
    </section>`;
  }

  #column(column: Column): TemplateResult {
    return html`<tr>
      <th scope="row">
        <span class="mono">${column.name}</span>
        ${column.label === column.name ? nothing : html`<div class="meta">${column.label}</div>`}
        ${column.why ? html`<div class="meta">${column.why}</div>` : nothing}
      </th>
      <td>${column.type}${column.unit ? html` <span class="muted">${column.unit}</span>` : nothing}</td>
      <td>
        ${column.class ?? ''}
        ${column.pii ? html`<div class="personal">personal, ${column.pii.replaceAll('_', ' ')}</div>` : nothing}
      </td>
      <td class="number">${format(column.nulls, { type: 'bigint' })}</td>
      <td class="number ${column.failedCasts === '0' || column.failedCasts === null ? '' : 'bad'}">
        ${format(column.failedCasts, { type: 'bigint' })}
      </td>
      <td><div class="samples">${column.samples.join(' · ')}</div></td>
    </tr>`;
  }

  #joins(): TemplateResult {
    const { shown: dataset, catalogue } = this;
    const labels = new Map(catalogue.datasets.map(({ name, label }) => [name, label]));
    const link = (name: string) =>
      html`<a href=${pathTo(`/catalogue/${encodeURIComponent(name)}`)}>${labels.get(name) ?? name}</a>`;
    const inward = catalogue.datasets.flatMap((other) =>
      other.joins.filter(({ to }) => to === dataset.name).map((join) => ({ other, join })),
    );
    return html`<section aria-labelledby="joins">
      <h2 id="joins">Goes together with</h2>
      ${
        dataset.joins.length + inward.length === 0
          ? html`<p class="empty">Nothing is declared: it can be asked beside other data, not through them.</p>`
          : html`<ul class="rows">
              ${dataset.joins.map(
                (join) =>
                  html`<li>
                    <p>${joinWords(join.cardinality)} ${link(join.to)}</p>
                    <p class="meta">
                      <span class="mono">${onWords(dataset.name, join.to, join.on)}</span>
                      ${join.name === join.to ? nothing : html`<span>as ${join.name}</span>`}
                    </p>
                  </li>`,
              )}
              ${inward.map(
                ({ other, join }) =>
                  html`<li>
                    <p>${link(other.name)} leads here, ${cardinalityWords(join.cardinality)}</p>
                    <p class="meta"><span class="mono">${onWords(other.name, dataset.name, join.on)}</span></p>
                  </li>`,
              )}
            </ul>`
      }
    </section>`;
  }

  #metrics(): TemplateResult {
    const { shown: dataset, catalogue } = this;
    const metrics = catalogue.metrics.filter(({ name }) => dataset.metrics.includes(name));
    return html`<section aria-labelledby="metrics">
      <h2 id="metrics">Metrics made of it</h2>
      ${
        metrics.length === 0
          ? html`<p class="empty">No metric is made of this dataset.</p>`
          : html`<div class="metrics">
              ${metrics.map((metric) => html`<metric-card .metric=${metric}></metric-card>`)}
            </div>`
      }
    </section>`;
  }
}
customElements.define('dataset-view', DatasetView);

/** What a join means for a row of this dataset. */
function joinWords(cardinality: string): string {
  const words: ReadonlyMap<string, string> = new Map([
    ['many_to_one', 'Many rows share one row of'],
    ['one_to_one', 'Each row has one row of'],
    ['as_of', 'Each row takes the latest row before it of'],
    ['one_to_many', 'Each row has many rows of'],
    ['many_to_many', 'Many rows meet many rows of'],
  ]);
  return words.get(cardinality) ?? cardinalityWords(cardinality);
}

function onWords(from: string, to: string, on: readonly (readonly string[])[]): string {
  return on.map(([own = '', target = '']) => `${from}.${own} = ${to}.${target}`).join(' and ');
}
