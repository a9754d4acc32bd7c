/** a notebook that has run → refused by name, or rendered and frozen → served from what was frozen */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf, TrivetError, wireCode } from '../lib/errors.ts';
import { sha256 } from '../lib/hash.ts';
import { canonicalJson, type Json } from '../lib/json.ts';
import type { Problem } from '../lib/problem.ts';
import { whileAlone } from '../lib/while-alone.ts';
import type { PageSource } from './page-source.ts';
import { labelOf, refusals, sourcesOf } from './refusals.ts';
import { noticeMark, refreshNotice, renderPage } from './render-page.ts';
import { createSnapshotStore, type Manifest, type Pointer, type SnapshotStore } from './snapshot-store.ts';

/** A page as lists show it. */
export interface Page {
  readonly manifest: Manifest;
  readonly refreshProblem: Pointer['refreshProblem'];
}

export type Published =
  | { readonly ok: true; readonly page: Page; readonly notes: readonly Problem[] }
  | { readonly ok: false; readonly refusals: readonly Problem[] };

export interface Pages {
  list(): Promise<readonly Page[]>;
  get(slug: string): Promise<Page | null>;
  /** Freezes a run; a refused one leaves the last good page in place and notes why on it. */
  publish(source: PageSource, message: string | null): Promise<Published>;
  /** The HTML of the latest version, or of version `n`; null when there is none. */
  html(slug: string, version: number | null): Promise<string | null>;
  /** A style sheet frozen with a page. */
  style(hash: string): Promise<string | null>;
}

/** Pages of a workspace, frozen under `folder`; publishing of one slug happens one after the other. */
export function createPages(parts: { readonly folder: string; readonly clock: () => Date }): Pages {
  const store = createSnapshotStore(parts.folder);
  const turns = new Map<string, Promise<unknown>>();
  const inTurn = <Result>(slug: string, work: () => Promise<Result>): Promise<Result> => {
    const turn = (turns.get(slug) ?? Promise.resolve()).then(work, work);
    turns.set(slug, turn);
    return turn;
  };
  const get = async (slug: string): Promise<Page | null> => {
    const pointer = await store.pointer(slug);
    if (pointer === null) return null;
    return { manifest: await store.manifest(pointer.manifest), refreshProblem: pointer.refreshProblem };
  };
  return {
    get,
    list: async () => {
      const pages = await Promise.all((await store.slugs()).map((slug) => get(slug).catch(() => null)));
      return pages.filter((page) => page !== null);
    },
    publish: (source, message) =>
      inTurn(source.slug, () =>
        // A second program on the same workspace counts versions, too.
        whileAlone(join(parts.folder, `${source.slug}.lock`), () =>
          publish(store, source, { message, at: parts.clock().toISOString() }),
        ),
      ),
    html: (slug, version) => pageHtml(store, slug, version),
    style: (hash) => (/^[0-9a-f]{64}$/.test(hash) ? store.object(hash).catch(() => null) : Promise.resolve(null)),
  };
}

async function publish(
  store: SnapshotStore,
  source: PageSource,
  said: { message: string | null; at: string },
): Promise<Published> {
  const refused = refusals(source);
  const first = refused[0];
  if (first !== undefined) {
    await store.noteFailure(source.slug, { code: wireCode(first.code), message: first.message, at: said.at });
    return { ok: false, refusals: refused };
  }
  const sources = sourcesOf(source);
  const { label, kinds, notes } = labelOf(sources);
  const css = await styleSheet();
  const before = await store.pointer(source.slug);
  const version = before === null ? 1 : (await store.manifest(before.manifest)).version + 1;
  const facts = { label, sources, publishedAt: said.at, version, style: `assets/${sha256(css)}.css` };
  const outputs = source.cells.map(({ cell, output, state }) => ({
    id: cell.id,
    kind: cell.kind,
    name: cell.name,
    state,
    output,
  }));
  const manifest = await store.freeze(
    {
      slug: source.slug,
      title: source.title,
      description: source.description,
      publishedAt: said.at,
      message: said.message,
      purpose: source.purpose,
      params: jsonRecord(source.values),
      label,
      kinds,
      sources: [...sources],
    },
    {
      html: renderPage(source, facts),
      css,
      notebook: source.text,
      results: JSON.stringify(outputs),
      provenance: canonicalJson(
        JSON.parse(
          JSON.stringify(outputs.map(({ id, output }) => ({ id, provenance: output?.provenance ?? null }))),
        ) as Json,
      ),
    },
  );
  return { ok: true, page: { manifest, refreshProblem: null }, notes };
}

/** One sheet for the whole page: it is frozen with it. */
async function styleSheet(): Promise<string> {
  const parts = ['./page.css', './finding.css'].map((name) => readFile(new URL(name, import.meta.url), 'utf8'));
  return (await Promise.all(parts)).join('\n');
}

async function pageHtml(store: SnapshotStore, slug: string, version: number | null): Promise<string | null> {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug)) return null;
  const pointer = await store.pointer(slug);
  if (pointer === null) return null;
  const latest = await store.manifest(pointer.manifest);
  const manifest = version === null ? latest : await versionBefore(store, latest, version);
  if (manifest === null) return null;
  const html = await frozen(store, manifest);
  const notice =
    version === null && pointer.refreshProblem !== null
      ? refreshNotice(pointer.refreshProblem, manifest.publishedAt)
      : '';
  return html.split(noticeMark).join(notice);
}

/** Walks the chain of manifests back to a version. */
async function versionBefore(store: SnapshotStore, latest: Manifest, version: number): Promise<Manifest | null> {
  let manifest = latest;
  while (manifest.version > version && manifest.previous !== null) manifest = await store.manifest(manifest.previous);
  return manifest.version === version ? manifest : null;
}

async function frozen(store: SnapshotStore, manifest: Manifest): Promise<string> {
  try {
    return await store.object(manifest.objects.html);
  } catch (error) {
    throw new TrivetError(
      'unknown-page',
      `Version ${manifest.version} of ${manifest.slug} is damaged: ${messageOf(error)}`,
      {
        hint: 'Publish the notebook again; older versions stay at their own addresses.',
        cause: error,
      },
    );
  }
}

function jsonRecord(values: ReadonlyMap<string, Json>): Record<string, Json> {
  return Object.fromEntries([...values].sort(([a], [b]) => (a < b ? -1 : 1)));
}
