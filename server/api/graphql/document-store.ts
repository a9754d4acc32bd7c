import { createResultCache } from '../../engine/result-cache.ts';

/** Documents by the hash that clients ask for them by, one store for all schemas. */
export interface DocumentStore {
  get(key: string): Promise<string | undefined>;
  set(key: string, text: string): Promise<void>;
  delete(key: string): Promise<boolean>;
}

const mostBytes = 16 * 1024 * 1024;

/** Keeps what was used last; what was dropped is sent again by its client. */
export function createDocumentStore(): DocumentStore {
  const texts = createResultCache<string | undefined>(mostBytes);
  return {
    get: async (key) => texts.get(key),
    set: async (key, text) => texts.set(key, text, key.length + text.length * 2),
    delete: async (key) => {
      const was = texts.get(key) !== undefined;
      texts.set(key, undefined, 0);
      return was;
    },
  };
}
