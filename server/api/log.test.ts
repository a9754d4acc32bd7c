import { expect, test } from 'vitest';
import { createLog, fromLevel, requestScope } from './log.ts';

function logged(): { readonly lines: string[]; readonly log: ReturnType<typeof createLog> } {
  const lines: string[] = [];
  return {
    lines,
    log: createLog(
      (line) => void lines.push(line),
      () => new Date('2026-05-01T00:00:00Z'),
    ),
  };
}

test('a line is JSON with its time, level and details', () => {
  const { lines, log } = logged();
  log('warn', 'slow query', { query: 'abc', ms: 6100 });
  expect(lines).toEqual([
    '{"level":"warn","at":"2026-05-01T00:00:00.000Z","query":"abc","ms":6100,"message":"slow query"}\n',
  ]);
});

test('an error is written with its stack', () => {
  const { lines, log } = logged();
  log('error', 'unexpected', { error: new Error('broken') });
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ error: expect.stringMatching(/^Error: broken\n\s+at /) });
});

test('what is named like a secret is hidden', () => {
  const { lines, log } = logged();
  log('info', 'x', { authorization: 'Bearer hush', headers: { cookie: 'hush', accept: 'text/csv' } });
  expect(lines[0]).not.toContain('hush');
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ headers: { cookie: '[hidden]', accept: 'text/csv' } });
});

test('lines of one request carry its id', () => {
  const { lines, log } = logged();
  requestScope.run('r-1', () => log('info', 'inside'));
  log('info', 'outside');
  expect(lines.map((line) => (JSON.parse(line) as { requestId?: string }).requestId)).toEqual(['r-1', undefined]);
});

test('less than the level is left out', () => {
  const { lines, log } = logged();
  const quiet = fromLevel(log, 'warn');
  quiet('info', 'a');
  quiet('warn', 'b');
  quiet('error', 'c');
  expect(lines.map((line) => (JSON.parse(line) as { message: string }).message)).toEqual(['b', 'c']);
});
