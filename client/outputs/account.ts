import type { AccountFieldsFragment } from '../generated.ts';
import { format } from '../ui/format.ts';

/** What people call a dataset, by its name. */
export type Labels = ReadonlyMap<string, string>;

export function labelOf(labels: Labels, dataset: string): string {
  return labels.get(dataset) ?? dataset;
}

/** What became of a dataset's rows, as sentences; counts of nothing are left out. */
export function accountWords(leg: AccountFieldsFragment): string {
  const left: readonly (readonly [string, string])[] = [
    [leg.outsideFilter, 'outside of the filters'],
    [leg.deleted, 'marked as deleted'],
    [leg.deduplicated, 'dropped as duplicates'],
    [leg.withheldByConsent, 'withheld for want of consent'],
    [leg.withheldByPolicy ?? '0', 'withheld by a policy'],
  ];
  const within: readonly (readonly [string, string])[] = [
    [leg.nullKeyRows, 'without a key'],
    [leg.orphanRows, 'whose key matches nothing'],
    [leg.outsideGroups, 'outside of every group'],
  ];
  const used = `${count(leg.rowsUsed)} of ${count(leg.rowsInSource)} rows used`;
  const first = [used, ...say(left)].join(', ');
  const second = say(within);
  const gaps = second.length === 0 ? [] : [`Of the rows used: ${second.join(', ')}.`];
  const matched = leg.asOf.flatMap(({ path, matched: some, share }) =>
    share === null ? [] : [`${format(share, { format: 'percent' })} of them (${count(some)}) matched to ${path}.`],
  );
  return [`${first}.`, ...gaps, ...matched].join(' ');
}

function say(parts: readonly (readonly [string, string])[]): readonly string[] {
  return parts.filter(([number]) => number !== '0').map(([number, words]) => `${count(number)} ${words}`);
}

function count(digits: string): string {
  return format(digits, { type: 'bigint' });
}
