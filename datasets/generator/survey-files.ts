import { endings, phrases } from './phrases.ts';
import { file, rows, work, type Cell, type Step } from './step.ts';

const tones = ['promoter', 'passive', 'detractor'] as const;
const languages = ['en', 'de'] as const;

/** The phrase bank as tables: each (topic, language, tone) has its sentences numbered from 0. */
export function phraseBase(): readonly Step[] {
  const sentences = Object.entries(phrases).flatMap(([topic, bank]) => numbered(topic, bank));
  const columns = ['topic', 'language', 'tone', 'number', 'count', 'text'];
  return [
    work('work_phrases', `SELECT * FROM ${rows('phrase', columns, sentences)}`),
    work('work_endings', `SELECT * FROM ${rows('ending', columns, numbered('ending', endings))}`),
  ];
}

/** The survey tool's files; what was asked of or said by people after they left is gone. */
export function surveyFiles(): readonly Step[] {
  return [
    file(
      'invites',
      'invite_id',
      `SELECT named('I', i.invite_no) AS invite_id, named('C', i.no) AS customer_id, i.post_id,
         (['email', 'email', 'sms', 'app'])[pick('survey-channel', i.invite_no, 4) + 1] AS channel,
         i.sent_at, i.delivered, i.delivered AND (i.answered_at IS NOT NULL OR draw('opened', i.invite_no) < 0.5) AS opened,
         CASE WHEN e.end_date IS NULL OR i.answered_at::DATE <= e.end_date THEN i.answered_at END AS answered_at
       FROM work_invites i JOIN work_ends e USING (no) WHERE e.end_date IS NULL OR i.sent_at::DATE <= e.end_date`,
    ),
    work(
      'work_kept_answers',
      `SELECT a.* FROM work_answers a JOIN work_ends e USING (no)
       WHERE e.end_date IS NULL OR (a.answered_at::DATE <= e.end_date AND a.local_at::DATE <= e.end_date)`,
    ),
    file('responses', 'response_id', responses),
    file(
      'answers',
      'response_id, item_id',
      `SELECT named('R', response_no) AS response_id, item_id, customer_id, answered_at, CASE WHEN draw(item_id, concat('na', response_no)) < 0.04 THEN NULL ELSE value END AS value
       FROM (SELECT response_no, customer_id, answered_at, unnest(['punctuality', 'information', 'price', 'courtesy']) AS item_id,
               unnest([punctuality, information, price, courtesy]) AS value
             FROM work_kept_answers WHERE post_id = 'P-DEL')`,
    ),
    file(
      'response_reasons',
      'response_id',
      `SELECT named('R', response_no) AS response_id, a.customer_id, a.answered_at, r.reason_id FROM work_reasons r JOIN work_kept_answers a USING (response_no)`,
    ),
  ];
}

const responses = `
  WITH said AS (
    SELECT a.*, coalesce(r.reason_id, 'product_quality') AS topic,
      CASE WHEN nps >= 9 THEN 'promoter' WHEN nps >= 7 THEN 'passive' ELSE 'detractor' END AS tone,
      r.reason_id IS NOT NULL AND draw('writes', a.response_no) < 0.62 AS writes
    FROM (SELECT *, nps_score AS nps FROM work_kept_answers) a LEFT JOIN work_reasons r USING (response_no)
  )
  SELECT named('R', s.response_no) AS response_id, named('I', s.invite_no) AS invite_id, s.customer_id, s.post_id,
    named('O', s.order_no) AS order_id,
    CASE WHEN s.is_late IS NOT NULL THEN named('D', s.order_no) END AS delivery_id,
    named('T', s.request_no) AS ticket_id,
    s.answered_at,
    CASE s.post_id WHEN 'P-DEL' THEN 'csat' WHEN 'P-SUP' THEN 'ces' ELSE 'nps' END AS instrument,
    CASE WHEN s.invite_no IS NULL THEN 'web' ELSE (['email', 'email', 'sms', 'app'])[pick('survey-channel', s.invite_no, 4) + 1] END AS channel,
    s.language, s.nps_score, s.csat_score, s.ces_score,
    25 + floor(400 * pow(draw('seconds', s.response_no), 3))::INTEGER AS duration_seconds,
    CASE WHEN s.writes THEN concat(p.text, e.text) END AS verbatim
  FROM said s
  LEFT JOIN work_phrases p ON s.writes AND p.topic = s.topic AND p.language = s.language AND p.tone = s.tone
    AND p.number = pick('phrase', s.response_no, p.count)
  LEFT JOIN work_endings e ON s.writes AND e.language = s.language AND e.tone = s.tone AND e.number = pick('ending', s.response_no, e.count)`;

function numbered(topic: string, bank: (typeof phrases)[string]): readonly (readonly Cell[])[] {
  return languages.flatMap((language) =>
    tones.flatMap((tone) =>
      bank[language][tone].map((text, index, all) => [topic, language, tone, index, all.length, text]),
    ),
  );
}
