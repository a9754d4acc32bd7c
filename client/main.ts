import { css, html, LitElement, type TemplateResult } from 'lit';
import {
  CreateNotebookDocument,
  type MetricInfoFieldsFragment,
  ReadHomeDocument,
  ReadPagesDocument,
  ReadViewerDocument,
  type ReadViewerQuery,
  ReadWorkspaceDocument,
} from './generated.ts';
import { pathTo, request, requestErrorOf, signInNeeded, within } from './graphql.ts';
import { createLoadStore } from './state/loadable.ts';
import { performNotebook } from './state/notebook-perform.ts';
import { initialNotebook } from './state/notebook-state.ts';
import { updateNotebook } from './state/notebook-update.ts';
import { createOutbox } from './state/outbox.ts';
import { type Params, parseRoute, printRoute, type Route } from './state/route.ts';
import { Store } from './state/store.ts';
import { applyTheme, readTheme, type Theme, themes } from './state/theme.ts';
import { base } from './ui/base.ts';
import { icon, type IconName } from './ui/icons.ts';
import { kindStyles, stand } from './ui/kinds.ts';
import { StoreController } from './ui/store-controller.ts';
import './ui/trivet-problems.ts';
import type { ShownProblem } from './ui/trivet-problems.ts';
import './views/catalogue-view.ts';
import './views/definition-dialog.ts';
import './views/home-view.ts';
import type { NotebookStore } from './views/notebook-keys.ts';
import './views/notebook-view.ts';
import './views/reader-view.ts';

const themeWords: { readonly [K in Theme]: { readonly label: string; readonly mark: IconName } } = {
  system: { label: 'Colours: as the system', mark: 'screen' },
  light: { label: 'Colours: light', mark: 'sun' },
  dark: { label: 'Colours: dark', mark: 'moon' },
};

/** What the window is called in each place. */
const titles: { readonly [At in Route['at']]: (route: Route, notebook: string | null) => string | null } = {
  home: () => null,
  notebook: (_route, notebook) => notebook,
  catalogue: (route) => (route.at === 'catalogue' && route.dataset !== null ? route.dataset : 'Catalogue'),
  lost: () => 'Nothing here',
};

/** The application: an address, the view that it names, and what the views share. */
export class TrivetApp extends LitElement {
  static override properties = {
    route: { state: true },
    theme: { state: true },
    problem: { state: true },
    viewer: { state: true },
    defined: { state: true },
  };
  declare route: Route;
  declare theme: Theme;
  declare problem: ShownProblem | null;
  /** Who looks; null until the server has said so. */
  declare viewer: ReadViewerQuery['viewer'] | null;
  /** The metric whose definition is open. */
  declare defined: string | null;

  readonly #home = createLoadStore(ReadHomeDocument);
  readonly #workspace = createLoadStore(ReadWorkspaceDocument);
  readonly #pages = createLoadStore(ReadPagesDocument);
  readonly #outbox = createOutbox(localStorage);
  #notebook: { readonly store: NotebookStore; readonly leave: AbortController } | null = null;

  static override styles = [
    base,
    kindStyles,
    css`
      .top {
        display: flex;
        align-items: center;
        gap: 0.25rem 1.1rem;
        padding: 0.45rem 1.25rem;
        border-bottom: 1px solid var(--line);
        background: var(--surface);
        font-size: var(--small);
      }
      .brand {
        display: inline-flex;
        align-items: center;
        gap: 0.45rem;
        color: var(--ink);
        font-size: 1rem;
        font-weight: 680;
        letter-spacing: -0.02em;
        text-decoration: none;
      }
      .brand .stand {
        width: 1.5rem;
        height: 1.5rem;
      }
      nav {
        display: flex;
        gap: 0.2rem;
        margin-right: auto;
      }
      nav a {
        padding: 0.25rem 0.55rem;
        border-radius: var(--radius);
        color: var(--ink-2);
        text-decoration: none;
      }
      nav a:hover,
      nav a[aria-current='page'] {
        background: var(--sunken);
        color: var(--ink);
      }
      .who {
        display: flex;
        align-items: center;
        gap: 0.3rem;
        min-width: 0;
        color: var(--ink-3);
      }
      .who span {
        overflow: hidden;
        max-width: 12rem;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .view:focus {
        outline: none;
      }
      .lost {
        max-width: 40rem;
        margin: 4rem auto;
        padding: 0 1.25rem;
      }
      .skip {
        position: absolute;
        left: -999rem;
      }
      .skip:focus {
        left: 0.5rem;
        top: 0.5rem;
        z-index: 60;
        padding: 0.3rem 0.7rem;
        background: var(--surface);
      }
      @media (max-width: 640px) {
        .top {
          padding-inline: 0.75rem;
        }
      }
      @media print {
        .top {
          display: none;
        }
      }
    `,
  ];

