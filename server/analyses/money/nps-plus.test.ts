import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { planted } from '../../testing/planted/truths.ts';
import type { Value } from '../../lib/table.ts';
import { expectClose } from '../../testing/close-to.ts';
import { type DemoAnalyses, openDemoAnalyses } from '../../testing/demo-analyses.ts';
import { analyseTables, type HandMade } from '../../testing/hand-made-analysis.ts';
import type { Finding } from '../contract/finding.ts';
import { npsPlus } from './nps-plus.ts';

/** Score, reason (none where skipped), day of the answer, and after how many days from 2025-01-01 they leave. */
interface Person {
  readonly score: number;
  readonly reason?: string;
  readonly on?: string;
  readonly after?: number;
}

function tables(people: readonly Person[], more: Record<string, HandMade> = {}): Record<string, HandMade> {
  const end = (after?: number): Value =>
    after === undefined ? null : new Date(Date.UTC(2025, 0, 1 + after)).toISOString().slice(0, 10);
  return {
    responses: {
      kind: 'survey',
      columns: ['response_id string', 'customer_id string', 'answered_at timestamp', 'nps_score integer'],
      person: 'customer_id',
      time: 'answered_at',
      rows: people.map(({ score, on = '2024-11-01' }, at) => [`R${at}`, `C${at}`, `${on} 10:00:00`, score]),
    },
    response_reasons: {
      kind: 'survey',
      columns: ['response_id string', 'reason_id string'],
      rows: people.flatMap(({ reason }, at) => (reason === undefined ? [] : [[`R${at}`, reason]])),
    },
    customers: {
      kind: 'operational',
      columns: ['customer_id string', 'start_date date', 'end_date date', 'end_kind string'],
      person: 'customer_id',
      rows: people.map(({ after }, at) => [
        `C${at}`,
        '2024-01-01',
        end(after),
        after === undefined ? null : 'voluntary',
      ]),
    },
    ...more,
  };
}

const of = (count: number, person: Person | ((at: number) => Person)): Person[] =>
  Array.from({ length: count }, (_, at) => (typeof person === 'function' ? person(at) : person));

// 60 of 100 detractors and 20 of 100 passives could not reach anybody; 10 passives skip the reason.
const people: readonly Person[] = [
  ...of(60, { score: 3, reason: 'reach' }),
  ...of(40, { score: 5, reason: 'price' }),
  ...of(20, (at) => ({ score: 7, reason: 'reach', ...(at < 8 ? { after: 10 + at } : {}) })),
  ...of(80, (at) => ({ score: 8, reason: 'price', ...(at < 4 ? { after: 30 + at } : {}) })),
  ...of(10, { score: 8 }),
  ...of(50, { score: 10, reason: 'price' }),
];

const options = { landmarks: ['2025-01-01'], observed_until: '2025-12-31' };
const codesOf = (finding: Finding) =>
  finding.refusals.map(({ code, of: what }) => (what === null ? code : `${code} of ${what}`));

test('passives who name the reason of detractors, and how many of them leave', async () => {
  const finding = await analyseTables(npsPlus, tables(people), { options });
  expect(finding).toMatchObject({ n: 260, of: 'last answers', grade: 'E1', estimate: { name: 'at_risk_left', n: 20 } });
  expectClose(finding.estimate?.value, 0.4, 1e-9);
  const [reach] = finding.tables[0]?.rows ?? [];
  expect(reach?.slice(0, 4)).toEqual(['reach', 0, 0.2, 0.6]);
  expectClose(Number(reach?.[4]), 3, 1e-12);
  expectClose(Number(reach?.[5]), 3 / Math.exp(1.959963985 * Math.sqrt(1 / 60 - 1 / 100 + 1 / 20 - 1 / 100)), 1e-9);
  expectClose(Number(reach?.[7]), 0.4, 1e-12);
  const named = new Map(finding.estimates.map((each) => [each.name, each]));
  expectClose(named.get('at_risk_passives')?.value, 0.2, 1e-12);
  expectClose(named.get('other_passives_left')?.value, 0.05, 1e-9);
  expectClose(named.get('base_rate')?.value, 12 / 260, 1e-9);
  expect(finding.diagnostics.find(({ name }) => name === 'skipped_passive')?.value).toBeCloseTo(10 / 110, 12);
  expect(finding.verdict).toMatch(
    /^Detractors name reach \(3\.0 times as often\) more than passives do; 20 passives named it too\. Of those passives 40\.0 %/,
  );
  expect(finding.verdict).toContain('Those who left more than other passives had named reach (40.0 %).');
  expect(codesOf(finding)).toEqual(['reason-not-cause of reasons']);
});

