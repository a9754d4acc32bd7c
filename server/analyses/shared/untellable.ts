/**
 * Groups of which those of too few persons are left out: where it was one alone, its figures could be told from the total, so the
 * smallest of the others is left out with it. Only where the data may be shown in groups alone.
 */
export function untellable<Group>(
  groups: readonly Group[],
  {
    hidden,
    k,
    sizeOf,
  }: { readonly hidden: number; readonly k: number | null; readonly sizeOf: (group: Group) => number },
): { readonly groups: readonly Group[]; readonly hidden: number } {
  if (k === null || hidden !== 1 || groups.length === 0) return { groups, hidden };
  const smallest = Math.min(...groups.map(sizeOf));
  const at = groups.findIndex((group) => sizeOf(group) === smallest);
  return { groups: groups.filter((_, index) => index !== at), hidden: 2 };
}
