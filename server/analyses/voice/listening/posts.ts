import { sql } from '../../../sql/sql.ts';
import type { AnalysisContext } from '../../contract/context.ts';

/** A listening post; days as `2026-01-31`, null where open. */
export interface Post {
  readonly post: string;
  readonly touchpoint: string;
  readonly channel: string | null;
  readonly phase: string | null;
  readonly media: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly clicks: number | null;
}

/** All posts, live or not. */
export async function readPosts(context: AnalysisContext): Promise<readonly Post[]> {
  const posts = context.role('posts');
  const optional = (name: string) => (posts.has(name) ? posts.column(name) : sql`NULL`);
  const rows = await context.rows({
    title: 'Listening posts',
    sql: sql`SELECT
  CAST(${posts.column('post')} AS VARCHAR) AS post,
  CAST(${posts.column('touchpoint')} AS VARCHAR) AS touchpoint,
  CAST(${optional('channel')} AS VARCHAR) AS channel,
  CAST(${optional('phase')} AS VARCHAR) AS phase,
  CAST(${optional('media')} AS VARCHAR) AS media,
  strftime(CAST(${optional('live_from')} AS DATE), '%Y-%m-%d') AS live_from,
  strftime(CAST(${optional('live_to')} AS DATE), '%Y-%m-%d') AS live_to,
  CAST(${optional('clicks')} AS DOUBLE) AS clicks
FROM ${posts.source}
ORDER BY post`,
  });
  return rows.list.map((row) => ({
    post: row.text('post') ?? '',
    touchpoint: row.text('touchpoint') ?? '',
    channel: row.text('channel'),
    phase: row.text('phase'),
    media: row.text('media'),
    from: row.text('live_from'),
    to: row.text('live_to'),
    clicks: row.maybe('clicks'),
  }));
}

/** Whether it listens on a day such as `2026-01-31`: its first and its last day are among them. */
export function isLive({ from, to }: Post, day: string): boolean {
  return (from === null || from <= day) && (to === null || to >= day);
}
