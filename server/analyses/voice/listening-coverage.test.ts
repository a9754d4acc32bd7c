import { expect, test } from 'vitest';
import type { Value } from '../../lib/table.ts';
import { analyseTables, type HandMade, times } from '../../testing/hand-made-analysis.ts';
import { expectClose } from '../../testing/close-to.ts';
import type { Finding } from '../contract/finding.ts';
import { listeningCoverage } from './listening-coverage.ts';

/** Events, each of a customer of its own, on 2026-03-15 unless told otherwise. */
function eventsOf(
  groups: readonly (readonly [touchpoint: string, channel: string, phase: string, n: number])[],
): HandMade {
  return {
    kind: 'operational',
    columns: ['customer_id string', 'touchpoint_id string', 'channel string', 'phase string', 'ts timestamp'],
    rows: groups.flatMap(([touchpoint, channel, phase, n], group) =>
      times(n, (at) => [`c${group}-${at}`, touchpoint, channel, phase, '2026-03-15 12:00:00']),
    ),
    person: 'customer_id',
    time: 'ts',
  };
}

function postsOf(rows: readonly (readonly Value[])[]): HandMade {
  return {
    kind: 'reference',
    columns: [
      'post_id string',
      'touchpoint_id string',
      'channel string',
      'media string',
      'live_from date',
      'live_to date',
      'clicks integer',
    ],
    rows,
  };
}

const thousand = eventsOf([
  ['desk', 'phone', 'during', 500],
  ['bill', 'web', 'after', 300],
  ['shop', 'store', 'before', 200],
]);

const desk = ['P1', 'desk', null, 'text', null, null, 2];

function rowsOf(finding: Finding, name: string): readonly (readonly unknown[])[] {
  return finding.tables.find((table) => table.name === name)?.rows ?? [];
}

test('a post at a touchpoint with 300 of 1,000 events adds 0.30', async () => {
  const before = await analyseTables(listeningCoverage, { events: thousand, posts: postsOf([desk]) });
  const after = await analyseTables(listeningCoverage, {
    events: thousand,
    posts: postsOf([desk, ['P2', 'bill', null, 'text', '2026-01-01', null, 1]]),
  });
  expect(before.estimate).toMatchObject({ name: 'coverage', value: 0.5, n: 1000, of: 'events' });
  expect(after.estimate?.value).toBe(0.8);
  expect(before.verdict).toContain('Nobody listens at bill (300 events) and shop (200 events).');
  expect(rowsOf(after, 'map').filter((row) => row.at(-1) === true)).toEqual([
    ['shop', 'store', 'before', 200, 0, 0, true],
  ]);
});

test('an event that three posts hear counts once', async () => {
  const posts = postsOf([
    desk,
    ['P2', 'desk', 'phone', 'voice', null, null, 1],
    ['P3', 'desk', null, 'text', null, null, 4],
  ]);
  const finding = await analyseTables(listeningCoverage, { events: thousand, posts });
  expect(finding.estimate).toMatchObject({ value: 0.5, n: 1000 });
  expect(finding.estimates.find(({ name }) => name === 'several_media')?.value).toBe(0.5);
});

test('a post hears only while it is live, its first and last day among it', async () => {
  const live = async (from: string | null, to: string | null): Promise<number | undefined> => {
    const posts = postsOf([['P1', 'desk', null, 'text', from, to, 2]]);
    return (await analyseTables(listeningCoverage, { events: thousand, posts })).estimate?.value;
  };
  expect(await live('2026-03-15', '2026-03-15')).toBe(0.5);
  expect(await live('2026-03-16', null)).toBe(0);
  expect(await live(null, '2026-03-14')).toBe(0);
});

test('a post hears its channel, unless it asks customers of every channel', async () => {
  const posts = (channel: string) => ({
    events: thousand,
    posts: postsOf([['P1', 'desk', channel, 'text', null, null, 2]]),
  });
  expect((await analyseTables(listeningCoverage, posts('web'))).estimate?.value).toBe(0);
  expect((await analyseTables(listeningCoverage, posts('phone'))).estimate?.value).toBe(0.5);
  expect((await analyseTables(listeningCoverage, posts('email'))).estimate?.value).toBe(0.5);
  const none = await analyseTables(listeningCoverage, posts('email'), { options: { every_channel: [] } });
  expect(none.estimate?.value).toBe(0);
});

test('a post with a phase hears that phase', async () => {
  const posts: HandMade = {
    kind: 'reference',
    columns: ['post_id string', 'touchpoint_id string', 'phase string'],
    rows: [['P1', 'desk', 'after'], ['P2', 'bill', 'after']], // prettier-ignore
  };
  expect((await analyseTables(listeningCoverage, { events: thousand, posts })).estimate?.value).toBe(0.3);
});

