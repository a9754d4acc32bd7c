/** What a place should have. */
export const whats = ['plan', 'post', 'owner'] as const;
export type What = (typeof whats)[number];

/** By what places are told apart. */
export const dimensions = ['dealer', 'product', 'line', 'touchpoint'] as const;
type Dimension = (typeof dimensions)[number];

/** A product × service line × dealer × touchpoint; null where the data do not tell places apart by it. */
export type Place = { readonly [Key in Dimension]: string | null } & { readonly [Key in What]: boolean };

/** One place without something, or all places that share a value. */
export interface Hole {
  /** `037`, or `garden × basic × 012 × T06`. */
  readonly place: string;
  readonly what: What;
  /** Places that it stands for. */
  readonly places: number;
}

/**
 * Places without something. Where all places of a dealer, product, service line or touchpoint lack it, that is one hole;
 * then those of two values together; what remains stands one by one. Most places first.
 */
export function collapsedHoles(places: readonly Place[], what: What): readonly Hole[] {
  const used = dimensions.filter((dimension) => new Set(places.map((place) => place[dimension])).size > 1);
  if (places.every((place) => !place[what]))
    return [{ place: 'No place', what, places: places.length }].map(everywhere);
  let open = places.filter((place) => !place[what]);
  const holes: Hole[] = [];
  for (const keys of [...used.map((one) => [one]), ...pairs(used)]) {
    for (const { place, members } of wholes(places, keys, what)) {
      const own = open.filter((each) => members.has(each));
      if (own.length === 0) continue;
      holes.push({ place, what, places: own.length });
      open = open.filter((each) => !members.has(each));
    }
  }
  const single = open.map((place) => ({ place: nameOf(place, used), what, places: 1 }));
  return [...holes.sort((a, b) => b.places - a.places), ...single];
}

function everywhere(hole: Hole): Hole {
  return { ...hole, place: 'Every place' };
}

/** Values, or pairs of values, all of whose places lack it; a group of one place is no group. */
function wholes(
  places: readonly Place[],
  keys: readonly Dimension[],
  what: What,
): readonly { readonly place: string; readonly members: ReadonlySet<Place> }[] {
  const groups = new Map<string, Place[]>();
  for (const place of places) {
    const key = JSON.stringify(keys.map((dimension) => place[dimension]));
    const group = groups.get(key) ?? [];
    group.push(place);
    groups.set(key, group);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined || group.length < 2 || group.some((place) => place[what])) return [];
    return [{ place: nameOf(first, keys), members: new Set(group) }];
  });
}

function nameOf(place: Place, keys: readonly Dimension[]): string {
  const inOrder = (['product', 'line', 'dealer', 'touchpoint'] as const).filter((dimension) =>
    keys.includes(dimension),
  );
  return inOrder.map((dimension) => place[dimension] ?? '–').join(' × ');
}

function pairs(keys: readonly Dimension[]): readonly (readonly Dimension[])[] {
  return keys.flatMap((first, at) => keys.slice(at + 1).map((second) => [first, second]));
}
