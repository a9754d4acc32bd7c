import { join, type Sql, sql } from '../../../sql/sql.ts';
import type { AnalysisContext } from '../../contract/context.ts';
import type { Option } from '../../contract/options.ts';

/** Channels by which customers of all channels are asked. */
export const everyChannelOption: Option = {
  name: 'every_channel',
  label: 'Posts that hear every channel',
  description: 'Channels by which customers are asked whatever channel they used themselves.',
  type: 'texts',
  default: ['email', 'sms', 'mail'],
};

/** Events at a touchpoint in a channel and phase, and how many of them a post could have heard. */
export interface Heard {
  readonly touchpoint: string | null;
  readonly channel: string | null;
  readonly phase: string | null;
  readonly events: number;
  readonly heard: number;
  /** Events heard by posts of more than one medium. */
  readonly richly: number;
  /** Events of activities that designs call critical. */
  readonly criticalEvents: number;
  readonly criticalHeard: number;
  readonly customers: number;
}

export interface HeardEvents {
  readonly cells: readonly Heard[];
  /** Cells of too few persons to be read at all; they are in no total. */
  readonly withheld: number;
  /** The last day with an event; null where there is none. */
  readonly lastDay: string | null;
}

/**
 * Counts events by touchpoint, channel and phase, each once however many posts hear it. `knownPhase`: a post hears only the
 * phase that it names, or that its touchpoint belongs to; else one without a phase hears all.
 */
export async function readHeard(context: AnalysisContext, { knownPhase = false } = {}): Promise<HeardEvents> {
  const rows = await context.rows({
    title: 'Events, and those that a live post could hear',
    sql: heardSql(context, knownPhase),
    persons: 'customers',
  });
  return {
    cells: rows.list.map((row) => ({
      touchpoint: row.text('touchpoint'),
      channel: row.text('channel'),
      phase: row.text('phase'),
      events: row.number('events'),
      heard: row.number('heard'),
      richly: row.number('richly'),
      criticalEvents: row.number('critical_events'),
      criticalHeard: row.number('critical_heard'),
      customers: row.number('customers'),
    })),
    withheld: rows.withheld,
    lastDay: rows.list.reduce<string | null>((last, row) => later(last, row.text('last_day')), null),
  };
}

function heardSql(context: AnalysisContext, knownPhase: boolean): Sql {
  const events = context.role('events');
  const optional = (name: string): Sql => (events.has(name) ? events.column(name) : sql`NULL`);
  return sql`WITH touched_rows AS (
  SELECT
    CAST(${events.column('touchpoint')} AS VARCHAR) AS touchpoint,
    CAST(${optional('channel')} AS VARCHAR) AS channel,
    CAST(${optional('phase')} AS VARCHAR) AS phase,
    CAST(${optional('activity')} AS VARCHAR) AS activity,
    CAST(${events.column('at')} AS DATE) AS day,
    CAST(${events.column('customer')} AS VARCHAR) AS customer
  FROM ${events.source}
  WHERE ${events.column('at')} IS NOT NULL
), touched_days AS (
  SELECT DISTINCT touchpoint, channel, phase, day FROM touched_rows
), heard_days AS (
  SELECT touched_days.touchpoint, touched_days.channel, touched_days.phase, touched_days.day, count(post) AS posts, count(DISTINCT media) AS media
  FROM touched_days LEFT JOIN (${postsSql(context, { knownPhase })}) AS p ON p.touchpoint = touched_days.touchpoint
    AND ${heardOn(context, { knownPhase })}
  GROUP BY ALL
)
SELECT
  t.touchpoint,
  t.channel,
  t.phase,
  CAST(count(*) AS DOUBLE) AS events,
  CAST(count(*) FILTER (WHERE posts > 0) AS DOUBLE) AS heard,
  CAST(count(*) FILTER (WHERE media > 1) AS DOUBLE) AS richly,
  CAST(count(*) FILTER (WHERE ${isCritical(context)}) AS DOUBLE) AS critical_events,
  CAST(count(*) FILTER (WHERE ${isCritical(context)} AND posts > 0) AS DOUBLE) AS critical_heard,
  CAST(count(DISTINCT customer) AS DOUBLE) AS customers,
  strftime(max(t.day), '%Y-%m-%d') AS last_day
FROM touched_rows AS t JOIN heard_days AS l
  ON l.touchpoint IS NOT DISTINCT FROM t.touchpoint AND l.channel IS NOT DISTINCT FROM t.channel
  AND l.phase IS NOT DISTINCT FROM t.phase AND l.day = t.day
GROUP BY ALL
ORDER BY t.touchpoint, t.channel, t.phase`;
}

