import { TrivetError } from '../lib/errors.ts';
import { serveJobs } from '../lib/serve-jobs.ts';

export type Work =
  'answer' | 'refuse' | 'fail' | 'spin' | 'spin until nobody waits' | 'leave' | 'hoard' | 'one long list';

/** Threads that go wrong in every way, for the tests of JobThread. */
serveJobs(async (work: Work, isAbandoned) => {
  if (work === 'refuse') {
    throw new TrivetError('invalid-cell', 'No.', { hint: 'Ask otherwise.', position: { line: 2, column: 3 } });
  }
  if (work === 'fail') throw new Error('Broken.');
  if (work === 'spin') for (;;) Math.sqrt(2);
  if (work === 'spin until nobody waits') while (!isAbandoned()) Math.sqrt(2);
  if (work === 'leave') process.exit(3);
  if (work === 'hoard') {
    const hoard: string[][] = [];
    for (;;) hoard.push(Array.from({ length: 100_000 }, (_, index) => `${index}`));
  }
  if (work === 'one long list') {
    const list: number[] = [];
    for (;;) list.push(list.length);
  }
  return `answer to ${work}`;
});
