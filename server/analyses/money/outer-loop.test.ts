import { expect, test } from 'vitest';
import type { Value } from '../../lib/table.ts';
import { analyseTables, type HandMade, times } from '../../testing/hand-made-analysis.ts';
import { expectClose } from '../../testing/close-to.ts';
import type { Finding } from '../contract/finding.ts';
import { outerLoop } from './outer-loop.ts';

/** A ticket a row: customer, causes joined by +, day, cost, closed. */
type TicketLine = readonly [
  customer: string | null,
  causes: string,
  day?: string | undefined,
  cost?: number | null,
  closed?: string,
];

/** Tickets that differ by their customer only. */
function lines(count: number, of: (at: number) => TicketLine): TicketLine[] {
  return Array.from({ length: count }, (_, at) => of(at));
}

function ticketsAndCauses(opened: readonly TicketLine[]): Record<'tickets' | 'ticket_causes', HandMade> {
  const named = opened.map((line, at) => ({ id: `T${at}`, line }));
  return {
    tickets: {
      kind: 'operational',
      columns: ['ticket_id string', 'customer_id string', 'opened_at timestamp', 'cost real', 'closed_at timestamp'],
      rows: named.map(({ id, line: [customer, , day = '2026-01-05', cost = 10, closed = null] }) => [
        id,
        customer,
        `${day} 12:00:00`,
        cost,
        closed,
      ]),
      person: 'customer_id',
      time: 'opened_at',
    },
    ticket_causes: {
      kind: 'operational',
      columns: ['ticket_id string', 'cause_id string'],
      rows: named.flatMap(({ id, line: [, causes] }) =>
        causes
          .split('+')
          .filter((cause) => cause !== '')
          .map((cause): readonly Value[] => [id, cause]),
      ),
    },
  };
}

function revenueOf(amounts: readonly (readonly [customer: string, amount: number, day?: string])[]): HandMade {
  return {
    kind: 'financial',
    columns: ['customer_id string', 'period date', 'revenue real'],
    rows: amounts.map(([customer, amount, day = '2026-01-01']) => [customer, day, amount]),
    person: 'customer_id',
    time: 'period',
  };
}

function rowsOf(finding: Finding, name: string): readonly (readonly unknown[])[] {
  return finding.tables.find((table) => table.name === name)?.rows ?? [];
}

/** The values of one column of a table, by the first column. */
function columnOf(finding: Finding, table: string, column: string): Readonly<Record<string, unknown>> {
  const found = finding.tables.find(({ name }) => name === table);
  const at = found?.columns.findIndex(({ name }) => name === column) ?? -1;
  return Object.fromEntries((found?.rows ?? []).map((row) => [String(row[0]), row[at]]));
}

function estimate(finding: Finding, name: string) {
  return [finding.estimate, ...finding.estimates].find((each) => each?.name === name) ?? undefined;
}

/** Ten customers each with the causes X, X and Y, Y, and X, Y and Z: worth 100 each. */
const letters = ['X', 'X+Y', 'Y', 'X+Y+Z'].flatMap((causes, at) =>
  times(10, (one): [string, string] => [`${at}-${one}`, causes]),
);
const overlapping = {
  ...ticketsAndCauses(letters),
  revenue: revenueOf(letters.map(([customer]) => [customer, 100])),
};

test('40 customers worth 4,000 stay 4,000: shares of 1,833, 1,833 and 333, and a sum of 7,000 is refused', async () => {
  const finding = await analyseTables(outerLoop, overlapping, { options: { rank_by: 'money' } });
  const money = columnOf(finding, 'causes', 'money');
  expectClose(Number(money['X']), 5500 / 3);
  expectClose(Number(money['Y']), 5500 / 3);
  expectClose(Number(money['Z']), 1000 / 3);
  expect(columnOf(finding, 'causes', 'exposed')).toEqual({ X: 3000, Y: 3000, Z: 1000 });
  expect(columnOf(finding, 'causes', 'customers')).toEqual({ X: 30, Y: 30, Z: 10 });
  expect(finding).toMatchObject({ n: 40, of: 'customers' });
  const refused = finding.refusals.find(({ code }) => code === 'causes-exceed-total');
  expect(refused).toMatchObject({ effect: 'refuse', of: 'sum over causes' });
  expect(refused?.message).toContain('Causes add up to 7,000, but only 4,000 exist');
});

