import { planted } from './planted.ts';
import { table } from './reference.ts';
import { choose, file, type Cell, type Step } from './step.ts';

const { straightLined, breaksOff, skipped } = planted.grid;

/** item, statement, forced, the decision that its answers are used for */
const statements: readonly (readonly Cell[])[] = [
  ['easy', 'Fernwick Home is easy to deal with.', false, 'staffing of the desk'],
  ['keeps_word', 'Fernwick Home keeps its word.', false, 'review of the promises'],
  ['range', 'I find what I need.', false, 'range of goods'],
  ['advice', 'The advice is good.', true, 'training of the stores'],
  ['modern', 'Fernwick Home is a modern company.', false, null],
  ['value', 'Prices and quality fit.', true, 'price review'],
  ['likeable', 'I like Fernwick Home.', false, null],
  ['stays', 'I will buy here again.', false, 'retention plan'],
];

/** A grid of statements to tick in one go, and what came back from two posts: ticked in a straight line, skipped, broken off. */
export function gridFiles(): readonly Step[] {
  return [
    table('grid_items', 'item_id', {
      columns: ['position', 'item_id', 'statement', 'forced', 'decision'],
      values: statements.map((statement, index) => [index + 1, ...statement]),
    }),
    file(
      'grid_answers',
      'response_id, item_id',
      `WITH opened AS (
         SELECT response_no, customer_id, post_id, answered_at,
           draw('straight', response_no) < ${choose('post_id', straightLined)} AS straight, 3 + pick('column', response_no, 2) AS ticked,
           1 + floor(ln(1 - draw('breaks-off', response_no)) / ln(1 - ${choose('post_id', breaksOff)})) AS reached
         FROM work_kept_answers WHERE post_id IN ('P-REL', 'P-SUP')
       ), shown AS (
         SELECT o.*, i.item_id, i.forced, i.position <= o.reached AS shown, concat(o.response_no, '/', i.item_id) AS entity,
           draw('grid', concat(o.response_no, '/', i.item_id)) AS d
         FROM opened o, grid_items i
       )
       SELECT named('R', response_no) AS response_id, item_id, customer_id, post_id, answered_at, shown,
         CASE WHEN NOT shown OR (NOT forced AND draw('grid-skips', entity) < ${skipped}) THEN NULL WHEN straight THEN ticked
              WHEN d < 0.08 THEN 1 WHEN d < 0.2 THEN 2 WHEN d < 0.45 THEN 3 WHEN d < 0.8 THEN 4 ELSE 5 END AS value
       FROM shown`,
    ),
  ];
}
