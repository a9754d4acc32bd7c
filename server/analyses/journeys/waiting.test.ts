import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { planted } from '../../testing/planted/truths.ts';
import type { Value } from '../../lib/table.ts';
import { expectClose } from '../../testing/close-to.ts';
import { type DemoAnalyses, openDemoAnalyses } from '../../testing/demo-analyses.ts';
import { analyseTables, type HandMade, times } from '../../testing/hand-made-analysis.ts';
import { waiting } from './waiting.ts';

function contacts(rows: readonly (readonly Value[])[], more: Partial<HandMade> = {}): Record<string, HandMade> {
  return {
    contacts: {
      kind: 'operational',
      columns: [
        'called_at timestamp',
        'wait_minutes integer',
        'outcome string',
        'touchpoint string',
        'callback_offered boolean',
      ],
      time: 'called_at',
      rows,
      ...more,
    },
  };
}

const call = (
  wait: number | null,
  outcome = 'answered',
  touchpoint = 'billing',
  offered: boolean | null = null,
): readonly Value[] => ['2025-01-06 10:00:00', wait, outcome, touchpoint, offered];

// Eight of ten are answered after 1 to 8 minutes; two give up after 3, when 7 were in line at least that long.
const ten = [...[1, 2, 3, 4, 5, 6, 7, 8].map((wait) => call(wait)), call(3, 'abandoned'), call(3, 'abandoned')];

test('with a fifth given up, the median lies above that of those who got through', async () => {
  const finding = await analyseTables(waiting, contacts(Array.from({ length: 10 }, () => ten).flat()));
  // Survival after 1, 2, 3: 9/10, 8/10, 7/10; two of those left go; after 4, 5, 6: 7/10 · 4/5, · 3/4, · 2/3.
  expect(finding).toMatchObject({
    n: 100,
    of: 'contacts',
    estimate: { name: 'median_wait', value: 5, unit: 'minutes', n: 100 },
  });
  expect(finding.diagnostics.find(({ name }) => name === 'naive_median')?.value).toBe(4);
  const abandoned = finding.estimates.find(({ name }) => name === 'abandoned');
  expect(abandoned).toMatchObject({ value: 0.2, n: 100 });
  expectClose(abandoned?.interval?.low, 0.1334, 1e-3);
  const at = new Map(finding.tables[0]?.rows.map((row) => [row[0], row]));
  expectClose(at.get(4)?.[2] as number, 0.56, 1e-9); // a share
  expect(finding.verdict).toMatch(/^Half of those in line were through after 5 minutes/);
});

test('minutes lost are those of complete weeks, given up or not', async () => {
  const weeks = [3, 10, 20, 30, 40, 50, 7].flatMap((wait, week) =>
    times(2, [
      new Date(Date.UTC(2025, 0, 6 + 7 * week)).toISOString().slice(0, 19).replace('T', ' '),
      wait,
      week % 2 === 0 ? 'answered' : 'abandoned',
      'x',
      null,
    ]),
  );
  const finding = await analyseTables(waiting, contacts(weeks));
  const lost = finding.estimates.find(({ name }) => name === 'minutes_lost_a_week');
  expect(lost).toMatchObject({ value: 60, n: 5, of: 'complete weeks', unit: 'minutes' });
  // Weekly totals 20, 40, 60, 80, 100: standard error √(1000/5), t(4) = 2.776445105.
  expectClose(lost?.interval?.low, 60 - 2.776445105 * Math.sqrt(200), 1e-9);
  const seconds = await analyseTables(waiting, contacts(weeks), { options: { unit: 'seconds' } });
  expect(seconds.estimates.find(({ name }) => name === 'minutes_lost_a_week')).toMatchObject({ value: 1 });
});