test('all money of the affected is exposed, and not at stake', async () => {
  const finding = await analyseTables(outerLoop, overlapping);
  expect(finding.refusals.find(({ code }) => code === 'exposed-not-at-stake')).toMatchObject({
    effect: 'withhold',
    of: 'exposed',
  });
  expect(estimate(finding, 'at_stake')).toBeUndefined();
});

test('a customer with three tickets and revenue of 100 counts 100', async () => {
  const opened = lines(12, (at) => [`c${at}`, 'late']);
  const tables = {
    ...ticketsAndCauses([...opened, ['c0', 'late'], ['c0', 'late']]),
    revenue: revenueOf(opened.map(([customer]) => [customer ?? '', 100])),
  };
  const finding = await analyseTables(outerLoop, tables);
  expect(columnOf(finding, 'causes', 'exposed')).toEqual({ late: 1200 });
  expect(columnOf(finding, 'causes', 'tickets')).toEqual({ late: 14 });
  expect(columnOf(finding, 'causes', 'customers')).toEqual({ late: 12 });
  expectClose(Number(columnOf(finding, 'causes', 'returning')['late']), 1 / 12);
});

test('a ticket that stands twice would be paid twice: refused', async () => {
  const tables = ticketsAndCauses(lines(12, (at) => [`c${at}`, 'late']));
  const twice = { ...tables.tickets, rows: [...tables.tickets.rows, ...tables.tickets.rows] };
  const finding = await analyseTables(outerLoop, { ...tables, tickets: twice });
  expect(finding).toMatchObject({ estimate: null, tables: [] });
  expect(finding.refusals).toMatchObject([{ code: 'fan-out-refused', effect: 'refuse', details: { factor: 2 } }]);
});

test('a ticket’s cost and contact are shared by its causes, and one of nobody is a contact only', async () => {
  const opened: TicketLine[] = [
    ...lines(10, (at) => [`a${at}`, 'late', undefined, 30]),
    ...lines(10, (at) => [`b${at}`, 'late+broken', undefined, 10]),
    [null, 'broken', undefined, 50],
    ['b0', 'broken', undefined, null],
  ];
  const finding = await analyseTables(outerLoop, ticketsAndCauses(opened), { options: { rank_by: 'cost' } });
  expect(columnOf(finding, 'causes', 'cost')).toEqual({ late: 350, broken: 100 });
  expectClose(estimate(finding, 'cost_share')?.value, 350 / 450);
  expectClose(estimate(finding, 'contacts_share')?.value, 15 / 22);
  expectClose(estimate(finding, 'people_share')?.value, 15 / 20);
  expect(estimate(finding, 'contacts_share')).toMatchObject({ n: 22, of: 'tickets' });
  expect(finding.diagnostics.find(({ name }) => name === 'unnamed')?.value).toBe(1);
});

test('people without overlap: the interval is that of a share', async () => {
  const opened = [...lines(30, (at) => [`a${at}`, 'late']), ...lines(70, (at) => [`b${at}`, 'broken'])];
  const finding = await analyseTables(outerLoop, ticketsAndCauses(opened));
  expect(finding.estimate).toMatchObject({ name: 'people_share', value: 0.7, n: 100 });
  expectClose(finding.estimate?.interval?.low, 0.7 - 1.959963985 * Math.sqrt(0.21 / 99));
  expect(finding.refusals).toEqual([]);
  expect(finding.verdict).toMatch(
    /^broken touches 70 of 100 customers with tickets and carries 70\.0 % \[.*\] of the people\./,
  );
  expect(finding.verdict).toContain('2 of 2 causes carry 100 %.');
});

test('where intervals overlap no order is claimed', async () => {
  const opened = [...lines(51, (at) => [`a${at}`, 'late']), ...lines(49, (at) => [`b${at}`, 'broken'])];
  const finding = await analyseTables(outerLoop, ticketsAndCauses(opened));
  expect(finding.refusals.map(({ code, of }) => [code, of])).toEqual([['overlapping-ranks', 'order']]);
});

