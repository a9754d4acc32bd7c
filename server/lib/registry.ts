export interface Named {
  readonly name: string;
}

/** Entries by name, in the order written. */
export interface Registry<Entry extends Named> extends Iterable<Entry> {
  readonly names: readonly string[];
  get(name: string): Entry | undefined;
}

/** A registry from an array literal; throws on two entries of one name, which is a programming mistake. */
export function registry<Entry extends Named>(entries: readonly Entry[]): Registry<Entry> {
  const byName = new Map<string, Entry>();
  for (const entry of entries) {
    if (byName.has(entry.name)) throw new Error(`Two entries of the registry are called ${entry.name}.`);
    byName.set(entry.name, entry);
  }
  return {
    names: entries.map((entry) => entry.name),
    get: (name) => byName.get(name),
    [Symbol.iterator]: () => byName.values(),
  };
}
