import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import '../ui/tokens.css';
import { drawn, mount, textOf, violationsOf } from '../ui/accessible.ts';
import { ChartOutputElement } from './chart-output.ts';
import { InputOutputElement } from './input-output.ts';
import { MetricOutputElement } from './metric-output.ts';
import { ProblemOutputElement } from './problem-output.ts';
import { sampleChart, sampleInput, sampleMetric, sampleProvenance, sampleSource } from './samples.ts';
import { TextOutputElement } from './text-output.ts';
import { TrivetProvenance } from './trivet-provenance.ts';

const said = (element: HTMLElement): string => textOf(element.shadowRoot ?? element);

test('a metric says its value, how sure it is, and whether a difference means anything', async () => {
  const element = await mount(Object.assign(new MetricOutputElement(), { output: sampleMetric() }));
  expect(said(element)).toContain('31.3 (27.5 … 35.0), n 1,204');
  expect(said(element)).toContain('+3.2 on the previous period, better');
  expect(said(element)).toContain('Target 40.0');
  expect(await violationsOf(element)).toEqual([]);
});

test('a difference within chance has no arrow and no colour', async () => {
  const comparison = { label: 'previous period', value: 31, suppressed: false, delta: 0.25, signal: false };
  const element = await mount(Object.assign(new MetricOutputElement(), { output: sampleMetric({ comparison }) }));
  expect(said(element)).toContain('+0.3 on the previous period: within what chance explains');
  expect(element.shadowRoot?.querySelector('.better, .worse, .beside svg')).toBeNull();
});

test('less is better where the metric says so', async () => {
  const comparison = { label: 'previous period', value: 10, suppressed: false, delta: -2, signal: true };
  const output = sampleMetric({ good: 'down', comparison });
  const element = await mount(Object.assign(new MetricOutputElement(), { output }));
  expect(said(element)).toContain('−2.0 on the previous period, better');
});

test('few answers are grey and said', async () => {
  const output = sampleMetric({ n: 12, current: null, low: null, high: null, spark: [] });
  const element = await mount(Object.assign(new MetricOutputElement(), { output }));
  expect(said(element)).toContain('– n 12, fewer than 30: uncertain');
  expect(await violationsOf(element)).toEqual([]);
});

test('prose is what the server rendered', async () => {
  const html =
    '<h1>Late parcels</h1><p>NPS is <data class="value" data-cell="x">31.3</data>, see <a href="#cell-x">here</a>.</p>';
  const output = { __typename: 'TextOutput' as const, html, provenance: sampleProvenance };
  const element = await mount(Object.assign(new TextOutputElement(), { output }));
  expect(said(element)).toBe('Late parcels NPS is 31.3 , see here .');
  expect(await violationsOf(element)).toEqual([]);
});

test('a link to a cell asks for that cell and leaves the address alone', async () => {
  const html = '<p>see <a class="cell-link" href="#late_parcels">late_parcels</a></p>';
  const output = { __typename: 'TextOutput' as const, html, provenance: sampleProvenance };
  const element = await mount(Object.assign(new TextOutputElement(), { output }));
  const followed: string[] = [];
  element.addEventListener('follow', (event) =>
    followed.push(event instanceof CustomEvent ? String(event.detail) : ''),
  );
  element.shadowRoot?.querySelector<HTMLAnchorElement>('.cell-link')?.click();
  expect(followed).toEqual(['late_parcels']);
  expect(location.hash).toBe('');
});

test('a problem says what is wrong, what to do, and its code', async () => {
  const problem = {
    __typename: 'Problem' as const,
    code: 'UNKNOWN_METRIC',
    severity: 'ERROR' as const,
    message: 'No metric is called npss.',
    hint: 'Did you mean nps?',
    choices: ['nps', 'revenue'],
    file: null,
    line: 2,
    column: 3,
    offset: null,
    length: null,
    subject: 'npss',
  };
  const output = { __typename: 'ProblemOutput' as const, problem, provenance: sampleProvenance };
  const element = await mount(Object.assign(new ProblemOutputElement(), { output }));
  expect(said(element)).toBe(
    'Problem: No metric is called npss. Did you mean nps? Choose from: nps , revenue UNKNOWN_METRIC · npss · line 2',
  );
  expect(await violationsOf(element)).toEqual([]);
});

test('provenance is one line: the sources and the slowest day', async () => {
  const labels = new Map([['responses', 'Survey responses']]);
  const element = await mount(Object.assign(new TrivetProvenance(), { provenance: sampleProvenance, labels }));
  const summary = element.shadowRoot?.querySelector('summary');
  expect(summary && textOf(summary)).toBe('from Survey responses · orders, data through 28 Jun 2026');
  summary?.click();
  expect(await violationsOf(element)).toEqual([]);
});

test('a late source is said in the line', async () => {
  const provenance = { ...sampleProvenance, sources: [sampleSource('costs', 'FINANCIAL', { state: 'EXPIRED' })] };
  const element = await mount(Object.assign(new TrivetProvenance(), { provenance }));
  expect(said(element)).toContain('(costs too old)');
});