test('more than a fifth “other” or uncoded: no ranking', async () => {
  const withOthers = (others: number): TicketLine[] => [
    ...lines(100 - others, (at) => [`a${at}`, 'late']),
    ...lines(others - 1, (at) => [`b${at}`, 'Other']),
    ['n', ''],
  ];
  const refused = await analyseTables(outerLoop, ticketsAndCauses(withOthers(21)));
  expect(refused).toMatchObject({ estimate: null, estimates: [] });
  expect(refused.refusals.find(({ code }) => code === 'other-too-big')).toMatchObject({ effect: 'refuse', of: null });
  expect(refused.verdict).toContain('21.0 % of the causes are “other”');
  expect(columnOf(refused, 'causes', 'cumulated')).toMatchObject({ late: null, Other: null });
  const ranked = await analyseTables(outerLoop, ticketsAndCauses(withOthers(20)));
  expect(ranked.estimate?.value).toBe(0.8);
});

test('causes of fewer than ten customers are one row, and the parts still add up', async () => {
  const opened = [
    ...lines(30, (at) => [`a${at}`, 'late']),
    ...lines(9, (at) => [`b${at}`, 'secret']),
    ...lines(1, (at) => [`c${at}`, 'rare']),
  ];
  const finding = await analyseTables(outerLoop, ticketsAndCauses(opened));
  const people = columnOf(finding, 'causes', 'people');
  expect(Object.keys(people)).toEqual(['late', '2 causes of fewer than 10 customers each']);
  expectClose(Number(Object.values(people)[1]), 0.25);
  expect(finding.refusals.map(({ code, of }) => [code, of])).toEqual([['k-anon', 'causes']]);
  expect(JSON.stringify(finding)).not.toContain('secret');
});

/** Customers since 2024 who opened a ticket on 2026-01-05; the first `gone` of them left on 2026-03-01. */
function leavers(name: string, count: number, gone: number, segment = 'home') {
  return times(count, (at) => [`${name}${at}`, '2024-01-01', at < gone ? '2026-03-01' : null, segment]);
}

function customersOf(rows: readonly (readonly Value[])[]): HandMade {
  return {
    kind: 'operational',
    columns: ['customer_id string', 'start_date date', 'end_date date', 'segment string'],
    rows,
    person: 'customer_id',
  };
}

const last: TicketLine = ['z', 'late', '2026-07-10'];

test('at stake is what the affected lose beyond others with a ticket, apart from what is exposed', async () => {
  const opened = [...lines(100, (at) => [`a${at}`, 'late']), ...lines(100, (at) => [`b${at}`, 'broken'])];
  const tables = {
    ...ticketsAndCauses([...opened, last]),
    customers: customersOf([...leavers('a', 100, 30), ...leavers('b', 100, 10)]),
    revenue: revenueOf(opened.map(([customer]) => [customer ?? '', 50])),
  };
  const finding = await analyseTables(outerLoop, tables, { options: { landmark: '2026-01-10' } });
  expect(columnOf(finding, 'stake', 'exposed')).toEqual({ late: 5000, broken: 5000 });
  expectClose(Number(columnOf(finding, 'stake', 'excess')['late']), 0.2);
  expectClose(Number(columnOf(finding, 'stake', 'at_stake')['late']), 1000);
  // Newcombe’s interval of 30 of 100 less 10 of 100: Wilson 0.2189489, 0.3958485 and 0.0552291, 0.1743657.
  expectClose(
    Number(columnOf(finding, 'stake', 'at_stake_low')['late']),
    5000 * (0.2 - Math.hypot(0.0810511, 0.0743657)),
    1e-5,
  );
  expectClose(
    Number(columnOf(finding, 'stake', 'at_stake_high')['late']),
    5000 * (0.2 + Math.hypot(0.0958485, 0.0447709)),
    1e-5,
  );
  expect(estimate(finding, 'at_stake')).toMatchObject({ n: 100, of: 'customers', format: 'currency' });
  expect(finding.verdict).toContain('30.0 % of its customers left, of others with a ticket 10.0 %: 1,000');
  expect(finding.grade).toBe('E1');
});

