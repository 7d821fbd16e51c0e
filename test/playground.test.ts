import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { pageWithSchemas } from '../src/cli/playground-page.ts';
import { playgroundPage } from '../scripts/playground-bundle.ts';

/** Debian's; elsewhere these tests are left out. */
const CHROMIUM = '/usr/bin/chromium';
const REPORT = readFileSync('examples/aws/credential-report.csv');

describe.runIf(existsSync(CHROMIUM))('the playground in a browser', { timeout: 120_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'gsl-playground-'));
  const file = join(folder, 'playground.html');
  const address = pathToFileURL(file).href;
  let browser: Browser;
  let page: Page;
  const wrong: string[] = [];
  const asked: string[] = [];

  beforeAll(async () => {
    writeFileSync(file, await pageWithSchemas(await playgroundPage()));
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
    // One page for all: a browser's start costs more than a test.
    page = await browser.newPage();
    page.setDefaultTimeout(60_000);
    page.on('pageerror', ({ message }) => wrong.push(message));
    page.on('console', (message) => message.type() === 'error' && wrong.push(message.text()));
    page.on('request', (request) => request.url().startsWith(address) || asked.push(request.url()));
  }, 120_000);
  afterEach(() => {
    expect(wrong).toEqual([]);
    // The page itself and its own worker: nothing else is ever loaded.
    expect(asked.filter((one) => !/^(?:blob:|about:)/u.test(one))).toEqual([]);
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  async function open(hash = ''): Promise<void> {
    await page.goto('about:blank');
    await page.goto(`${address}${hash}`);
    await page.waitForSelector('#app[data-ready]');
  }

  async function write(label: string, text: string): Promise<void> {
    await page.getByRole('textbox', { name: label }).click();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.press('Delete');
    // As from the clipboard: nothing is completed on the way.
    await page.keyboard.insertText(text);
  }

  /** A machine may be busy. */
  const poll = <T>(ask: () => T) => expect.poll(ask, { timeout: 30_000 });
  const verdict = () => page.locator('p.verdict:not(.stale)');
  const rule = () => page.getByRole('textbox', { name: 'Rule in GSL' });

  async function drop(name: string, bytes: Buffer): Promise<void> {
    const made = `(() => {
      const made = new DataTransfer();
      const bytes = Uint8Array.from(atob('${bytes.toString('base64')}'), (one) => one.charCodeAt(0));
      made.items.add(new File([bytes], ${JSON.stringify(name)}));
      return made;
    })()`;
    const transfer = await page.evaluateHandle(made);
    for (const type of ['dragover', 'drop']) await page.dispatchEvent('.data-editor', type, { dataTransfer: transfer });
  }

  test('a broken rule is said to be broken, and its repairs mend it', async () => {
    await open();
    await write('Rule in GSL', 'IamUser shoud have mfaActive==true');
    const problems = page.getByRole('list', { name: 'Problems of the rule' });
    await poll(() => problems.getByRole('listitem').allInnerTexts()).toHaveLength(2);
    expect((await problems.innerText()).replaceAll('\n', ' ')).toContain('unknown word shoud');
    await poll(() => verdict().innerText()).toBe('The rule cannot be run.');
    expect(await page.locator('.cm-lintRange-error').count()).toBe(2);
    await page.getByRole('button', { name: 'write should' }).click();
    await page.getByRole('button', { name: 'write =' }).click();
    expect(await rule().innerText()).toBe('IamUser should have mfaActive=true');
    await page.getByRole('button', { name: 'Format' }).click();
    expect(await rule().innerText()).toBe('IamUser should have mfaActive = true');
    await poll(() => page.getByText('No problems').count()).toBe(1);
  });

  test('what is typed is judged as it is typed, with the deciding values marked', async () => {
    await open();
    await write('Rule in GSL', "Bucket should have tags contain [ key = 'owner' and value regexMatch /^team-/ ]");
    await write('Inventory', '{"type":"Bucket","name":"a","tags":[{"key":"owner","value":"bob"}]}');
    await poll(() => verdict().innerText()).toBe('1 failed');
    const row = page.getByRole('list', { name: 'Entities' }).getByRole('button');
    expect(await row.innerText()).toMatch(/a\s+Bucket\s+failed/u);
    // Names of what fails are red.
    const color = await page.evaluate("getComputedStyle(document.querySelector('.row .name')).color");
    expect(color).toBe('rgb(179, 38, 30)');
    await poll(() => page.locator('mark').allTextContents()).toEqual(['      "value": "bob"\n']);
    const tree = await page.locator('.why .tree').innerText();
    expect(tree).toContain('value regexMatch /^team-/');
    expect(tree).toMatch(/false/u);
  });

  test('what was never supported is said, and underlined in the rule', async () => {
    await open();
    await write('Rule in GSL', 'Bucket should not have encrypted = false');
    await write('Inventory', '{"type":"Bucket","name":"a"}');
    const places = page.getByRole('list', { name: 'Places without support' });
    await poll(() => places.innerText().catch(() => '')).toContain('encrypted');
    await poll(() => page.locator('.cm-lintRange').count()).toBeGreaterThan(0);
  });

  test.each([
    ['as it is', 'report.csv', REPORT],
    ['gzip', 'report.csv.gz', gzipSync(REPORT)],
  ])('a credential report is dropped, %s', async (_, name, bytes) => {
    await open();
    await drop(name, bytes);
    await poll(() => page.locator('p.read').innerText()).toBe('10 IamUser');
    await poll(() => verdict().innerText()).toBe('3 failed, 7 passed');
    expect(await page.locator('.file').innerText()).toContain(name);
    await page.getByRole('button', { name: /^bob/u }).click();
    await poll(() => page.locator('mark').count()).toBe(2);
    expect(await page.locator('.why').innerText()).toContain(`${name}:4`);
  });

  test('a link opens the same rule, data and clock, and is read as data', async () => {
    await open();
    const text = "Bucket should have made before(-1, 'days') or name = '<img src=x onerror=alert(1)>'";
    await write('Rule in GSL', text);
    await write('Inventory', '{"type":"Bucket","name":"<b>bold</b>","made":"2026-01-01"}');
    await page.getByRole('textbox', { name: 'Clock' }).fill('2026-01-05T00:00:00Z');
    await poll(() => verdict().innerText()).toBe('1 passed');
    await page.getByRole('button', { name: 'Share a link' }).click();
    const link = await page.getByRole('textbox', { name: 'Link to this rule and data' }).inputValue();
    await open(new URL(link).hash);
    expect(await rule().innerText()).toBe(text);
    await poll(() => verdict().innerText()).toBe('1 passed');
    expect(await page.getByRole('list', { name: 'Entities' }).innerText()).toContain('<b>bold</b>');
    expect(await page.getByRole('textbox', { name: 'Clock' }).inputValue()).toBe('2026-01-05T00:00:00Z');
  });

  test.each([
    ['empty', '#s='],
    ['damaged', '#s=%00'],
    ['of another', '#elsewhere'],
  ])('a fragment that is none: %s', async (_, hash) => {
    await open(hash);
    await poll(() => verdict().innerText()).toContain('failed');
  });

  test('an example of a pack, its tree and the grammar of what is under the caret', async () => {
    await open();
    const choice = page.getByRole('combobox', { name: 'Example' });
    const names = await choice
      .locator('optgroup')
      .evaluateAll((groups) => groups.map((group) => group.getAttribute('label')));
    expect(names.length).toBeGreaterThan(8);
    const value = await choice.locator('option', { hasText: 'GSL.K8S' }).first().getAttribute('value');
    await choice.selectOption(value);
    await poll(() => rule().innerText()).toMatch(/^Kubernetes/u);
    await poll(() => verdict().innerText()).toMatch(/failed.*passed/u);
    await page.getByRole('tab', { name: 'Evidence' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.getByRole('list', { name: 'Syntax tree' }).getByRole('button', { name: 'Target' }).click();
    await poll(() => page.locator('.rule-editor .cm-selectionBackground').count()).toBeGreaterThan(0);
    await page.getByRole('tab', { name: 'Syntax tree' }).focus();
    await page.keyboard.press('ArrowRight');
    expect(await page.getByRole('combobox', { name: 'Construct' }).inputValue()).toBe('target');
    await page.getByRole('combobox', { name: 'Construct' }).selectOption('judgement');
    await page.locator('.diagram a[href="#assertion"]').first().click();
    expect(await page.getByRole('combobox', { name: 'Construct' }).inputValue()).toBe('assertion');
  });

  test('completion offers what the inventory beside holds', async () => {
    await open();
    await write('Inventory', '{"type":"Spaceship","name":"a","warpCore":{"isLeaking":true}}');
    await poll(() => page.locator('p.read').innerText()).toBe('1 Spaceship');
    await write('Rule in GSL', 'Spaceship should not have ');
    await page.keyboard.type('wa');
    await expect
      .poll(() => page.locator('.cm-tooltip-autocomplete li').allInnerTexts())
      .toEqual([expect.stringContaining('warpCore')]);
    // CodeMirror takes no key for a moment after the list has come, lest it be taken by accident.
    await page.waitForTimeout(100);
    await page.keyboard.press('Enter');
    expect(await rule().innerText()).toBe('Spaceship should not have warpCore');
  });

  test('complete schemas are read when a rule names one of their types: a slip is named, and completed', async () => {
    await open();
    await write('Rule in GSL', 'aws_s3_bucket should have bucket_prefx');
    const problems = page.getByRole('list', { name: 'Problems of the rule' });
    await poll(() => problems.innerText().catch(() => '')).toContain('bucket_prefx');
    await page.getByRole('button', { name: 'write bucket_prefix' }).click();
    expect(await rule().innerText()).toBe('aws_s3_bucket should have bucket_prefix');
    await poll(() => page.getByText('No problems').count()).toBe(1);
    await write('Rule in GSL', 'AWS_S3_Bucket should have ');
    await page.keyboard.type('BucketEnc');
    await poll(() => page.locator('.cm-tooltip-autocomplete li').allInnerTexts()).toEqual([
      expect.stringContaining('BucketEncryption'),
    ]);
  });

  test('Tab leaves the editor, and a broken inventory is told', async () => {
    await open();
    await rule().focus();
    await page.keyboard.press('Tab');
    expect(await page.evaluate("document.activeElement.closest('.cm-editor')")).toBeNull();
    await write('Inventory', '[{"type":"Bucket"},{"type":');
    await poll(() => page.getByText('could not be read').count()).toBe(1);
  });

  test('the page stays alive while much is read and judged', async () => {
    await open();
    const line = (index: number): string =>
      `{"type":"IamUser","name":"u${index}","firstAccessKey":{"isActive":true},"secondAccessKey":{"isActive":${index % 3 === 0}},"tags":"${'x'.repeat(300)}"}`;
    await drop('many.ndjson', Buffer.from(Array.from({ length: 6_000 }, (_, index) => line(index)).join('\n')));
    await write(
      'Rule in GSL',
      'IamUser should not have firstAccessKey.isActive=true and secondAccessKey.isActive=true',
    );
    await poll(() => verdict().innerText()).toBe('2,000 failed, 4,000 passed');
    expect(await page.getByRole('list', { name: 'Entities' }).getByRole('listitem').count()).toBe(50);
  });

  test.each([
    ['light', 1280],
    ['dark', 375],
  ] as const)('axe finds nothing, and nothing scrolls sideways: %s, %i wide', async (colorScheme, width) => {
    const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 800 });
    await open();
    await page.evaluate(axe);
    const look = async (): Promise<void> => {
      const found = await page.evaluate(
        'axe.run(document).then(({ violations }) => violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`))',
      );
      expect(found).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    };
    await poll(() => page.locator('mark').count()).toBe(2);
    await look();
    await write('Rule in GSL', `IamUser shoud have ${'a'.repeat(200)} = 1 and mfaActve = true`);
    await poll(() => verdict().innerText()).toContain('cannot be run');
    for (const name of ['Syntax tree', 'Grammar']) {
      await page.getByRole('tab', { name }).click();
      await look();
    }
    await page.getByRole('button', { name: 'Share a link' }).click();
    await look();
  });
});
