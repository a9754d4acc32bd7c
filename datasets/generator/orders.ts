import { planted } from './planted.ts';
import { file, work, type Step } from './step.ts';

const lateChance = `CASE WHEN month(promised_on) IN (${planted.lateDelivery.peakMonths.join(', ')})
  THEN ${planted.lateDelivery.peakShare} ELSE ${planted.lateDelivery.share} END`;

/** Every order and delivery that would happen if nobody ever left. Times are the shop's local times. */
export function orderBase(): readonly Step[] {
  return [
    work(
      'work_orders',
      `WITH planned AS (
         SELECT no, unit_no, first_day, purse, unnest(range(order_count)) AS k FROM work_customers WHERE order_count > 0
       ), dated AS (
         SELECT *, concat(no, '-', k) AS entity,
           first_day + pick('order-day', concat(no, '-', k), 730 - first_day) AS any_day,
           CASE WHEN pick('advent-year', concat(no, '-', k), 2) = 0 THEN 137 ELSE 502 END + pick('advent-day', concat(no, '-', k), 36) AS advent_day
         FROM planned
       ), timed AS (
         SELECT *, CASE WHEN draw('advent', entity) < 0.1 AND advent_day >= first_day THEN advent_day ELSE any_day END AS day,
           CASE WHEN draw('night', entity) < 0.02 THEN pick('night-minute', entity, 300) ELSE 420 + pick('minute', entity, 930) END AS minute
         FROM dated
       ), stamped AS (
         SELECT *, CASE WHEN k = 0 AND no % 499 = 7 AND first_day < 118 THEN TIMESTAMP '2024-10-27 02:15:00' + to_minutes(pick('clock', no, 40))
             WHEN k = 0 AND no % 499 = 8 AND first_day < 272 THEN TIMESTAMP '2025-03-30 02:15:00' + to_minutes(pick('clock', no, 40))
             ELSE (DATE '2024-07-01' + day)::TIMESTAMP + to_minutes(minute) + to_seconds(pick('second', entity, 60)) END AS ordered_at
         FROM timed
       )
       SELECT no, unit_no, purse, entity, ordered_at, ordered_at::DATE AS ordered_on,
         row_number() OVER (ORDER BY ordered_at, no, k) AS order_no,
         CASE WHEN draw('channel', entity) < 0.42 THEN 'web' WHEN draw('channel', entity) < 0.72 THEN 'app'
              WHEN draw('channel', entity) < 0.85 THEN 'phone' ELSE 'store' END AS channel,
         CASE WHEN draw('line', entity) < 0.3 THEN 'kitchen' WHEN draw('line', entity) < 0.52 THEN 'laundry'
              WHEN draw('line', entity) < 0.76 THEN 'furniture' WHEN draw('line', entity) < 0.92 THEN 'garden' ELSE 'service' END AS product_line,
         CASE WHEN draw('cancelled', entity) < 0.03 THEN 'cancelled' ELSE 'completed' END AS status,
         CASE WHEN draw('guest', entity) < 0.015 THEN NULL WHEN draw('orphan', entity) < 0.004 THEN named('C9', no)
              ELSE named('C', no) END AS customer_id
       FROM stamped`,
    ),
    work(
      'work_deliveries',
      `WITH promised AS (
         SELECT order_no, no, unit_no, entity, customer_id, ordered_on, ordered_on + 2 + pick('promise', entity, 6) AS promised_on
         FROM work_orders WHERE status = 'completed' AND product_line <> 'service'
       ), fated AS (
         SELECT *, draw('late', entity) < ${lateChance} AS is_late,
           promised_on + CASE WHEN draw('late', entity) < ${lateChance}
             THEN 1 + floor(9 * pow(draw('late-days', entity), 2))::INTEGER ELSE -pick('early', entity, 2) END AS arrives_on
         FROM promised
       )
       SELECT *, CASE WHEN draw('lost', entity) < 0.004 OR arrives_on > DATE '${planted.period.through}' THEN NULL
         ELSE arrives_on::TIMESTAMP + to_minutes(480 + pick('door', entity, 720)) END AS delivered_at
       FROM fated`,
    ),
  ];
}

/** The order and delivery files: amounts follow the last recommendation score; rows of people who left are gone. */
export function orderFiles(): readonly Step[] {
  const { floor, slope, flatFrom, days, unknown } = planted.satisfactionMoney;
  return [
    work(
      'work_scores',
      `SELECT no, local_at, max(nps_score) AS score FROM work_answers WHERE nps_score IS NOT NULL GROUP BY no, local_at`,
    ),
    work(
      'work_kept_orders',
      `SELECT o.*, s.score, s.local_at AS scored_at,
         CASE WHEN s.score IS NULL OR o.ordered_at > s.local_at + to_days(${days}) THEN ${unknown}
              ELSE ${floor} + ${slope} * least(s.score, ${flatFrom}) END AS mood
       FROM (SELECT o.* FROM work_orders o JOIN work_ends e USING (no) WHERE e.end_date IS NULL OR o.ordered_on <= e.end_date) o
       ASOF LEFT JOIN work_scores s ON o.no = s.no AND o.ordered_at > s.local_at`,
    ),
    file(
      'orders',
      'order_id',
      `SELECT named('O', order_no) AS order_id, customer_id, ordered_at, channel, product_line, status,
         1 + pick('quantity', entity, 3) AS quantity,
         round(CASE product_line WHEN 'kitchen' THEN 420 WHEN 'laundry' THEN 380 WHEN 'furniture' THEN 290 WHEN 'garden' THEN 140 ELSE 79 END
           * purse * exp(0.45 * bell('amount', entity)) * mood, 2)::DECIMAL(12, 2) AS amount,
         'EUR' AS currency,
         CASE WHEN draw('test-order', entity) < 0.003 THEN ordered_at + to_hours(1) END AS deleted_at
       FROM work_kept_orders`,
    ),
    file(
      'deliveries',
      'delivery_id',
      `SELECT named('D', d.order_no) AS delivery_id, named('O', d.order_no) AS order_id, d.customer_id,
         CASE WHEN draw('no-depot', d.entity) < 0.003 THEN NULL ELSE lpad(d.unit_no::VARCHAR, 3, '0') END AS unit_id,
         d.promised_on, d.delivered_at,
         CASE WHEN d.delivered_at IS NOT NULL THEN 'delivered' WHEN d.arrives_on > DATE '${planted.period.through}' THEN 'under way' ELSE 'lost' END AS status
       FROM work_deliveries d JOIN work_kept_orders o USING (order_no)`,
    ),
  ];
}
