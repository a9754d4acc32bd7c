import { causes } from './causes.ts';
import { planted } from './planted.ts';
import { file, rows, type Cell, type Step } from './step.ts';

/** The small tables that everything else points to. */
export function referenceFiles(): readonly Step[] {
  return [
    file(
      'units',
      'unit_id',
      `SELECT lpad(unit::VARCHAR, 3, '0') AS unit_id, (['East', 'South', 'West', 'North'])[(unit - 1) % 4 + 1] AS region,
         concat('Depot ', region, ' ', (unit - 1) // 4 + 1) AS name, (DATE '2012-03-01' + to_months(pick('opened', unit, 100)))::DATE AS opened_on
       FROM (SELECT unnest(range(1, 41)) AS unit)`,
    ),
    table('touchpoints', 'touchpoint_id', {
      columns: ['touchpoint_id', 'name', 'phase', 'critical'],
      values: touchpoints,
    }),
    table('posts', 'post_id', {
      columns: ['post_id', 'name', 'touchpoint_id', 'channel', 'media', 'live_from', 'live_to', 'clicks'],
      values: posts,
      dates: ['live_from', 'live_to'],
    }),
    table('causes', 'cause_id', {
      columns: ['cause_id', 'label', 'touchpoint_id', 'controllable'],
      values: causes.map(({ id, label, touchpoint, controllable }) => [id, label, touchpoint, controllable]),
    }),
    table('reason_tree', 'reason_id', { columns: ['reason_id', 'parent_id', 'label'], values: reasons }),
    table('items', 'item_id', {
      columns: ['item_id', 'wording', 'scale_min', 'scale_max', 'direction', 'kind'],
      values: items,
    }),
    table('promises', 'promise_id', {
      columns: ['promise_id', 'touchpoint_id', 'wording', 'metric', 'threshold', 'unit', 'controllable', 'valid_from'],
      values: promises,
      dates: ['valid_from'],
    }),
    table('changes', 'change_id', {
      columns: ['change_id', 'touchpoint_id', 'description', 'started_on', 'scope', 'cost', 'kind'],
      values: changes,
      dates: ['started_on'],
    }),
    file(
      'change_units',
      'change_id, unit_id',
      `SELECT '${planted.change.id}' AS change_id, lpad(unit::VARCHAR, 3, '0') AS unit_id,
         CASE WHEN unit <= ${planted.change.unitsPerArm} THEN 'treated' ELSE 'control' END AS arm
       FROM (SELECT unnest(range(1, 41)) AS unit)`,
    ),
    table('designed_journeys', 'design_id, version, step', {
      columns: ['design_id', 'version', 'valid_from', 'step', 'activity', 'critical', 'intended_outcome'],
      values: designs,
      dates: ['valid_from'],
    }),
  ];
}

/** Columns and rows of such a file. */
export interface Content {
  readonly columns: readonly string[];
  readonly values: readonly (readonly Cell[])[];
  /** Columns that hold days. */
  readonly dates?: readonly string[];
}

/** A file of rows that are written out in the code. */
export function table(name: string, key: string, { columns, values, dates = [] }: Content): Step {
  const selected = columns.map((column) => (dates.includes(column) ? `${column}::DATE AS ${column}` : column));
  return file(name, key, `SELECT ${selected.join(', ')} FROM ${rows('entry', columns, values)}`);
}

const touchpoints: readonly (readonly Cell[])[] = [
  ['T01', 'Browse', 'before', false],
  ['T02', 'Search for help', 'before', false],
  ['T03', 'Order', 'before', true],
  ['T04', 'Choose a slot', 'before', true],
  ['T05', 'Delivery', 'during', true],
  ['T06', 'Installation', 'during', true],
  ['T07', 'Service desk', 'during', true],
  ['T08', 'Repair visit', 'during', true],
  ['T09', 'Repair alone', 'during', false],
  ['T10', 'Invoice and refund', 'after', true],
  ['T11', 'Return', 'after', false],
  ['T12', 'Relationship', 'after', false],
];

const posts: readonly (readonly Cell[])[] = [
  ['P-DEL', 'After delivery', 'T05', 'email', 'text', '2024-07-01', null, 2],
  ['P-SUP', 'After a ticket', 'T07', 'email', 'text', '2024-07-01', null, 2],
  ['P-REL', 'Twice a year', 'T12', 'email', 'text', '2024-09-01', null, 3],
  ['P-WEB', 'Always open', 'T01', 'web', 'text', '2024-07-01', null, 5],
  ['P-VOC', 'Voice message to the desk', 'T07', 'phone', 'voice', '2025-06-01', '2026-02-28', 1],
];

const reasons: readonly (readonly Cell[])[] = [
  ['delivery', null, 'Delivery'],
  ['punctuality', 'delivery', 'Punctuality'],
  ['damage', 'delivery', 'State of the goods'],
  ['contact', null, 'Contact'],
  ['reachability', 'contact', 'Reaching somebody'],
  ['friendliness', 'contact', 'Friendliness'],
  ['offer', null, 'Offer'],
  ['price', 'offer', 'Price'],
  ['product_quality', 'offer', 'Quality of the product'],
  ['website', 'offer', 'Website and app'],
  ['money', null, 'Money'],
  ['billing', 'money', 'Invoice and refund'],
];

const items: readonly (readonly Cell[])[] = [
  ['punctuality', 'The delivery came when it was promised.', 1, 5, 'agree', 'performance'],
  ['information', 'I always knew how things stood.', 1, 5, 'agree', 'performance'],
  ['price', 'The price was fair.', 1, 5, 'agree', 'performance'],
  ['courtesy', 'The people were courteous.', 1, 5, 'agree', 'performance'],
  ['engagement', 'I would recommend my depot as a place to work.', 1, 5, 'agree', 'employee'],
  ['tools', 'I have the tools to do my work well.', 1, 5, 'agree', 'employee'],
];

const promises: readonly (readonly Cell[])[] = [
  ['PR1', 'T07', 'We call you back within 24 hours.', 'hours to first contact', 24, 'hours', true, '2024-01-01'],
  ['PR2', 'T05', 'Delivered on the day we promise.', 'days after the promised day', 0, 'days', true, '2024-01-01'],
  ['PR3', 'T10', 'Your money is back within 7 days.', 'days from request to refund', 7, 'days', true, '2024-01-01'],
  ['PR4', 'T12', 'Our service is the best.', null, null, null, true, '2024-01-01'],
  ['PR5', 'T05', 'We tell you in time when the weather stops us.', null, 12, 'hours', false, '2025-01-01'],
];

const changes: readonly (readonly Cell[])[] = [
  [
    planted.change.id,
    'T07',
    'The cause is asked for when a ticket is opened, and the right team gets it at once.',
    planted.change.from,
    'depots 001 to 020',
    180_000,
    'tactical',
  ],
];

const designs: readonly (readonly Cell[])[] = [
  ['search_help', false],
  ['report_fault', true],
  ['triage', true],
  ['book_visit', true],
  ['visit', true],
  ['confirm', false],
].map(([activity, critical], index) => [
  'repair',
  1,
  '2024-01-01',
  index + 1,
  activity ?? null,
  critical ?? null,
  'solved',
]);