test('customers are compared with their like: who is affected does not pass for what a cause does', async () => {
  const opened = [
    ...lines(90, (at) => [`ab${at}`, 'late']), ...lines(10, (at) => [`ah${at}`, 'late']),
    ...lines(10, (at) => [`bb${at}`, 'broken']), ...lines(90, (at) => [`bh${at}`, 'broken']),
  ]; // prettier-ignore
  const customers = customersOf([
    ...leavers('ab', 90, 45, 'business'), ...leavers('ah', 10, 1), ...leavers('bb', 10, 5, 'business'), ...leavers('bh', 90, 9),
  ]); // prettier-ignore
  const tables = { ...ticketsAndCauses([...opened, last]), customers };
  const finding = await analyseTables(outerLoop, tables, { options: { landmark: '2026-01-10' } });
  expect(Math.abs(Number(columnOf(finding, 'stake', 'excess')['late']))).toBeLessThan(1e-12);
  expect(columnOf(finding, 'stake', 'at_stake')['late']).toBeNull();
  expect(finding.verdict).toContain('nothing more is at stake that chance would not explain');
});

test('customers who stand twice, had left before or came later change nothing', async () => {
  const opened = [...lines(50, (at) => [`a${at}`, 'late']), ...lines(50, (at) => [`b${at}`, 'broken'])];
  const gone = lines(20, (at) => [`g${at}`, 'late']);
  const stay = [...leavers('a', 50, 10), ...leavers('b', 50, 5)];
  const before = times(20, (at) => [`g${at}`, '2024-01-01', '2026-01-09', 'home']);
  const later = times(5, (at) => [`l${at}`, '2026-02-01', null, 'home']);
  const tables = {
    ...ticketsAndCauses([...opened, ...gone, last]),
    customers: customersOf([...stay, ...stay, ...before, ...later]),
  };
  const finding = await analyseTables(outerLoop, tables, { options: { landmark: '2026-01-10' } });
  expect(columnOf(finding, 'stake', 'affected')).toEqual({ late: 50, broken: 50 });
  expectClose(Number(columnOf(finding, 'stake', 'risk')['late']), 0.2);
});

test('a landmark whose horizon the data do not reach is refused for what is at stake, and the rest stands', async () => {
  const tables = {
    ...ticketsAndCauses([...lines(20, (at) => [`a${at}`, 'late']), last]),
    customers: customersOf(leavers('a', 20, 5)),
  };
  const finding = await analyseTables(outerLoop, tables, { options: { landmark: '2026-02-01' } });
  expect(finding.refusals.map(({ code, of }) => [code, of])).toEqual([['beyond-data', 'at_stake']]);
  expect(finding.estimate?.value).toBe(1);
  expect(finding.tables.map(({ name }) => name)).not.toContain('stake');
});

/** Mondays from 2026-01-05 on. */
function monday(week: number): string {
  return new Date(Date.UTC(2026, 0, 5 + 7 * week)).toISOString().slice(0, 10);
}

test('fewer new customers a week is a falling trend; the same customers again are none', async () => {
  const weekly = (week: number): number => (week < 9 ? 40 : 10);
  const opened = Array.from({ length: 18 }, (_, week) => week).flatMap((week) => [
    ...lines(weekly(week), (at) => [`w${week}-${at}`, 'late', monday(week)]),
    ...lines(30, (at) => [`w0-${at}`, 'late', monday(week)]),
  ]);
  const finding = await analyseTables(outerLoop, ticketsAndCauses(opened));
  const trend = estimate(finding, 'trend');
  // The first and the last week are left out: 8 weeks of 40 against 8 of 10.
  expectClose(trend?.value, 0.25);
  expect(trend?.interval?.high).toBeLessThan(0.4);
  expect(rowsOf(finding, 'weeks')).toHaveLength(16);
  expect(rowsOf(finding, 'weeks')[0]?.slice(0, 2)).toEqual(['2026-01-12', 40]);
  expect(finding.verdict).toContain('New customers a week: −75 %');
  expect(finding.comparisons.m).toBe(1);
});

