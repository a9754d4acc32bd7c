import { expect, test } from 'vitest';
import { analyseTables, type HandMade, times } from '../testing/hand-made-analysis.ts';
import { expectClose } from '../testing/close-to.ts';
import { score } from './score.ts';

function answers(promoters: number, passives: number, detractors: number): Record<string, HandMade> {
  const rows = [...times(promoters, [9]), ...times(passives, [7]), ...times(detractors, [3])];
  return { responses: { kind: 'survey', columns: ['nps_score integer'], rows } };
}

test('50 promoters, 30 passives and 20 detractors are 30 points, between 14 and 44', async () => {
  const finding = await analyseTables(score, answers(50, 30, 20));
  expect(finding).toMatchObject({ n: 100, of: 'answers', grade: 'E0', estimate: { value: 30, n: 100 } });
  expectClose(finding.estimate?.interval?.low, 14.05113018, 1e-9);
  expectClose(finding.estimate?.interval?.high, 44.201297006, 1e-9);
  expect(finding.tables[0]?.rows).toEqual([
    [3, 20, 0.2],
    [7, 30, 0.3],
    [9, 50, 0.5],
  ]);
  expect(finding.steps).toHaveLength(1);
});

test('nine answers are not shown, twenty with a warning', async () => {
  const tooFew = await analyseTables(score, answers(5, 2, 2));
  expect(tooFew.estimate).toBeNull();
  expect(tooFew.refusals.map(({ code }) => code)).toEqual(['n-too-small']);
  expect(tooFew.verdict).toBe('Only 9 answers. Nothing is shown below 10.');
  const some = await analyseTables(score, answers(10, 5, 5));
  expect(some.refusals.map(({ code }) => code)).toContain('small-n');
});

test('a score outside of its scale is refused, whatever else there is', async () => {
  const tables = answers(50, 30, 20);
  const rows = [...(tables['responses']?.rows ?? []), [11]];
  const finding = await analyseTables(score, { responses: { kind: 'survey', columns: ['nps_score integer'], rows } });
  expect(finding.estimate).toBeNull();
  expect(finding.refusals[0]).toMatchObject({ code: 'out-of-scale', details: { n: 1, scale: '0 to 10' } });
});

test('conditions keep rows, and a condition on nothing is refused by name', async () => {
  const tables: Record<string, HandMade> = {
    responses: {
      kind: 'survey',
      columns: ['nps_score integer', 'channel string'],
      rows: [...times(20, [9, 'app']), ...times(20, [3, 'web'])],
    },
  };
  const finding = await analyseTables(score, tables, { where: { channel: 'app' } });
  expect(finding.estimate).toMatchObject({ value: 100, n: 20 });
  await expect(analyseTables(score, tables, { where: { chanel: 'app' } })).rejects.toMatchObject({
    code: 'unknown-dimension',
  });
});

test('roles, columns and options that nobody knows are refused with the nearest name', async () => {
  const tables = answers(20, 0, 0);
  await expect(analyseTables(score, tables, { datasets: { answer: 'responses' } })).rejects.toMatchObject({
    code: 'unknown-role',
  });
  await expect(analyseTables(score, tables, { datasets: { answers: 'respones' } })).rejects.toMatchObject({
    code: 'unknown-dataset',
  });
  await expect(analyseTables(score, tables, { options: { instrument: 'npx' } })).rejects.toMatchObject({
    code: 'invalid-option',
  });
  await expect(analyseTables(score, {})).rejects.toMatchObject({ code: 'missing-role' });
});
