import type { FindingTable } from '../../contract/finding.ts';
import { isLive, type Post } from './posts.ts';

const longest = 40;

/** Quarter by quarter: posts that were live at its end, posts that came and went, channels heard for the first time. */
export function postHistory(posts: readonly Post[], lastDay: string): FindingTable {
  const first =
    posts
      .map(({ from }) => from)
      .filter((from) => from !== null && from <= lastDay)
      .toSorted()[0] ?? lastDay;
  const quarters = quartersBetween(first, lastDay).slice(-longest);
  const known = new Set<string>();
  const rows = quarters.map(({ name, from, to }) => {
    const end = to < lastDay ? to : lastDay;
    const within = (day: string | null): boolean => day !== null && day >= from && day <= end;
    const live = posts.filter((post) => isLive(post, end));
    const heard = new Set(
      posts.filter((post) => isLive(post, end) || within(post.from)).map(({ channel }) => channel ?? 'all'),
    );
    const fresh = [...heard].filter((channel) => !known.has(channel)).sort();
    for (const channel of fresh) known.add(channel);
    return [
      name,
      live.length,
      posts.filter((post) => within(post.from)).length,
      posts.filter((post) => within(post.to) && (post.to ?? '') < lastDay).length,
      fresh.join(', '),
    ];
  });
  return {
    name: 'posts_over_time',
    title: 'Listening posts by quarter',
    columns: [
      { name: 'quarter', label: 'Quarter', type: 'string' },
      { name: 'live', label: 'Live at its end', type: 'integer' },
      { name: 'added', label: 'Added', type: 'integer' },
      { name: 'dropped', label: 'Dropped', type: 'integer' },
      { name: 'channels', label: 'Channels heard for the first time', type: 'string' },
    ],
    rows,
  };
}

interface Quarter {
  readonly name: string;
  readonly from: string;
  readonly to: string;
}

function quartersBetween(first: string, last: string): readonly Quarter[] {
  const index = (day: string): number => Number(day.slice(0, 4)) * 4 + Math.floor((Number(day.slice(5, 7)) - 1) / 3);
  const [start, end] = [index(first), index(last)];
  return Array.from({ length: end - start + 1 }, (_, at) => quarterOf(start + at));
}

function quarterOf(index: number): Quarter {
  const [year, quarter] = [Math.floor(index / 4), index % 4];
  const month = (number: number): string => String(number).padStart(2, '0');
  const lastDays = ['31', '30', '30', '31'];
  return {
    name: `${year} Q${quarter + 1}`,
    from: `${year}-${month(quarter * 3 + 1)}-01`,
    to: `${year}-${month(quarter * 3 + 3)}-${lastDays[quarter] ?? '31'}`,
  };
}
