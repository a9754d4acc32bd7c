import type { Draft, KeptDraft } from './notebook-state.ts';

/** Where unsaved text outlives the page: the browser's local storage, one entry a notebook and cell. */
export interface Outbox {
  keep(slug: string, key: string, draft: Pick<Draft, 'body' | 'base'>): void;
  drop(slug: string, key: string): void;
  read(slug: string): readonly KeptDraft[];
}

/** A storage that is full or forbidden loses the safety net, not the session: typing goes on. */
export function createOutbox(storage: Storage): Outbox {
  return {
    keep(slug, key, { body, base }) {
      try {
        storage.setItem(prefixOf(slug) + key, JSON.stringify({ body, base }));
      } catch {
        storage.removeItem(prefixOf(slug) + key);
      }
    },
    drop: (slug, key) => storage.removeItem(prefixOf(slug) + key),
    read(slug) {
      const prefix = prefixOf(slug);
      const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '');
      return keys
        .filter((key) => key.startsWith(prefix))
        .flatMap((key) => parseKept(key.slice(prefix.length), storage.getItem(key)));
    },
  };
}

function prefixOf(slug: string): string {
  return `trivet:draft:${slug}:`;
}

function parseKept(key: string, text: string | null): readonly KeptDraft[] {
  try {
    const kept: unknown = JSON.parse(text ?? 'null');
    if (typeof kept !== 'object' || kept === null || !('body' in kept) || !('base' in kept)) return [];
    return typeof kept.body === 'string' && typeof kept.base === 'string'
      ? [{ key, body: kept.body, base: kept.base }]
      : [];
  } catch {
    return [];
  }
}
