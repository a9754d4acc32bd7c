import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import '../ui/tokens.css';
import { drawn, mount, textOf, violationsOf } from '../ui/accessible.ts';
import type { FindingFieldsFragment } from '../generated.ts';
import { scaleOfEstimates, sharedScales } from './estimate-words.ts';
import { FindingOutputElement } from './finding-output.ts';
import {
  sampleEstimate,
  sampleFinding,
  sampleFindingTable,
  sampleFullFinding,
  sampleRefusal,
  sampleRefusedFinding,
} from './finding-samples.ts';
import { FindingTable } from './finding-table.ts';

const finding = (output: FindingFieldsFragment): Promise<FindingOutputElement> =>
  mount(Object.assign(new FindingOutputElement(), { output }));

const said = (element: HTMLElement): string => textOf(element.shadowRoot ?? element);

/** The part of a finding that has a tag, with its own shadow. */
function part(element: HTMLElement, tag: string): ShadowRoot {
  const found = element.shadowRoot?.querySelector(tag)?.shadowRoot;
  if (!found) throw new Error(`no ${tag}`);
  return found;
}

test('the verdict comes first, then the number with its interval, its method and its n, then how far it carries', async () => {
  const element = await finding(sampleFinding());
  expect(said(element)).toBe(
    'Score with uncertainty NPS is 31.3 [27.5, 35.0] (1,204 answers). ' +
      'NPS 31.3 27.5 35.0 95 % interval (27.5 … 35.0) n 1,204 answers Interval: adjusted Wald ' +
      'Counted grade E0 of E0–E4 ' +
      'It says what is, not why. Counted or described; nothing is compared. The next grade needs a comparison.',
  );
  expect(await violationsOf(element)).toEqual([]);
});

test('empty parts leave nothing behind', async () => {
  const element = await finding(sampleFinding());
  expect(element.shadowRoot?.querySelector('finding-refusals, finding-chart, details')).toBeNull();
  expect(part(element, 'finding-notes').querySelector('details')).toBeNull();
});

test('a finding with everything is accessible in both themes, opened and folded', async () => {
  const element = await finding(sampleFullFinding());
  expect(await violationsOf(element)).toEqual([]);
  const roots = [element.shadowRoot, part(element, 'finding-notes'), part(element, 'finding-estimates')];
  for (const details of roots.flatMap((root) => [...(root?.querySelectorAll('details') ?? [])])) details.open = true;
  await drawn(element);
  expect(await violationsOf(element)).toEqual([]);
});

test('further numbers of one unit stand on one scale; many of them are folded', async () => {
  const element = await finding(sampleFullFinding());
  const estimates = part(element, 'finding-estimates');
  expect(estimates.querySelectorAll(':host > .rows .row, dl.rows .row').length).toBe(15);
  expect(estimates.querySelectorAll('details .row').length).toBe(7);
  expect(textOf(estimates.querySelector('summary') ?? document.body)).toBe('7 more numbers');
  const [first] = estimates.querySelectorAll('.row');
  expect(first && textOf(first)).toBe('Difference in region 1 −12.0 (−18.0 … −6.0), n 40 answers, p = 0.200');
  const last = [...estimates.querySelectorAll('.row')].at(-1);
  expect(last && textOf(last)).toBe('Cost a customer 12.50 EUR n 1,204 customers');
  expect(last?.querySelector('.whisker')).toBeNull();
});

test('a number and its interval share their decimals, and the verdict has true minus signs', async () => {
  const interval = { low: -0.0241, high: 0.00459, level: 0.95, method: 'OLS' };
  const weight = sampleEstimate('weight', { value: -0.00962, unit: null, format: 'number', interval });
  const element = await finding(
    sampleFinding({ verdict: 'It weighs -0.0096 [-0.024, 0.0046] (p = 0.19).', estimate: weight }),
  );
  expect(said(element)).toContain('It weighs −0.0096 [−0.024, 0.0046] (p = 0.19).');
  expect(said(element)).toContain('95 % interval (−0.024 … 0.005)');
  const whole = sampleEstimate('age', { value: 145, unit: 'days', format: 'number', interval: null });
  expect(said(await finding(sampleFinding({ estimate: whole })))).toContain('145 days');
});

