import { expect, test } from 'vitest';
import { analyseTables } from '../../testing/hand-made-analysis.ts';
import type { Analysis } from '../contract/analysis.ts';
import { checkDraft } from './check-draft.ts';
import { createLedger } from './create-ledger.ts';
import type { Draft } from '../contract/finding.ts';
import { multiplicityIn } from './multiplicity.ts';
import { score } from '../scores/score.ts';

/** An analysis that looks at one segment and finds this p-value. */
function looking(segment: string, p: number): Analysis {
  return {
    ...score,
    options: [],
    run: (context) => {
      context.compared({ outcome: 'nps', by: 'segment', segment, test: 'z', p, direction: 'up' });
      return Promise.resolve(draftWith(p));
    },
  };
}

function draftWith(p: number): Draft {
  const estimate = {
    name: 'gap',
    label: 'Gap',
    value: 5,
    unit: null,
    format: 'points',
    interval: null,
    p,
    n: 40,
    of: 'answers',
  };
  return { verdict: 'Something differs.', estimate, n: 40, of: 'answers', design: 'comparison' };
}

const answers = { responses: { kind: 'survey', columns: ['nps_score integer'], rows: [[9]] } } as const;

test('the best of many comparisons says among how many it was found', async () => {
  const ledger = createLedger();
  for (let at = 1; at < 37; at++) await analyseTables(looking(`s${at}`, 0.9), answers, {}, { ledger });
  const best = await analyseTables(looking('s37', 0.01), answers, {}, { ledger });
  expect(best.comparisons).toEqual({ ledger: ledger.id, m: 37, q: 0.37 });
  expect(best.refusals.map(({ message }) => message)).toEqual([
    'p = 0.01 was found among 37 comparisons; q = 0.37. Publish m and q with it.',
  ]);
});

test('a comparison that stands among many, and one alone, is not warned of', () => {
  expect(multiplicityIn({ m: 37, p: 0.0001, q: 0.0037 })).toEqual([]);
  expect(multiplicityIn({ m: 1, p: 0.01, q: 0.01 })).toEqual([]);
  expect(multiplicityIn({ m: 37, p: 0.4, q: 0.9 })).toEqual([]);
  expect(multiplicityIn({ m: 2, p: null, q: null })).toEqual([]);
});

test('a p-value of a comparison that was not noted is a mistake of ours', () => {
  expect(() => checkDraft(score, draftWith(0.01), [])).toThrow('gap has a p-value, but no comparison was noted.');
});
