import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { ask } from './ask.ts';
import { complaints, openBrowser, picture, violations } from './browser.ts';

const trivet = inject('trivet');
let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
  const published = await publish('late-deliveries');
  expect(published).toMatchObject({ __typename: 'Published', page: { label: 'INSIGHT', url: '/p/late-deliveries' } });
});

afterAll(() => browser.close());

const sizes = [
  ['wide', 1280],
  ['phone', 360],
] as const;

for (const [name, width] of sizes) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`a leader reads a page on a ${name} screen in ${colorScheme}`, async () => {
      const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
      const said = complaints(page);
      await page.goto(`${trivet.address}/p/late-deliveries`);
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('What a late delivery costs us');
      expect(await page.getByText('Insight: two kinds of data or more').count()).toBe(1);
      expect(await page.locator('figure.chart svg').count()).toBe(2);
      expect(await scrollsSideways(page)).toBe(false);
      expect(await violations(page)).toEqual([]);
      expect(said).toEqual([]);
      await picture(page, `page-${name}-${colorScheme}`, { fullPage: true });
      await page.close();
    });
  }
}

test('the page keeps its strict policy: nothing runs, nothing is fetched elsewhere', async () => {
  const page = await browser.newPage();
  const said = complaints(page);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).origin));
  await page.goto(`${trivet.address}/p/late-deliveries`);
  expect(new Set(asked)).toEqual(new Set([trivet.address]));
  expect(said).toEqual([]);
  expect(await page.locator('script').count()).toBe(0);
  await page.close();
});

test('every number says where it comes from, how old it is and how it was computed', async () => {
  const page = await browser.newPage();
  await page.goto(`${trivet.address}/p/late-deliveries`);
  const first = page.locator('details.provenance').first();
  await first.locator('summary').click();
  expect(await first.textContent()).toContain('data through');
  const sources = await page.getByRole('region', { name: 'Sources' }).textContent();
  for (const dataset of ['responses', 'deliveries', 'refunds']) expect(sources).toContain(dataset);
  await page.close();
});

test('the page answers when its data are gone', async () => {
  const generated = join(trivet.folder, 'datasets', 'generated');
  await rename(generated, `${generated}-gone`);
  try {
    const answer = await fetch(`${trivet.address}/p/late-deliveries`);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('What a late delivery costs us');
  } finally {
    await rename(`${generated}-gone`, generated);
  }
});

async function scrollsSideways(page: Page): Promise<boolean> {
  return (await page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth')) === true;
}

async function publish(notebook: string): Promise<unknown> {
  const answer = await ask<{ publish: unknown }>(
    `mutation P($notebook: ID!) { publish(notebook: $notebook) { __typename
      ... on Published { page { url label kinds } } ... on PublishRefused { refusals { code message } } } }`,
    { notebook },
  );
  return answer.publish;
}
