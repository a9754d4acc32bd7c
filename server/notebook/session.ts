/** a notebook's store, its analysis, and one scope for each set of parameter values that somebody looks at */
import { canonicalJson, type Json } from '../lib/json.ts';
import type { Model } from '../model/model.ts';
import type { Viewer } from '../model/viewer.ts';
import { policyOf } from '../query/policy/policy.ts';
import type { Facts } from '../query/answer/result.ts';
import { type Analyst, isCircumstance } from './analyse.ts';
import { datasetsBehind } from './definitions.ts';
import type { NotebookDocument } from './document.ts';
import { type CellGraph, linkCells } from './graph.ts';
import type { Conflict } from './operations.ts';
import { type PlannedNotebook, Scope, type Surroundings } from './scope.ts';
import type { NotebookStore } from './store.ts';
import type {
  ApplyResult,
  CellView,
  GivenParameters,
  NotebookEvent,
  NotebookSession,
  NotebookView,
  RunRequest,
  Semantic,
} from './view.ts';
import { viewCell, viewNotebook } from './views.ts';

export interface SessionParts {
  readonly slug: string;
  readonly semantic: Semantic;
  readonly around: Surroundings;
  readonly analyse: Analyst;
}

interface Watched {
  readonly scope: Scope;
  readonly listeners: Set<(event: NotebookEvent) => void>;
  readonly changed: Set<string>;
  usedAt: number;
  /** Plans of one scope follow each other. */
  planning: Promise<unknown>;
}

/** Sets of values kept although nobody looks: flipping a parameter back is fresh at once. */
const keptScopes = 24;

/** One notebook, shared by all who look at it; what they see of its results depends on what they may. */
export class Session {
  readonly slug: string;
  readonly #parts: SessionParts;
  readonly #store: NotebookStore;
  readonly #scopes = new Map<string, Watched>();
  /** By the model that somebody sees: to others another cell may lead nowhere. */
  #graphs: { readonly document: NotebookDocument; readonly byModel: WeakMap<Model, Promise<CellGraph>> } | null = null;

  constructor(parts: SessionParts, store: NotebookStore) {
    this.slug = parts.slug;
    this.#parts = parts;
    this.#store = store;
  }

