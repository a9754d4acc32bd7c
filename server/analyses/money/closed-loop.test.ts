import { expect, test } from 'vitest';
import type { Value } from '../../lib/table.ts';
import { analyseTables, type HandMade, times } from '../../testing/hand-made-analysis.ts';
import { closedLoop } from './closed-loop.ts';
import type { Finding } from '../contract/finding.ts';

type Rows = readonly (readonly Value[])[];

const codes = (finding: Finding): string[] => finding.refusals.map(({ code }) => code);
const named = (finding: Finding, name: string) =>
  [finding.estimate, ...finding.estimates].find((each) => each?.name === name);

const answers = (rows: Rows): HandMade => ({
  kind: 'survey',
  columns: ['response_id string', 'customer_id string', 'answered_at timestamp', 'nps_score integer'],
  rows,
  person: 'customer_id',
  time: 'answered_at',
});
const tickets = (rows: Rows): HandMade => ({
  kind: 'operational',
  columns: [
    'customer_id string',
    'opened_at timestamp',
    'first_contact_at timestamp',
    'closed_at timestamp',
    'response_id string',
  ],
  rows,
  person: 'customer_id',
});
const customers = (rows: Rows): HandMade => ({
  kind: 'operational',
  columns: ['customer_id string', 'start_date date', 'end_date date', 'end_kind string'],
  rows,
  person: 'customer_id',
});

/** 40 customers answered 3 on 1 January 2025; the first 20 were called two days later. `left` says who leaves in March. */
function company(
  left: (at: number) => boolean,
  called: (at: number) => boolean = (at) => at < 20,
): Record<string, HandMade> {
  const all = Array.from({ length: 40 }, (_, at) => at);
  return {
    responses: answers([
      ...all.map((at) => [`r${at}`, `c${at}`, '2025-01-01 10:00:00', 3]),
      // A second low answer of the same customer makes no second case.
      ['again', 'c0', '2025-02-01 10:00:00', 2],
    ]),
    tickets: tickets(
      all
        .filter(called)
        .map((at) => [
          `c${at}`,
          '2025-01-02 10:00:00',
          `2025-01-02 ${11 + (at % 8)}:00:00`,
          '2025-01-03 12:00:00',
          `r${at}`,
        ]),
    ),
    customers: customers([
      ...all.map((at) => [`c${at}`, '2024-01-01', left(at) ? '2025-03-01' : null, left(at) ? 'voluntary' : null]),
      ['last', '2025-12-31', null, null],
    ]),
  };
}

test('customers who were called stay as those who were not: the difference is 0, whatever the speed', async () => {
  const finding = await analyseTables(
    closedLoop,
    company((at) => at % 10 === 0),
  );
  expect(named(finding, 'retention_difference')).toMatchObject({ value: 0, n: 40, of: 'customers' });
  expect(finding.verdict).toContain('Half were contacted within ');
  expect(finding.verdict).toContain('Still a customer: 90.0 % of the followed up, 90.0 % of the others');
  expect(finding.tables.find(({ name }) => name === 'afterwards')?.rows[0]?.slice(1, 6)).toEqual([0.9, 0.9, 20, 20, 0]);
});

test('a difference between comparable customers is found', async () => {
  // 1 of 20 called and 9 of 20 others leave.
  const finding = await analyseTables(
    closedLoop,
    company((at) => at === 0 || at > 30),
  );
  expect(named(finding, 'retention_difference')?.value).toBeCloseTo(0.4, 12);
  expect(named(finding, 'retention_difference')?.p).toBeLessThan(0.01);
});

test('open tickets count as long as they were watched, instead of being left out', async () => {
  // 20 contacts after 1 to 8 hours: 9 within 3, 12 within 4.
  const base = company(() => false);
  expect(named(await analyseTables(closedLoop, base), 'median_contact')).toMatchObject({ value: 4, n: 20 });
  // 20 more that were still open 8 hours after they were opened: half are through after 8.
  const open = times(20, (at) => [`o${at}`, '2025-01-02 10:00:00', null, null, null]);
  const watched = await analyseTables(closedLoop, {
    ...base,
    tickets: tickets([...(base['tickets']?.rows ?? []), ...open]),
  });
  expect(named(watched, 'median_contact')).toMatchObject({ value: 8, n: 40 });
});

test('nobody left without follow-up leaves nothing to compare with', async () => {
  const finding = await analyseTables(closedLoop, company(() => false, () => true)); // prettier-ignore
  expect(codes(finding)).toEqual(['no-control']);
  expect(finding.estimate).toBeNull();
});

test('speed as the only goal is refused', async () => {
  const { tickets: alone } = company(() => false);
  const finding = await analyseTables(closedLoop, alone === undefined ? {} : { tickets: alone });
  expect(codes(finding)).toEqual(['sla-only']);
  expect(finding.estimate).toBeNull();
});

test('contacts crowded just under the service limit are pointed out', async () => {
  const base = company(() => false);
  const crowd: Rows = [
    ...times(40, ['x', '2025-05-01 00:00:00', '2025-05-01 23:30:00', null, null]),
    ...times(3, ['x', '2025-05-01 00:00:00', '2025-05-02 01:00:00', null, null]),
  ];
  const crowded = await analyseTables(closedLoop, {
    ...base,
    tickets: tickets([...(base['tickets']?.rows ?? []), ...crowd]),
  });
  const gaming = crowded.diagnostics.find(({ name }) => name === 'gaming');
  expect(gaming?.value).toBeCloseTo(40 / 43, 12);
  expect(gaming?.message).toContain('to meet the limit, not the customer');
});

test('without answers tickets are the cases: closed in time against those still open then', async () => {
  const rows: Rows = Array.from({ length: 40 }, (_, at) => [
    `c${at}`,
    '2025-01-01 10:00:00',
    '2025-01-01 12:00:00',
    at < 20 ? '2025-01-05 10:00:00' : '2025-03-01 10:00:00',
    null,
  ]);
  const finding = await analyseTables(closedLoop, {
    tickets: tickets(rows),
    customers: customers([
      ...Array.from({ length: 40 }, (_, at) => [
        `c${at}`,
        '2024-01-01',
        at % 5 === 0 ? '2025-02-10' : null,
        'voluntary',
      ]),
      ['last', '2025-12-31', null, null],
    ]),
  });
  expect(named(finding, 'retention_difference')).toMatchObject({ value: 0, n: 40 });
});

test('coming back within 30 days of closing is counted, also with the same cause', async () => {
  const base = company(() => false);
  const again: Rows = Array.from({ length: 10 }, (_, at) => [
    `c${at}`,
    '2025-01-10 10:00:00',
    '2025-01-10 11:00:00',
    '2025-06-01 10:00:00',
    null,
  ]);
  const finding = await analyseTables(closedLoop, {
    ...base,
    tickets: tickets([...(base['tickets']?.rows ?? []), ...again, ['z', '2025-08-01 10:00:00', null, null, null]]),
  });
  // 20 tickets closed on 3 January and 10 on 1 June; 10 of the first came back.
  expect(named(finding, 'recontact')).toMatchObject({ value: 10 / 30, n: 30 });
});