test('what is critical weighs more, and touchpoints without events are named', async () => {
  const touchpoints: HandMade = {
    kind: 'reference',
    columns: ['touchpoint_id string', 'name string', 'critical boolean'],
    rows: [
      ['desk', 'Service desk', false],
      ['bill', 'Invoice', true],
      ['shop', 'Shop', false],
      ['home', 'At home', false],
    ],
  };
  const tables = { events: thousand, posts: postsOf([desk]), touchpoints };
  const finding = await analyseTables(listeningCoverage, tables, { options: { critical_weight: 3 } });
  // 500 of 500 + 3 · 300 + 200
  expectClose(finding.estimates.find(({ name }) => name === 'weighted_coverage')?.value, 500 / 1600);
  expect(finding.verdict).toContain('No post and no events: At home.');
  expect(rowsOf(finding, 'touchpoints').find(([name]) => name === 'Service desk')).toEqual([
    'Service desk', false, 500, 1, 1, 2,
  ]); // prettier-ignore
});

test('steps that a design calls critical weigh more too', async () => {
  const events: HandMade = {
    ...thousand,
    columns: [...thousand.columns, 'activity string'],
    rows: thousand.rows.map((row) => [...row, row[1] === 'desk' ? 'call' : 'look']),
  };
  const designed_journeys: HandMade = {
    kind: 'reference',
    columns: ['activity string', 'critical boolean'],
    rows: [['call', true], ['look', false]], // prettier-ignore
  };
  const finding = await analyseTables(listeningCoverage, { events, posts: postsOf([desk]), designed_journeys });
  expectClose(finding.estimates.find(({ name }) => name === 'weighted_coverage')?.value, 1000 / 1500);
});

test('one live post is not the voice of the customer, nor are two with nine in ten responses at one touchpoint', async () => {
  const codes = (finding: Finding) => finding.refusals.map(({ code }) => code);
  const two = postsOf([desk, ['P2', 'bill', null, 'text', null, null, 1]]);
  expect(codes(await analyseTables(listeningCoverage, { events: thousand, posts: postsOf([desk]) }))).toEqual([
    'single-post',
  ]);
  expect(codes(await analyseTables(listeningCoverage, { events: thousand, posts: two }))).toEqual([]);
  const responses = (atDesk: number, atBill: number): HandMade => ({
    kind: 'survey',
    columns: ['customer_id string', 'post_id string', 'ts timestamp'],
    rows: [
      ...times(atDesk, (at) => [`d${at}`, 'P1', '2026-03-16']),
      ...times(atBill, (at) => [`b${at}`, 'P2', '2026-03-16']),
    ],
    person: 'customer_id',
    time: 'ts',
  });
  const lopsided = await analyseTables(listeningCoverage, {
    events: thousand,
    posts: two,
    responses: responses(90, 10),
  });
  expect(codes(lopsided)).toEqual(['single-post']);
  expect(lopsided.refusals[0]?.effect).toBe('withhold');
  const balanced = await analyseTables(listeningCoverage, {
    events: thousand,
    posts: two,
    responses: responses(89, 11),
  });
  expect(codes(balanced)).toEqual([]);
});

test('posts come and go by quarter, with the channels heard for the first time', async () => {
  const posts = postsOf([
    ['P1', 'desk', 'email', 'text', '2025-08-01', null, 2],
    ['P2', 'bill', 'phone', 'voice', '2025-11-01', '2026-01-15', 1],
  ]);
  expect(rowsOf(await analyseTables(listeningCoverage, { events: thousand, posts }), 'posts_over_time')).toEqual([
    ['2025 Q3', 1, 1, 0, 'email'],
    ['2025 Q4', 2, 1, 0, 'phone'],
    ['2026 Q1', 1, 0, 1, ''],
  ]);
});

test('channels that customers use and in which no post of its own listens are named', async () => {
  const posts = postsOf([['P1', 'desk', 'phone', 'voice', null, null, 1], desk]);
  expect(rowsOf(await analyseTables(listeningCoverage, { events: thousand, posts }), 'channels')).toEqual([
    ['phone', 500, 1, true],
    ['store', 200, 0, false],
    ['web', 300, 0, false],
  ]);
});

test('cells of fewer than ten customers are not shown, and counted', async () => {
  const events = eventsOf([['desk', 'phone', 'during', 91], ['bill', 'web', 'after', 9]]); // prettier-ignore
  const finding = await analyseTables(listeningCoverage, { events, posts: postsOf([desk, desk]) });
  expect(finding.estimate).toMatchObject({ value: 0.91, n: 100 });
  expect(rowsOf(finding, 'map')).toHaveLength(1);
  expect(finding.refusals.map(({ code, of }) => [code, of])).toEqual([['k-anon', 'map']]);
  expect(rowsOf(finding, 'channels')).toEqual([['phone', 91, 1, false], ['web', null, null, false]]); // prettier-ignore
});

test('no events at all: no coverage', async () => {
  const finding = await analyseTables(listeningCoverage, { events: eventsOf([]), posts: postsOf([desk]) });
  expect(finding).toMatchObject({ estimate: null, n: 0, refusals: [{ code: 'too-few' }] });
});