test('new customers are counted per customer who could still meet the cause', async () => {
  const weeks = Array.from({ length: 18 }, (_, week) => week);
  const opened = weeks.flatMap((week) => lines(10, (at) => [`w${week}-${at}`, 'late', monday(week)]));
  const known = weeks.flatMap((week) => times(10, (at) => [`w${week}-${at}`, '2024-01-01', null, 'home']));
  const fresh = times(180, (at) => [`n${at}`, monday(9), null, 'home']);
  const tables = { ...ticketsAndCauses(opened), customers: customersOf([...known, ...fresh]) };
  const finding = await analyseTables(outerLoop, tables);
  // Earlier half, weeks 1 to 8: 180 − 10 · week could; later half, 9 to 16: 360 − 10 · week.
  const [early, late] = [8 * 180 - 10 * 36, 8 * 360 - 10 * 100];
  expectClose(estimate(finding, 'trend')?.value, early / late);
});

test('contacts that can be prevented, the backlog and what the capacity allows', async () => {
  const opened = [
    ...lines(60, (at) => [`a${at}`, 'late', '2026-01-05', 10, '2026-01-06 10:00:00']),
    ...lines(20, (at) => [`b${at}`, 'storm', '2026-01-05', 10]),
  ];
  const causes: HandMade = {
    kind: 'reference',
    columns: ['cause_id string', 'label string', 'controllable boolean', 'owner string'],
    rows: [['late', 'Came late', true, 'ops'], ['storm', 'Storm', false, null]], // prettier-ignore
  };
  const tables = { ...ticketsAndCauses(opened), causes };
  const finding = await analyseTables(outerLoop, tables, { options: { capacity: 1 } });
  expect(estimate(finding, 'avoidable')).toMatchObject({ value: 0.75, n: 80 });
  const messages = new Map(finding.diagnostics.map(({ name, message }) => [name, message]));
  expect(messages.get('backlog')).toBe('20 tickets are open; at 15 closed a week that is 1.3 weeks of work.');
  expect(messages.get('capacity')).toBe('2 causes make the cut; at 1 a quarter they take 2 quarters.');
  expect(rowsOf(finding, 'causes')[0]?.slice(0, 3)).toEqual(['Came late', 'ops', true]);
});

test('two coders: only one counts, and κ of 20, 5, 10 and 15 is 0.4', async () => {
  const coded = ('aa '.repeat(20) + 'ab '.repeat(5) + 'ba '.repeat(10) + 'bb '.repeat(15)).trim().split(' ');
  const opened = coded.map((_, at): TicketLine => [`c${at}`, '']);
  const ticket_causes: HandMade = {
    kind: 'operational',
    columns: ['ticket_id string', 'cause_id string', 'coder string', 'is_primary boolean'],
    rows: [
      ...coded.flatMap((pair, at) => [[`T${at}`, pair[0] ?? '', 'desk', true], [`T${at}`, pair[1] ?? '', 'audit', true]]),
      ['T0', 'b', 'desk', false],
    ], // prettier-ignore
  };
  const tables = { ...ticketsAndCauses(opened), ticket_causes };
  const finding = await analyseTables(outerLoop, tables, { options: { coder: 'desk' } });
  const agreement = finding.diagnostics.find(({ name }) => name === 'agreement');
  expectClose(Number(agreement?.value), 0.4);
  expect(agreement?.passed).toBe(false);
  expect(columnOf(finding, 'causes', 'tickets')).toEqual({ a: 25, b: 26 });
  const main = await analyseTables(outerLoop, tables, { options: { coder: 'desk', primary_only: true } });
  expect(columnOf(main, 'causes', 'tickets')).toEqual({ a: 25, b: 25 });
  await expect(analyseTables(outerLoop, tables, { options: { coder: 'nobody' } })).rejects.toMatchObject({
    code: 'invalid-option',
    choices: ['audit', 'desk'],
  });
});

