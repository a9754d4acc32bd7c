import { planted } from './planted.ts';
import { file, rows, work, type Step } from './step.ts';

/** variant, step, activity, touchpoint, phase, wait in minutes on average */
const steps = [
  ['designed', 1, 'search_help', 'T02', 'before', 0],
  ['designed', 2, 'report_fault', 'T07', 'before', 0],
  ['designed', 3, 'triage', 'T07', 'during', 14],
  ['designed', 4, 'book_visit', 'T08', 'during', 0],
  ['designed', 5, 'visit', 'T08', 'during', 0],
  ['designed', 6, 'confirm', 'T08', 'after', 0],
  ['off_map', 1, 'report_fault', 'T07', 'before', 0],
  ['off_map', 2, 'ask_other_customers', 'T09', 'during', 0],
  ['off_map', 3, 'repair_alone', 'T09', 'during', 0],
  ['off_map', 4, 'confirm', 'T09', 'after', 0],
  ['unsolved', 1, 'report_fault', 'T07', 'before', 0],
  ['unsolved', 2, 'triage', 'T07', 'during', 14],
  ['unsolved', 3, 'book_visit', 'T08', 'during', 0],
  ['unsolved', 4, 'visit', 'T08', 'during', 0],
  ['unsolved', 5, 'report_again', 'T07', 'after', 0],
  ['abandoned', 1, 'report_fault', 'T07', 'before', 0],
  ['abandoned', 2, 'hold', 'T07', 'during', 22],
] as const;

const { solved, unsolved, offMapOfSolved } = planted.journeys;

/** One journey a request: what happened until the fault was repaired, by the designed route or another. */
export function journeyFiles(): readonly Step[] {
  return [
    work(
      'work_route',
      `SELECT * FROM ${rows('route', ['variant', 'step', 'activity', 'touchpoint_id', 'phase', 'wait'], steps)}`,
    ),
    file(
      'events',
      'event_id',
      `WITH journey AS (
         SELECT ticket_id, customer_id, opened_at, entity,
           CASE WHEN draw('outcome', entity) < ${solved} THEN 'solved' WHEN draw('outcome', entity) < ${solved + unsolved} THEN 'unsolved' ELSE 'abandoned' END AS outcome,
           CASE WHEN draw('outcome', entity) < ${solved} AND draw('off-map', entity) < ${offMapOfSolved} THEN 'off_map'
                WHEN draw('outcome', entity) < ${solved} THEN 'designed'
                WHEN draw('outcome', entity) < ${solved + unsolved} THEN 'unsolved' ELSE 'abandoned' END AS variant
         FROM work_kept_tickets WHERE kind = 'request'
       ), happened AS (
         SELECT j.ticket_id, j.customer_id, j.outcome, r.*, concat(j.entity, '-', r.step) AS entity,
           j.opened_at + to_minutes((r.step - 1) * 700 + pick('step', concat(j.entity, '-', r.step), 690)) AS occurred_at,
           max(r.step) OVER (PARTITION BY j.ticket_id) AS last_step
         FROM journey j JOIN work_route r USING (variant)
       )
       SELECT concat('E', ticket_id[2:], '-', step) AS event_id, concat('J', ticket_id[2:]) AS journey_id, 'repair' AS journey, ticket_id, customer_id,
         activity, touchpoint_id, phase, (['phone', 'phone', 'app', 'web'])[pick('event-channel', entity, 4) + 1] AS channel, occurred_at,
         CASE WHEN wait > 0 THEN 1 + floor(-wait * ln(1 - draw('wait', entity)))::INTEGER END AS wait_minutes,
         CASE WHEN step = last_step THEN outcome END AS outcome
       FROM happened WHERE occurred_at < TIMESTAMP '${planted.period.through} 21:59:00'`,
    ),
  ];
}
