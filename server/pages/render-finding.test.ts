import { expect, test } from 'vitest';
import type { Estimate, Finding } from '../analyses/contract/finding.ts';
import { refusal } from '../analyses/contract/refusal.ts';
import type { FindingOutput } from '../notebook/output.ts';
import { findingFigure } from './render-finding.ts';

const nps: Estimate = {
  name: 'nps',
  label: 'NPS',
  value: 31.25,
  unit: 'points',
  format: 'points',
  interval: { low: 27.5, high: 35, level: 0.95, method: 'adjusted Wald' },
  p: null,
  n: 1204,
  of: 'answers',
};
const found: Finding = {
  analysis: 'score',
  label: 'Score with uncertainty',
  verdict: 'NPS is 31.3 [27.5, 35.0] (1,204 answers).',
  estimate: nps,
  estimates: [],
  n: 1204,
  of: 'answers',
  grade: 'E0',
  gradeReason: 'Counted or described; nothing is compared.',
  sources: [],
  diagnostics: [],
  refusals: [],
  assumptions: [],
  limits: [],
  tables: [],
  charts: [],
  comparisons: { ledger: 'l', m: 0, q: null },
  steps: [],
};

function figure(rest: Partial<Finding>, pictures: FindingOutput['pictures'] = []): string {
  const output: FindingOutput = {
    type: 'FindingOutput',
    provenance: { fingerprint: 'f', sources: [], elapsedMs: 1, steps: [] },
    result: 'r',
    columns: [],
    rowCount: 0,
    finding: { ...found, ...rest },
    pictures,
  };
  return findingFigure(output).text.replace(/>\s+/g, '>').replace(/\s+/g, ' ');
}

const words = (html: string): string =>
  html
    .replace(/<svg.*?<\/svg>/g, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&lt;', '<')
    .replace(/\s+/g, ' ')
    .trim();

test('the verdict comes first, then the number with interval, method and n, then how far it carries; nothing empty', () => {
  expect(words(figure({}))).toBe(
    'Score with uncertainty NPS is 31.3 [27.5, 35.0] (1,204 answers). ' +
      'NPS 31.3 95 % interval (27.5 … 35.0) n 1,204 answers Interval: adjusted Wald ' +
      'Counted grade E0 of E0–E4 It says what is, not why. Counted or described; nothing is compared. The next grade needs a comparison.',
  );
  expect(figure({})).not.toMatch(/<(ul|dl|details|figure)/);
});

test('refusals and grade can be read without opening anything', () => {
  const refusals = [
    refusal('not-understood'),
    refusal('small-n', { n: 24 }, { of: 'nps' }),
    refusal('nps-calculator', {}, { of: 'money_per_point' }),
  ];
  const html = figure({ refusals });
  const open = words(html.replace(/<details.*?<\/details>/g, ''));
  expect(open).toContain('Held back: Heard, not understood');
  expect(open).toContain('Read with care: NPS. Only 24 answers');
  expect(open).toContain('Not answered: Money per point. Points of NPS cannot be turned into money.');
  expect(open).toContain('NPS_CALCULATOR');
  expect(open).toContain('Counted');
});

test('refusals of one code with one way out are told together', () => {
  const hole = (name: string) => refusal('n-too-small', { n: 6 }, { of: name, hint: 'Ask longer.' });
  const html = figure({ refusals: [hole('north'), hole('south')] });
  expect(html.match(/<li/g)).toHaveLength(1);
  expect(words(html)).toContain('Not answered: North. Only 6 answers. Nothing is shown below 10. South. Only 6');
});

test('a finding that refuses as a whole says so once and calmly, with the way out before the grade', () => {
  const refused = refusal('n-too-small', { n: 6 });
  const html = figure({ verdict: refused.message, estimate: null, n: 6, refusals: [refused] });
  expect(words(html)).toBe(
    `Score with uncertainty Not answered ${refused.message} n 6 answers What would help: ${refused.hint} N_TOO_SMALL ` +
      'No claim There is no number here that could be misread. Counted or described; nothing is compared.',
  );
});

test('further numbers share a scale where their units agree, and say their coverage once', () => {
  const other = { ...nps, name: 'other', label: 'South', value: -5, interval: { ...nps.interval, low: -9, high: -1 } };
  const money = { ...nps, name: 'cost', label: 'Cost', value: 12.5, unit: 'EUR', format: 'currency', p: 0.0004 };
  const html = figure({
    estimate: null,
    estimates: [
      nps,
      { ...other, interval: { ...other.interval, level: 0.95, method: 'm' } },
      { ...money, interval: null },
    ],
  });
  expect(html.match(/class="whisker"/g)).toHaveLength(2);
  expect(html.match(/class="zero"/g)).toHaveLength(2);
  expect(words(html)).toContain(
    'NPS 31.3 (27.5 … 35.0), n 1,204 answers South −5.0 (−9.0 … −1.0), n 1,204 answers Cost 12.50 EUR n 1,204 answers, p < 0.001 In brackets: 95 % interval.',
  );
});

test('texts from data are escaped, also where a chart is named', () => {
  const hostile = '"><script>x</script>';
  const html = figure(
    {
      verdict: hostile,
      tables: [
        { name: 't', title: hostile, columns: [{ name: 'c', label: hostile, type: 'string' }], rows: [[hostile]] },
      ],
      charts: [{ name: 'p', title: hostile, table: 't', spec: {}, summary: hostile }],
      limits: [hostile],
    },
    [{ name: 'p', svg: '<svg></svg>' }],
  );
  expect(html).not.toContain('<script>');
  expect(html).not.toContain(`"">`);
});

test('of a long table the first rows stand on the page, and how many there are', () => {
  const rows = Array.from({ length: 475 }, (_, row) => [row]);
  const html = figure({
    tables: [{ name: 't', title: 'Days', columns: [{ name: 'day', label: 'Day', type: 'integer' }], rows }],
  });
  expect(html.match(/<tr>/g)).toHaveLength(201);
  expect(words(html)).toContain('Days, 475 rows');
  expect(words(html)).toContain('The first 200 of 475 rows.');
});

test('checks that did not pass stand open, others are folded', () => {
  const check = { name: 'trend', label: 'Parallel trends', value: 0.41, passed: true, message: 'They moved alike.' };
  expect(figure({ diagnostics: [check] })).toContain('<details class="notes-part"><summary>What was checked: 1 passed');
  expect(figure({ diagnostics: [{ ...check, passed: false }] })).toContain(
    '<details class="notes-part" open><summary>What was checked: 1 did not pass',
  );
});

test('a page says among how many comparisons a number was found', () => {
  const html = figure({ comparisons: { ledger: 'l', m: 37, q: 0.21 } });
  expect(words(html)).toContain(
    '1 of 37 comparisons looked at on these data. Corrected for that, it does not stand out (q = 0.210).',
  );
});
