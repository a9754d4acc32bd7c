import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { ask } from './ask.ts';
import { complaints, openBrowser, picture, violations } from './browser.ts';

const trivet = inject('trivet');
const waiting = { timeout: 60_000 };
let browser: Browser;
let slug = '';

beforeAll(async () => {
  browser = await openBrowser();
  const made = await ask<{ createNotebook: { slug: string } }>(
    'mutation ($title: String!) { createNotebook(title: $title) { slug } }',
    { title: 'What customers say of us' },
  );
  slug = made.createNotebook.slug;
});

afterAll(() => browser.close());

test('an analyst chooses an analysis by its question, and sees what it found', async () => {
  const page = await open(`/n/${slug}`);
  await choose(page, 'how sure is it');
  await page.keyboard.press('Control+Enter');
  const finding = page.locator('finding-output');
  await finding.waitFor(waiting);
  expect(await finding.locator('.verdict').textContent()).toMatch(/NPS is \d/);
  expect(await finding.getByText(/95 % interval/).count()).toBeGreaterThan(0);
  expect(await finding.getByText(/^n [\d,]+ answers/).count()).toBeGreaterThan(0);
  expect(await finding.getByText(/grade E\d of E0–E4/).count()).toBe(1);
  await finding.getByRole('button', { name: 'View as table' }).first().click();
  await finding.locator('finding-chart table').first().waitFor(waiting);
  await picture(page, 'finding', { fullPage: true });
  await page.close();
});

test('the statements behind it become cells that run, and one undo takes them back', async () => {
  const page = await open(`/n/${slug}`);
  const cells = page.locator('cell-view');
  await page.locator('finding-output').waitFor(waiting);
  const before = await cells.count();
  await page
    .getByRole('button', { name: /^More for/ })
    .last()
    .click();
  await page.getByRole('menuitem', { name: 'Explode to cells' }).click();
  await page.getByRole('heading', { name: 'What “Score with uncertainty” is made of' }).waitFor(waiting);
  const added = (await cells.count()) - before;
  expect(added).toBeGreaterThanOrEqual(2);
  await page.getByRole('button', { name: /^Run (all|\d+ not current)$/ }).click(waiting);
  await page.getByText(/All \d+ cells current/).waitFor(waiting);
  expect(await page.locator('table-output').count()).toBe(added - 1);
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await expect.poll(() => cells.count(), waiting).toBe(before);
  await page.close();
});

test('a finding that is refused is an answer in the notebook, not an error', async () => {
  const page = await open(`/n/${slug}`);
  await page.locator('finding-output').waitFor(waiting);
  await page.getByRole('button', { name: 'Add a cell' }).last().click();
  await page.getByRole('group', { name: 'Kinds of cells' }).getByRole('button', { name: 'SQL' }).click();
  await write(page, 'select * from responses where nps_score is not null order by response_id limit 6');
  await page.locator('table-output').last().waitFor(waiting);
  await page.keyboard.press('F2');
  await page.getByLabel('Name of the cell').fill('few');
  await page.keyboard.press('Enter');
  await page.locator('.name', { hasText: 'few' }).waitFor(waiting);
  await choose(page, 'how sure is it');
  await write(page, 'analysis: score\ndatasets: { answers: { dataset: few, columns: { score: nps_score } } }');
  const refused = page.locator('finding-output').last();
  await refused.getByText('Not answered').waitFor(waiting);
  expect(await refused.textContent()).not.toContain('Problem');
  expect(await refused.getByText('N_TOO_SMALL').count()).toBe(1);
  expect(await page.locator('problem-output').count()).toBe(0);
  await page.close();
});

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [1280, 360]) {
    test(`findings are accessible and fit in ${colorScheme} at ${width}`, async () => {
      const page = await open(`/n/${slug}`, { width, colorScheme });
      await page.locator('finding-output').last().waitFor(waiting);
      expect(await violations(page)).toEqual([]);
      expect(await scrollsSideways(page)).toBe(false);
      await picture(page, `findings-${width}-${colorScheme}`, { fullPage: true });
      await page.close();
    });
  }
}

test('published, the same findings are read without opening anything and without a script', async () => {
  const editing = await open(`/n/${slug}`);
  await editing.locator('finding-output').last().waitFor(waiting);
  await editing.getByRole('button', { name: 'Publish' }).click();
  await editing.getByRole('link', { name: 'Open the page' }).waitFor(waiting);
  await editing.close();
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [1280, 360]) {
      const page = await open(`/p/${slug}`, { width, colorScheme });
      const said = complaints(page);
      await page.reload();
      expect(await page.locator('.finding .verdict').count()).toBe(2);
      expect(await page.locator('.finding .figure').first().isVisible()).toBe(true);
      expect(await page.getByText('grade E', { exact: false }).first().isVisible()).toBe(true);
      expect(await page.getByText('N_TOO_SMALL').isVisible()).toBe(true);
      expect(await page.locator('script').count()).toBe(0);
      expect(await violations(page), `${colorScheme} at ${width}`).toEqual([]);
      expect(await scrollsSideways(page)).toBe(false);
      expect(said).toEqual([]);
      await picture(page, `page-findings-${width}-${colorScheme}`, { fullPage: true });
      await page.close();
    }
  }
});

interface Window {
  readonly width?: number;
  readonly colorScheme?: 'light' | 'dark';
}

async function open(place: string, { width = 1280, colorScheme = 'light' }: Window = {}): Promise<Page> {
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
  await page.goto(`${trivet.address}${place}`);
  return page;
}

/** Adds an analysis cell at the end by words of its question; its editor has the focus. */
async function choose(page: Page, words: string): Promise<void> {
  await page.getByRole('button', { name: 'Add a cell' }).last().click(waiting);
  await page.getByRole('group', { name: 'Kinds of cells' }).getByRole('button', { name: 'Analysis' }).click();
  await page.getByRole('combobox', { name: 'Which analysis' }).fill(words);
  await page.keyboard.press('Enter');
  await page.locator('cell-view[active] code-editor').getByText('analysis').waitFor(waiting);
}

/** Replaces the source of the cell that is being edited and runs it. */
async function write(page: Page, text: string): Promise<void> {
  await page.locator('cell-view[active] .cm-content').click(waiting);
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(text);
  await page.keyboard.press('Control+Enter');
}

async function scrollsSideways(page: Page): Promise<boolean> {
  return (await page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth')) === true;
}
