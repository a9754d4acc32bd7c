import { planted } from './planted.ts';
import { file, type Step } from './step.ts';

const { meanWaitSeconds, meanPatienceSeconds, callbackOffered, callbackUsed } = planted.calls;

/** Calls of the service desk: who waited how long, gave up, or was called back instead of waiting. */
export function callFiles(): readonly Step[] {
  return [
    file(
      'contacts',
      'contact_id',
      `WITH called AS (
         SELECT t.ticket_id, t.customer_id, t.unit_id, c.touchpoint_id, t.opened_at, t.first_contact_at,
           -${meanWaitSeconds} * ln(1 - draw('line', t.ticket_id)) AS line, -${meanPatienceSeconds} * ln(1 - draw('patience', t.ticket_id)) AS patience,
           draw('callback', t.ticket_id) < ${callbackOffered} AS offered, draw('callback-used', t.ticket_id) < ${callbackUsed} AS wanted
         FROM (SELECT * FROM tickets QUALIFY row_number() OVER (PARTITION BY ticket_id ORDER BY updated_at DESC) = 1) t
         JOIN causes c ON c.cause_id = t.primary_cause
         WHERE t.kind = 'request' AND t.channel = 'phone'
       )
       SELECT concat('A', ticket_id[2:]) AS contact_id, ticket_id, customer_id, unit_id, touchpoint_id, opened_at AS called_at,
         CASE WHEN offered AND wanted THEN 0 ELSE ceil(least(line, patience))::INTEGER END AS wait_seconds,
         CASE WHEN offered AND wanted THEN 'called back' WHEN patience < line THEN 'abandoned' ELSE 'answered' END AS outcome,
         offered AS callback_offered, offered AND wanted AS callback_used,
         CASE WHEN offered AND wanted THEN first_contact_at END AS called_back_at
       FROM called`,
    ),
  ];
}
