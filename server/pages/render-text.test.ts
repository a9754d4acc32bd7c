import { expect, test } from 'vitest';
import { problem } from '../lib/problem.ts';
import type { Output, Provenance } from '../notebook/output.ts';
import { textOf } from './render-text.ts';

const provenance: Provenance = { fingerprint: 'f'.repeat(64), sources: [], elapsedMs: 1, steps: [] };
const plain = { label: '', unit: null, format: null, role: 'DIMENSION', metric: null } as const;

test('a table has aligned columns, intervals beside their metric and totals below a rule', () => {
  const output: Output = {
    type: 'TableOutput',
    provenance,
    result: 'r',
    columns: [
      { ...plain, name: 'region', label: 'Region', type: 'string' },
      { ...plain, name: 'nps', label: 'NPS', type: 'real', format: 'points', role: 'METRIC' },
      { ...plain, name: 'nps_low', label: 'low', type: 'real', format: 'points', role: 'INTERVAL' },
      { ...plain, name: 'nps_high', label: 'high', type: 'real', format: 'points', role: 'INTERVAL' },
      { ...plain, name: 'nps_n', label: 'n', type: 'integer', role: 'COUNT' },
    ],
    rowCount: 2,
    truncated: false,
    ordered: true,
    page: [
      { name: 'region', type: 'string', values: ['North', null] },
      { name: 'nps', type: 'real', values: [33.333, null] },
      { name: 'nps_low', type: 'real', values: [-12, null] },
      { name: 'nps_high', type: 'real', values: [60, null] },
      { name: 'nps_n', type: 'integer', values: [1203, 0] },
    ],
    totals: [{ totalOf: [], values: [null, 16.67, -20, 44, 1203], suppressed: null }],
    accounting: [],
    warnings: [],
  };
  expect(textOf(output)).toBe(expectedTable);
});

const expectedTable = [
  'Region                         NPS',
  '──────  ──────────────────────────',
  'North   33.3 [−12.0, 60.0] n=1,203',
  '–                            – n=0',
  '──────  ──────────────────────────',
  'Total   16.7 [−20.0, 44.0] n=1,203',
].join('\n');

test('prose loses its markup but not its text', () => {
  const output: Output = { type: 'TextOutput', provenance, html: '<h1>Late &amp; lost</h1>\n<p>a &lt;b&gt;</p>' };
  expect(textOf(output)).toBe('Late & lost\na <b>');
});

test('a problem says its code, its message and what to do', () => {
  const output: Output = {
    type: 'ProblemOutput',
    provenance,
    problem: problem('timeout', 'It took too long.', { hint: 'Filter first.' }),
  };
  expect(textOf(output)).toBe('timeout: It took too long.\n  Filter first.');
});