function later(a: string | null, b: string | null): string | null {
  return a === null || (b !== null && b > a) ? b : a;
}

/** Posts with the days and the phase in which they listen. */
export function postsSql(context: AnalysisContext, { knownPhase }: { readonly knownPhase: boolean }): Sql {
  const posts = context.role('posts');
  const optional = (name: string): Sql => (posts.has(name) ? sql`p.${posts.column(name)}` : sql`NULL`);
  const places = knownPhase ? phasesOfTouchpoints(context) : null;
  const phase = places === null ? optional('phase') : sql`coalesce(${optional('phase')}, place.phase)`;
  return sql`
    SELECT
      CAST(p.${posts.column('post')} AS VARCHAR) AS post,
      CAST(p.${posts.column('touchpoint')} AS VARCHAR) AS touchpoint,
      CAST(${optional('channel')} AS VARCHAR) AS channel,
      CAST(${phase} AS VARCHAR) AS phase,
      CAST(${optional('media')} AS VARCHAR) AS media,
      CAST(${optional('live_from')} AS DATE) AS live_from,
      CAST(${optional('live_to')} AS DATE) AS live_to
    FROM ${posts.source} AS p${
      places === null
        ? sql``
        : sql` LEFT JOIN (${places}) AS place ON place.touchpoint = CAST(p.${posts.column('touchpoint')} AS VARCHAR)`
    }`;
}

function phasesOfTouchpoints(context: AnalysisContext): Sql | null {
  const touchpoints = context.find('touchpoints');
  if (touchpoints === null || !touchpoints.has('phase')) return null;
  return sql`SELECT CAST(${touchpoints.column('touchpoint')} AS VARCHAR) AS touchpoint, CAST(min(${touchpoints.column('phase')}) AS VARCHAR) AS phase FROM ${touchpoints.source} GROUP BY ALL`;
}

/** A post is live, in the channel and in the phase of what happened; what either side does not say does not part them. */
function heardOn(context: AnalysisContext, { knownPhase }: { readonly knownPhase: boolean }): Sql {
  const everywhere = context.options.texts('every_channel');
  const conditions = [
    sql`(p.live_from IS NULL OR p.live_from <= touched_days.day) AND (p.live_to IS NULL OR p.live_to >= touched_days.day)`,
    knownPhase
      ? sql`p.phase = touched_days.phase`
      : sql`(p.phase IS NULL OR touched_days.phase IS NULL OR p.phase = touched_days.phase)`,
    everywhere.length === 0
      ? sql`(p.channel IS NULL OR touched_days.channel IS NULL OR p.channel = touched_days.channel)`
      : sql`(p.channel IS NULL OR touched_days.channel IS NULL OR p.channel = touched_days.channel OR p.channel IN (${join(everywhere.map((name) => sql`${name}`))}))`,
  ];
  return join(conditions, '\n    AND ');
}

/** Steps that a design calls critical; touchpoints that are critical are weighed later. */
function isCritical(context: AnalysisContext): Sql {
  const [designs, events] = [context.find('designs'), context.role('events')];
  if (designs === null || !designs.has('critical') || !events.has('activity')) return sql`false`;
  return sql`coalesce(activity IN (SELECT CAST(${designs.column('activity')} AS VARCHAR) FROM ${designs.source} WHERE ${designs.column('critical')}), false)`;
}
