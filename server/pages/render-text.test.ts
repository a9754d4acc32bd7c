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
  'Region                             NPS',
  '──────────  ──────────────────────────',
  'North       33.3 [−12.0, 60.0] n=1,203',
  '(no value)                       – n=0',
  '──────────  ──────────────────────────',
  'Total       16.7 [−20.0, 44.0] n=1,203',
].join('\n');

test('what is hidden is said, others are told from no value, changes have their sign', () => {
  const meaning = { defines: null, additivity: null, overlapping: false, compared: null, explains: null, k: null };
  const of = (explains: string) => ({ ...meaning, explains });
  const output: Output = {
    type: 'TableOutput',
    provenance,
    result: 'r',
    columns: [
      { ...plain, name: 'region', label: 'Region', type: 'string' },
      { ...plain, name: 'region_reason', label: 'why', type: 'string', role: 'REASON', meaning: of('region') },
      { ...plain, name: 'region_is_others', label: 'others', type: 'boolean', role: 'REASON', meaning: of('region') },
      { ...plain, name: 'nps', label: 'NPS', type: 'real', format: 'points', role: 'METRIC', meaning },
      {
        ...plain,
        name: 'nps_delta',
        label: 'change',
        type: 'real',
        format: 'points',
        role: 'COMPARE',
        meaning: { ...meaning, compared: 'DELTA' },
      },
      {
        ...plain,
        name: 'nps_pct',
        label: '%',
        type: 'real',
        format: 'number',
        role: 'COMPARE',
        meaning: { ...meaning, compared: 'PCT' },
      },
      { ...plain, name: 'nps__suppressed', label: 'hidden', type: 'boolean', role: 'FLAG', meaning: of('nps') },
    ],
    rowCount: 4,
    truncated: false,
    ordered: true,
    page: [
      { name: 'region', type: 'string', values: ['North', 'South', null, null] },
      { name: 'region_reason', type: 'string', values: [null, null, 'NO_KEY', null] },
      { name: 'region_is_others', type: 'boolean', values: [false, false, false, true] },
      { name: 'nps', type: 'real', values: [33.33, null, null, 50] },
      { name: 'nps_delta', type: 'real', values: [3.25, null, null, -4] },
      { name: 'nps_pct', type: 'real', values: [10.8, null, null, -7.4] },
      { name: 'nps__suppressed', type: 'boolean', values: [false, true, false, false] },
    ],
    totals: [],
    accounting: [],
    warnings: [],
  };
  expect(textOf(output).split('\n').slice(2)).toEqual([
    'North         33.3    +3.3  +10.8 %',
    'South       hidden       –        –',
    '(no key)         –       –        –',
    'all others    50.0    −4.0   −7.4 %',
  ]);
});

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