test('nothing is found where both classes name the same', async () => {
  const same = [3, 7].flatMap((score) => [
    ...of(50, { score, reason: 'reach' }),
    ...of(50, { score, reason: 'price' }),
  ]);
  const finding = await analyseTables(
    npsPlus,
    tables(same.map((each, at) => (at % 10 === 0 ? { ...each, after: 20 } : each))),
    { options },
  );
  expect(finding.verdict).toMatch(/^No reason is named more often by detractors than by passives beyond chance\.$/);
  expect(finding.estimate).toBeNull();
});

test('the last answer of the window counts, and what comes after the landmark does not', async () => {
  const made = tables(people);
  const more = people.flatMap((_, at) => [
    [`X${at}`, `C${at}`, '2024-09-01 10:00:00', 0],
    [`Y${at}`, `C${at}`, '2025-01-01 10:00:00', 0],
    [`Z${at}`, `C${at}`, '2024-07-04 10:00:00', 0],
  ]);
  const responses = { ...made['responses'], rows: [...(made['responses']?.rows ?? []), ...more] } as HandMade;
  const finding = await analyseTables(npsPlus, { ...made, responses }, { options });
  expect(finding.n).toBe(260);
  expectClose(finding.estimate?.value, 0.4, 1e-9);
});

test('reasons have names, and κ holds them against what happened', async () => {
  const reason_tree: HandMade = {
    kind: 'reference',
    columns: ['reason_id string', 'label string'],
    rows: [
      ['reach', 'Hard to reach'],
      ['price', 'Too dear'],
    ],
  };
  const behaviour: HandMade = {
    kind: 'operational',
    columns: ['customer_id string', 'happened_at timestamp', 'reason_id string'],
    person: 'customer_id',
    time: 'happened_at',
    // 60 of the 80 who named it, and 10 of the 170 who named another, were put on hold before the landmark.
    rows: [
      ...of(60, { score: 0 }).map((_, at) => [`C${at}`, '2024-10-01 09:00:00', 'reach']),
      ...of(10, { score: 0 }).map((_, at) => [`C${120 + at}`, '2024-10-01 09:00:00', 'reach']),
      ...of(40, { score: 0 }).map((_, at) => [`C${150 + at}`, '2025-02-01 09:00:00', 'reach']),
    ],
  };
  const finding = await analyseTables(npsPlus, tables(people, { reason_tree, behaviour }), { options });
  expect(finding.verdict).toContain('Hard to reach');
  const agreement = finding.tables.find(({ name }) => name === 'agreement');
  expect(agreement?.rows[0]?.slice(0, 4)).toEqual(['Hard to reach', 250, 80, 70]);
  // Observed (60 + 160)/250 = 0.88; by chance (80·70 + 170·180)/250² = 0.5792.
  expectClose(Number(agreement?.rows[0]?.[5]), (0.88 - 0.5792) / (1 - 0.5792), 1e-9);
});

