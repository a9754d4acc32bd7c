import { expect, test } from 'vitest';
import { gradeWords } from './grade-words.ts';
import { refusal } from '../contract/refusal.ts';

test('every grade has words of its own that name no code', () => {
  const all = (['E0', 'E1', 'E2', 'E3', 'E4'] as const).map((grade) => gradeWords({ grade, refusals: [] }));
  expect(new Set(all.map(({ word }) => word)).size).toBe(5);
  for (const { word, meaning, next } of all) expect(`${word} ${meaning} ${next ?? ''}`).not.toMatch(/E\d/);
});

test('where the finding refuses as a whole nothing is claimed; where one number is refused the grade stays', () => {
  const whole = refusal('n-too-small', { n: 6 });
  expect(gradeWords({ grade: 'E0', refusals: [whole] }).word).toBe('No claim');
  expect(gradeWords({ grade: 'E0', refusals: [{ ...whole, of: 'nps' }] }).word).toBe('Counted');
});
