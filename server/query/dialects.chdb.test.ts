import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { askIn, type TestAsk } from '../testing/ask.ts';
import { caseQueries } from '../testing/case-queries.ts';
import { type CaseWorkspace, openCases } from '../testing/case-workspace.ts';
import { whereInstalled } from '../testing/clickhouse.ts';
import { type ClickHouseDatabase, openClickHouseDatabase } from '../testing/clickhouse-database.ts';
import { openEmpty } from '../testing/database.ts';
import { starQueries } from '../testing/star-queries.ts';
import { additiveMetrics, fill, modelOf, otherMetrics, sharedColors, stars } from '../testing/star-schema.ts';
import { duckdb } from '../sql/dialects/duckdb.ts';
import { clickhouse } from '../sql/dialects/clickhouse.ts';
import type { MetricResult } from './answer/result.ts';

describe.skipIf(!whereInstalled.isInstalled)(`the same plans on ClickHouse ${whereInstalled.remark}`, () => {
  let cases: CaseWorkspace;
  let database: ClickHouseDatabase;
  let ask: TestAsk;
  beforeAll(async () => {
    cases = await openCases();
    database = await openClickHouseDatabase();
    await database.copy(cases.database, cases.model.datasets.keys());
    ask = askIn({ model: cases.model, database, facts: cases.database.facts, dialect: clickhouse });
  });
  afterAll(() => {
    cases.database.close();
    database.close();
  });

  test.each(Object.entries(caseQueries))('%s', async (_, query) => {
    expect(figures(await ask(query))).toEqual(figures(await cases.ask(query)));
  });
});

describe.skipIf(!whereInstalled.isInstalled)(`I10: random stars on ClickHouse ${whereInstalled.remark}`, () => {
  const runs = Math.ceil(Number(process.env['TRIVET_PROPERTY_RUNS'] ?? 200) / 5);
  let near: Awaited<ReturnType<typeof openEmpty>>;
  let far: ClickHouseDatabase;
  beforeAll(async () => {
    near = await openEmpty();
    far = await openClickHouseDatabase();
  });
  afterAll(() => {
    near.close();
    far.close();
  });

  test(
    'every answer is the same, with totals, periods without rows and the year before',
    { timeout: runs * 5000 },
    () =>
      fc.assert(
        fc.asyncProperty(stars, fc.constantFrom('SPARSE', 'DENSE'), async (star, spine) => {
          const facts = await fill(near, star);
          await far.copy(near, facts.datasets.keys());
          const model = modelOf(star);
          const numbers = star.facts.map((_, index) => index);
          const names = numbers.flatMap((fact) =>
            [...additiveMetrics, ...otherMetrics].map((name) => `${name}${fact}`),
          );
          const metrics = names.map((name) => ({ name, compare: 'P1M' }));
          const by = [...sharedColors(star, numbers), { dimension: 'date', grain: 'MONTH' }];
          const query = {
            metrics,
            groupBy: by,
            time: { range: ['2023-12-01', '2024-06-01'], spine },
            totals: ['GRAND', { by: ['date'] }],
          };
          const answers = await Promise.all(
            [
              { database: near, dialect: duckdb },
              { database: far, dialect: clickhouse },
            ].map(({ database, dialect }) => askIn({ model, database, facts, dialect })(query)),
          );
          const [first, second] = answers.map(figures);
          expect(second).toEqual(first);
        }),
        { numRuns: runs },
      ),
  );

  test('bridges, shared entities and conditions on entities are the same', { timeout: runs * 5000 }, () =>
    fc.assert(
      fc.asyncProperty(stars, async (star) => {
        const facts = await fill(near, star);
        await far.copy(near, facts.datasets.keys());
        const model = modelOf(star);
        for (const [name, query] of Object.entries(starQueries(star))) {
          const here = await askIn({ model, database: near, facts })(query);
          const there = await askIn({ model, database: far, facts, dialect: clickhouse })(query);
          expect([name, figures(there)]).toEqual([name, figures(here)]);
        }
      }),
      { numRuns: Math.ceil(runs / 4) },
    ),
  );
});

/** What has to be equal: values (reals to nine digits), totals, and the account of every row. */
function figures({ columns, totals, accounting, warnings }: MetricResult) {
  return {
    columns: columns.map(({ name, type, values }) => [name, type, values.map(rounded)]),
    totals: totals.map(({ totalOf, values }) => [totalOf, values.map(rounded)]),
    accounting,
    warnings,
  };
}

function rounded(value: unknown): unknown {
  return typeof value === 'number' ? Number(value.toPrecision(10)) : value;
}
