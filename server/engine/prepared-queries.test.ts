import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CaseWorkspace, openCases } from '../testing/case-workspace.ts';
import { openPolicy } from '../query/policy/policy.ts';
import { parseMetricQuery } from '../query/language/parse-query.ts';
import type { MetricQuery } from '../query/language/metric-query.ts';
import { duckdb } from '../sql/dialects/duckdb.ts';
import { createPreparations } from './prepared-queries.ts';

let cases: CaseWorkspace;
beforeAll(async () => {
  cases = await openCases();
});
afterAll(() => cases.database.close());

const asked = (limit: number): MetricQuery =>
  parseMetricQuery({ metrics: ['revenue'], limit }, { purpose: 'research', zone: 'UTC', weekStart: 'MONDAY' });

test('a question is planned once, and anew when data, policy or question are others', () => {
  const prepare = createPreparations(duckdb);
  const { facts } = cases.database;
  const policy = openPolicy(cases.model);
  const first = prepare(asked(10), policy, facts);
  expect(prepare(asked(10), policy, facts)).toBe(first);
  expect(prepare(asked(11), policy, facts)).not.toBe(first);
  expect(prepare(asked(10), { ...policy }, facts)).not.toBe(first);
  const later = prepare(asked(10), policy, { ...facts });
  expect(later).not.toBe(first);
  expect(later.statement).toEqual(first.statement);
});

test('what was not asked for long is planned again', () => {
  const prepare = createPreparations(duckdb);
  const policy = openPolicy(cases.model);
  const first = prepare(asked(1), policy, cases.database.facts);
  for (let limit = 2; limit <= 300; limit++) prepare(asked(limit), policy, cases.database.facts);
  expect(prepare(asked(1), policy, cases.database.facts)).not.toBe(first);
});
