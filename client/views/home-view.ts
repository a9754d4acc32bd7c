import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { pathTo } from '../graphql.ts';
import type { ReadHomeQuery, ReadWorkspaceQuery } from '../generated.ts';
import type { LoadStore } from '../state/loadable.ts';
import { base } from '../ui/base.ts';
import { formatInstant, plural } from '../ui/format.ts';
import { freshnessStyles } from '../ui/freshness.ts';
import { icon } from '../ui/icons.ts';
import { kindMeanings, kindStyles, kindWord, kinds } from '../ui/kinds.ts';
import { StoreController } from '../ui/store-controller.ts';
import '../ui/trivet-legs.ts';
import '../ui/trivet-problems.ts';
import { pageStyles } from './page-styles.ts';
import { pageRow } from './page-row.ts';

/** The front door: notebooks to work in, pages to read, data to stand on. Says `create` with the title of a new notebook. */
export class HomeView extends LitElement {
  static override properties = {
    home: { attribute: false },
    workspace: { attribute: false },
    isCreating: { state: true },
  };
  declare home: LoadStore<ReadHomeQuery>;
  declare workspace: LoadStore<ReadWorkspaceQuery>;
  declare isCreating: boolean;

  static override styles = [
    base,
    kindStyles,
    freshnessStyles,
    pageStyles,
    css`
      .kinds {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(14rem, 100%), 1fr));
        gap: 1.25rem 1.75rem;
        margin-top: 0.75rem;
      }
      .kinds h3 {
        font-size: var(--small);
        letter-spacing: 0;
      }
      .kinds p {
        margin-bottom: 0.3rem;
        color: var(--ink-3);
        font-size: var(--tiny);
      }
      .kinds ul {
        display: grid;
        gap: 0.2rem;
        list-style: none;
        font-size: var(--small);
      }
      .kinds a {
        display: inline-block;
        min-height: 24px;
        color: var(--ink);
        text-decoration: none;
      }
      .kinds a:hover {
        text-decoration: underline;
      }
      .broken {
        color: var(--bad);
        font-size: var(--tiny);
      }
      form {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem;
      }
      form input {
        width: 18rem;
        max-width: 100%;
      }
    `,
  ];

  constructor() {
    super();
    this.isCreating = false;
    this.addController(new StoreController(this, () => [this.home, this.workspace]));
  }

  override render(): TemplateResult {
    const home = this.home.state;
    const workspace = this.workspace.state;
    const errors = [home.error, workspace.error].filter((error) => error !== null).slice(0, 1);
    return html`<main>
      <h1>${workspace.value?.workspace.name ?? 'Trivet'}</h1>
      <p class="lead">
        What customers say, what happened, and what it cost and earned, joined without multiplying a row.
      </p>
      ${
        errors.length > 0
          ? html`<trivet-problems .problems=${errors}></trivet-problems>
              <p><button @click=${this.#reload}>Try again</button></p>`
          : nothing
      }
      <trivet-problems .problems=${workspace.value?.workspace.problems ?? []}></trivet-problems>
      ${this.#notebooks()} ${this.#pages()} ${this.#datasets()}
    </main>`;
  }

  #notebooks(): TemplateResult {
    const { value } = this.home.state;
    return html`<section aria-labelledby="notebooks">
      <div class="section-head">
        <h2 id="notebooks">Notebooks</h2>
        ${
          this.isCreating
            ? html`<form @submit=${this.#create}>
                <input aria-label="Title of the new notebook" placeholder="Title" required maxlength="200" />
                <button class="primary">Create</button>
                <button type="button" class="quiet" @click=${() => (this.isCreating = false)}>Cancel</button>
              </form>`
            : html`<button @click=${this.#ask}>${icon('plus')}New notebook</button>`
        }
      </div>
      ${
        !value
          ? this.#waiting()
          : value.notebooks.length === 0
            ? html`<p class="empty">No notebook yet. Each is one Markdown file in <code>notebooks/</code>.</p>`
            : html`<ul class="rows">
                ${value.notebooks.map(
                  (notebook) =>
                    html`<li>
                      <h3><a href=${pathTo(`/n/${encodeURIComponent(notebook.slug)}`)}>${notebook.title}</a></h3>
                      ${notebook.description ? html`<p class="about">${notebook.description}</p>` : nothing}
                      <p class="meta">
                        <span>${plural(notebook.cellCount, 'cell')}</span>
                        <span>changed ${formatInstant(notebook.changedAt)}</span>
                        ${
                          notebook.page
                            ? html`<a href=${notebook.page.url}>Page, version ${notebook.page.version}</a>`
                            : html`<span>not published</span>`
                        }
                      </p>
                      <trivet-problems .problems=${notebook.problems}></trivet-problems>
                    </li>`,
                )}
              </ul>`
      }
    </section>`;
  }

  #pages(): TemplateResult {
    const { value } = this.home.state;
    return html`<section aria-labelledby="pages">
      <div class="section-head"><h2 id="pages">Published pages</h2></div>
      ${
        !value
          ? this.#waiting()
          : value.pages.length === 0
            ? html`<p class="empty">Nothing is published yet. Open a notebook and choose Publish.</p>`
            : html`<ul class="rows">
                ${value.pages.map(pageRow)}
              </ul>`
      }
    </section>`;
  }

  #datasets(): TemplateResult {
    const datasets = this.workspace.state.value?.catalogue.datasets;
    return html`<section aria-labelledby="data">
      <div class="section-head">
        <h2 id="data">Data</h2>
        <a class="button quiet" href=${pathTo('/catalogue')}>${icon('book')}Catalogue</a>
      </div>
      ${
        !datasets
          ? this.#waiting()
          : datasets.length === 0
            ? html`<p class="empty">No dataset yet. Each is described by one file in <code>datasets/</code>.</p>`
            : html`<div class="kinds">
                ${kinds.map((kind) => {
                  const own = datasets.filter((dataset) => dataset.kind === kind);
                  return own.length === 0
                    ? nothing
                    : html`<div>
                        <h3>${kindWord(kind)}</h3>
                        <p>${kindMeanings[kind]}</p>
                        <ul>
                          ${own.map(
                            (dataset) =>
                              html`<li>
                                <a href=${pathTo(`/catalogue/${encodeURIComponent(dataset.name)}`)}>${dataset.label}</a>
                                ${
                                  dataset.quarantined
                                    ? html`<span class="broken">not usable</span>`
                                    : dataset.problems.length > 0
                                      ? html`<span class="broken">${plural(dataset.problems.length, 'problem')}</span>`
                                      : nothing
                                }
                              </li>`,
                          )}
                        </ul>
                      </div>`;
                })}
              </div>`
      }
    </section>`;
  }

  #waiting(): TemplateResult {
    return html`<p class="muted small" role="status">Loading…</p>`;
  }

  readonly #reload = (): void => {
    this.home.send({ type: 'load' });
    this.workspace.send({ type: 'load' });
  };

  readonly #ask = async (): Promise<void> => {
    this.isCreating = true;
    await this.updateComplete;
    this.renderRoot.querySelector('input')?.focus();
  };

  readonly #create = (event: SubmitEvent): void => {
    event.preventDefault();
    const title = this.renderRoot.querySelector('input')?.value.trim() ?? '';
    if (title !== '') this.dispatchEvent(new CustomEvent('create', { detail: title }));
  };
}
customElements.define('home-view', HomeView);
