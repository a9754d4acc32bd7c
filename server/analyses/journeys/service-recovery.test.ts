import { expect, test } from 'vitest';
import type { Value } from '../../lib/table.ts';
import { analyseTables, type HandMade } from '../../testing/hand-made-analysis.ts';
import type { Finding } from '../contract/finding.ts';
import { serviceRecovery } from './service-recovery.ts';

type Rows = readonly (readonly Value[])[];

interface Group {
  readonly severity: string | null;
  readonly effort: boolean;
  readonly customers: number;
  readonly left: number;
  /** What those who stay answer afterwards. */
  readonly score?: number;
}

/** Easy failures get the effort: 30 of 40 minor and 10 of 40 major ones; 1 of 10 leaves after a minor, 1 of 2 after a major. */
const trap: readonly Group[] = [
  { severity: 'minor', effort: true, customers: 30, left: 3 },
  { severity: 'minor', effort: false, customers: 10, left: 1 },
  { severity: 'major', effort: true, customers: 10, left: 5 },
  { severity: 'major', effort: false, customers: 30, left: 15 },
];

function tables(groups: readonly Group[]): Record<string, HandMade> {
  const all = groups.flatMap((group, g) =>
    Array.from({ length: group.customers }, (_, at) => ({ ...group, id: `c${g}-${at}`, isLost: at < group.left })),
  );
  const failed = all.filter(({ severity }) => severity !== null);
  const recoveries: Rows = failed.flatMap(({ id, severity, effort }) => [
    [`f${id}`, id, '2025-01-10 09:00:00', severity, effort],
    // A second failure of the same customer makes no second case.
    [`later${id}`, id, '2025-02-20 09:00:00', severity, !effort],
  ]);
  return {
    recoveries: {
      kind: 'operational',
      columns: ['failure_id string', 'customer_id string', 'failed_at timestamp', 'severity string', 'effort boolean'],
      rows: recoveries,
      person: 'customer_id',
      time: 'failed_at',
    },
    customers: {
      kind: 'operational',
      columns: ['customer_id string', 'start_date date', 'end_date date', 'end_kind string'],
      rows: [
        ...all.map(({ id, isLost }) => [id, '2024-01-01', isLost ? '2025-04-01' : null, isLost ? 'voluntary' : null]),
        ['last', '2025-12-31', null, null],
      ],
      person: 'customer_id',
    },
    responses: {
      kind: 'survey',
      columns: ['customer_id string', 'answered_at timestamp', 'nps_score integer'],
      rows: all
        .filter(({ score }) => score !== undefined)
        .map(({ id, score }) => [id, '2025-03-15 10:00:00', score ?? null]),
      person: 'customer_id',
      time: 'answered_at',
    },
  };
}

const codes = (finding: Finding): string[] => finding.refusals.map(({ code }) => code);
const named = (finding: Finding, name: string) =>
  [finding.estimate, ...finding.estimates].find((each) => each?.name === name);

test('easy failures get the effort: plainly it looks good, among equal failures it does nothing', async () => {
  const finding = await analyseTables(serviceRecovery, tables(trap));
  expect(named(finding, 'plain_retention_difference')?.value).toBeCloseTo(32 / 40 - 24 / 40, 12);
  expect(named(finding, 'retention_difference')?.value).toBeCloseTo(0, 12);
  expect(finding.verdict).toContain('no difference that chance would not explain');
  expect(finding.grade).toBe('E1');
  expect(codes(finding)).toContain('selection');
  expect(named(finding, 'effort_by_severity')?.value).toBeCloseTo(0, 12);
});

test('each cell is shown with its n and its share of all failures', async () => {
  const finding = await analyseTables(serviceRecovery, tables(trap));
  const cells = finding.tables.find(({ name }) => name === 'cells')?.rows ?? [];
  expect(cells.map((row) => [row[1], row[2], row[3], row[6], row[7]])).toEqual([
    ['effort', 'major', 0.5, 10, 0.125],
    ['no effort', 'major', 0.5, 30, 0.375],
    ['effort', 'minor', 0.9, 30, 0.375],
    ['no effort', 'minor', 0.9, 10, 0.125],
  ]);
});

test('repaired customers who are no happier than those without a failure do not make a paradox', async () => {
  const groups = trap.map((group) => ({ ...group, score: 9 }));
  const finding = await analyseTables(
    serviceRecovery,
    tables([...groups, { severity: null, effort: false, customers: 40, left: 2, score: 9 }]),
  );
  expect(finding.refusals).toContainEqual(expect.objectContaining({ code: 'recovery-paradox', of: 'paradox' }));
  expect(finding.estimate).not.toBeNull();
  expect(finding.verdict).not.toContain('did better');
});

test('repaired customers who are happier than those without a failure are said to be', async () => {
  const groups = trap.map((group) => ({ ...group, left: 0, score: group.effort ? 10 : 7 }));
  const mixed: readonly Group[] = [
    { severity: null, effort: false, customers: 20, left: 0, score: 3 },
    { severity: null, effort: false, customers: 20, left: 0, score: 7 },
  ];
  const finding = await analyseTables(serviceRecovery, tables([...groups, ...mixed]));
  expect(codes(finding)).not.toContain('recovery-paradox');
  // 100 against 20 answers of −100 and 20 of 0.
  expect(named(finding, 'paradox_score_difference')?.value).toBeCloseTo(150, 9);
  expect(finding.verdict).toContain('did better than comparable ones without a failure');
});

test('where every failure was made good there is nothing to compare with', async () => {
  const finding = await analyseTables(serviceRecovery, tables(trap.filter(({ effort }) => effort)));
  expect(codes(finding)).toEqual(['no-control']);
  expect(finding.estimate).toBeNull();
});