test('money below 0 cannot be shared out, and people still are', async () => {
  const opened = lines(20, (at) => [`a${at}`, 'late']);
  const tables = { ...ticketsAndCauses(opened), revenue: revenueOf(opened.map(([customer]) => [customer ?? '', -5])) };
  const finding = await analyseTables(outerLoop, tables);
  expect(finding.refusals).toMatchObject([{ code: 'out-of-scale', of: 'money' }]);
  expect(finding.estimate).toMatchObject({ name: 'people_share', value: 1 });
});

test('a cost and an amount that are no numbers add nothing', async () => {
  const opened = lines(20, (at) => [`a${at}`, 'late', undefined, at === 0 ? null : 10]);
  const { tickets, ticket_causes } = ticketsAndCauses(opened);
  const rows = tickets.rows.map((row, at) => row.map((cell, column) => (at === 0 && column === 3 ? 'NaN' : cell)));
  const revenue = revenueOf(opened.map(([customer]) => [customer ?? '', 5]));
  const spoilt = { ...revenue, rows: [...revenue.rows, ['a0', '2026-01-01', 'Infinity']] };
  const finding = await analyseTables(outerLoop, { tickets: { ...tickets, rows }, ticket_causes, revenue: spoilt });
  expect(columnOf(finding, 'causes', 'cost')).toEqual({ late: 190 });
  expect(columnOf(finding, 'causes', 'exposed')).toEqual({ late: 100 });
});

test('tickets before 1970 are as good as any', async () => {
  const opened = [
    ...lines(60, (at) => [`a${at}`, 'late', '1969-01-06']),
    ...lines(40, (at) => [`b${at}`, 'broken', '1969-01-06']),
    ['z', 'late', '1969-12-01'] as const,
  ];
  const customers = customersOf([
    ...times(60, (at) => [`a${at}`, '1960-01-01', null, 'home']),
    ...times(40, (at) => [`b${at}`, '1960-01-01', at < 8 ? '1969-03-01' : null, 'home']),
  ]);
  const finding = await analyseTables(
    outerLoop,
    { ...ticketsAndCauses(opened), customers },
    { options: { landmark: '1969-01-31' } },
  );
  expectClose(Number(columnOf(finding, 'stake', 'excess')['broken']), 0.2);
});

test('nine customers are too few, and no tickets are none', async () => {
  const few = await analyseTables(outerLoop, ticketsAndCauses(lines(9, (at) => [`a${at}`, 'late'])));
  expect(few).toMatchObject({ estimate: null, refusals: [{ code: 'too-few', details: { n: 9 } }] });
  const none = await analyseTables(outerLoop, ticketsAndCauses([]));
  expect(none).toMatchObject({ estimate: null, refusals: [{ code: 'too-few', details: { n: 0 } }] });
});

test('causes may be called anything', async () => {
  const odd = lines(20, (at) => [`a${at}`, at % 2 === 0 ? 'constructor' : 'a"b, ["c"]']);
  const finding = await analyseTables(outerLoop, ticketsAndCauses(odd));
  expect(columnOf(finding, 'causes', 'customers')).toEqual({ constructor: 10, 'a"b, ["c"]': 10 });
});

test('where data may only be read in larger groups, no week and no stake is made up of what is left out', async () => {
  const opened = Array.from({ length: 18 }, (_, week) => week).flatMap((week) => [
    ...lines(15, (at) => [`w${week}-${at}`, 'late', monday(week)]),
    ...(week === 5 ? lines(3, (at) => [`v${week}-${at}`, 'rare', monday(week)]) : []),
  ]);
  const { tickets, ticket_causes } = ticketsAndCauses([...opened, last]);
  const customers = customersOf(opened.map(([customer]) => [customer, '2024-01-01', null, 'home']));
  const tables = { tickets: { ...tickets, k: 10 }, ticket_causes, customers };
  const finding = await analyseTables(outerLoop, tables, { options: { landmark: '2026-01-10', horizon_days: 30 } });
  expect(columnOf(finding, 'causes', 'customers')).toEqual({ late: 271 });
  expect(finding.tables.map(({ name }) => name)).toEqual(['causes']);
  expect(finding.refusals.map(({ code, of }) => [code, of])).toContainEqual(['k-anon', 'causes']);
});
