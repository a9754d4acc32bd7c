import { readFile } from 'node:fs/promises';
import { afterAll, expect, test } from 'vitest';
import type { Column } from '../../lib/table.ts';
import { createChartPainter } from './create-painter.ts';

const painter = createChartPainter({ timeoutMs: 4_000 });
afterAll(() => painter.close());

const { signal } = new AbortController();
const data: readonly Column[] = [
  { name: 'region', type: 'string', values: ['North', 'South'] },
  { name: 'nps', type: 'decimal', values: ['30.50', '-10'] },
];
const encoding = { x: { field: 'region', type: 'nominal' }, y: { field: 'nps', type: 'quantitative' } };
const bar = { mark: 'bar', encoding };

test('charts are drawn in a thread of their own', async () => {
  const drawn = await Promise.all([painter.draw(bar, [], data, signal), painter.draw(bar, [], data, signal)]);
  for (const { svg, spec } of drawn) {
    expect(svg).toMatch(/^<svg .*North.*<\/svg>$/s);
    expect(spec).toHaveProperty('data.0', { name: 'source' });
  }
});

test('a refusal comes through with its code', async () => {
  await expect(painter.draw({ ...bar, data: { url: 'x' } }, [], data, signal)).rejects.toMatchObject({
    code: 'invalid-cell',
    message: 'A chart cannot have "data".',
  });
});

test('a chart without end is given up, and the next is drawn', async () => {
  const endless = { ...bar, transform: [{ calculate: 'sequence(0, 1e8, 1)', as: 'a' }, { flatten: ['a'] }] };
  const [hung, next] = [painter.draw(endless, [], data, signal), painter.draw(bar, [], data, signal)];
  const error = await hung.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  // Which limit it meets first depends on the machine.
  expect(['timeout', 'out-of-memory']).toContain(
    error !== null && typeof error === 'object' && 'code' in error ? error.code : null,
  );
  expect((await next).svg).toContain('North');
});

test('a chart that nobody waits for is cancelled', async () => {
  const stop = new AbortController();
  const drawing = painter.draw(bar, [], data, stop.signal);
  stop.abort();
  await expect(drawing).rejects.toMatchObject({ code: 'cancelled' });
});

test('a warmed painter draws with the process that it has', async () => {
  const children = async (): Promise<string> => readFile(`/proc/self/task/${process.pid}/children`, 'utf8');
  const before = await children();
  const warmed = createChartPainter({ timeoutMs: 4_000 });
  warmed.warm();
  const warm = await children();
  expect(warm).not.toBe(before);
  expect((await warmed.draw(bar, [], data, signal)).svg).toContain('North');
  expect(await children()).toBe(warm);
  await warmed.close();
});
