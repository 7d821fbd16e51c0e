import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { brokenLinks } from '../../scripts/site/crawl.ts';
import { gsl } from './support.ts';

/** Debian's; elsewhere these tests are left out. */
const CHROMIUM = '/usr/bin/chromium';
const root = mkdtempSync(join(tmpdir(), 'gsl-docs-'));
const all = join(root, 'all');
const pagesIn = (folder: string): string[] => readdirSync(join(folder, 'rules')).filter((name) => /html$/u.test(name));
const page = (folder: string, path: string): string => readFileSync(join(folder, path), 'utf8');

beforeAll(async () => {
  const { code, err } = await gsl(['docs', all, '--no-config']);
  expect({ code, err }).toEqual({ code: 0, err: '' });
}, 120_000);
afterAll(() => rmSync(root, { recursive: true }));

describe('the site of all bundled rules', () => {
  test('has a page for each, and no link that leads nowhere', async () => {
    const { out } = await gsl(['rules', '--format', 'json', '--no-config']);
    expect(pagesIn(all)).toHaveLength((JSON.parse(out) as unknown[]).length);
    expect(pagesIn(all).length).toBeGreaterThan(600);
    expect(brokenLinks(all)).toEqual([]);
  });

  test('a page has all that is known of its rule', () => {
    const text = page(all, 'rules/D9.AWS.IAM.51.html').replace(/<[^>]*>/gu, '');
    for (const part of [
      'D9.AWS.IAM.51',
      'High',
      'IamUser should not have firstAccessKey.isActive=true and secondAccessKey.isActive=true',
      'Description',
      'Remediation',
      'AWS CIS Foundations v. 2.0.0',
      'a user has one active access key at most',
      'References',
      'gsl evaluate INVENTORY --rule D9.AWS.IAM.51',
    ])
      expect(text).toContain(part);
    const bucket = page(all, 'rules/GSL.AWS.IAM.14.html');
    expect(bucket).toContain('<span class="gsl-type">Iam</span>');
    expect(bucket).toMatch(/<details>\n<summary><span class="severity failed">failed<\/span> one<\/summary>/u);
    expect(bucket).toContain('&quot;accountAccessKeysPresent&quot;'.replaceAll('&quot;', '"'));
  });

  test('no page holds a script, a style or a handler, nor loads anything from elsewhere', () => {
    for (const name of ['index.html', ...pagesIn(all).map((one) => `rules/${one}`)]) {
      const text = page(all, name);
      expect(text).toContain('content="default-src &#39;none&#39;;');
      expect(text.match(/<script(?![^>]* src=")|<style|\sstyle=|\son\w+="|(?:src|<link[^>]*href)="\w+:/gu)).toBeNull();
    }
  });
});

describe('what is chosen', () => {
  const hostile = '<img src=x onerror=alert(1)>';
  const rule = (id: string, more: object = {}): object => ({ id, severity: 'High', logic: 'A should have b', ...more });

  function rules(name: string, ...some: readonly object[]): string {
    const file = join(root, name);
    writeFileSync(file, JSON.stringify({ name: `"${hostile}`, rules: some }));
    return file;
  }

  test('ids make names that every file system takes, one for each', async () => {
    const ids = ['../../etc/passwd', 'a', 'A', 'a/b', 'a b', 'CON', '..', '', 'ü', 'x'.repeat(400), '日本', hostile];
    const folder = join(root, 'names');
    const { err } = await gsl([
      'docs',
      folder,
      rules('names.json', ...ids.filter((id) => id !== '').map((id) => rule(id))),
      '--no-config',
    ]);
    expect(err).toBe('');
    expect(
      pagesIn(folder)
        .map((name) => name.toLowerCase())
        .sort(),
    ).toEqual(
      [
        'a-2.html',
        'a-b-2.html',
        'a-b.html',
        'a.html',
        'etc-passwd.html',
        'img-src-x-onerror-alert-1.html',
        'rule-.html',
        'rule-con.html',
        `${'x'.repeat(50)}.html`,
        'ü.html',
        '日本.html',
      ].sort(),
    );
    expect(brokenLinks(folder)).toEqual([]);
  });

  test('texts of rules are texts, and only addresses of the web are links', async () => {
    const folder = join(root, 'hostile');
    const texts = {
      name: hostile,
      description: `${hostile} \`${hostile}\` https://example.com/?a="b"&c`,
      category: hostile,
    };
    const file = rules(
      'hostile.json',
      rule('H.1', {
        ...texts,
        logic: `A should have b = '${hostile}'`,
        remediation: { cli: hostile, [hostile]: 'x' },
        frameworks: [`${hostile} (1)`],
        references: [{ title: 'ours', url: 'https://example.com/"x' }],
        tests: [{ name: hostile, entity: { b: hostile }, expect: 'passed' }],
      }),
    );
    expect((await gsl(['docs', folder, file, '--no-config', '--title', hostile])).err).toBe('');
    const both = page(folder, 'index.html') + page(folder, 'rules/H.1.html');
    expect(both).not.toContain('<img');
    expect(both).toContain('href="https://example.com/&quot;x"');
    expect(both).toContain('href="https://example.com/?a="');
  });

  test('a rule that cannot be run has a page that says so, and the exit code is 2', async () => {
    const folder = join(root, 'broken');
    const { code, err } = await gsl([
      'docs',
      folder,
      rules('broken.json', rule('B.1', { logic: 'IamUser shoud have x' })),
      '--no-config',
    ]);
    expect(code).toBe(2);
    expect(err).toContain('shoud');
    expect(page(folder, 'rules/B.1.html')).toContain('<strong>Error:</strong>');
  });

  test('pages of rules that are gone go, and what others made stays', async () => {
    const folder = join(root, 'again');
    await gsl(['docs', folder, rules('two.json', rule('A.1'), rule('A.2')), '--no-config']);
    writeFileSync(join(folder, 'rules', 'mine.html'), '<p>mine</p>');
    const { out } = await gsl(['docs', folder, rules('one.json', rule('A.2')), '--no-config']);
    expect(out).toBe(`wrote ${folder}/index.html and 1 page; removed 1 page of rules that are no longer among them\n`);
    expect(pagesIn(folder).sort()).toEqual(['A.2.html', 'mine.html']);
  });

  test('nothing is put in place of what it did not make', async () => {
    const folder = join(root, 'others');
    mkdirSync(folder);
    writeFileSync(join(folder, 'index.html'), '<p>mine</p>');
    const { code, err } = await gsl(['docs', folder, rules('other.json', rule('A.1')), '--no-config']);
    expect(code).toBe(2);
    expect(err).toContain('was not written by `gsl docs`; name another folder');
    expect(readdirSync(folder)).toEqual(['index.html']);
    for (const [name, path] of [
      ['style', 'style.css'],
      ['script', 'rules/filter.js'],
    ] as const) {
      const place = join(root, `others-${name}`);
      mkdirSync(join(place, 'rules'), { recursive: true });
      writeFileSync(join(place, path), 'mine');
      const refused = await gsl(['docs', place, rules('other.json', rule('A.1')), '--no-config']);
      expect(refused.code).toBe(2);
      expect(refused.err).toContain('was not written by `gsl docs`');
      expect(page(place, path)).toBe('mine');
      expect(existsSync(join(place, 'index.html'))).toBe(false);
    }
    const file = join(root, 'file');
    writeFileSync(file, '');
    expect((await gsl(['docs', file, rules('other.json', rule('A.1')), '--no-config'])).code).toBe(2);
    expect((await gsl(['docs', folder, '--id', 'nothing', '--no-config'])).code).toBe(2);
  });
});

describe.runIf(existsSync(CHROMIUM))('the site in a browser', { timeout: 120_000 }, () => {
  /** A few rules: a browser takes long over the names of some hundred rows. */
  const some = join(root, 'some');
  let browser: Browser;
  let server: Server;
  const wrong: string[] = [];
  beforeAll(async () => {
    const few = ['--id', 'GSL.K8S.POD.04,GSL.K8S.POD.05,D9.AWS.IAM.51', '--severity', 'Critical,High'];
    expect(
      (
        await gsl([
          'docs',
          some,
          '--ruleset',
          'cloudguard',
          '--ruleset',
          'kubernetes-pod-security',
          ...few,
          '--no-config',
        ])
      ).err,
    ).toBe('');
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
    // A strict host: its policy stands beside that of the page.
    const types: Record<string, string> = { '.html': 'text/html', '.css': 'text/css', '.js': 'text/javascript' };
    server = createServer(({ url = '' }, response) => {
      const path = decodeURIComponent(new URL(url, 'http://x').pathname);
      response.setHeader('content-security-policy', "default-src 'self'");
      response.setHeader('content-type', types[extname(path)] ?? 'text/plain');
      response.end(readFileSync(join(some, path)));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  }, 60_000);
  afterAll(async () => {
    server.close();
    await browser.close();
  });

  async function open(address: string, options: Parameters<Browser['newPage']>[0] = {}): Promise<Page> {
    const opened = await browser.newPage(options);
    opened.on('pageerror', ({ message }) => wrong.push(message));
    opened.on('console', (message) => message.type() === 'error' && wrong.push(message.text()));
    await opened.goto(address);
    return opened;
  }

  test.each(['a disk', 'a host'])('the list is filtered, and the address keeps by what: from %s', async (from) => {
    const { port } = server.address() as AddressInfo;
    const address =
      from === 'a disk' ? pathToFileURL(join(some, 'index.html')).href : `http://127.0.0.1:${port}/index.html`;
    const opened = await open(address);
    const shown = opened.getByRole('status');
    const count = pagesIn(some).length;
    expect(await shown.innerText()).toBe(`${count} of ${count} rules`);
    await opened.getByRole('combobox', { name: 'Severity' }).selectOption('Critical');
    await opened.getByRole('combobox', { name: 'Framework' }).selectOption('CIS Kubernetes v. 1.10.0');
    const rows = opened.locator('tbody tr:visible');
    const left = await rows.count();
    expect(left).toBeGreaterThan(0);
    expect(await shown.innerText()).toBe(`${left} of ${count} rules`);
    expect(new Set(await rows.locator('.severity').allInnerTexts())).toEqual(new Set(['Critical']));
    expect(new URL(opened.url()).hash).toBe('#severity=Critical&framework=CIS+Kubernetes+v.+1.10.0');
    await opened.getByRole('searchbox').fill('PRIVILEGED containers pod.04');
    expect(await rows.getByRole('link').allInnerTexts()).toEqual(['GSL.K8S.POD.04']);
    await rows.getByRole('link').click();
    expect(await opened.getByRole('heading', { level: 1 }).innerText()).toBe('Containers are not privileged');
    expect(await opened.evaluate("getComputedStyle(document.querySelector('.gsl-keyword')).color")).toBe(
      'rgb(130, 80, 223)',
    );
    await opened.getByRole('link', { name: 'Kubernetes Pod Security Standards' }).click();
    expect(await rows.count()).toBeGreaterThan(1);
    expect(await opened.getByRole('combobox', { name: 'Framework' }).inputValue()).toBe(
      'Kubernetes Pod Security Standards',
    );
    await opened.getByRole('button', { name: 'Show all' }).click();
    await expect.poll(() => rows.count()).toBe(count);
    expect(wrong).toEqual([]);
    await opened.close();
  });

  test('without scripts the list is whole', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const opened = await context.newPage();
    await opened.goto(pathToFileURL(join(some, 'index.html')).href);
    expect(await opened.locator('tbody tr:visible').count()).toBe(pagesIn(some).length);
    expect(await opened.getByRole('searchbox').count()).toBe(0);
    await context.close();
  });

  test.each([
    ['light', 1280],
    ['dark', 375],
  ] as const)('axe finds nothing, and nothing scrolls sideways: %s, %i wide', async (colorScheme, width) => {
    const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    for (const path of [width < 500 ? 'rules/D9.AWS.IAM.51.html' : 'index.html']) {
      const opened = await open(pathToFileURL(join(some, path)).href, {
        colorScheme,
        viewport: { width, height: 800 },
        bypassCSP: true,
      });
      for (const summary of await opened.locator('summary').all()) await summary.click();
      await opened.evaluate(axe);
      const found = await opened.evaluate(
        'axe.run(document).then(({ violations }) => violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`))',
      );
      expect(found).toEqual([]);
      expect(await opened.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      await opened.close();
    }
  });
});
