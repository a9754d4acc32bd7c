/** frozen content → objects by hash → manifest that names the one before → pointer, swapped by rename */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { writeAtomic } from '../lib/atomic-file.ts';
import { TrivetError } from '../lib/errors.ts';
import { sha256 } from '../lib/hash.ts';
import { canonicalJson, type Json } from '../lib/json.ts';

const hash = z.string().regex(/^[0-9a-f]{64}$/);

const sourceSpec = z.object({
  dataset: z.string(),
  kind: z.enum(['survey', 'operational', 'financial', 'reference']),
  version: z.string(),
  loadedAt: z.string(),
  dataThrough: z.string().nullable(),
  state: z.enum(['CURRENT', 'LATE', 'EXPIRED', 'UNKNOWN']),
});

const manifestSpec = z.object({
  format: z.literal(1),
  slug: z.string(),
  version: z.number().int().positive(),
  title: z.string(),
  description: z.string().nullable(),
  publishedAt: z.string(),
  message: z.string().nullable(),
  purpose: z.string().nullable(),
  params: z.record(z.string(), z.custom<Json>()),
  label: z.enum(['INSIGHT', 'OBSERVATION']),
  kinds: z.array(z.enum(['survey', 'operational', 'financial', 'reference'])),
  sources: z.array(sourceSpec),
  /** What was frozen, by the hash under which it lies: page, style, notebook text, results, provenance. */
  objects: z.object({ html: hash, css: hash, notebook: hash, results: hash, provenance: hash }),
  /** The manifest of the version before: a chain in which a changed byte shows. */
  previous: hash.nullable(),
});

const pointerSpec = z.object({
  manifest: hash,
  refreshProblem: z.object({ code: z.string(), message: z.string(), at: z.string() }).nullable(),
});

/** One immutable version of a page. */
export type Manifest = z.infer<typeof manifestSpec>;
export type Pointer = z.infer<typeof pointerSpec>;
type FrozenContent = { readonly [Name in keyof Manifest['objects']]: string };

export interface SnapshotStore {
  slugs(): Promise<readonly string[]>;
  pointer(slug: string): Promise<Pointer | null>;
  manifest(hash: string): Promise<Manifest>;
  object(hash: string): Promise<string>;
  /** Freezes content and makes it the latest version; a kill at any moment leaves the version before in place. */
  freeze(
    manifest: Omit<Manifest, 'objects' | 'previous' | 'version' | 'format'>,
    content: FrozenContent,
  ): Promise<Manifest>;
  /** Notes beside the last good version that a refresh failed. */
  noteFailure(slug: string, failure: Pointer['refreshProblem']): Promise<void>;
}

// Beginning again at version 1 would hide the versions before: whoever has a backup decides.
function damaged(name: string, cause: unknown): TrivetError {
  return new TrivetError('unknown-page', `A record of the page cannot be read: .trivet/pages/${name}.`, {
    hint: "Restore it from a backup, or move the page's .json file away to begin again at version 1.",
    cause,
  });
}

/** Snapshots under a folder; objects are written before the manifest, the manifest before the pointer. */
export function createSnapshotStore(folder: string): SnapshotStore {
  const objectPath = (name: string): string => join(folder, 'objects', name);
  const pointerPath = (slug: string): string => join(folder, `${slug}.json`);
  const put = async (content: string): Promise<string> => {
    const name = sha256(content);
    await writeAtomic(objectPath(name), content);
    return name;
  };
  const object = async (name: string): Promise<string> => {
    const content = await readFile(objectPath(name), 'utf8');
    if (sha256(content) !== name) throw new Error(`The object ${name} of a page was changed after it was frozen.`);
    return content;
  };
  const manifest = async (name: string): Promise<Manifest> =>
    object(name)
      .then((text) => manifestSpec.parse(JSON.parse(text)))
      .catch((error: unknown) => {
        throw damaged(`objects/${name}`, error);
      });
  const pointer = async (slug: string): Promise<Pointer | null> => {
    try {
      return pointerSpec.parse(JSON.parse(await readFile(pointerPath(slug), 'utf8')));
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
      throw damaged(`${slug}.json`, error);
    }
  };
  return {
    slugs: async () => {
      const names = await readdir(folder).catch(() => []);
      return names
        .filter((name) => /^[a-z0-9-]+\.json$/.test(name))
        .map((name) => name.slice(0, -5))
        .sort();
    },
    pointer,
    manifest,
    object,
    freeze: async (described, content) => {
      const previous = (await pointer(described.slug))?.manifest ?? null;
      const version = previous === null ? 1 : (await manifest(previous)).version + 1;
      const [html, css, notebook, results, provenance] = await Promise.all(
        [content.html, content.css, content.notebook, content.results, content.provenance].map(put),
      );
      const frozen = manifestSpec.parse({
        ...described, format: 1, version, previous, objects: { html, css, notebook, results, provenance },
      }); // prettier-ignore
      const name = await put(canonicalJson(frozen));
      await writeAtomic(pointerPath(described.slug), canonicalJson({ manifest: name, refreshProblem: null }));
      return frozen;
    },
    noteFailure: async (slug, failure) => {
      const known = await pointer(slug);
      if (known !== null)
        await writeAtomic(pointerPath(slug), canonicalJson({ manifest: known.manifest, refreshProblem: failure }));
    },
  };
}