  /** The notebook as somebody sees it. */
  seenBy(viewer: Viewer): NotebookSession {
    return {
      slug: this.slug,
      snapshot: (params) => this.#snapshot(viewer, params),
      apply: (_baseRevision, operations) => resultOf(this.#store.apply(operations)),
      undo: () => resultOf(this.#store.undo()),
      redo: () => resultOf(this.#store.redo()),
      repair: () => resultOf(this.#store.repair()),
      run: (request) => this.#run(viewer, request),
      cancel: (request) => this.#cancel(viewer, request),
      subscribe: (params, listener) => this.#subscribe(viewer, params, listener),
    };
  }

  async #snapshot(viewer: Viewer, params: GivenParameters = {}): Promise<NotebookView> {
    const watched = this.#watched(viewer, params);
    await this.#plan(watched);
    return this.#view(watched.scope);
  }

  async #run(
    viewer: Viewer,
    { cells, params = {}, force = false, wait = false, lane = 'notebook' }: RunRequest = {},
  ): Promise<NotebookView> {
    const watched = this.#watched(viewer, params);
    await this.#plan(watched);
    await this.#inTurn(watched, () => watched.scope.renew(cells ?? null));
    watched.scope.request(cells ?? null, { force, lane });
    if (wait) await watched.scope.settled();
    return this.#view(watched.scope);
  }

  async #cancel(
    viewer: Viewer,
    { cells, params = {} }: Pick<RunRequest, 'cells' | 'params'> = {},
  ): Promise<NotebookView> {
    const watched = this.#watched(viewer, params);
    await this.#plan(watched);
    watched.scope.stop(cells ?? null);
    return this.#view(watched.scope);
  }

  #subscribe(viewer: Viewer, params: GivenParameters, listener: (event: NotebookEvent) => void): () => void {
    const watched = this.#watched(viewer, params);
    let isOpen = true;
    const begin = async (): Promise<void> => {
      await this.#plan(watched);
      if (!isOpen) return;
      listener({ type: 'document', view: this.#view(watched.scope) });
      watched.listeners.add(listener);
    };
    begin().catch(() => undefined);
    return () => {
      isOpen = false;
      watched.listeners.delete(listener);
    };
  }

  /** Looks whether the file was changed by another program. */
  async refresh(): Promise<void> {
    await this.#store.refresh();
  }

  /** The document, or what is known of it, changed: who looks is told once the new plan stands. */
  changed(): void {
    for (const watched of this.#scopes.values()) {
      if (watched.listeners.size === 0) continue;
      const tell = async (): Promise<void> => {
        await this.#plan(watched);
        watched.changed.clear();
        const event: NotebookEvent = { type: 'document', view: this.#view(watched.scope) };
        for (const listener of watched.listeners) listener(event);
      };
      tell().catch(() => undefined);
    }
  }

  close(): void {
    for (const { scope, listeners } of this.#scopes.values()) {
      listeners.clear();
      scope.stop(null);
    }
  }

  #watched(viewer: Viewer, given: GivenParameters): Watched {
    const known = new Map(Object.entries(given).filter(([, value]) => value !== undefined));
    // Values from outside are JSON: they come from a URL, a command line or GraphQL.
    const values = canonicalJson(Object.fromEntries(known) as Json);
    const policy = policyOf(this.#parts.semantic.model(), viewer);
    const key = `${policy.fingerprint} ${values}`;
    const found = this.#scopes.get(key);
    if (found !== undefined) {
      found.usedAt = performance.now();
      return found;
    }
    const scope: Scope = new Scope({ given, viewer }, this.#parts.around, (changed) => this.#tell(watched, changed));
    const watched: Watched = {
      scope,
      listeners: new Set(),
      changed: new Set(),
      usedAt: performance.now(),
      planning: Promise.resolve(),
    };
    this.#scopes.set(key, watched);
    this.#forgetOld();
    return watched;
  }

  #forgetOld(): void {
    const unused = [...this.#scopes].filter(([, { listeners, scope }]) => listeners.size === 0 && !scope.isBusy());
    const old = unused.sort(([, a], [, b]) => b.usedAt - a.usedAt).slice(keptScopes);
    for (const [key] of old) this.#scopes.delete(key);
  }

  #plan(watched: Watched): Promise<void> {
    return this.#inTurn(watched, async () => watched.scope.plan(await this.#analyse(watched.scope.viewer)));
  }

  async #inTurn(watched: Watched, work: () => Promise<void>): Promise<void> {
    const turn = watched.planning.then(work);
    watched.planning = turn.catch(() => undefined);
    await turn;
  }

  async #analyse(viewer: Viewer): Promise<PlannedNotebook> {
    const { document } = this.#store.current().state;
    const policy = policyOf(this.#parts.semantic.model(), viewer);
    const facts: Facts = this.#parts.semantic.facts();
    if (this.#graphs?.document !== document) this.#graphs = { document, byModel: new WeakMap() };
    const { byModel } = this.#graphs;
    const graph = byModel.get(policy.model) ?? this.#link(document, policy.model);
    byModel.set(policy.model, graph);
    return { document, graph: await graph, model: policy.model, policy, facts };
  }

  async #link({ cells, header }: NotebookDocument, model: Model): Promise<CellGraph> {
    const analysed = await this.#parts.analyse(cells, header.params);
    // A parser that could not be reached is asked again by the next look.
    if (analysed.some(({ problem }) => problem !== null && isCircumstance(problem))) this.#graphs = null;
    return linkCells(analysed, {
      datasets: new Set(model.datasets.keys()),
      datasetsOf: ({ reads }) => datasetsBehind(model, reads),
    });
  }

  #view(scope: Scope): NotebookView {
    return viewNotebook(this.slug, this.#store.current(), scope);
  }

  #tell({ scope, listeners, changed: waiting }: Watched, changed: ReadonlySet<string>): void {
    if (listeners.size === 0) return;
    const isFirst = waiting.size === 0;
    for (const id of changed) waiting.add(id);
    if (!isFirst) return;
    setImmediate(() => {
      const ids = [...waiting];
      waiting.clear();
      const stored = this.#store.current();
      const cells = ids.map((id) => viewCell(id, stored, scope)).filter((view): view is CellView => view !== null);
      if (cells.length === 0) return;
      for (const listener of listeners) listener({ type: 'cells', slug: this.slug, cells });
    });
  }
}

async function resultOf(applied: Promise<readonly Conflict[]>): Promise<ApplyResult> {
  return { conflicts: await applied };
}
