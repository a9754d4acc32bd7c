import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { complaints, openBrowser, picture, violations } from './browser.ts';

const trivet = inject('trivet');
const waiting = { timeout: 30_000 };
let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
});

afterAll(() => browser.close());

test('an analyst opens a shipped notebook, runs it and sees three kinds of data in charts and tables', async () => {
  const page = await open('/', { width: 1440, height: 1000 });
  await page
    .getByRole('link', { name: /What a late delivery costs us/ })
    .first()
    .click();
  await runAll(page);
  expect(await page.getByText(/All \d+ cells current/).count()).toBe(1);
  const table = cell(page, 'by_month');
  await table.scrollIntoViewIfNeeded();
  for (const shown of ['Late deliveries', 'Survey', 'Operational', 'Financial']) {
    expect(await table.getByText(shown, { exact: true }).count(), shown).toBeGreaterThan(0);
  }
  expect(await page.locator('figure svg').count()).toBeGreaterThanOrEqual(2);
  await page.evaluate('scrollTo(0, 0)');
  await cell(page, 'nps_by_late').scrollIntoViewIfNeeded();
  await picture(page, 'notebook');
  await page.close();
});

test('an edited cell runs again, a mistake stays beside its cell, undo is fresh at once', async () => {
  const page = await open('/n/late-deliveries');
  await runAll(page);
  const edited = cell(page, 'refund_by_late');
  const before = await edited.locator('table').textContent();
  await write(page, edited, 'select late, count(*) as how_many from deliveries group by late order by late');
  await edited.getByText('how_many').first().waitFor(waiting);
  await write(page, edited, 'select lat from deliveries');
  await edited
    .getByText('SQL_INVALID')
    .or(edited.getByText(/not found in FROM/))
    .first()
    .waitFor(waiting);
  expect(await cell(page, 'by_month').locator('table').count()).toBeGreaterThan(0);
  await page.keyboard.press('Escape');
  for (let undone = 0; undone < 2; undone++) await page.getByRole('button', { name: 'Undo' }).first().click();
  await expect.poll(() => edited.locator('table').textContent(), waiting).toBe(before);
  await page.close();
});

test('a cell is added, deleted and brought back', async () => {
  const page = await open('/n/first-steps');
  const articles = page.locator('cell-view');
  await articles.first().waitFor(waiting);
  const count = await articles.count();
  await page.getByRole('button', { name: 'Add a cell' }).last().click();
  await page.getByRole('group', { name: 'Kinds of cells' }).getByRole('button', { name: 'SQL' }).click();
  await expect.poll(() => articles.count(), waiting).toBe(count + 1);
  await page.keyboard.press('Escape');
  await page.keyboard.press('d');
  await page.keyboard.press('d');
  await expect.poll(() => articles.count(), waiting).toBe(count);
  await page.locator('.toast').getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => articles.count(), waiting).toBe(count + 1);
  await page.close();
});

test('a parameter changes every cell that reads it and stands in the address', async () => {
  const page = await open('/n/late-deliveries');
  await runAll(page);
  const all = await cell(page, 'nps_by_late').locator('table').textContent();
  await page.getByLabel('Region').selectOption('South');
  await runAll(page);
  await expect.poll(() => cell(page, 'nps_by_late').locator('table').textContent(), waiting).not.toBe(all);
  expect(new URL(page.url()).searchParams.get('region')).toBe('South');
  await page.close();
});

test('publishing ends in a page, and what cannot be published is refused by name', async () => {
  const page = await open('/n/late-deliveries');
  await page.getByRole('button', { name: 'Publish' }).click();
  const link = page.getByRole('link', { name: 'Open the page' });
  await link.waitFor(waiting);
  expect(await link.getAttribute('href')).toBe('/p/late-deliveries');
  await page.getByRole('button', { name: 'Close' }).first().click();
  await write(page, cell(page, 'refund_by_late'), 'drop table orders');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Publish' }).click();
  await page.getByText('Not published').waitFor(waiting);
  expect(await page.getByText(/refund_by_late failed/).count()).toBeGreaterThan(0);
  await page.getByRole('button', { name: 'Close' }).first().click();
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await page.getByText('Saved').waitFor(waiting);
  await page.close();
});

test('what is typed stands in the file, and nothing else does', async () => {
  const page = await open('/n/first-steps');
  const edited = cell(page, 'slowest');
  await edited.waitFor(waiting);
  await write(
    page,
    edited,
    'select unit_id, count(*) as tickets from tickets group by unit_id order by unit_id limit 3',
  );
  await page.getByText('Saved').waitFor(waiting);
  const file = join(trivet.folder, 'notebooks', 'first-steps.md');
  await expect.poll(() => readFile(file, 'utf8'), waiting).toContain('order by unit_id limit 3');
  expect(await readFile(file, 'utf8')).not.toContain('hours_to_contact desc');
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await expect.poll(() => readFile(file, 'utf8'), waiting).toContain('hours_to_contact desc');
  await page.close();
});

const places = ['/', '/n/late-deliveries', '/catalogue', '/catalogue/orders', '/n/no-such-notebook'];

for (const colorScheme of ['light', 'dark'] as const) {
  test(`every view is accessible and fits a phone in ${colorScheme}`, async () => {
    for (const place of places) {
      for (const width of [1280, 360]) {
        const page = await open(place, { width, height: 900, colorScheme });
        await page.getByRole('heading', { level: 1 }).first().waitFor(waiting);
        await page.locator('[aria-busy=true]').waitFor({ state: 'detached', ...waiting });
        expect(await violations(page), `${place} at ${width}`).toEqual([]);
        expect(
          await page.evaluate('document.documentElement.scrollWidth <= document.documentElement.clientWidth'),
          `${place} at ${width}`,
        ).toBe(true);
        await picture(page, `view${place.replaceAll('/', '-')}-${width}-${colorScheme}`);
        await page.close();
      }
    }
  });
}

test('the browser has nothing to complain about under the strict policy', async () => {
  const page = await browser.newPage();
  const said = complaints(page);
  await page.goto(`${trivet.address}/n/late-deliveries`);
  await runAll(page);
  await page.locator('figure').first().hover();
  await page.waitForTimeout(1500);
  expect(said).toEqual([]);
  await page.close();
});

interface Window {
  readonly width?: number;
  readonly height?: number;
  readonly colorScheme?: 'light' | 'dark';
}

async function open(place: string, { width = 1280, height = 900, colorScheme = 'light' }: Window = {}): Promise<Page> {
  const page = await browser.newPage({ viewport: { width, height }, colorScheme, bypassCSP: true });
  await page.goto(`${trivet.address}${place}`);
  return page;
}

function cell(page: Page, name: string): Locator {
  return page.locator('cell-view').filter({ has: page.locator('.name', { hasText: new RegExp(`^${name}$`) }) });
}

async function runAll(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Run (all|\d+ not current)/ }).click(waiting);
  await page.getByText(/All \d+ cells current/).waitFor(waiting);
}

/** Replaces the source of a cell and runs it. */
async function write(page: Page, edited: Locator, text: string): Promise<void> {
  await edited.scrollIntoViewIfNeeded();
  if ((await edited.locator('code-editor').count()) === 0) {
    const edit = edited.getByRole('button', { name: /^Edit the source/ });
    if ((await edit.count()) === 0) await edited.getByRole('button', { name: /^Source of/ }).click();
    await edit.click();
  }
  await edited.locator('.cm-content').click();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(text);
  await page.keyboard.press('Control+Enter');
}
