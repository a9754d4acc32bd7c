import { fingerprint } from '../lib/hash.ts';
import type { Json } from '../lib/json.ts';
import type { Model } from './model.ts';

/** Keys that are shown and change no number. */
const words: ReadonlySet<string> = new Set([
  'label',
  'description',
  'owner',
  'why',
  'file',
  'definition',
  'good',
  'target',
  'visible',
]);

/** SHA-256 over everything in a model that can change a number; renaming a label keeps it. */
export function modelVersion({ settings, datasets, dimensions, metrics }: Omit<Model, 'version'>): string {
  const { zone, weekStart, fiscalYearStart } = settings;
  return fingerprint(plain({ settings: { zone, weekStart, fiscalYearStart }, datasets, dimensions, metrics }));
}

function plain(value: unknown): Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number')
    return value;
  if (value instanceof Map) return [...value].sort(byKey).map(([key, member]): Json => [String(key), plain(member)]);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object') return null;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]) => (words.has(key) ? [] : [[key, plain(member)]])),
  );
}

function byKey([a]: readonly unknown[], [b]: readonly unknown[]): number {
  const [left, right] = [String(a), String(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}
