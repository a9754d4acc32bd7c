import { bind, type Sql, sql } from '../../../sql/sql.ts';
import type { AnalysisContext } from '../../contract/context.ts';
import type { Place } from './places.ts';

/** All places that are known, planned or not. */
export async function readPlaces(context: AnalysisContext, day: string): Promise<readonly Place[]> {
  const plans = context.role('plans');
  const optional = (name: string, other: Sql): Sql => (plans.has(name) ? plans.column(name) : other);
  const rows = await context.rows({
    title: 'Places and what they have',
    sql: sql`WITH plan_rows AS (
  SELECT
    CAST(${optional('product', sql`NULL`)} AS VARCHAR) AS product,
    CAST(${optional('line', sql`NULL`)} AS VARCHAR) AS line,
    CAST(${optional('dealer', sql`NULL`)} AS VARCHAR) AS dealer,
    CAST(${plans.column('touchpoint')} AS VARCHAR) AS touchpoint,
    bool_or(coalesce(${optional('has_plan', sql`true`)}, false)) AS has_plan,
    bool_or(coalesce(trim(CAST(${optional('owner', sql`NULL`)} AS VARCHAR)), '') <> '') AS has_owner
  FROM ${plans.source}
  WHERE ${plans.column('touchpoint')} IS NOT NULL
  GROUP BY ALL
), dealer_keys AS (
  SELECT DISTINCT dealer FROM plan_rows${everyDealer(context)}
), touchpoint_keys AS (
  SELECT DISTINCT touchpoint FROM plan_rows${everyTouchpoint(context)}
), place_rows AS (
  SELECT p.product, l.line, d.dealer, t.touchpoint
  FROM (SELECT DISTINCT product FROM plan_rows) AS p, (SELECT DISTINCT line FROM plan_rows) AS l, dealer_keys AS d, touchpoint_keys AS t
), post_keys AS (${listeningSql(context, day)}
)
SELECT
  place_rows.*,
  coalesce(has_plan, false) AS has_plan,
  coalesce(has_owner, false) AS has_owner,
  EXISTS (SELECT 1 FROM post_keys AS h WHERE h.touchpoint = place_rows.touchpoint AND (h.dealer IS NULL OR h.dealer = place_rows.dealer)) AS has_post
FROM place_rows LEFT JOIN plan_rows AS e
  ON e.product IS NOT DISTINCT FROM place_rows.product AND e.line IS NOT DISTINCT FROM place_rows.line
  AND e.dealer IS NOT DISTINCT FROM place_rows.dealer AND e.touchpoint = place_rows.touchpoint
ORDER BY ALL`,
  });
  return rows.list.map((row) => ({
    product: row.text('product'),
    line: row.text('line'),
    dealer: row.text('dealer'),
    touchpoint: row.text('touchpoint'),
    plan: row.value('has_plan') === true,
    owner: row.value('has_owner') === true,
    post: row.value('has_post') === true,
  }));
}

function everyDealer(context: AnalysisContext): Sql {
  const dealers = context.find('dealers');
  if (dealers === null || !context.role('plans').has('dealer')) return sql``;
  const key = dealers.column('dealer');
  return sql` UNION SELECT CAST(${key} AS VARCHAR) FROM ${dealers.source} WHERE ${key} IS NOT NULL`;
}

function everyTouchpoint(context: AnalysisContext): Sql {
  const touchpoints = context.find('touchpoints');
  if (touchpoints === null) return sql``;
  const key = touchpoints.column('touchpoint');
  return sql` UNION SELECT CAST(${key} AS VARCHAR) FROM ${touchpoints.source} WHERE ${key} IS NOT NULL`;
}

/** Where a post is live on the day; a dealer of its own narrows it. */
function listeningSql(context: AnalysisContext, day: string): Sql {
  const posts = context.find('posts');
  if (posts === null)
    return sql`
  SELECT CAST(NULL AS VARCHAR) AS touchpoint, CAST(NULL AS VARCHAR) AS dealer WHERE false`;
  const on = bind('DATE', day);
  const from = posts.has('live_from')
    ? sql`(${posts.column('live_from')} IS NULL OR CAST(${posts.column('live_from')} AS DATE) <= ${on})`
    : sql`true`;
  const to = posts.has('live_to')
    ? sql`(${posts.column('live_to')} IS NULL OR CAST(${posts.column('live_to')} AS DATE) >= ${on})`
    : sql`true`;
  return sql`
  SELECT DISTINCT CAST(${posts.column('touchpoint')} AS VARCHAR) AS touchpoint, CAST(${posts.has('dealer') ? posts.column('dealer') : sql`NULL`} AS VARCHAR) AS dealer
  FROM ${posts.source}
  WHERE ${from} AND ${to}`;
}
