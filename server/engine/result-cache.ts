/** Results by id, least recently used out first, bounded by an estimate of their bytes. */
export interface ResultCache<Result> {
  get(id: string): Result | undefined;
  set(id: string, result: Result, bytes: number): void;
  clear(): void;
}

/** A cache in memory that holds at most `maxBytes`; what is larger than a quarter of that is not kept. */
export function createResultCache<Result>(maxBytes: number): ResultCache<Result> {
  const entries = new Map<string, { readonly result: Result; readonly bytes: number }>();
  let total = 0;
  const drop = (id: string): void => {
    total -= entries.get(id)?.bytes ?? 0;
    entries.delete(id);
  };
  return {
    get(id) {
      const entry = entries.get(id);
      if (entry === undefined) return undefined;
      entries.delete(id);
      entries.set(id, entry);
      return entry.result;
    },
    set(id, result, bytes) {
      if (bytes > maxBytes / 4) return;
      drop(id);
      entries.set(id, { result, bytes });
      total += bytes;
      for (const oldest of entries.keys()) {
        if (total <= maxBytes) break;
        drop(oldest);
      }
    },
    clear() {
      entries.clear();
      total = 0;
    },
  };
}