describe('what it refuses', () => {
  test('predicted churn before the window has passed, and without a landmark', async () => {
    const open = await analyseTables(npsPlus, tables(people), {
      options: { ...options, observed_until: '2025-06-29' },
    });
    expect(codesOf(open)).toEqual(['reason-not-cause of reasons', 'unvalidated-churn of at_risk_left']);
    expect(open.estimate).toBeNull();
    expect(open.verdict).toContain('20 passives named it too.');
    const closed = await analyseTables(npsPlus, tables(people), {
      options: { ...options, observed_until: '2025-06-30' },
    });
    expect(codesOf(closed)).toEqual(['reason-not-cause of reasons']);
    const none = await analyseTables(npsPlus, tables(people));
    expect(codesOf(none)).toContain('unvalidated-churn of at_risk_left');
    const { customers: _customers, ...without } = tables(people);
    expect(codesOf(await analyseTables(npsPlus, without, { options }))).toContain('unvalidated-churn of at_risk_left');
  });

  test('calibration is shown once a later window has closed too', async () => {
    const later = people.map((each, at) => ({ ...each, on: at % 2 === 0 ? '2024-11-01' : '2025-05-01', ...(each.after !== undefined && at % 2 === 1 ? { after: each.after + 181 } : {}) })); // prettier-ignore
    const twice = { landmarks: ['2025-01-01', '2025-07-01'], observed_until: '2025-12-31' };
    const finding = await analyseTables(npsPlus, tables(later), { options: twice });
    const slope = finding.diagnostics.find(({ name }) => name === 'calibration_slope');
    expect(slope?.passed).toBe(true);
    expect(finding.diagnostics.map(({ name }) => name)).toEqual(expect.arrayContaining(['brier', 'auc']));
    const one = await analyseTables(npsPlus, tables(later), { options: { ...twice, observed_until: '2025-12-01' } });
    expect(one.diagnostics.some(({ name }) => name === 'calibration_slope')).toBe(false);
  });

  test('a score outside of its scale, nine answers, two rows of a customer, groups of fewer persons than agreed', async () => {
    expect(codesOf(await analyseTables(npsPlus, tables([...people, { score: 11 }]), { options }))).toEqual([
      'out-of-scale',
    ]);
    const few = [...of(9, { score: 3, reason: 'price' })];
    const crowd = tables([...few, ...of(20, { score: 9, on: '2023-01-01' })]);
    expect(codesOf(await analyseTables(npsPlus, crowd, { options }))).toEqual(['n-too-small']);
    const made = tables(people);
    const customers = {
      ...made['customers'],
      rows: [...(made['customers']?.rows ?? []), ...(made['customers']?.rows ?? [])],
    } as HandMade;
    expect(codesOf(await analyseTables(npsPlus, { ...made, customers }, { options }))).toEqual(['fan-out-refused']);
    const guarded = { ...made, responses: { ...made['responses'], k: 12 } as HandMade };
    const coarse = await analyseTables(npsPlus, guarded, { options });
    expect(codesOf(coarse)).toEqual(['reason-not-cause of reasons']);
    expectClose(coarse.estimate?.value, 0.4, 1e-9);
    expect(coarse.estimates.some(({ name }) => name === 'base_rate')).toBe(false);
    expect(coarse.assumptions.some((text) => text.startsWith('Only the share at the horizon'))).toBe(true);
  });
});

describe('in the demo company', () => {
  let demo: DemoAnalyses;
  beforeAll(async () => {
    demo = await openDemoAnalyses({ scale: 1 });
  }, 120_000);
  afterAll(() => demo.close());

  test('passives who could not reach anybody leave as planted, and those with other reasons of detractors do not', async () => {
    const { landmarks, atRisk, voiced } = planted.churn;
    const finding = await demo.run({ analysis: 'nps-plus', options: { landmarks: [...landmarks] } });
    const cells = finding.tables.find(({ name }) => name === 'observed')?.rows ?? [];
    for (const [name, reason, truth] of [
      ['passive', 'Reaching somebody', atRisk],
      ['detractor', 'Reaching somebody', atRisk],
      ['passive', 'Punctuality', voiced],
      ['passive', 'State of the goods', voiced],
      ['passive', 'Invoice and refund', voiced],
    ] as const) {
      const cell = cells.find((row) => row[0] === name && row[1] === reason);
      expect(cell?.[5], `${name}, ${reason}`).toBeLessThan(truth);
      expect(cell?.[6], `${name}, ${reason}`).toBeGreaterThan(truth);
    }
    expect(finding.verdict).toMatch(
      /Those who left more than other passives had named Reaching somebody \(\d+\.\d %\)\.$/,
    );
    expect(finding.diagnostics.find(({ name }) => name === 'calibration_slope')?.passed).toBe(true);
    expect(codesOf(finding)).toEqual(['reason-not-cause of reasons']);
  });

  test('before the window has passed it is a stated risk', async () => {
    const finding = await demo.run({ analysis: 'nps-plus', options: { landmarks: ['2026-06-01'] } });
    expect(codesOf(finding)).toEqual(['reason-not-cause of reasons', 'unvalidated-churn of at_risk_left']);
    expect(finding.estimate).toBeNull();
  });
});
