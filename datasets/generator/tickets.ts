import { causeOf, causes } from './causes.ts';
import { planted } from './planted.ts';
import { choose, file, work, type Step } from './step.ts';

const end = `TIMESTAMP '${planted.period.through} 21:59:00'`;

/** Tickets that customers open themselves, out of orders or without one. Times are UTC. */
export function requestBase(): readonly Step[] {
  return [
    work(
      'work_requests',
      `WITH asked AS (
         SELECT o.no, o.unit_no, o.order_no, o.customer_id, concat('o', o.entity) AS entity,
           local_to_utc(coalesce(d.delivered_at, o.ordered_at + to_days(2))) + to_minutes(60 + pick('opens', o.entity, 12000)) AS opened_at
         FROM work_orders o LEFT JOIN work_deliveries d USING (order_no)
         WHERE draw('request', o.entity) < CASE WHEN d.is_late THEN 0.32 ELSE 0.145 END
         UNION ALL
         SELECT no, unit_no, NULL, named('C', no), concat('c', no),
           DATE '2024-07-01'::TIMESTAMP + to_days(first_day) + to_minutes(300 + pick('calls', no, 1440 * (729 - first_day)))
         FROM work_customers WHERE draw('calls-anyway', no) < 0.12
       )
       SELECT *, row_number() OVER (ORDER BY opened_at, entity) AS request_no, 'request' AS kind FROM asked WHERE opened_at < ${end}`,
    ),
  ];
}

/** Calls after a detractor's answer, given to a random share of detractors. */
export function followUpBase(): readonly Step[] {
  return [
    work(
      'work_tickets',
      `WITH opened AS (
         SELECT no, unit_no, order_no, customer_id, entity, opened_at, kind, named('T', request_no) AS ticket_id, NULL AS response_id
         FROM work_requests
         UNION ALL
         SELECT no, unit_no, order_no, customer_id, concat('f', response_no), answered_at + to_minutes(600 + pick('follow-up-at', response_no, 3000)),
           'follow_up', named('TF', response_no), named('R', response_no)
         FROM work_answers
         WHERE nps_score <= 6 AND draw('follow-up', response_no) < ${planted.followUp.share}
       ), contacted AS (
         SELECT *, ${causeOf("draw('cause', entity)")} AS cause_id,
           CASE WHEN draw('call-back', entity) < ${planted.promises.callBack} THEN 20 + pick('soon', entity, 1400) ELSE 1500 + pick('later', entity, 4000) END AS wait_minutes
         FROM opened WHERE opened_at < ${end}
       )
       SELECT *, opened_at + to_minutes(wait_minutes) AS first_contact_at,
         CASE WHEN draw('open', entity) >= 0.03 THEN opened_at + to_minutes(wait_minutes + 90 + pick('closes', entity, 12000)) END AS closed_at
       FROM contacted`,
    ),
  ];
}

/** The ticket file and its causes. A synchronised ticket stands twice, the later version counts. */
export function ticketFiles(): readonly Step[] {
  const { from, costPerTicket, trendPerMonth, unitsPerArm } = planted.change;
  const baseCost = choose('cause_id', Object.fromEntries(causes.map(({ id, cost }) => [id, cost])));
  const cost = `${baseCost} + 2 * bell('unit-cost', unit_no) + CASE WHEN unit_no <= ${unitsPerArm} THEN 2 ELSE 0 END
    + ${trendPerMonth} * date_diff('month', DATE '2024-07-01', opened_at::DATE)
    + CASE WHEN unit_no <= ${unitsPerArm} AND opened_at >= TIMESTAMP '${from} 00:00:00' THEN ${costPerTicket} ELSE 0 END + 4 * bell('ticket-cost', entity)`;
  return [
    work(
      'work_kept_tickets',
      `SELECT t.*, delivered_no IS NOT NULL AS was_delivery, CASE WHEN draw('cost-unknown', entity) < 0.02 THEN NULL ELSE round(greatest(${cost}, 1), 2)::DECIMAL(10, 2) END AS cost
       FROM work_tickets t JOIN work_ends e USING (no) LEFT JOIN (SELECT order_no AS delivered_no FROM work_deliveries) ON delivered_no = t.order_no WHERE e.end_date IS NULL OR t.opened_at::DATE <= e.end_date`,
    ),
    file(
      'tickets',
      'ticket_id, updated_at',
      `WITH current AS (
         SELECT ticket_id, kind,
           CASE WHEN draw('caller-unknown', entity) < 0.01 THEN NULL ELSE customer_id END AS customer_id,
           named('O', order_no) AS order_id, CASE WHEN was_delivery THEN named('D', order_no) END AS delivery_id,
           CASE WHEN draw('no-team', entity) < 0.002 THEN NULL ELSE lpad(unit_no::VARCHAR, 3, '0') END AS unit_id,
           response_id, cause_id AS primary_cause,
           (['phone', 'phone', 'phone', 'app', 'web', 'store'])[pick('ticket-channel', entity, 6) + 1] AS channel,
           (['low', 'low', 'middle', 'middle', 'high'])[pick('severity', entity, 5) + 1] AS severity,
           opened_at,
           CASE WHEN first_contact_at < ${end} THEN first_contact_at END AS first_contact_at,
           CASE WHEN closed_at < ${end} THEN closed_at END AS closed_at,
           CASE WHEN closed_at < ${end} THEN 'closed' ELSE 'open' END AS status,
           cost, least(coalesce(closed_at, first_contact_at), ${end}) AS updated_at, entity
         FROM work_kept_tickets
       )
       SELECT * EXCLUDE (entity) FROM current
       UNION ALL
       SELECT * EXCLUDE (entity) REPLACE (NULL::TIMESTAMP AS first_contact_at, NULL::TIMESTAMP AS closed_at, 'open' AS status,
         NULL::DECIMAL(10, 2) AS cost, opened_at AS updated_at)
       FROM current WHERE draw('synchronised-twice', entity) < 0.01 AND updated_at > opened_at`,
    ),
    file(
      'ticket_causes',
      'ticket_id, cause_id, coder',
      `SELECT ticket_id, cause_id, 'desk' AS coder, true AS is_primary FROM work_kept_tickets
       UNION ALL
       SELECT ticket_id, second_cause, 'desk', false
       FROM (SELECT *, ${causeOf("draw('second-cause', entity)")} AS second_cause FROM work_kept_tickets WHERE draw('two-causes', entity) < 0.18)
       WHERE second_cause <> cause_id
       UNION ALL
       SELECT ticket_id, CASE WHEN draw('agrees', entity) < 0.8 THEN cause_id ELSE ${causeOf("draw('audit-cause', entity)")} END, 'audit', true
       FROM work_kept_tickets WHERE draw('audited', entity) < 0.06`,
    ),
  ];
}