test('groups and the offer of a callback', async () => {
  const rows = [
    ...times(30, call(2, 'answered', 'billing', true)),
    ...times(10, call(0, 'called back', 'billing', true)),
    ...times(10, call(4, 'abandoned', 'billing', true)),
    ...times(30, call(6, 'answered', 'delivery', false)),
    ...times(20, call(5, 'abandoned', 'delivery', false)),
    ...times(9, call(1, 'answered', 'refund')),
  ];
  const finding = await analyseTables(waiting, contacts(rows));
  expect(finding.grade).toBe('E1');
  const groups = finding.tables.find(({ name }) => name === 'groups');
  expect(groups?.rows.map((row) => [row[0], row[1], row[2], row[5]])).toEqual([
    ['billing', 40, 0.25, 2],
    ['delivery', 50, 0.4, 6],
  ]);
  expect(finding.refusals.map(({ code, of }) => [code, of])).toEqual([['k-anon', 'groups']]);
  const callback = finding.estimates.find(({ name }) => name === 'callback');
  expectClose(callback?.value, 10 / 50 - 20 / 50, 1e-12);
  // χ² = 100 · (10·30 − 40·20)² / (50·50·30·70) = 4.7619, p 0.0291.
  expectClose(callback?.p, 0.0291, 2e-3);
});

describe('what it refuses', () => {
  const codes = async (rows: readonly (readonly Value[])[], options = {}) => {
    const finding = await analyseTables(waiting, contacts(rows), { options });
    return { codes: finding.refusals.map(({ code }) => code), finding };
  };
  test('the mean, while quantiles stand', async () => {
    const { codes: found, finding } = await codes([...ten, ...ten], { figure: 'mean' });
    expect(found).toEqual(['mean-wait-only']);
    expect(finding.estimate?.name).toBe('median_wait');
  });
  test('waits below zero, nine contacts, nobody who got through', async () => {
    expect((await codes([...ten, call(-1)])).codes).toEqual(['out-of-scale']);
    expect((await codes(ten.slice(1))).codes).toEqual(['too-few']);
    expect((await codes(times(20, call(4, 'abandoned')))).codes).toEqual(['no-events']);
  });
  test('a median that most gave up before is not made up', async () => {
    const { finding } = await codes([...times(10, call(1)), ...times(50, call(2, 'abandoned'))]);
    expect(finding.estimate).toBeNull();
    expect(finding.verdict).toMatch(/^Fewer than half were through; 83.3 %/);
  });
  test('contacts without a wait are left out and counted', async () => {
    const { finding } = await codes([...ten, ...ten, call(null)]);
    expect(finding.diagnostics.find(({ name }) => name === 'missing')?.value).toBe(1);
  });
  test('groups of fewer persons than agreed', async () => {
    const persons = {
      columns: ['called_at timestamp', 'wait_minutes integer', 'outcome string', 'customer_id string'],
      person: 'customer_id',
      k: 5,
    };
    const rows = (people: number) =>
      times(60, (at) => ['2025-01-06 10:00:00', 1 + (at % 30), 'answered', `C${at % people}`]);
    expect((await analyseTables(waiting, contacts(rows(60), persons))).estimate?.value).toBe(60);
    const few = await analyseTables(waiting, contacts(rows(3), persons));
    expect(few.refusals.map(({ code }) => code)).toEqual(['k-anon']);
  });
});

describe('in the demo company', () => {
  let demo: DemoAnalyses;
  beforeAll(async () => {
    demo = await openDemoAnalyses({ scale: 0.5 });
  }, 120_000);
  afterAll(() => demo.close());

  test('waits, giving up and the callback are as planted', async () => {
    const { meanWaitSeconds, abandoned } = planted.calls;
    const finding = await demo.run({ analysis: 'waiting' });
    const estimates = new Map([finding.estimate, ...finding.estimates].map((each) => [each?.name, each]));
    const covers = (name: string, truth: number) => {
      expect(estimates.get(name)?.interval?.low, name).toBeLessThan(truth);
      expect(estimates.get(name)?.interval?.high, name).toBeGreaterThan(truth);
    };
    covers('median_wait', meanWaitSeconds * Math.log(2));
    covers('p90_wait', meanWaitSeconds * Math.log(10));
    // A quarter of those in line give up; a fifth of the calls are answered by a callback instead.
    covers('abandoned', abandoned / (1 - planted.calls.callbackOffered * planted.calls.callbackUsed));
    covers('callback', -planted.calls.callbackUsed * 0.25);
    expect(finding.diagnostics[0]?.value).toBeLessThan(estimates.get('median_wait')?.interval?.low ?? 0);
  });
});
