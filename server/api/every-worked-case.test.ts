import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../testing/app.ts';
import type { WorkedCase } from '../testing/cases-asked/worked-case.ts';
import { type CaseSetup, workedCases } from '../testing/worked-cases.ts';

interface Answer {
  readonly table: Readonly<Record<string, readonly unknown[]>>;
  readonly rowCount: number;
  readonly columns: readonly { readonly name: string; readonly overlapping: boolean }[];
  readonly totals: readonly { readonly cells: readonly { readonly n: number | null; readonly s: string | null }[] }[];
  readonly warnings: readonly { readonly code: string }[];
}

const document = `query Ask($input: MetricQueryInput!) {
  metricQuery(input: $input) {
    table
    rowCount
    columns { name overlapping }
    totals { cells { n s } }
    warnings { code }
  }
}`;

describe.each(Object.entries(workedCases))('%s', (_, setup) => {
  let trivet: TestApp;
  let secret: string | undefined;
  beforeAll(async () => {
    trivet = await startTestApp('cases', {
      before: (folder) => prepare(folder, setup),
      ...(setup.role === undefined ? {} : { settings: 'auth: { tokens: true }' }),
    });
    if (setup.role !== undefined) {
      secret = await trivet.makeToken({
        name: 'somebody',
        role: setup.role,
        views: setup.view === undefined ? null : [setup.view],
      });
    }
  });
  afterAll(() => trivet.close());

  test.each(setup.cases.map((wanted) => [wanted.name, wanted] as const))('%s', async (_name, wanted) => {
    const { data, errors } = await trivet.graphql(document, { input: wanted.query }, secret);
    if ('refusal' in wanted) {
      expect(errors?.[0]?.extensions).toMatchObject({ code: wanted.refusal, hint: expect.any(String) });
      return;
    }
    expect(errors).toBeUndefined();
    expectAnswer((data as { readonly metricQuery: Answer }).metricQuery, wanted);
  });
});

function expectAnswer(answer: Answer, { columns, rows, totals, warnings = [], overlapping = [] }: WorkedCase): void {
  const values = columns.map((name) => answer.table[name]?.map(plain) ?? []);
  const found = Array.from({ length: answer.rowCount }, (_, row) => values.map((column) => column[row]));
  expect(found).toEqual(rows.map((row) => row.map(plain)));
  if (totals !== undefined) {
    const places = columns.map((name) => answer.columns.findIndex((column) => column.name === name));
    const shown = answer.totals.map(({ cells }) => places.map((place) => plain(cells[place]?.n ?? null)));
    expect(shown).toEqual(totals);
  }
  expect(answer.warnings.map(({ code }) => code)).toEqual(expect.arrayContaining([...warnings]));
  expect(answer.columns.filter((column) => column.overlapping).map(({ name }) => name)).toEqual(
    expect.arrayContaining([...overlapping]),
  );
}

/** Numbers with four digits, money among them. */
function plain(value: unknown): unknown {
  const number = typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value;
  return typeof number === 'number' ? Math.round(number * 10_000) / 10_000 : value;
}

async function prepare(folder: string, { lines = {}, edit = {}, files = {} }: CaseSetup): Promise<void> {
  for (const [dataset, line] of Object.entries(lines))
    await appendFile(join(folder, 'data', `${dataset}.csv`), `${line}\n`);
  for (const [file, [from, to]] of Object.entries(edit)) {
    const path = join(folder, 'datasets', file);
    const text = await readFile(path, 'utf8');
    expect(text).toContain(from);
    await writeFile(path, text.replace(from, to));
  }
  for (const [file, text] of Object.entries(files)) await writeFile(join(folder, 'datasets', file), text);
}
