import type { FindingTable } from '../../contract/finding.ts';
import type { Hole, Place } from './places.ts';

/** Dealer × touchpoint: how many of its products and service lines have what they should. */
export function matrixTable(places: readonly Place[]): FindingTable {
  const cells = new Map<string, Place[]>();
  for (const place of places) {
    const key = JSON.stringify([place.dealer, place.touchpoint]);
    const cell = cells.get(key) ?? [];
    cell.push(place);
    cells.set(key, cell);
  }
  const share = (cell: readonly Place[], has: (place: Place) => boolean): number =>
    cell.filter(has).length / cell.length;
  return {
    name: 'matrix',
    title: 'Dealers and touchpoints: the share of places with a plan, a post and an owner',
    columns: [
      { name: 'dealer', label: 'Dealer', type: 'string' },
      { name: 'touchpoint', label: 'Touchpoint', type: 'string' },
      { name: 'places', label: 'Places', type: 'integer' },
      { name: 'plan', label: 'With a plan', type: 'real', format: 'percent' },
      { name: 'post', label: 'With a post', type: 'real', format: 'percent' },
      { name: 'owner', label: 'With an owner', type: 'real', format: 'percent' },
      { name: 'covered', label: 'With all three', type: 'real', format: 'percent' },
    ],
    rows: [...cells.values()].map((cell) => [
      cell[0]?.dealer ?? null,
      cell[0]?.touchpoint ?? null,
      cell.length,
      share(cell, ({ plan }) => plan),
      share(cell, ({ post }) => post),
      share(cell, ({ owner }) => owner),
      share(cell, ({ plan, post, owner }) => plan && post && owner),
    ]),
  };
}

const longest = 500;

/** Holes, the largest first; at most 500 rows. */
export function holesTable(holes: readonly Hole[]): FindingTable {
  return {
    name: 'holes',
    title: 'Holes, those that fill a whole dealer, product, line or touchpoint as one',
    columns: [
      { name: 'place', label: 'Place', type: 'string' },
      { name: 'missing', label: 'Has no', type: 'string' },
      { name: 'places', label: 'Places', type: 'integer' },
    ],
    rows: holes.slice(0, longest).map(({ place, what, places }) => [place, what, places]),
  };
}
