import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { html } from '../../src/reporters/html.ts';
import { compared, render } from './support.ts';

/** Debian's; elsewhere these tests are left out. */
const CHROMIUM = '/usr/bin/chromium';

describe.runIf(existsSync(CHROMIUM))('the HTML report in a browser', { timeout: 60_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'gsl-html-'));
  let browser: Browser;
  const wrong: string[] = [];

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  async function open(
    text: string,
    options: Parameters<Browser['newPage']>[0] & { hash?: string } = {},
  ): Promise<Page> {
    const file = join(folder, 'report.html');
    writeFileSync(file, text);
    const page = await browser.newPage(options);
    page.on('pageerror', ({ message }) => wrong.push(message));
    page.on('console', (message) => message.type() === 'error' && wrong.push(message.text()));
    await page.goto(`${pathToFileURL(file).href}${options.hash ?? ''}`);
    await page.waitForSelector('#app[data-ready]');
    return page;
  }

  test('a finding opens to its reason and to the entity with the values that decided', async () => {
    const page = await open(await render(html));
    await page.getByRole('button', { name: /KEYS-1/u }).click();
    await page.getByRole('button', { name: /alice/u }).click();
    const marked = await page.locator('mark').allTextContents();
    expect(marked.map((line) => line.trim())).toEqual(['"isActive": true', '"isActive": true']);
    expect(await page.locator('.details').first().innerText()).toContain('aws iam update-access-key');
    expect(new URL(page.url()).hash).toBe('#open=0');
    expect(wrong).toEqual([]);
    await page.close();
  });

  test('filters, groups and the fragment of the address', async () => {
    const page = await open(await render(html), { hash: '#status=all&group=entity&text=robot' });
    expect(await page.getByRole('status').innerText()).toMatch(/^4 results in 1 entity$/u);
    // A search that goes on asks only what was left, one that is another one asks all again.
    for (const [text, told] of [
      ['robotx', /^No results match/u],
      ['robo', /^4 results in 1 entity$/u],
      ['alice', /^\d results? in 1 entity$/u],
    ] as const) {
      await page.getByRole('searchbox').fill(text);
      expect(await page.getByRole('status').innerText()).toMatch(told);
    }
    await page.getByRole('combobox', { name: 'Group by' }).selectOption('rule');
    await page.getByRole('searchbox').fill('');
    // The address follows a moment after the last key.
    await expect.poll(() => new URL(page.url()).hash).toBe('#status=all');
    await page
      .getByRole('button', { name: /^Critical/u })
      .first()
      .click();
    await expect.poll(() => new URL(page.url()).hash).toContain('severity=Critical');
    await page.close();
  });

  test.each([
    ['light', 1280],
    ['dark', 1280],
    ['light', 375],
  ] as const)('axe finds nothing, and nothing scrolls sideways: %s, %i wide', async (colorScheme, width) => {
    const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    const page = await open(await render(html, { explain: true }), {
      colorScheme,
      viewport: { width, height: 800 },
      bypassCSP: true,
    });
    await page.locator('.head').first().click();
    await page.locator('.line').first().click();
    await page.addScriptTag({ content: axe });
    const violations = await page.evaluate(
      'axe.run(document).then(({ violations }) => violations.map(({ id }) => id))',
    );
    expect(violations).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    await page.close();
  });

  test('a trend: axe finds nothing, and its charts fit a phone', async () => {
    const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    const failed = { Critical: 3, High: 120_000, Medium: 1, Low: 0, Informational: 0 };
    const trend = ['2026-10-01', '2026-11-01'].map((day, index) => {
      return { now: `${day}T00:00:00.000Z`, failed: { ...failed, High: 120_000 * index }, passed: 4, undecided: 1 };
    });
    const page = await open(await render(html, { ...compared, trend }), {
      viewport: { width: 320, height: 800 },
      bypassCSP: true,
    });
    await page.addScriptTag({ content: axe });
    expect(await page.evaluate('axe.run(document).then(({ violations }) => violations.map(({ id }) => id))')).toEqual(
      [],
    );
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
    const ends = '[...document.querySelectorAll(".charts text")].map((text) => text.getBoundingClientRect().right)';
    expect(Math.max(...((await page.evaluate(ends)) as number[]))).toBeLessThanOrEqual(320);
    expect(wrong).toEqual([]);
    await page.close();
  });

  test('a page that was compared tells what is new', async () => {
    const page = await open(await render(html, compared));
    expect(await page.locator('.new').allInnerTexts()).toEqual(['new']);
    await page.close();
  });
});
