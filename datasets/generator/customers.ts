import { planted } from './planted.ts';
import { choose, file, work, type Extent, type Step } from './step.ts';

/** Who the customers are and how much they buy, before anything happens to them. */
export function customerBase({ scale }: Extent): readonly Step[] {
  const customers = Math.max(200, Math.round(20_000 * scale));
  return [
    work(
      'work_customers',
      `WITH person AS (
         SELECT range::BIGINT AS no, draw('segment', range) AS d_segment, pick('unit', range, 40) + 1 AS unit_no,
           CASE WHEN draw('established', range) < 0.6 THEN -1 - pick('past', range, 900) ELSE pick('start', range, 700) END AS start_day
         FROM range(1, ${customers + 1})
       ), segmented AS (
         SELECT *, CASE WHEN d_segment < 0.45 THEN 'household' WHEN d_segment < 0.7 THEN 'family' ELSE 'business' END AS segment,
           greatest(start_day, 0) AS first_day
         FROM person
       )
       SELECT no, unit_no, start_day, first_day, segment, d_segment,
         DATE '2024-07-01' + start_day AS start_date,
         CASE WHEN draw('app', no) < ${choose('segment', planted.simpson.appShare)} THEN 'app'
              WHEN draw('store', no) < 0.45 THEN 'store' ELSE 'web' END AS signup_channel,
         CASE WHEN draw('language', no) < 0.6 THEN 'de' ELSE 'en' END AS language,
         draw('surveyable', no) >= 0.1 AS surveyable,
         exp(0.35 * bell('purse', no)) AS purse,
         CASE WHEN draw('buys', no) < 0.07 THEN 0
              ELSE floor(least(160, 3.95 * pow(draw('orders', no) + 1e-9, -0.58)) * (730 - first_day) / 730.0 + draw('rest', no))::INTEGER
         END AS order_count
       FROM segmented`,
    ),
  ];
}

/** The customer file as the shop's system exports it: older versions beside newer ones, erased people, missing regions. */
export function customerFile(): readonly Step[] {
  return [
    file(
      'customers',
      'customer_id, updated_at',
      `WITH current AS (
         SELECT named('C', c.no) AS customer_id,
           CASE WHEN draw('no-unit', c.no) < 0.015 THEN NULL WHEN draw('lost-unit', c.no) < 0.003 THEN '099'
                ELSE lpad(c.unit_no::VARCHAR, 3, '0') END AS unit_id,
           CASE WHEN draw('no-region', c.no) < 0.01 THEN NULL WHEN draw('na-region', c.no) < 0.01 THEN 'n/a'
                ELSE (['East', 'South', 'West', 'North'])[(c.unit_no - 1) % 4 + 1] END AS region,
           c.segment, c.signup_channel, c.language,
           concat('customer', c.no, '@mail.example') AS email,
           (['none', 'none', 'basic', 'plus'])[pick('plan', c.no, 4) + 1] AS service_plan,
           CASE WHEN c.order_count >= 15 THEN 'high' WHEN c.order_count >= 4 THEN 'middle' ELSE 'low' END AS value_tier,
           c.start_date, e.end_date, e.end_kind,
           coalesce(e.end_date, c.start_date + pick('touched', c.no, 90))::TIMESTAMP + to_hours(12) AS updated_at,
           CASE WHEN draw('erased', c.no) < 0.004 THEN TIMESTAMP '2026-06-01 00:00:00' END AS deleted_at,
           c.no
         FROM work_customers c JOIN work_ends e USING (no)
       )
       SELECT * EXCLUDE (no) FROM current
       UNION ALL
       SELECT * EXCLUDE (no) REPLACE (
           (['North', 'East', 'South', 'West'])[pick('old-region', no, 4) + 1] AS region,
           updated_at - to_days(30 + pick('older', no, 300)) AS updated_at,
           NULL::DATE AS end_date, NULL::VARCHAR AS end_kind)
       FROM current WHERE draw('twice', no) < 0.008`,
    ),
  ];
}
