import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { ask } from './ask.ts';

interface Cell {
  readonly name: string | null;
  readonly kind: string;
  readonly state: string;
  readonly output: {
    readonly columns?: readonly { readonly name: string }[];
    readonly values?: readonly (readonly unknown[])[];
    readonly value?: number;
  } | null;
}

const slugs = readdirSync(join(inject('trivet').folder, 'notebooks'))
  .filter((name) => name.endsWith('.md'))
  .map((name) => name.slice(0, -3));

test.each(slugs)('every cell of %s has a current result', async (slug) => {
  const cells = await run(slug);
  expect(
    cells
      .filter(({ state }) => state !== 'FRESH')
      .map(({ name, kind, state, output }) => ({ name, kind, state, output })),
  ).toEqual([]);
});

test('a late delivery takes about forty points, as planted', async () => {
  const nps = values(await run('late-deliveries'), 'nps_by_late', 'late', 'nps');
  expect(nps.get(false)).toBeCloseTo(28.8, 0);
  expect(nps.get(true)).toBeCloseTo(-11.1, 0);
});

test('a late delivery is refunded three times as often, as planted', async () => {
  const share = values(await run('late-deliveries'), 'refund_by_late', 'late', 'refunded_share');
  expect(share.get(true)).toBeCloseTo(0.1, 2);
  expect(share.get(false)).toBeCloseTo(0.03, 2);
});

test('the new routing takes about six euros off a ticket, as planted', async () => {
  const cells = await run('new-routing');
  const [difference] = columnOf(cells, 'difference', 'eur_per_ticket');
  expect(difference).toBeGreaterThan(-7);
  expect(difference).toBeLessThan(-5);
});

test('the new routing leaves the score where it was, as planted', async () => {
  const cells = await run('new-routing');
  const nps = values(cells, 'nps_by_arm', 'arm', 'mean_nps_of_depots');
  const error = values(cells, 'nps_by_arm', 'arm', 'standard_error');
  const difference = Number(nps.get('treated')) - Number(nps.get('control'));
  const noise = Math.hypot(Number(error.get('treated')), Number(error.get('control')));
  expect(Math.abs(difference)).toBeLessThan(2 * noise);
});

/** Runs a whole notebook and waits for its end. */
async function run(slug: string): Promise<readonly Cell[]> {
  await ask('mutation R($slug: ID!) { run(notebook: $slug) { slug } }', { slug });
  for (;;) {
    const { notebook } = await ask<{ notebook: { cells: readonly Cell[] } }>(
      `query N($slug: ID!) { notebook(slug: $slug) { cells { name kind state output { __typename
        ... on TableOutput { columns { name } values } ... on MetricOutput { value } ... on ProblemOutput { problem { code message } } } } } }`,
      { slug },
    );
    if (notebook.cells.every(({ state }) => !['QUEUED', 'RUNNING', 'STALE'].includes(state))) return notebook.cells;
    await new Promise((resume) => setTimeout(resume, 100));
  }
}

function columnOf(cells: readonly Cell[], cell: string, column: string): readonly unknown[] {
  const output = cells.find(({ name }) => name === cell)?.output;
  const index = output?.columns?.findIndex(({ name }) => name === column) ?? -1;
  return output?.values?.[index] ?? [];
}

function values(cells: readonly Cell[], cell: string, key: string, column: string): ReadonlyMap<unknown, unknown> {
  const found = columnOf(cells, cell, column);
  return new Map(columnOf(cells, cell, key).map((value, row) => [value, found[row]]));
}
