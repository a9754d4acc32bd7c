/** golden tests of a model → their queries, asked → what is answered otherwise, at the line of the test */
import { type Problem, problem, problemOf } from '../lib/problem.ts';
import { TrivetError } from '../lib/errors.ts';
import type { Value } from '../lib/table.ts';
import type { GoldenTest } from '../model/model.ts';
import type { MetricResult, ResultColumn } from '../query/answer/result.ts';
import type { Ask } from './ask.ts';
import { localViewer } from '../model/viewer.ts';

/** Asks what the tests ask as the local admin, whose numbers are whole, one after the other; a problem for every value that is another, and for every refusal. */
export async function runGoldenTests(tests: readonly GoldenTest[], ask: Ask): Promise<readonly Problem[]> {
  const found: Problem[] = [];
  for (const golden of tests) found.push(...(await runGoldenTest(golden, ask)));
  return found;
}

async function runGoldenTest(golden: GoldenTest, ask: Ask): Promise<readonly Problem[]> {
  const { name, file, line } = golden;
  const place = { file, position: line === null ? null : { line, column: 1 }, subject: `tests.${name}` };
  try {
    const result = await ask(golden.query, { viewer: localViewer });
    return differences(golden, result).map((difference) =>
      problem('test-failed', `${name}: ${difference}`, {
        ...place,
        hint: 'Find out which of the two is right; if it is the answer, write it into the test.',
      }),
    );
  } catch (error) {
    if (!(error instanceof TrivetError)) throw error;
    return [error, ...error.refusals].map((refusal) => {
      const refused = problemOf(refusal, place);
      return { ...refused, message: `${name}: ${refused.message}` };
    });
  }
}

/** One row of an answer with the dimensions by which it is found. */
interface Group {
  readonly key: readonly Value[];
  readonly row: number;
}

function differences({ expect, tolerance }: GoldenTest, result: MetricResult): readonly string[] {
  const dimensions = result.columns.filter(({ role }) => role === 'DIMENSION');
  const metrics = result.columns.filter(({ role }) => role === 'METRIC');
  const [dimension, ...more] = dimensions;
  const [metric] = metrics;
  if (metric === undefined) return ['the query has no metric.'];
  if (Array.isArray(expect)) return rowDifferences(expect, result, tolerance);
  if (!isMapping(expect)) {
    if (dimension !== undefined || metrics.length > 1) return [needsMore(dimensions, metrics)];
    return valueDifference(metric, 0, { expected: expect, tolerance, of: metric.name });
  }
  if (dimension === undefined) return metricDifferences(result, 0, { expected: expect, tolerance, of: '' });
  if (more.length > 0) return [needsMore(dimensions, metrics)];
  return groupDifferences(expect, result, { dimension, metric, tolerance });
}

function needsMore(dimensions: readonly ResultColumn[], metrics: readonly ResultColumn[]): string {
  const names = [...dimensions, ...metrics].map(({ name }) => name).join(', ');
  return `expect must be a list of rows with ${names}.`;
}

interface Grouped {
  readonly dimension: ResultColumn;
  readonly metric: ResultColumn;
  readonly tolerance: number;
}

/** `{ North: 33.33 }`, or `{ North: { nps: 33.33, responses: 3 } }`; `null` is the group without a value. */
function groupDifferences(
  expected: Readonly<Record<string, unknown>>,
  result: MetricResult,
  { dimension, metric, tolerance }: Grouped,
): readonly string[] {
  return Object.entries(expected).flatMap(([group, wanted]) => {
    const exact = dimension.values.findIndex((value) => value !== null && textOf(value) === group);
    const row = exact < 0 && group === 'null' ? dimension.values.indexOf(null) : exact;
    if (row < 0)
      return [`there is no ${dimension.name} ${group}; there is: ${dimension.values.map(textOf).join(', ')}.`];
    const of = ` of ${group}`;
    if (isMapping(wanted)) return metricDifferences(result, row, { expected: wanted, tolerance, of });
    return valueDifference(metric, row, { expected: wanted, tolerance, of: `${metric.name}${of}` });
  });
}

interface Wanted<Expected> {
  readonly expected: Expected;
  readonly tolerance: number;
  readonly of: string;
}

function metricDifferences(
  { columns }: MetricResult,
  row: number,
  { expected, tolerance, of }: Wanted<Readonly<Record<string, unknown>>>,
): readonly string[] {
  return Object.entries(expected).flatMap(([name, value]) => {
    const column = columns.find((candidate) => candidate.name === name);
    if (column === undefined) return [`the answer has no column ${name}.`];
    return valueDifference(column, row, { expected: value, tolerance, of: `${name}${of}` });
  });
}

/** All rows of the answer, in any order; of each the columns that are named. */
function rowDifferences(expected: readonly unknown[], result: MetricResult, tolerance: number): readonly string[] {
  const dimensions = result.columns.filter(({ role }) => role === 'DIMENSION');
  const groups: readonly Group[] = Array.from({ length: result.rowCount }, (_, row) => ({
    row,
    key: dimensions.map(({ values }) => values[row] ?? null),
  }));
  const found = new Set<number>();
  const wrong = expected.flatMap((wanted, index) => {
    if (!isMapping(wanted)) return [`row ${index + 1} must name columns and their values.`];
    const members = new Map(Object.entries(wanted));
    const group = groups.find(({ key }) =>
      dimensions.every(({ name }, at) => !members.has(name) || textOf(key[at] ?? null) === textOf(members.get(name))),
    );
    if (group === undefined) return [`there is no row ${JSON.stringify(wanted)}.`];
    found.add(group.row);
    const values = Object.fromEntries([...members].filter(([name]) => !dimensions.some((one) => one.name === name)));
    const of = dimensions.length === 0 ? '' : ` of ${group.key.map(textOf).join(', ')}`;
    return metricDifferences(result, group.row, { expected: values, tolerance, of });
  });
  const more = groups.filter(({ row }) => !found.has(row)).map(({ key }) => key.map(textOf).join(', '));
  return more.length === 0
    ? wrong
    : [...wrong, `the answer has ${more.length} more rows: ${more.slice(0, 5).join('; ')}.`];
}

function valueDifference(
  column: ResultColumn,
  row: number,
  { expected, tolerance, of }: Wanted<unknown>,
): readonly string[] {
  if (row >= column.values.length) return ['the answer has no row.'];
  const value = column.values[row] ?? null;
  return isSame(value, expected, tolerance) ? [] : [`${of} is ${textOf(value)}, not ${textOf(expected)}.`];
}

/** Numbers within the tolerance, and within what doubles can tell apart; everything else as text. */
function isSame(value: Value, expected: unknown, tolerance: number): boolean {
  if (value === null || expected === null) return value === expected;
  if (typeof expected !== 'number') return textOf(value) === textOf(expected);
  const number = Number(value);
  return Math.abs(number - expected) <= tolerance + 1e-9 * Math.abs(expected);
}

function textOf(value: unknown): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