  constructor() {
    super();
    this.route = parseRoute(new URL(location.href));
    this.theme = readTheme(localStorage);
    applyTheme(this.theme, localStorage, document.documentElement);
    this.problem = null;
    this.viewer = null;
    this.defined = null;
    this.addController(new StoreController(this, () => [this.#notebook?.store]));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('popstate', this.#moved);
    window.addEventListener(signInNeeded, this.#signIn);
    this.addEventListener('click', this.#clicked);
    this.addEventListener('define', this.#define);
    this.#meet();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('popstate', this.#moved);
    window.removeEventListener(signInNeeded, this.#signIn);
    this.removeEventListener('click', this.#clicked);
    this.removeEventListener('define', this.#define);
    this.#notebook?.leave.abort();
  }

  override updated(): void {
    const place = titles[this.route.at](this.route, this.#notebook?.store.state.header?.title ?? null);
    document.title = place === null ? 'Trivet' : `${place} · Trivet`;
  }

  override render(): TemplateResult {
    const { at } = this.route;
    const theme = themeWords[this.theme];
    return html`<a class="skip" href="#content" @click=${this.#skip}>Skip to the content</a>
      <header class="top">
        <a class="brand" href=${pathTo('/')}>${stand()}Trivet</a>
        <nav aria-label="Main">
          <a href=${pathTo('/')} aria-current=${at === 'home' ? 'page' : 'false'}>Home</a>
          ${
            this.#isReader()
              ? ''
              : html`<a href=${pathTo('/catalogue')} aria-current=${at === 'catalogue' ? 'page' : 'false'}
                  >Catalogue</a
                >`
          }
        </nav>
        ${this.#who()}
        <button class="quiet icon" aria-label=${theme.label} title=${theme.label} @click=${this.#nextTheme}>
          ${icon(theme.mark)}
        </button>
      </header>
      ${this.problem ? html`<trivet-problems role="alert" .problems=${[this.problem]}></trivet-problems>` : ''}
      <div class="view" tabindex="-1">${this.#view()}</div>
      <definition-dialog
        .metric=${this.#definition()}
        .datasets=${this.#workspace.state.value?.catalogue.datasets ?? []}
        @close=${() => (this.defined = null)}
      ></definition-dialog>`;
  }

  /** Who is signed in, and the way out; nothing where nobody has to sign in. */
  #who(): TemplateResult | '' {
    if (this.viewer?.isSignedIn !== true) return '';
    return html`<form class="who" method="post" action=${pathTo('/sign-out')}>
      <span title="Signed in as ${this.viewer.name}">${this.viewer.name}</span>
      <button class="quiet" title="Signed in as ${this.viewer.name}">Sign out</button>
    </form>`;
  }

  /** Whether who looks may read pages and no more. */
  #isReader(): boolean {
    return this.viewer !== null && this.viewer.roles.every((role) => role === 'LEADER');
  }

  #view(): TemplateResult {
    const { route } = this;
    if (this.viewer === null) return html`<p class="lost" role="status">${this.problem ? '' : 'Loading…'}</p>`;
    if (route.at === 'home' && this.#isReader()) return html`<reader-view .pages=${this.#pages}></reader-view>`;
    if (route.at !== 'lost' && this.#isReader())
      return html`<main class="lost">
        <h1>This is for analysts</h1>
        <p>You may read published pages. Notebooks and the catalogue open to the role analyst.</p>
        <p><a href=${pathTo('/')}>Pages</a></p>
      </main>`;
    if (route.at === 'home')
      return html`<home-view .home=${this.#home} .workspace=${this.#workspace} @create=${this.#create}></home-view>`;
    if (route.at === 'catalogue')
      return html`<catalogue-view .workspace=${this.#workspace} .name=${route.dataset}></catalogue-view>`;
    if (route.at === 'notebook' && this.#notebook)
      return html`<notebook-page
        .store=${this.#notebook.store}
        .workspace=${this.#workspace}
        .cell=${route.cell}
      ></notebook-page>`;
    return html`<main class="lost">
      <h1>There is nothing here</h1>
      <p>Nothing in this workspace has the address <code>${route.at === 'lost' ? route.path : ''}</code>.</p>
      <p><a href=${pathTo('/')}>Home</a> · <a href=${pathTo('/catalogue')}>Catalogue</a></p>
    </main>`;
  }

  #definition(): MetricInfoFieldsFragment | null {
    const metrics = this.#workspace.state.value?.catalogue.metrics ?? [];
    return metrics.find(({ name }) => name === this.defined) ?? null;
  }

  readonly #define = (event: Event): void => {
    if (event instanceof CustomEvent && typeof event.detail === 'string') this.defined = event.detail;
  };

  /** Asks who looks before anything else: what there is to see depends on it. */
  #meet(): void {
    request(ReadViewerDocument, {}).then(
      ({ viewer }) => {
        this.viewer = viewer;
        this.#enter();
      },
      (thrown: unknown) => (this.problem = requestErrorOf(thrown)),
    );
  }

  readonly #signIn = (): void => {
    const place = `${within(location.pathname)}${location.search}`;
    location.assign(pathTo(place === '/' ? '/sign-in' : `/sign-in?to=${encodeURIComponent(place)}`));
  };

  /** Reads what the present address needs; a notebook that is left ends its stream. */
  #enter(): void {
    const { route } = this;
    const slug = route.at === 'notebook' ? route.slug : null;
    if (this.#notebook && this.#notebook.store.state.slug !== slug) {
      this.#notebook.leave.abort();
      this.#notebook = null;
    }
    if (this.#isReader()) {
      if (route.at === 'home') this.#pages.send({ type: 'load' });
      return;
    }
    if (route.at === 'home') this.#home.send({ type: 'load' });
    if (!this.#workspace.state.value || route.at === 'catalogue') this.#workspace.send({ type: 'load' });
    if (route.at !== 'notebook') return;
    if (this.#notebook) this.#notebook.store.send({ type: 'setParams', params: route.params });
    else this.#notebook = this.#open(route.slug, route.params);
  }

  #open(slug: string, params: Params): { readonly store: NotebookStore; readonly leave: AbortController } {
    const leave = new AbortController();
    const perform = performNotebook({ outbox: this.#outbox, signal: leave.signal, showParams: this.#showParams });
    const store: NotebookStore = new Store(initialNotebook(slug, params), updateNotebook, perform);
    store.send({ type: 'open' });
    return { store, leave };
  }

  readonly #showParams = (params: Params): void => {
    if (this.route.at !== 'notebook') return;
    this.route = { ...this.route, params };
    history.replaceState(null, '', printRoute(this.route));
  };

  readonly #moved = (): void => {
    this.route = parseRoute(new URL(location.href));
    this.problem = null;
    this.#enter();
  };

  #go(path: string): void {
    history.pushState(null, '', path);
    this.#moved();
    window.scrollTo(0, 0);
    this.#focusView();
  }

  /** Where reading goes on after another place was opened. */
  #focusView(): void {
    this.renderRoot.querySelector<HTMLElement>('.view')?.focus({ preventScroll: true });
  }

  readonly #skip = (event: MouseEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    this.#focusView();
  };

  /** Links to places of our own change the address without a new page; everything else is the browser's. */
  readonly #clicked = (event: MouseEvent): void => {
    const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement);
    if (!link || !isPlain || event.defaultPrevented || link.target !== '' || link.origin !== location.origin) return;
    const url = new URL(link.href);
    if (parseRoute(url).at === 'lost') return;
    event.preventDefault();
    this.#go(`${url.pathname}${url.search}${url.hash}`);
  };

  readonly #create = (event: CustomEvent<string>): void => {
    request(CreateNotebookDocument, { title: event.detail }).then(
      ({ createNotebook }) =>
        this.#go(printRoute({ at: 'notebook', slug: createNotebook.slug, params: {}, cell: null })),
      (thrown: unknown) => (this.problem = requestErrorOf(thrown)),
    );
  };

  readonly #nextTheme = (): void => {
    this.theme = themes[(themes.indexOf(this.theme) + 1) % themes.length] ?? 'system';
    applyTheme(this.theme, localStorage, document.documentElement);
  };
}
customElements.define('trivet-app', TrivetApp);
