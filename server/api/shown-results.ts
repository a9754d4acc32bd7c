/** which stored results of cells were shown to whom: whoever has an id from elsewhere reads nothing by it */

/** Remembers the results that people were shown, by the policy that bound them. */
export interface ShownResults {
  note(policy: string, result: string): void;
  /** Whether somebody under this policy was shown the result since the program began. */
  has(policy: string, result: string): boolean;
}

const mostResults = 20_000;

/** Forgets what was shown longest ago when there is too much. */
export function createShownResults(most = mostResults): ShownResults {
  const shown = new Set<string>();
  const keyOf = (policy: string, result: string): string => `${policy} ${result}`;
  return {
    note: (policy, result) => {
      const key = keyOf(policy, result);
      shown.delete(key);
      shown.add(key);
      const [oldest] = shown;
      if (shown.size > most && oldest !== undefined) shown.delete(oldest);
    },
    has: (policy, result) => shown.has(keyOf(policy, result)),
  };
}
