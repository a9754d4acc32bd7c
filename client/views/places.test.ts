import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import '../ui/tokens.css';
import { ReadHomeDocument, ReadWorkspaceDocument } from '../generated.ts';
import { RequestError } from '../graphql.ts';
import { createLoadStore } from '../state/loadable.ts';
import { drawn, mount, textOf, violationsOf } from '../ui/accessible.ts';
import { CatalogueView } from './catalogue-view.ts';
import { HomeView } from './home-view.ts';
import { sampleHome, sampleWorkspace } from './samples.ts';

const said = (element: HTMLElement): string => textOf(element.shadowRoot ?? element);

async function home(value = sampleHome, workspace = sampleWorkspace): Promise<HomeView> {
  const stores = { home: createLoadStore(ReadHomeDocument), workspace: createLoadStore(ReadWorkspaceDocument) };
  stores.home.send({ type: 'loaded', value });
  stores.workspace.send({ type: 'loaded', value: workspace });
  return mount(Object.assign(new HomeView(), stores));
}

async function catalogue(name: string | null): Promise<CatalogueView> {
  const workspace = createLoadStore(ReadWorkspaceDocument);
  workspace.send({ type: 'loaded', value: sampleWorkspace });
  return mount(Object.assign(new CatalogueView(), { workspace, name }));
}

test('home leads to notebooks, pages and data, and says what is broken', async () => {
  const element = await home();
  expect(said(element)).toContain('Late parcels 14 cells');
  expect(said(element)).toContain('Insight Survey Financial data through 30 Jun 2026 version 3');
  expect(said(element)).toContain('costs not usable');
  expect(await violationsOf(element)).toEqual([]);
});

test('an empty workspace says what to do first', async () => {
  const catalogue = { datasets: [], metrics: [], dimensions: [] };
  const element = await home({ notebooks: [], pages: [] }, { ...sampleWorkspace, catalogue });
  expect(said(element)).toContain('No notebook yet. Each is one Markdown file in notebooks/ .');
  expect(said(element)).toContain('Nothing is published yet. Open a notebook and choose Publish.');
  expect(said(element)).toContain('No dataset yet.');
});

test('a server that does not answer is said once, with a way to try again', async () => {
  const element = await home();
  element.home.send({ type: 'failed', error: new RequestError('NETWORK', 'No answer from the server.') });
  await drawn(element);
  expect(said(element)).toContain('Problem: No answer from the server. NETWORK Try again');
  expect(said(element)).toContain('14 cells');
});

test('a new notebook is asked for by its title', async () => {
  const element = await home();
  let title: unknown = null;
  element.addEventListener('create', (event) => {
    if (event instanceof CustomEvent) title = event.detail;
  });
  element.shadowRoot?.querySelector<HTMLElement>('.section-head button')?.click();
  await expect.poll(() => element.shadowRoot?.activeElement?.localName).toBe('input');
  await userEvent.keyboard('Lost parcels{Enter}');
  expect(title).toBe('Lost parcels');
});

test('the catalogue says of every dataset what a row is, how old it is, and why it may not be used', async () => {
  const element = await catalogue(null);
  expect(said(element)).toContain('responses 123,219 rows one row is one responses_id through 30 Jun 2026 ops-team');
  expect(said(element)).toContain('Problem: The key cost_id is not unique: 14 rows share a key.');
  expect(said(element)).toContain('through 30 Jun 2026, too old');
  expect(await violationsOf(element)).toEqual([]);
});

test('metrics are found by any of their words', async () => {
  const element = await catalogue(null);
  const search = element.shadowRoot?.querySelector('input');
  if (search) await userEvent.fill(search, 'recommend survey');
  await drawn(element);
  expect(said(element)).toContain('No metric speaks of “recommend survey”.');
  if (search) await userEvent.fill(search, 'promoters recommend');
  await drawn(element);
  expect(said(element)).toContain('1 metric found');
});

test('a dataset shows its columns, who joins whom, and its metrics', async () => {
  const element = await catalogue('responses');
  expect(said(element)).toContain(
    'customer_id Customer Joins what was said to what happened. string identity personal, direct 0 3',
  );
  expect(said(element)).toContain(
    'Many rows share one row of customers responses.customer_id = customers.customer_id as customer',
  );
  expect(said(element)).toContain('good is up target 30.0 uncertain below n 30 cx-lead');
  expect(await violationsOf(element)).toEqual([]);
});

test('a dataset knows who leads to it', async () => {
  expect(said(await catalogue('customers'))).toContain('Survey responses leads here, many to one');
});

test('a dataset that does not exist is said', async () => {
  expect(said(await catalogue('nothing'))).toContain('No dataset is called nothing');
});
