import { expect, test } from 'vitest';
import '../ui/tokens.css';
import { drawn, mount, textOf, violationsOf } from '../ui/accessible.ts';
import { DefinitionDialog } from './definition-dialog.ts';
import { sampleWorkspace } from './samples.ts';

async function opened(): Promise<DefinitionDialog> {
  const { metrics, datasets } = sampleWorkspace.catalogue;
  const [metric = null] = metrics;
  const element = await mount(Object.assign(new DefinitionDialog(), { metric, datasets }));
  await drawn(element);
  return element;
}

test('a definition says formula, divisor, what never counts, who answers for it and how old it is', async () => {
  const said = textOf((await opened()).shadowRoot ?? document.body);
  for (const part of [
    'Formula 100 * (promoters - detractors) / scored',
    'Divided by scored',
    'scored : count of score in responses, dated by answered_at',
    'Never counts Rows of responses without consent for the purpose.',
    'Owner',
    'Stands on Survey',
  ])
    expect(said).toContain(part);
});

test('a definition can be read by everyone, in light and dark', async () => {
  expect(await violationsOf(await opened())).toEqual([]);
});

test('leaving it says so', async () => {
  const element = await opened();
  const closed = new Promise((resolve) => element.addEventListener('close', resolve));
  element.shadowRoot?.querySelector('trivet-dialog')?.shadowRoot?.querySelector<HTMLElement>('button')?.click();
  await closed;
});
