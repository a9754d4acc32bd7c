import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { askIn, type TestAsk } from '../testing/ask.ts';
import { caseQueries } from '../testing/case-queries.ts';
import { type CaseWorkspace, openCases } from '../testing/case-workspace.ts';
import { whereInstalled } from '../testing/clickhouse.ts';
import { type ClickHouseDatabase, openClickHouseDatabase } from '../testing/clickhouse-database.ts';
import { clickhouse } from '../sql/dialects/clickhouse.ts';
import type { MetricResult } from './result.ts';

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
