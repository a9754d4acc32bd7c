import { planted } from './planted.ts';
import { file, type Step } from './step.ts';

const { askedShare, punctuality, information, price, courtesy } = planted.expectations;
const { from, through } = planted.period;

const day = `date_diff('day', DATE '${from}', answered_at::DATE)`;
const days = `date_diff('day', DATE '${from}', DATE '${through}')`;

/**
 * What respondents expect of an excellent company, on the items of the same questionnaire. Rounding up or down by chance
 * keeps the means exact; a leaning of −1, 0 or 1 belongs mostly to the respondent, partly to the item.
 */
export function expectationFiles(): readonly Step[] {
  return [
    file(
      'expectations',
      'response_id, item_id',
      `WITH asked AS (
         SELECT response_no, customer_id, answered_at, unnest(['punctuality', 'information', 'price', 'courtesy']) AS item_id,
           unnest([${punctuality.from} + ${punctuality.rise} * ${day} / ${days}, ${information}, ${price}, ${courtesy}]) AS mean
         FROM work_kept_answers WHERE post_id = 'P-DEL' AND draw('expects', response_no) < ${askedShare}
       ), leaning AS (
         SELECT *, concat(response_no, '/', item_id) AS entity,
           draw('leans', CASE WHEN draw('own-leaning', concat(response_no, '/', item_id)) < 0.3 THEN concat(response_no, '/', item_id) ELSE response_no::VARCHAR END) AS leans
         FROM asked
       )
       SELECT named('R', response_no) AS response_id, item_id, customer_id, answered_at,
         CASE WHEN draw('expectation-na', entity) >= 0.03 THEN
           (floor(mean + draw('expectation', entity)) + CASE WHEN leans < 0.2 THEN -1 WHEN leans < 0.4 THEN 1 ELSE 0 END)::INTEGER END AS value
       FROM leaning`,
    ),
  ];
}
