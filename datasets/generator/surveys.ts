import { planted } from './planted.ts';
import { choose, work, type Step } from './step.ts';

const end = `TIMESTAMP '${planted.period.through} 21:59:00'`;
const { mixShift, simpson, lateDelivery, employees, drivers, perception } = planted;

/** Whom the company asked, by which post, and who answered. Times are UTC. */
export function inviteBase(): readonly Step[] {
  return [
    work(
      'work_invites',
      `WITH occasion AS (
         SELECT d.no, d.order_no, NULL::BIGINT AS request_no, d.is_late, NULL::BOOLEAN AS called_late, 'P-DEL' AS post_id, d.order_no * 4 AS invite_no,
           local_to_utc(d.delivered_at) + to_hours(24) AS sent_at, 0.68 AS share
         FROM work_deliveries d WHERE d.delivered_at IS NOT NULL AND d.customer_id = named('C', d.no)
         UNION ALL
         SELECT no, order_no, request_no, NULL, draw('call-back', entity) >= ${planted.promises.callBack}, 'P-SUP', request_no * 4 + 1,
           opened_at + to_hours(288), 0.85
         FROM work_requests WHERE customer_id = named('C', no)
         UNION ALL
         SELECT no, NULL, NULL, NULL, NULL, 'P-REL', (no * 8 + wave) * 4 + 2,
           TIMESTAMP '2024-09-15 07:00:00' + to_months(6 * wave) + to_minutes(pick('wave-minute', no, 4000)), 0.5
         FROM work_customers, (SELECT unnest(range(4)) AS wave) WHERE start_date <= DATE '2024-09-15' + to_months(6 * wave)
       ), sent AS (
         SELECT o.*, c.segment, c.signup_channel, c.language, c.unit_no
         FROM occasion o JOIN work_customers c USING (no)
         WHERE c.surveyable AND sent_at < ${end} AND draw('invite', invite_no)
           < share * CASE WHEN c.segment = 'business' AND sent_at >= TIMESTAMP '${mixShift.from} 00:00:00' THEN ${mixShift.businessInviteFactor} ELSE 1 END
       ), reached AS (
         SELECT *, draw('reached', invite_no) < 0.97 AS delivered,
           sent_at + to_minutes(15 + floor(11000 * pow(draw('answer-delay', invite_no), 2))::INTEGER) AS would_answer_at
         FROM sent
       )
       SELECT *, CASE WHEN delivered AND would_answer_at < ${end} AND draw('answers', invite_no) < ${choose('segment', planted.responseRate)}
         THEN would_answer_at END AS answered_at
       FROM reached`,
    ),
  ];
}

/**
 * What they answered. The NPS effects add up exactly: half of an effect moves the share of promoters, half that of
 * detractors, so that effects of 10 and −40 points give −30.
 */
export function answerBase(): readonly Step[] {
  const effect = `(${choose('segment', simpson.segmentNpsEffect)}
    + CASE WHEN signup_channel = 'app' THEN ${simpson.appNpsEffect} ELSE 0 END
    + CASE WHEN is_late AND post_id <> 'P-REL' THEN ${lateDelivery.npsEffect} ELSE 0 END
    + ${employees.npsPerDeviation} * clamp(bell('engagement', unit_no), -2, 2)) / 100.0`;
  return [
    work(
      'work_answers',
      `WITH answered AS (
         SELECT invite_no AS response_no, invite_no, no, order_no, request_no, post_id, answered_at, segment, signup_channel, language, unit_no, is_late, called_late
         FROM work_invites WHERE answered_at IS NOT NULL
         UNION ALL
         SELECT o.order_no * 4 + 3, NULL, o.no, o.order_no, NULL, 'P-WEB', local_to_utc(d.delivered_at) + to_minutes(600 + pick('web-at', o.entity, 3000)),
           c.segment, c.signup_channel, c.language, c.unit_no, d.is_late, NULL
         FROM work_orders o JOIN work_deliveries d USING (order_no) JOIN work_customers c ON c.no = o.no
         WHERE d.delivered_at < ${end} - to_days(3) AND draw('web-answer', o.entity) < 0.012
       ), judged AS (
         SELECT *, draw('score', response_no) AS d_score, draw('within', response_no) AS d_within, 0.5 + ${effect} / 2 AS promoters, 0.2 - ${effect} / 2 AS detractors,
           draw('punctuality', response_no) < CASE WHEN is_late THEN ${perception.punctuality.customerLate} ELSE ${perception.punctuality.customerOnTime} END AS punctual
         FROM answered
       ), rated AS (
         SELECT *,
           CASE WHEN punctual THEN 4 + pick('punctuality-high', response_no, 2) ELSE 1 + pick('punctuality-low', response_no, 3) END AS punctuality,
           CASE WHEN draw('information', response_no) < ${perception.information.customer} THEN 4 + pick('information-high', response_no, 2)
                ELSE 1 + pick('information-low', response_no, 3) END AS information,
           CASE WHEN draw('price', response_no) < ${perception.price.customer} THEN 4 + pick('price-high', response_no, 2)
                ELSE 1 + pick('price-low', response_no, 3) END AS price
         FROM judged
       )
       SELECT r.* EXCLUDE (d_score, d_within, promoters, detractors),
         CASE WHEN post_id = 'P-SUP' THEN NULL WHEN d_score < detractors THEN floor(7 * sqrt(d_within))::INTEGER
              WHEN d_score < 1 - promoters THEN 7 + floor(2 * d_within)::INTEGER ELSE 9 + floor(2 * d_within)::INTEGER END AS nps_score,
         CASE WHEN post_id = 'P-DEL' THEN clamp(round(${drivers.punctuality} * punctuality + ${drivers.information} * information + ${drivers.price} * price
           + 0.5 * bell('csat', response_no)), 1, 5)::INTEGER END AS csat_score,
         CASE WHEN post_id = 'P-SUP' THEN 4 + pick('effort', response_no, 4) - CASE WHEN called_late THEN 1 + pick('late-effort', response_no, 2) ELSE 0 END END AS ces_score,
         CASE WHEN draw('courteous', response_no) < 0.7 THEN punctuality ELSE 3 + pick('courtesy', response_no, 3) END AS courtesy,
         CASE WHEN (post_id = 'P-WEB' AND draw('anonymous', response_no) < 0.5) OR draw('key-lost', response_no) < 0.004 THEN NULL
              WHEN draw('foreign-key', response_no) < 0.003 THEN named('C8', no) ELSE named('C', no) END AS customer_id,
         answered_at + (answered_at - local_to_utc(answered_at)) AS local_at
       FROM rated r`,
    ),
  ];
}
