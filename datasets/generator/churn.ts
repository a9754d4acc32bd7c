import { planted } from './planted.ts';
import { work, type Step } from './step.ts';

const { landmarks, windowDays, horizonDays, silent, voiced, atRisk, atRiskReason, firstHalf, involuntary } =
  planted.churn;

/**
 * When customers leave, and whether by own will. At each landmark the chance depends only on what was heard from the
 * customer in the window before it, so nothing of the future leaks into the status.
 */
export function churnBase(): readonly Step[] {
  const [first, second, third] = landmarks;
  return [
    work(
      'work_voice',
      `WITH heard AS (
         SELECT no, opened_at AS heard_at, false AS at_risk FROM work_tickets WHERE customer_id = named('C', no) AND draw('caller-unknown', entity) >= 0.01
         UNION ALL
         SELECT a.no, a.answered_at, coalesce(r.reason_id = '${atRiskReason}' AND r.nps_score <= 8, false)
         FROM work_answers a LEFT JOIN work_reasons r USING (response_no) WHERE a.customer_id = named('C', a.no)
       )
       SELECT no, landmark, bool_or(at_risk) AS at_risk
       FROM heard JOIN (SELECT unnest([${landmarks.map((day) => `DATE '${day}'`).join(', ')}]) AS landmark)
         ON heard_at >= landmark - ${windowDays} AND heard_at < landmark
       GROUP BY no, landmark`,
    ),
    work(
      'work_ends',
      `WITH term AS (
         SELECT no, landmark, CASE WHEN landmark = DATE '2024-07-01' THEN ${firstHalf} WHEN v.no IS NULL THEN ${silent}
             WHEN v.at_risk THEN ${atRisk} ELSE ${voiced} END AS chance
         FROM work_customers c
         CROSS JOIN (SELECT unnest([DATE '2024-07-01', DATE '${first}', DATE '${second}', DATE '${third}']) AS landmark)
         LEFT JOIN work_voice v USING (no, landmark)
         WHERE c.start_date < landmark
       ), left_by AS (
         SELECT no, landmark, draw('leaves', concat(no, landmark)) AS d, chance, landmark + 1 + pick('leaves-on', concat(no, landmark), ${horizonDays}) AS day
         FROM term
       ), departure AS (
         SELECT no, min(day) AS end_date, min_by(CASE WHEN d < ${involuntary} THEN 'involuntary' ELSE 'voluntary' END, day) AS end_kind
         FROM left_by WHERE d < ${involuntary} + chance GROUP BY no
       )
       SELECT c.no, d.end_date, d.end_kind FROM work_customers c LEFT JOIN departure d USING (no)`,
    ),
  ];
}