test('of a verdict of several sentences the first is the large one', async () => {
  const verdict = '28.0 % [27.7 %, 28.3 %] of 101,882 invitations were answered. Weighted NPS 20.2 (raw 23.0).';
  const element = await finding(sampleFinding({ verdict }));
  const paragraph = element.shadowRoot?.querySelector('.verdict');
  expect(paragraph && textOf(paragraph)).toBe(verdict);
  expect(textOf(paragraph?.querySelector('span') ?? element)).toBe('Weighted NPS 20.2 (raw 23.0).');
});

test('a scale has zero on it where zero is near, and none is drawn for what was counted in full', () => {
  const interval = { low: 2, high: 6, level: 0.95, method: 'Welch t' };
  const near = scaleOfEstimates([sampleEstimate('a', { value: 4, interval })]);
  expect(near?.least).toBeLessThan(0);
  const far = scaleOfEstimates([sampleEstimate('a', { value: 44, interval: { ...interval, low: 42, high: 46 } })]);
  expect(far?.least).toBeGreaterThan(40);
  expect(scaleOfEstimates([sampleEstimate('a', { interval: null })])).toBeNull();
  const kin = sharedScales([sampleEstimate('a'), sampleEstimate('b'), sampleEstimate('c', { unit: 'EUR' })]);
  expect([...kin.keys()]).toEqual(['a', 'b']);
  expect(kin.get('a')).toBe(kin.get('b'));
});

test('what is refused, held back and warned of is told apart by word and picture, with the way out and the code', async () => {
  const element = await finding(sampleFullFinding());
  const lines = [...part(element, 'finding-refusals').querySelectorAll('li')];
  expect(lines.map((line) => textOf(line))).toEqual([
    'Held back Heard, not understood: no reason, driver or journey is linked to this score. Link reasons or drivers to the score. NOT_UNDERSTOOD',
    'Read with care Difference in region 4. Only 24 answers: read with care. Ask a longer period. SMALL_N',
    'Not answered Money per point. Points of NPS cannot be turned into money. Name a change and measure its effect on cost, revenue and experience. NPS_CALCULATOR',
  ]);
  expect(new Set(lines.map((line) => line.querySelector('path')?.getAttribute('d'))).size).toBe(3);
  const bad = getComputedStyle(document.documentElement).getPropertyValue('--bad');
  const colours = lines.flatMap((line) => [line, ...line.querySelectorAll('*')]).map((each) => getComputedStyle(each));
  expect(bad).not.toBe('');
  expect(colours.filter(({ color }) => color === 'rgb(171, 36, 28)')).toEqual([]);
});

test('refusals of one code with one way out are told together', async () => {
  const hole = (name: string) =>
    sampleRefusal({ code: 'PLAN_HOLE', effect: 'WARN', message: `${name} has no post.`, hint: 'Give it one.' });
  const element = await finding(sampleFinding({ refusals: [hole('T02'), sampleRefusal(), hole('T03')] }));
  const lines = [...part(element, 'finding-refusals').querySelectorAll('li')];
  expect(lines).toHaveLength(2);
  expect(lines[0] && textOf(lines[0])).toBe('Read with care T02 has no post. T03 has no post. Give it one. PLAN_HOLE');
});

test('money shows cents only where they matter, in its interval as in its value', async () => {
  const interval = { low: -59_849.2, high: 8_375.29, level: 0.95, method: 'bootstrap' };
  const money = sampleEstimate('money', { value: -27_197.4, unit: 'EUR', format: 'currency', interval });
  const element = await finding(sampleFinding({ estimate: money }));
  expect(said(element)).toContain('−27,197 EUR');
  expect(said(element)).toContain('95 % interval (−59,849 … 8,375)');
});

