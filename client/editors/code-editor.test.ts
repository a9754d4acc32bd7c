import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import '../ui/tokens.css';
import { drawn, mount, violationsOf } from '../ui/accessible.ts';
import { CodeEditor } from './code-editor.ts';
import { SourceText } from './source-text.ts';
import { noWords } from './words.ts';

async function editor(rest: Partial<CodeEditor>): Promise<CodeEditor> {
  const element = Object.assign(new CodeEditor(), { language: 'sql', label: 'Source of by_week', ...rest });
  return mount(element);
}

const content = (element: CodeEditor): HTMLElement => {
  const found = element.shadowRoot?.querySelector<HTMLElement>('.cm-content');
  if (!found) throw new Error('no editor');
  return found;
};

test('what is typed is told with every change', async () => {
  const texts: string[] = [];
  const element = await editor({ value: 'select 1' });
  element.addEventListener('edit', (event) => {
    if (event instanceof CustomEvent) texts.push(String(event.detail));
  });
  element.focus();
  await userEvent.keyboard('{Control>}{End}{/Control}2');
  expect(texts.at(-1)).toBe('select 12');
});

test('a text from outside replaces the old one without being told as typed', async () => {
  const element = await editor({ value: 'select 1' });
  let edits = 0;
  element.addEventListener('edit', () => (edits += 1));
  element.value = 'select 2';
  await drawn(element);
  expect(content(element).textContent).toBe('select 2');
  expect(edits).toBe(0);
});

test('Escape leaves, and Tab goes on to what follows: no trap', async () => {
  const element = await editor({ value: 'select 1' });
  const after = document.createElement('button');
  document.body.append(after);
  let left = 0;
  element.addEventListener('leave', () => (left += 1));
  element.focus();
  await userEvent.keyboard('{Escape}');
  expect(left).toBe(1);
  await userEvent.tab();
  expect(document.activeElement).toBe(after);
});

test('a mistake is underlined where it stands', async () => {
  const mark = {
    message: 'No column scor',
    severity: 'ERROR' as const,
    line: null,
    column: null,
    offset: 7,
    length: 4,
  };
  const element = await editor({ value: 'select scor', marks: [mark] });
  expect(element.shadowRoot?.querySelector('.cm-lintRange-error')?.textContent).toBe('scor');
});

test('names of the catalogue are offered while typing', async () => {
  const words = {
    ...noWords,
    relations: [{ name: 'responses', detail: 'survey dataset', meaning: null, columns: [], joins: [] }],
  };
  const element = await editor({ value: '', words });
  element.focus();
  await userEvent.keyboard('select * from r');
  await expect
    .poll(() => element.shadowRoot?.querySelector('.cm-tooltip-autocomplete li')?.textContent)
    .toBe('responsessurvey dataset');
  await userEvent.keyboard('{Escape}');
  let left = 0;
  element.addEventListener('leave', () => (left += 1));
  expect(left).toBe(0);
  await expect.poll(() => element.shadowRoot?.querySelector('.cm-tooltip-autocomplete')).toBeNull();
});

test('an editor that may only be read takes no text', async () => {
  const element = await editor({ value: 'select 1', readOnly: true });
  element.focus();
  await userEvent.keyboard('2');
  expect(content(element).textContent).toBe('select 1');
});

test('an editor has a name and enough contrast in both themes', async () => {
  const element = await editor({
    value: "select region, count(*) -- all\nfrom responses where score <= 6 and region = 'North'",
  });
  await expect.poll(() => element.shadowRoot?.querySelectorAll('.tok-keyword').length).toBeGreaterThan(2);
  expect(await violationsOf(element)).toEqual([]);
});

test('source that is read is coloured like source that is edited', async () => {
  const element = await mount(
    Object.assign(new SourceText(), { text: 'metrics: [nps] # three legs', language: 'yaml' }),
  );
  expect(element.shadowRoot?.querySelector('code')?.textContent).toBe('metrics: [nps] # three legs');
  await expect.poll(() => element.shadowRoot?.querySelector('.tok-comment')?.textContent).toBe('# three legs');
  expect(await violationsOf(element)).toEqual([]);
});
