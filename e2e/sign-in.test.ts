import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../server/testing/app.ts';
import { openBrowser, picture, violations } from './browser.ts';

let browser: Browser;
let trivet: TestApp;

beforeAll(async () => {
  browser = await openBrowser();
  trivet = await startTestApp('cases', { settings: 'auth: {}', clock: () => new Date() });
});

afterAll(async () => {
  await browser.close();
  await trivet.close();
});

const fits = 'document.documentElement.scrollWidth <= document.documentElement.clientWidth';

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the sign-in page is accessible and fits a phone in ${colorScheme}, also when it refuses`, async () => {
    for (const width of [1280, 360]) {
      const page = await browser.newPage({ colorScheme, viewport: { width, height: 760 } });
      await page.goto(`${trivet.address}/catalogue`);
      expect(await page.evaluate('document.activeElement.id')).toBe('token');
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate(fits)).toBe(true);
      await page.getByLabel('Token').fill('trivet_wrong');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('alert').waitFor();
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate(fits)).toBe(true);
      await picture(page, `sign-in-${width}-${colorScheme}`);
      await page.close();
    }
  });
}

test('a person signs in without any script, and out again', async () => {
  const secret = await trivet.makeToken({ name: 'anna', role: 'admin' });
  const plain = await browser.newContext({ javaScriptEnabled: false });
  const form = await plain.newPage();
  await form.goto(`${trivet.address}/p/none`);
  await form.getByLabel('Token').fill(secret);
  await form.getByRole('button', { name: 'Sign in' }).click();
  expect(new URL(form.url()).pathname).toBe('/p/none');
  await plain.close();

  const page = await browser.newPage({ viewport: { width: 360, height: 760 } });
  await page.goto(`${trivet.address}/catalogue`);
  await page.getByLabel('Token').fill(secret);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  expect(new URL(page.url()).pathname).toBe('/catalogue');
  expect(await page.evaluate(fits)).toBe(true);
  expect(await page.evaluate('document.cookie')).toBe('');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByLabel('Token').waitFor();
  await page.goto(`${trivet.address}/`);
  expect(new URL(page.url()).pathname).toBe('/sign-in');
  await page.close();
});

test('whoever is signed out in the middle is led to the sign-in and back to where they were', async () => {
  const secret = await trivet.makeToken({ name: 'otto', role: 'analyst' });
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${trivet.address}/`);
  await page.getByLabel('Token').fill(secret);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('link', { name: 'Catalogue' }).first().waitFor();
  await context.clearCookies();
  await page.getByRole('link', { name: 'Catalogue' }).first().click();
  await page.getByLabel('Token').waitFor();
  expect(new URL(page.url()).searchParams.get('to')).toBe('/catalogue');
  await context.close();
});