test('a finding that refuses as a whole is a calm answer with a way out, said once', async () => {
  const element = await finding(sampleRefusedFinding());
  expect(said(element)).toBe(
    'Score with uncertainty Not answered Only 6 answers. Nothing is shown below 10. n 6 answers ' +
      'What would help Take a longer period, or a wider group. N_TOO_SMALL ' +
      'No claim There is no number here that could be misread. Nothing is claimed: the analysis refused.',
  );
  expect(element.shadowRoot?.querySelector('finding-estimates, trivet-problems')).toBeNull();
  expect(await violationsOf(element)).toEqual([]);
});

test('a refusal of one number leaves the finding answered', async () => {
  const refusals = [sampleRefusal({ effect: 'REFUSE', of: 'money' })];
  const element = await finding(sampleFinding({ refusals }));
  expect(element.shadowRoot?.querySelector('.state')).toBeNull();
  expect(element.shadowRoot?.querySelector('finding-estimates')).not.toBeNull();
});

test('it says among how many comparisons it was found, and what is left of it', async () => {
  const many = await finding(sampleFinding({ comparisons: 37, q: 0.0004 }));
  expect(said(many)).toContain(
    '1 of 37 comparisons looked at on these data. Corrected for that, it still stands out (q < 0.001).',
  );
  const one = await finding(sampleFinding({ comparisons: 1, q: 0.04 }));
  expect(said(one)).toContain('The only comparison looked at on these data (q = 0.040).');
  expect(said(await finding(sampleFinding()))).not.toContain('comparison looked at');
});

test('checks that did not pass stand open, others are folded with their tally', async () => {
  const full = sampleFullFinding();
  const notes = part(await finding(full), 'finding-notes');
  const checks = notes.querySelector('details');
  expect(checks?.open).toBe(true);
  expect(checks && textOf(checks)).toContain(
    'What was checked: 1 passed, 1 did not pass, 1 for reading Parallel trends before 0.41, passed.',
  );
  const passed = full.finding.diagnostics.filter((each) => each.passed !== false);
  const calm = part(await finding(sampleFinding({ diagnostics: passed })), 'finding-notes');
  expect(calm.querySelector('details')?.open).toBe(false);
});

test('a chart has its sentence as its name and can be read as a table', async () => {
  const element = await finding(sampleFullFinding());
  const chart = part(element, 'finding-chart');
  expect(chart.querySelector('[role=img]')?.getAttribute('aria-label')).toBe(
    'Answers behind the NPS. How many answers gave each score of the NPS.',
  );
  await userEvent.click(chart.querySelector('button') ?? document.body);
  await drawn(element);
  expect(textOf(chart)).toContain('Score Answers Share 0 10 0.0 %');
});

test('a finding that is a table shows it at once, with its number of rows', async () => {
  const table = { estimate: null, tables: [sampleFindingTable(11), sampleFindingTable(3)] };
  const element = await finding(sampleFinding(table));
  const folds = [...(element.shadowRoot?.querySelectorAll('details') ?? [])];
  expect(folds.map(({ open }) => open)).toEqual([true, false]);
  expect(folds.map((fold) => textOf(fold.querySelector('summary') ?? fold))).toEqual([
    'Answers by score 11 rows',
    'Answers by score 3 rows',
  ]);
});

test('a long table is turned and sorted without asking anybody', async () => {
  const element = await mount(Object.assign(new FindingTable(), { table: sampleFindingTable(240) }));
  const table = () => part(element, 'trivet-table');
  const firstCell = () => textOf(table().querySelector('tbody tr td') ?? document.body);
  expect(said(element)).toContain('Rows 1–100 of 240');
  await userEvent.click([...table().querySelectorAll('.pager button')].at(-1) ?? document.body);
  await drawn(element);
  expect(said(element)).toContain('Rows 101–200 of 240');
  expect(firstCell()).toBe('100');
  const sort = table().querySelector('.sort') ?? document.body;
  await userEvent.click(sort);
  await userEvent.click(sort);
  await drawn(element);
  expect(firstCell()).toBe('239');
});