test('a result without data has no line', async () => {
  const provenance = { ...sampleProvenance, sources: [] };
  const element = await mount(Object.assign(new TrivetProvenance(), { provenance }));
  expect(said(element)).toBe('');
});

const controls = [
  sampleInput(),
  sampleInput({ control: 'text', value: 'late' }),
  sampleInput({ control: 'number', value: 0, min: 0, max: 10 }),
  sampleInput({ control: 'checkbox', value: false }),
  sampleInput({ control: 'date', value: '2026-01-01' }),
  sampleInput({ control: 'date_range', value: ['2026-01-01', '2026-07-01'] }),
  sampleInput({ control: 'multiselect', value: ['North'] }),
];

test.each(controls.map((output) => [output.control, output] as const))(
  'a %s is a labelled control',
  async (_control, output) => {
    const element = await mount(Object.assign(new InputOutputElement(), { output }));
    expect(await violationsOf(element)).toEqual([]);
  },
);

async function changes(
  output: ReturnType<typeof sampleInput>,
  act: (root: ShadowRoot) => Promise<void>,
): Promise<unknown> {
  const element = await mount(Object.assign(new InputOutputElement(), { output }));
  let detail: unknown = 'nothing';
  element.addEventListener('param', (event) => {
    if (event instanceof CustomEvent) detail = event.detail;
  });
  if (element.shadowRoot) await act(element.shadowRoot);
  return detail;
}

const control = (root: ShadowRoot): HTMLInputElement & HTMLSelectElement => {
  const found = root.querySelector<HTMLInputElement & HTMLSelectElement>('select, input');
  if (!found) throw new Error('no control');
  return found;
};

test('a choice gives back the value itself, zero included', async () => {
  expect(await changes(sampleInput(), async (root) => userEvent.selectOptions(control(root), 'Zero'))).toEqual({
    name: 'region',
    value: 0,
  });
});

test('All is no value', async () => {
  const all = sampleInput({ value: 'North' });
  expect(await changes(all, async (root) => userEvent.selectOptions(control(root), 'All'))).toEqual({
    name: 'region',
    value: null,
  });
});

test('a number is a number and an unticked box is false', async () => {
  const number = sampleInput({ control: 'number', value: 5 });
  expect(
    await changes(number, async (root) => {
      await userEvent.fill(control(root), '0');
      control(root).blur();
    }),
  ).toEqual({ name: 'region', value: 0 });
  const ticked = sampleInput({ control: 'checkbox', value: true });
  expect(await changes(ticked, async (root) => userEvent.click(control(root)))).toEqual({
    name: 'region',
    value: false,
  });
});

test('one end of a range leaves the other', async () => {
  const range = sampleInput({ control: 'date_range', value: ['2026-01-01', '2026-07-01'] });
  expect(
    await changes(range, async (root) => {
      await userEvent.fill(control(root), '2026-02-01');
      control(root).blur();
    }),
  ).toEqual({ name: 'region', value: ['2026-02-01', '2026-07-01'] });
});

test('a chart shows the picture of the server at once, with its sentence', async () => {
  const element = await mount(Object.assign(new ChartOutputElement(), { output: sampleChart() }));
  expect(element.shadowRoot?.querySelector('.picture svg rect')?.getAttribute('fill')).toBe(
    'light-dark(#1a5ba3, #92c0f4)',
  );
  expect(said(element)).toContain('Answers by region Two regions, North is largest with 12 answers.');
  expect(await violationsOf(element)).toEqual([]);
});

test('a chart can be read as a table', async () => {
  const element = await mount(Object.assign(new ChartOutputElement(), { output: sampleChart() }));
  element.shadowRoot?.querySelector<HTMLElement>('button')?.click();
  await drawn(element);
  expect(said(element)).toContain('Region Answers North 12 South 4');
});

test('arrow keys read the rows of a chart', async () => {
  const element = await mount(Object.assign(new ChartOutputElement(), { output: sampleChart() }));
  element.shadowRoot?.querySelector<HTMLElement>('.picture')?.focus();
  await userEvent.keyboard('{ArrowRight}');
  await drawn(element);
  expect(element.shadowRoot?.querySelector('.read')?.textContent).toBe('Region North, Answers 12');
  await userEvent.keyboard('{ArrowLeft}');
  await drawn(element);
  expect(element.shadowRoot?.querySelector('.read')?.textContent).toBe('Region South, Answers 4');
});

test('under the pointer a chart is drawn live from the rows, without generated code', async () => {
  const element = await mount(Object.assign(new ChartOutputElement(), { output: sampleChart() }));
  const picture = element.shadowRoot?.querySelector<HTMLElement>('.picture');
  if (picture) await userEvent.hover(picture);
  await expect
    .poll(() => element.shadowRoot?.querySelectorAll('.live .mark-rect path').length, { timeout: 5_000 })
    .toBe(2);
  const bar = element.shadowRoot?.querySelector('.live .mark-rect path');
  if (bar) await userEvent.hover(bar);
  await expect
    .poll(() => textOf(element.shadowRoot?.querySelector('.tip') ?? document.body))
    .toBe('Region North Answers 12');
});
