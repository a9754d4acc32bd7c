import type { Analysis } from '../contract/analysis.ts';
import type { Draft, Estimate } from '../contract/finding.ts';
import type { Comparison } from '../contract/ledger.ts';

/**
 * Our own mistakes in a draft, found before anybody reads it: numbers that are none, estimates without n, p-values of
 * comparisons that nobody noted, unknown codes.
 */
export function checkDraft(analysis: Analysis, draft: Draft, compared: readonly Comparison[]): void {
  const fail = (message: string): never => {
    throw new Error(`${analysis.name}: ${message}`);
  };
  const isWhole = (value: number): boolean => Number.isInteger(value) && value >= 0;
  const estimates = [...(draft.estimate === null ? [] : [draft.estimate]), ...(draft.estimates ?? [])];
  for (const estimate of estimates) {
    const wrong = numbersOf(estimate).find((value) => !Number.isFinite(value));
    if (wrong !== undefined) fail(`${estimate.name} holds ${wrong}.`);
    if (!isWhole(estimate.n) || estimate.n === 0) fail(`${estimate.name} has no n.`);
    if (estimate.interval !== null && estimate.interval.low > estimate.interval.high)
      fail(`the interval of ${estimate.name} is upside down.`);
  }
  const untold = estimates.find(({ p }) => p !== null);
  if (untold !== undefined && !compared.some(({ p }) => p !== null))
    fail(`${untold.name} has a p-value, but no comparison was noted.`);
  if (!isWhole(draft.n)) fail('n is no count.');
  if (draft.verdict.trim() === '') fail('there is no verdict.');
  const names = (draft.tables ?? []).map(({ name }) => name);
  for (const { name, columns, rows } of draft.tables ?? []) {
    for (const row of rows) {
      if (row.length !== columns.length) fail(`a row of ${name} has ${row.length} values, not ${columns.length}.`);
      if (row.some((value) => typeof value === 'number' && !Number.isFinite(value))) fail(`${name} holds no number.`);
    }
  }
  for (const { name, table } of draft.charts ?? [])
    if (!names.includes(table)) fail(`the chart ${name} draws ${table}, which is no table of it.`);
  for (const { code } of draft.refusals ?? [])
    if (!analysis.refuses.includes(code) && !everywhere.has(code)) fail(`${code} does not stand among its refusals.`);
}

/** Codes of statistics, which any analysis may meet. */
const everywhere: ReadonlySet<string> = new Set([
  'too-few',
  'too-many',
  'n-too-small',
  'small-n',
  'empty-group',
  'constant-outcome',
  'constant-column',
  'collinear',
  'separation',
  'no-events',
  'bad-weights',
  'matrix-not-pd',
  'not-converged',
  'out-of-scale',
  'impossible-margins',
  'k-anon',
  'purpose-denied',
  'no-consent',
  'fan-out-refused',
  'single-source',
  'multiplicity',
]);

function numbersOf({ value, interval, p }: Estimate): readonly number[] {
  return [value, ...(interval === null ? [] : [interval.low, interval.high]), ...(p === null ? [] : [p])];
}
