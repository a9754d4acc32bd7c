import type { FindingTable } from '../../contract/finding.ts';
import type { Heard } from './coverage.ts';
import { isLive, type Post } from './posts.ts';
import type { Touchpoint } from './touchpoints.ts';

/** Cells of fewer customers are not shown. */
export const fewestPersons = 10;

/** Touchpoint × channel × phase with its holes; cells of fewer than 10 customers are left out. */
export function mapTable(cells: readonly Heard[], names: ReadonlyMap<string, string>): FindingTable {
  return {
    name: 'map',
    title: 'Events by touchpoint, channel and phase, and the share that a post could hear',
    columns: [
      { name: 'touchpoint', label: 'Touchpoint', type: 'string' },
      { name: 'channel', label: 'Channel', type: 'string' },
      { name: 'phase', label: 'Phase', type: 'string' },
      { name: 'events', label: 'Events', type: 'integer' },
      { name: 'heard', label: 'Could be heard', type: 'integer' },
      { name: 'share', label: 'Share', type: 'real', format: 'percent' },
      { name: 'hole', label: 'Hole', type: 'boolean' },
    ],
    rows: cells
      .filter(({ customers }) => customers >= fewestPersons)
      .map(({ touchpoint, channel, phase, events, heard }) => [
        touchpoint === null ? null : (names.get(touchpoint) ?? touchpoint),
        channel,
        phase,
        events,
        heard,
        heard / events,
        heard === 0,
      ]),
  };
}

export interface TouchpointRow {
  readonly touchpoint: string;
  readonly name: string;
  readonly critical: boolean;
  readonly events: number;
  readonly heard: number;
  readonly livePosts: number;
  /** The fewest clicks of a live post; null where none is live or none is known. */
  readonly clicks: number | null;
}

/** Every touchpoint that is known, has events or has a post, those with the most unheard events first. */
export function touchpointRows(
  known: readonly Touchpoint[],
  cells: readonly Heard[],
  { posts, lastDay }: { readonly posts: readonly Post[]; readonly lastDay: string },
): readonly TouchpointRow[] {
  const keys = new Set([
    ...known.map(({ touchpoint }) => touchpoint),
    ...cells.flatMap(({ touchpoint }) => (touchpoint === null ? [] : [touchpoint])),
    ...posts.map(({ touchpoint }) => touchpoint),
  ]);
  return [...keys]
    .map((touchpoint) => {
      const found = known.find((each) => each.touchpoint === touchpoint);
      const own = cells.filter((cell) => cell.touchpoint === touchpoint);
      const live = posts.filter((post) => post.touchpoint === touchpoint && isLive(post, lastDay));
      const clicks = live.map((post) => post.clicks).filter((each) => each !== null);
      return {
        touchpoint,
        name: found?.name ?? touchpoint,
        critical: found?.critical ?? false,
        events: own.reduce((sum, { events }) => sum + events, 0),
        heard: own.reduce((sum, { heard }) => sum + heard, 0),
        livePosts: live.length,
        clicks: clicks.length === 0 ? null : Math.min(...clicks),
      };
    })
    .sort((a, b) => b.events - b.heard - (a.events - a.heard) || (a.touchpoint < b.touchpoint ? -1 : 1));
}

export function touchpointsTable(rows: readonly TouchpointRow[]): FindingTable {
  return {
    name: 'touchpoints',
    title: 'Touchpoints, and how easily customers can say something there',
    columns: [
      { name: 'touchpoint', label: 'Touchpoint', type: 'string' },
      { name: 'critical', label: 'Critical', type: 'boolean' },
      { name: 'events', label: 'Events', type: 'integer' },
      { name: 'share', label: 'Could be heard', type: 'real', format: 'percent' },
      { name: 'live_posts', label: 'Live posts', type: 'integer' },
      { name: 'clicks', label: 'Clicks to say something', type: 'integer' },
    ],
    rows: rows.map(({ name, critical, events, heard, livePosts, clicks }) => [
      name,
      critical,
      shownCount(events),
      events < fewestPersons ? null : heard / events,
      livePosts,
      clicks,
    ]),
  };
}

/** Channels that customers use, and whether any post listens in them: what cannot be processed is not heard. */
export function channelsTable(cells: readonly Heard[], posts: readonly Post[], lastDay: string): FindingTable {
  const channels = [...new Set(cells.map(({ channel }) => channel))].filter((channel) => channel !== null).sort();
  return {
    name: 'channels',
    title: 'Channels that customers use',
    columns: [
      { name: 'channel', label: 'Channel', type: 'string' },
      { name: 'events', label: 'Events', type: 'integer' },
      { name: 'share', label: 'Could be heard', type: 'real', format: 'percent' },
      { name: 'own_post', label: 'A live post of its own', type: 'boolean' },
    ],
    rows: channels.map((channel) => {
      const own = cells.filter((cell) => cell.channel === channel);
      const events = own.reduce((sum, cell) => sum + cell.events, 0);
      const heard = own.reduce((sum, cell) => sum + cell.heard, 0);
      return [
        channel,
        shownCount(events),
        events < fewestPersons ? null : heard / events,
        posts.some((post) => post.channel === channel && isLive(post, lastDay)),
      ];
    }),
  };
}

/** Counts of fewer than 10 are not shown; that there is nothing is. */
function shownCount(events: number): number | null {
  return events > 0 && events < fewestPersons ? null : events;
}
