import { planted } from './planted.ts';
import { file, work, type Step } from './step.ts';

const { prevalence, calledLate, sensitivity, specificity, secondLabellerErrs } = planted.upset;
const late = 1 - planted.promises.callBack;
const calledSoon = (prevalence - late * calledLate) / (1 - late);

/** How long and whether it took an upset or hindered customer to get going again. */
const resumed = `CASE WHEN present AND draw('resumes', source) < 0.88
  THEN detected_at + to_minutes(10 + floor(4000 * pow(draw('resumes-after', source), 3))::INTEGER) END`;

/** What detectors noticed about tickets, each as yes or no, and what people say who read a sample of them. */
export function signalFiles(): readonly Step[] {
  return [
    work(
      'work_moods',
      `WITH ticket AS (
         SELECT * FROM tickets WHERE kind = 'request' QUALIFY row_number() OVER (PARTITION BY ticket_id ORDER BY updated_at DESC) = 1
       )
       SELECT t.ticket_id, t.customer_id, t.channel, t.opened_at, c.wait_seconds,
         draw('upset', k.entity) < CASE WHEN k.wait_minutes > 1440 THEN ${calledLate} ELSE ${calledSoon} END AS upset,
         coalesce(t.opened_at - lag(t.opened_at) OVER (PARTITION BY k.no ORDER BY t.opened_at, t.ticket_id) < INTERVAL 14 DAY, false) AS again
       FROM ticket t JOIN work_kept_tickets k USING (ticket_id) LEFT JOIN contacts c USING (ticket_id)`,
    ),
    file(
      'signals',
      'interaction_id, signal',
      `WITH noticed AS (
         SELECT ticket_id, customer_id, opened_at, 'upset' AS signal, 'words-of-upset' AS detector_id, 3 AS detector_version,
           draw('detects', ticket_id) < CASE WHEN upset THEN ${sensitivity} ELSE ${1 - specificity} END AS present
         FROM work_moods
         UNION ALL SELECT ticket_id, customer_id, opened_at, 'repeat_contact', 'second-ticket', 1, again FROM work_moods
         UNION ALL SELECT ticket_id, customer_id, opened_at, 'long_wait', 'phone-line', 1, wait_seconds >= 600 FROM work_moods WHERE wait_seconds IS NOT NULL
         UNION ALL SELECT ticket_id, customer_id, opened_at, 'error', 'page-errors', 2, draw('error', ticket_id) < 0.05 FROM work_moods WHERE channel IN ('app', 'web')
       ), dated AS (
         SELECT *, concat(ticket_id, '/', signal) AS source, opened_at + to_minutes(1 + pick('detects-at', concat(ticket_id, '/', signal), 30)) AS detected_at FROM noticed
       ), ended AS (SELECT *, ${resumed} AS resumed_at FROM dated)
       SELECT ticket_id AS interaction_id, signal, customer_id, detected_at, present, detector_id, detector_version::VARCHAR AS detector_version,
         CASE WHEN resumed_at < TIMESTAMP '${planted.period.through} 21:59:00' THEN resumed_at END AS resumed_at
       FROM ended`,
    ),
    file(
      'signal_labels',
      'interaction_id, signal, labeller',
      `WITH sampled AS (
         SELECT * FROM work_moods QUALIFY row_number() OVER (PARTITION BY channel ORDER BY draw('labelled', ticket_id), ticket_id) <= 300
       ), labelled AS (
         SELECT ticket_id, customer_id, 'expert' AS labeller, upset AS present FROM sampled
         UNION ALL
         SELECT ticket_id, customer_id, 'second reader', upset <> (draw('misreads', ticket_id) < ${secondLabellerErrs}) FROM sampled
       )
       SELECT ticket_id AS interaction_id, 'upset' AS signal, labeller, customer_id, present FROM labelled`,
    ),
  ];
}
