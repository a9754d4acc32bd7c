import { planted } from './planted.ts';
import { file, type Step } from './step.ts';

const through = planted.period.through;

/** What was promised against what happened, from tickets, deliveries and refunds; and what people agreed to. */
export function promiseFiles(): readonly Step[] {
  return [
    file(
      'promise_checks',
      'check_id',
      `WITH ticket AS (SELECT * FROM tickets QUALIFY row_number() OVER (PARTITION BY ticket_id ORDER BY updated_at DESC) = 1), checked AS (
         SELECT concat('1', ticket_id) AS source, 'PR1' AS promise_id, customer_id, first_contact_at::DATE AS checked_on,
           round(date_diff('minute', opened_at, first_contact_at) / 60.0, 2) AS observed_value, 24 AS threshold
         FROM ticket WHERE first_contact_at IS NOT NULL
         UNION ALL
         SELECT concat('2', delivery_id), 'PR2', customer_id, delivered_at::DATE, date_diff('day', promised_on, delivered_at::DATE), 0
         FROM deliveries WHERE delivered_at IS NOT NULL
         UNION ALL
         SELECT concat('3', refund_id), 'PR3', customer_id, refunded_on, date_diff('day', requested_on, refunded_on), 7 FROM refunds
       )
       SELECT concat('H', source) AS check_id, promise_id, customer_id, checked_on, observed_value::DOUBLE AS observed_value, observed_value <= threshold AS kept
       FROM checked`,
    ),
    file(
      'consents',
      'consent_id',
      `WITH asked AS (
         SELECT c.no, c.start_date, purpose, concat(c.no, '/', purpose) AS entity
         FROM work_customers c, (SELECT unnest(['service_improvement', 'research', 'billing']) AS purpose)
       )
       SELECT concat('G', lpad(no::VARCHAR, 7, '0'), '-', purpose) AS consent_id, named('C', no) AS customer_id, purpose, start_date::TIMESTAMP AS granted_at,
         CASE WHEN purpose <> 'billing' AND draw('withdraws', entity) < 0.03 THEN
           TIMESTAMP '${through} 08:00:00' - to_days(pick('withdraws-on', entity, (DATE '${through}' - start_date)::INTEGER + 1)) END AS withdrawn_at
       FROM asked WHERE draw('grants', entity) < CASE purpose WHEN 'billing' THEN 1.1 WHEN 'service_improvement' THEN 0.95 ELSE 0.55 END`,
    ),
  ];
}
