import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import '../ui/tokens.css';
import { drawn, mount, textOf, violationsOf } from '../ui/accessible.ts';
import { type AnalysisChoice, AnalysisPicker } from './analysis-picker.ts';
import { CellInserter } from './cell-inserter.ts';

const choice = (name: string, group: AnalysisChoice['group'], label: string, question: string): AnalysisChoice => ({
  __typename: 'AnalysisInfo',
  name,
  group,
  label,
  question,
  starter: `analysis: ${name}\n`,
});
const analyses = [
  choice('outer-loop', 'MONEY', 'Outer loop', 'Which causes cost most?'),
  choice('score', 'SCORES', 'Score with uncertainty', 'How good is the score, and how sure is it?'),
  choice('score-change', 'SCORES', 'Did it really move', 'Did the score move, or is it noise?'),
];

async function picker(): Promise<{ readonly element: AnalysisPicker; readonly picked: string[] }> {
  const element = await mount(Object.assign(new AnalysisPicker(), { analyses }));
  const picked: string[] = [];
  element.addEventListener('pick', (event) => {
    // The element says it with the choice.
    if (event instanceof CustomEvent) picked.push((event.detail as AnalysisChoice).name);
  });
  element.focus();
  return { element, picked };
}

const shown = (element: HTMLElement) =>
  [...(element.shadowRoot?.querySelectorAll('[role=option]') ?? [])].map((option) => textOf(option));

test('analyses stand in groups, by name and question', async () => {
  const { element } = await picker();
  expect(shown(element)).toEqual([
    'Score with uncertainty How good is the score, and how sure is it?',
    'Did it really move Did the score move, or is it noise?',
    'Outer loop Which causes cost most?',
  ]);
  expect([...(element.shadowRoot?.querySelectorAll('.group > span') ?? [])].map((each) => each.textContent)).toEqual([
    'Scores',
    'Loops and money',
  ]);
  expect(await violationsOf(element)).toEqual([]);
});

test('typing narrows the list to those that have every word, and says how many', async () => {
  const { element } = await picker();
  await userEvent.keyboard('score noi');
  await drawn(element);
  expect(shown(element)).toEqual(['Did it really move Did the score move, or is it noise?']);
  expect(textOf(element.shadowRoot?.querySelector('[role=status]') ?? element)).toBe('1 analysis');
  await userEvent.keyboard('xyz');
  await drawn(element);
  expect(textOf(element.shadowRoot ?? element)).toContain('No analysis has these words.');
  expect(await violationsOf(element)).toEqual([]);
});

test('arrow keys go round, Enter takes what they stand on', async () => {
  const { element, picked } = await picker();
  const active = () => element.shadowRoot?.querySelector('input')?.getAttribute('aria-activedescendant');
  await userEvent.keyboard('{ArrowUp}');
  await drawn(element);
  expect(active()).toBe('choice-2');
  expect(element.shadowRoot?.querySelector('#choice-2')?.getAttribute('aria-selected')).toBe('true');
  await userEvent.keyboard('{ArrowDown}{ArrowDown}');
  await drawn(element);
  await userEvent.keyboard('{Enter}');
  expect(picked).toEqual(['score-change']);
});

test('the kind Analysis asks which one and begins with its example', async () => {
  const kinds = [
    { __typename: 'CellKind' as const, name: 'sql', label: 'SQL', language: 'sql', starter: '', schema: null },
    {
      __typename: 'CellKind' as const,
      name: 'analysis',
      label: 'Analysis',
      language: 'yaml',
      starter: '',
      schema: null,
    },
  ];
  const element = await mount(Object.assign(new CellInserter(), { kinds, analyses, above: 'aaaaaaaa', open: true }));
  const acts: unknown[] = [];
  element.addEventListener('act', (event) => {
    if (event instanceof CustomEvent) acts.push(event.detail);
  });
  const buttons = [...(element.shadowRoot?.querySelectorAll<HTMLElement>('.kinds button') ?? [])];
  expect(buttons.map((button) => textOf(button))).toEqual(['SQL', 'Analysis …']);
  await userEvent.click(buttons[1] ?? element);
  await drawn(element);
  expect(await violationsOf(element)).toEqual([]);
  await userEvent.keyboard('outer{Enter}');
  expect(acts).toMatchObject([{ type: 'insert', after: 'aaaaaaaa', kind: 'analysis', body: 'analysis: outer-loop\n' }]);
  expect(element.open).toBe(false);
});
