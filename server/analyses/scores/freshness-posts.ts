import { daysBetween } from '../../query/calendar/period.ts';
import { raw, sql } from '../../sql/sql.ts';
import type { AnalysisContext, Row } from '../contract/context.ts';
import type { FindingTable } from '../contract/finding.ts';
import type { Cadence } from './freshness-feed.ts';

/** A listening post or survey, and when it was last heard. */
export interface Post {
  readonly name: string;
  readonly n: number;
  readonly last: string | null;
  /** Days for which it has been open; null where nobody says since when. */
  readonly age: number | null;
  readonly isOpen: boolean;
}

/** Posts of fewer rows are named without their numbers. */
const fewest = 10;
const mostPosts = 200;

/** Every post that data come from or that is declared; null where nothing tells posts apart. */
export async function postsOf(context: AnalysisContext, today: string): Promise<readonly Post[] | null> {
  const arrivals = context.role('arrivals');
  if (!arrivals.has('post')) return null;
  const persons = arrivals.has('customer') ? sql`count(DISTINCT ${arrivals.column('customer')})` : raw('count(*)');
  const heard = await context.rows({
    title: 'Last data by post',
    sql: sql`SELECT CAST(${arrivals.column('post')} AS VARCHAR) AS post, CAST(count(*) AS DOUBLE) AS n,
  CAST(max(CAST(${arrivals.column('arrived')} AS DATE)) AS VARCHAR) AS last, CAST(${persons} AS DOUBLE) AS persons
FROM ${arrivals.source}
WHERE ${arrivals.column('post')} IS NOT NULL AND CAST(${arrivals.column('arrived')} AS DATE) <= ${{ type: 'DATE', value: today }}
GROUP BY 1
ORDER BY 1
LIMIT ${mostPosts}`,
    persons: 'persons',
  });
  const known = new Map(heard.list.map((row) => [row.text('post') ?? '', row]));
  const declared = new Map((await declaredPosts(context)).map((row) => [row.text('post') ?? '', row]));
  return [...new Set([...known.keys(), ...declared.keys()])].sort().map((name) => {
    const [row, post] = [known.get(name), declared.get(name)];
    const [from, to] = [post?.text('live_from') ?? null, post?.text('live_to') ?? null];
    return {
      name,
      n: row?.number('n') ?? 0,
      last: row?.text('last') ?? null,
      age: from === null || from > today ? null : daysBetween(from, to !== null && to < today ? to : today),
      isOpen: (from === null || from <= today) && (to === null || to >= today),
    };
  });
}

async function declaredPosts(context: AnalysisContext): Promise<readonly Row[]> {
  const posts = context.find('posts');
  if (posts === null) return [];
  const day = (column: string) =>
    posts.has(column) ? sql`CAST(CAST(${posts.column(column)} AS DATE) AS VARCHAR)` : raw('NULL');
  const rows = await context.rows({
    title: 'Posts',
    sql: sql`SELECT CAST(${posts.column('post')} AS VARCHAR) AS post, ${day('live_from')} AS live_from, ${day('live_to')} AS live_to
FROM ${posts.source}
ORDER BY 1
LIMIT ${mostPosts}`,
  });
  return rows.list;
}

/** Posts that are open and were never heard, or not within a cadence before the last day with data. */
export function silentPosts(posts: readonly Post[], lastDay: string, cadence: Cadence | null): readonly Post[] {
  if (cadence === null) return [];
  return posts.filter(({ isOpen, last }) => isOpen && (last === null || cadence.due(last) < lastDay));
}

/** The posts with their age and their last data. */
export function postTable(posts: readonly Post[], silent: readonly Post[], today: string): FindingTable {
  return {
    name: 'posts',
    title: 'Posts and when they were last heard',
    columns: [
      { name: 'post', label: 'Post', type: 'string' },
      { name: 'n', label: 'Rows', type: 'integer' },
      { name: 'age', label: 'Days open', type: 'integer' },
      { name: 'silent_for', label: 'Days since the last row', type: 'integer' },
      { name: 'state', label: 'State', type: 'string' },
    ],
    rows: posts.map((post) => [
      post.name,
      post.n < fewest ? null : post.n,
      post.age,
      post.n < fewest || post.last === null ? null : daysBetween(post.last, today),
      stateOf(post, silent.includes(post)),
    ]),
  };
}

function stateOf({ n, isOpen }: Post, isSilent: boolean): string {
  if (!isOpen) return 'closed';
  if (n === 0) return 'never heard';
  if (isSilent) return 'silent';
  return n < fewest ? `fewer than ${fewest} rows` : 'heard';
}
