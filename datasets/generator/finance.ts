import { planted } from './planted.ts';
import { file, work, type Step } from './step.ts';

const through = `DATE '${planted.period.through}'`;

/** Invoices, refunds and costs, all of orders, deliveries and tickets that are in the files. */
export function financeFiles(): readonly Step[] {
  return [
    file(
      'invoices',
      'invoice_id',
      `WITH part AS (
         SELECT o.order_id, o.customer_id, o.ordered_at::DATE AS ordered_on, o.amount, unnest(range(CASE WHEN draw('two-parts', o.order_id) < 0.04 THEN 2 ELSE 1 END)) AS part,
           draw('two-parts', o.order_id) < 0.04 AS in_two
         FROM orders o WHERE o.status = 'completed' AND o.deleted_at IS NULL
       ), issued AS (
         SELECT concat('V', order_id[2:], '-', part + 1) AS invoice_id,
           CASE WHEN draw('order-lost', order_id) < 0.002 THEN concat('O9', order_id[3:]) ELSE order_id END AS order_id, customer_id,
           least(ordered_on + pick('issue', order_id, 4) + (30 * part)::INTEGER, ${through}) AS issued_on,
           (CASE WHEN NOT in_two THEN amount WHEN part = 0 THEN round(amount * 0.3, 2) ELSE amount - round(amount * 0.3, 2) END)::DECIMAL(12, 2) AS amount
         FROM part
       ), due AS (
         SELECT *, issued_on + 14 AS due_on, issued_on + 2 + floor(40 * pow(draw('pays', invoice_id), 2))::INTEGER AS pays_on FROM issued
       )
       SELECT invoice_id, order_id, d.delivery_id, due.customer_id, issued_on, due_on,
         CASE WHEN pays_on <= ${through} AND draw('unpaid', invoice_id) >= 0.015 THEN pays_on END AS paid_on, amount, 'EUR' AS currency FROM due LEFT JOIN deliveries d USING (order_id)`,
    ),
    file(
      'refunds',
      'refund_id',
      `WITH asked AS (
         SELECT i.invoice_id, i.order_id, i.delivery_id, i.customer_id, i.amount, coalesce(d.delivered_at::DATE > d.promised_on, false) AS late,
           greatest(coalesce(d.delivered_at::DATE, i.issued_on), i.issued_on) + 1 + pick('asks-on', i.invoice_id, 14) AS requested_on
         FROM invoices i LEFT JOIN deliveries d USING (order_id) WHERE i.invoice_id LIKE '%-1'
       ), paid AS (
         SELECT *, requested_on + CASE WHEN draw('refund-kept', invoice_id) < ${planted.promises.refund} THEN 1 + pick('refund-days', invoice_id, 7)
           ELSE 8 + pick('refund-slow', invoice_id, 20) END AS refunded_on
         FROM asked WHERE draw('refund', invoice_id) < CASE WHEN late THEN ${planted.refunds.late} ELSE ${planted.refunds.onTime} END
       )
       SELECT concat('B', invoice_id[2:]) AS refund_id, invoice_id, order_id, delivery_id, customer_id, requested_on, refunded_on,
         round(amount * (['0.1', '0.2', '0.5', '1.0'])[pick('refund-part', invoice_id, 4) + 1]::DECIMAL(2, 1), 2)::DECIMAL(12, 2) AS amount,
         CASE WHEN late AND draw('refund-why', invoice_id) < 0.7 THEN 'late delivery' ELSE (['damaged', 'returned', 'wrong item', 'goodwill'])[pick('refund-reason', invoice_id, 4) + 1] END AS reason
       FROM paid WHERE refunded_on <= ${through}`,
    ),
    work(
      'work_costs',
      `SELECT concat('D', order_id[2:]) AS source, customer_id, unit_id, 'T05' AS touchpoint_id, 'delivery' AS cost_kind, 'none' AS quality_class,
         delivered_at::DATE AS booked_on, round(11 + 2 * bell('van', delivery_id), 2)::DECIMAL(12, 2) AS amount
       FROM deliveries WHERE delivered_at IS NOT NULL
       UNION ALL
       SELECT concat('N', order_id[2:]), customer_id, unit_id, 'T05', 'second delivery', 'external failure', delivered_at::DATE, round(18 + 3 * bell('second-van', delivery_id), 2)::DECIMAL(12, 2)
       FROM deliveries WHERE delivered_at::DATE > promised_on AND draw('second', delivery_id) < 0.35
       UNION ALL
       SELECT concat('S', ticket_id), customer_id, unit_id, 'T07', 'service desk', 'external failure', opened_at::DATE, cost
       FROM (SELECT * FROM tickets QUALIFY row_number() OVER (PARTITION BY ticket_id ORDER BY updated_at DESC) = 1) WHERE cost IS NOT NULL
       UNION ALL
       SELECT concat('U', lpad(unit::VARCHAR, 3, '0'), '-', lpad(month::VARCHAR, 2, '0'), '-', kind), NULL, lpad(unit::VARCHAR, 3, '0'), NULL, kind,
         CASE kind WHEN 'training' THEN 'prevention' WHEN 'checks' THEN 'appraisal' ELSE 'internal failure' END,
         (DATE '2024-07-31' + to_months(month))::DATE, round(CASE kind WHEN 'training' THEN 420 WHEN 'checks' THEN 310 ELSE 260 END + 40 * bell(kind, concat(unit, '-', month)), 2)::DECIMAL(12, 2)
       FROM (SELECT unnest(range(1, 41)) AS unit), (SELECT unnest(range(24)) AS month), (SELECT unnest(['training', 'checks', 'rework']) AS kind)`,
    ),
    file('costs', 'cost_id', `SELECT concat('K', source) AS cost_id, * EXCLUDE (source) FROM work_costs`),
  ];
}
