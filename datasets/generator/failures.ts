import { planted } from './planted.ts';
import { file, type Step } from './step.ts';

const { major, majorIfLeaving, majorIfDetractor, effortMinor, effortMajor } = planted.recovery;
const { share, informedInTime } = planted.weather;

/** Late deliveries once more: how bad each was, whether somebody made up for it, and whether the weather was announced in time. */
export function failureFiles(): readonly Step[] {
  return [
    file(
      'recoveries',
      'failure_id',
      `WITH scored AS (
         SELECT order_no, bool_or(nps_score <= 6) AS detractor FROM work_kept_answers WHERE is_late IS NOT NULL GROUP BY order_no
       ), failed AS (
         SELECT d.order_no, d.entity, d.customer_id, lpad(d.unit_no::VARCHAR, 3, '0') AS unit_id, d.delivered_at,
           draw('gravity', d.entity) < ${major} + CASE WHEN s.detractor THEN ${majorIfDetractor} ELSE 0 END
             + CASE WHEN e.end_kind = 'voluntary' AND e.end_date <= d.delivered_at::DATE + 180 THEN ${majorIfLeaving} ELSE 0 END AS is_major
         FROM work_deliveries d JOIN work_kept_orders USING (order_no) JOIN work_ends e ON e.no = d.no LEFT JOIN scored s ON s.order_no = d.order_no
         WHERE d.is_late AND d.delivered_at IS NOT NULL AND d.customer_id = named('C', d.no) AND (e.end_date IS NULL OR e.end_date > d.delivered_at::DATE + 1)
       ), met AS (
         SELECT *, draw('goodwill', entity) < CASE WHEN is_major THEN ${effortMajor} ELSE ${effortMinor} END AS effort FROM failed
       )
       SELECT named('Q', order_no) AS failure_id, named('D', order_no) AS delivery_id, customer_id, unit_id, delivered_at AS failed_at,
         CASE WHEN is_major THEN 'major' ELSE 'minor' END AS severity, effort,
         CASE WHEN effort THEN (['call', 'voucher'])[pick('effort-kind', entity, 2) + 1] END AS effort_kind,
         CASE WHEN effort THEN delivered_at + to_minutes(60 + pick('effort-at', entity, 1320)) END AS effort_at
       FROM met`,
    ),
    file(
      'weather_stops',
      'stop_id',
      `WITH stopped AS (
         SELECT delivery_id, customer_id, promised_on,
           CASE WHEN draw('informed', delivery_id) < ${informedInTime} THEN 12 + pick('hours-ahead', delivery_id, 36)
                WHEN draw('informed-at-all', delivery_id) < 0.5 THEN pick('hours-too-late', delivery_id, 12) END AS hours_ahead
         FROM deliveries WHERE delivered_at::DATE > promised_on AND promised_on >= DATE '2025-01-01' AND draw('weather', delivery_id) < ${share}
       )
       SELECT concat('Z', delivery_id[2:]) AS stop_id, 'PR5' AS promise_id, delivery_id, customer_id, promised_on,
         promised_on + INTERVAL 8 HOUR - to_hours(hours_ahead) AS told_at, hours_ahead::INTEGER AS hours_ahead, coalesce(hours_ahead >= 12, false) AS informed_in_time
       FROM stopped`,
    ),
  ];
}
