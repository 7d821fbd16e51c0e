import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildSite } from '../scripts/site/build.ts';
import { brokenLinks } from '../scripts/site/crawl.ts';
import { markdownPage } from '../scripts/site/markdown.ts';

describe('the site', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gsl-site-'));
  let pages: readonly string[] = [];
  beforeAll(async () => {
    pages = await buildSite(folder);
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  test('has a page for each document, and no link that leads nowhere', () => {
    expect(pages.length).toBeGreaterThan(40);
    expect(pages).toEqual(
      expect.arrayContaining(['index.html', 'docs/rules/README.html', 'grammar/functions.html', 'playground.html']),
    );
    // The pages of the API take typedoc half a minute: `npm run site` makes them and crawls them too.
    expect(brokenLinks(folder, ['api/'])).toEqual([]);
  });

  test('a link that leads nowhere is found', () => {
    const file = join(folder, 'bad.html');
    const text =
      '<a href="nowhere.html">1</a><a href="index.html#nothing">2</a><a href="../out.html">3</a><a href="index.html">4</a><a href="https://example.com/x">5</a>';
    writeFileSync(file, text);
    expect(brokenLinks(folder, ['api/'])).toEqual([
      'bad.html: nowhere.html',
      'bad.html: index.html#nothing',
      'bad.html: ../out.html',
    ]);
    rmSync(file);
  });

  test('pages load nothing from elsewhere', () => {
    for (const page of pages) {
      const text = readFileSync(join(folder, page), 'utf8');
      expect(text.match(/<(?:script|link|img|iframe)[^>]*(?:src|href)="(?:https?:)?\/\/[^"]*/giu)).toBeNull();
    }
  });

  test('headings have the ids that GitHub gives them, and rules their colours', () => {
    const { title, body } = markdownPage(
      '# A `title` of it\n\n## Twice, or more?\n\n## Twice, or more?\n\n[x](a.md#b)\n\n```gsl\nIamUser should have a < 1\n```\n',
      (link) => `rewritten/${link}`,
    );
    expect(title).toBe('A title of it');
    expect(body).toContain('<h1 id="a-title-of-it">');
    expect(body).toContain('<h2 id="twice-or-more">');
    expect(body).toContain('<h2 id="twice-or-more-1">');
    expect(body).toContain('href="rewritten/a.md#b"');
    expect(body).toContain('<span class="gsl-keyword">should</span>');
    expect(body).toContain('&lt;');
  });
});
