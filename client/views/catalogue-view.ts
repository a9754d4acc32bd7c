import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { pathTo } from '../graphql.ts';
import type { DatasetFieldsFragment, MetricInfoFieldsFragment, ReadWorkspaceQuery } from '../generated.ts';
import type { LoadStore } from '../state/loadable.ts';
import { base } from '../ui/base.ts';
import { format, plural } from '../ui/format.ts';
import { freshnessMark, freshnessStyles } from '../ui/freshness.ts';
import { kindMeanings, kindStyles, kindWord, kinds } from '../ui/kinds.ts';
import { StoreController } from '../ui/store-controller.ts';
import '../ui/trivet-problems.ts';
import './dataset-view.ts';
import './metric-card.ts';
import { pageStyles } from './page-styles.ts';

/** What there is: datasets by kind, metrics by name, and one dataset in full when the address names it. */
export class CatalogueView extends LitElement {
  static override properties = { workspace: { attribute: false }, name: {}, search: { state: true } };
  declare workspace: LoadStore<ReadWorkspaceQuery>;
  /** The dataset to show in full; null: all. */
  declare name: string | null;
  declare search: string;

  static override styles = [
    base,
    kindStyles,
    freshnessStyles,
    pageStyles,
    css`
      .kind-head {
        display: flex;
        align-items: baseline;
        gap: 0.8rem;
        margin: 1.6rem 0 0.4rem;
        font-size: var(--text);
      }
      .kind-head + .rows {
        margin-top: 0;
      }
      .kind-head .about {
        font-weight: 400;
        letter-spacing: 0;
      }
      .metrics {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(20rem, 100%), 1fr));
        gap: 0.8rem;
      }
    `,
  ];

  constructor() {
    super();
    this.name = null;
    this.search = '';
    this.addController(new StoreController(this, () => [this.workspace]));
  }

  override render(): TemplateResult {
    const { value, error } = this.workspace.state;
    if (!value)
      return html`<main>
        ${
          error
            ? html`<trivet-problems .problems=${[error]}></trivet-problems>
                <p><button @click=${() => this.workspace.send({ type: 'load' })}>Try again</button></p>`
            : html`<p class="muted" role="status">Loading…</p>`
        }
      </main>`;
    const { catalogue } = value;
    if (this.name === null) return this.#all(catalogue);
    const dataset = catalogue.datasets.find(({ name }) => name === this.name);
    return html`<main>
      <p class="back"><a href=${pathTo('/catalogue')}>Catalogue</a></p>
      ${
        dataset
          ? html`<dataset-view .shown=${dataset} .catalogue=${catalogue}></dataset-view>`
          : html`<h1>No dataset is called ${this.name}</h1>
              <p class="lead">The catalogue lists all there are.</p>`
      }
    </main>`;
  }

  #all({ datasets, metrics }: ReadWorkspaceQuery['catalogue']): TemplateResult {
    return html`<main>
      <h1>Catalogue</h1>
      <p class="lead">
        ${plural(datasets.length, 'dataset')} and ${plural(metrics.length, 'metric')}: what they say, how old they are,
        and how they go together.
      </p>
      ${kinds.map((kind) => {
        const own = datasets.filter((dataset) => dataset.kind === kind);
        return own.length === 0
          ? nothing
          : html`<h2 class="kind-head">${kindWord(kind)} <span class="about">${kindMeanings[kind]}</span></h2>
              <ul class="rows">
                ${own.map((dataset) => this.#dataset(dataset))}
              </ul>`;
      })}
      ${this.#metrics(metrics)}
    </main>`;
  }

  #dataset(dataset: DatasetFieldsFragment): TemplateResult {
    return html`<li>
      <h3><a href=${pathTo(`/catalogue/${encodeURIComponent(dataset.name)}`)}>${dataset.label}</a></h3>
      ${dataset.description ? html`<p class="about">${dataset.description}</p>` : nothing}
      <p class="meta">
        <span class="mono">${dataset.name}</span>
        <span>${format(dataset.rowCount, { type: 'bigint' })} rows</span>
        <span>one row is one ${grainWords(dataset)}</span>
        ${freshnessMark(dataset.freshness)} ${dataset.owner ? html`<span>${dataset.owner}</span>` : nothing}
      </p>
      ${
        dataset.quarantined
          ? html`<trivet-problems
              .problems=${[{ code: 'DATASET_QUARANTINED', message: dataset.quarantined, subject: dataset.name }]}
            ></trivet-problems>`
          : nothing
      }
      <trivet-problems .problems=${dataset.problems}></trivet-problems>
    </li>`;
  }

  #metrics(metrics: readonly MetricInfoFieldsFragment[]): TemplateResult {
    const words = this.search.toLowerCase().split(/\s+/).filter(Boolean);
    const found = metrics.filter((metric) => {
      const text = [metric.name, metric.label, metric.kind, metric.description, metric.definition]
        .join(' ')
        .toLowerCase();
      return words.every((word) => text.includes(word));
    });
    return html`<section aria-labelledby="metrics">
      <div class="section-head">
        <h2 id="metrics">Metrics</h2>
        <input
          type="search"
          aria-label="Search metrics"
          placeholder="Search metrics"
          .value=${this.search}
          @input=${(event: Event) => {
            if (event.target instanceof HTMLInputElement) this.search = event.target.value;
          }}
        />
      </div>
      <p class="visually-hidden" role="status">${plural(found.length, 'metric')} found</p>
      ${
        found.length === 0
          ? html`<p class="empty">
              ${metrics.length === 0 ? 'No metric yet.' : `No metric speaks of “${this.search}”.`}
            </p>`
          : html`<div class="metrics">
              ${found.map((metric) => html`<metric-card .metric=${metric}></metric-card>`)}
            </div>`
      }
    </section>`;
  }
}
customElements.define('catalogue-view', CatalogueView);

/** The grain in words: `response_id`, or `customer_id and month`. */
function grainWords(dataset: Pick<DatasetFieldsFragment, 'grain'>): string {
  return dataset.grain.join(' and ');
}
