import { describe, expect, test } from 'vitest';
import { htmlProgram, htmlStyle } from '../../src/reporters/html-program.ts';
import { reporters } from '../../src/reporters/index.ts';
import { compared, HOSTILE, render } from './support.ts';

const EXTENSIONS: Readonly<Record<string, string>> = {
  pretty: 'txt',
  json: 'json',
  ndjson: 'ndjson',
  sarif: 'sarif',
  junit: 'xml',
  csv: 'csv',
  markdown: 'md',
  html: 'html',
  ocsf: 'ndjson',
  asff: 'json',
  'asff-batches': 'ndjson',
  'cloudguard-json': 'json',
  github: 'txt',
  gitlab: 'json',
  azuredevops: 'txt',
  fix: 'sh',
};

/** Without what is long and tested elsewhere, as it would be written in UTF-8. */
function shortened(text: string): string {
  return text
    .replaceAll(htmlStyle, '/* style */')
    .replaceAll(htmlProgram, '/* program */')
    .replace(/'sha256-[^']+'/gu, "'sha256-…'")
    .replaceAll(/n{150,}/gu, 'nnn…nnn')
    .replaceAll(/\p{Cs}/gu, '\ufffd');
}

describe.each(reporters)('$name', (reporter) => {
  test('golden file', async () => {
    const text = await render(reporter);
    await expect(shortened(text)).toMatchFileSnapshot(`golden/${reporter.name}.${EXTENSIONS[reporter.name] ?? 'txt'}`);
  });

  test('the same input gives the same text', async () => {
    expect(await render(reporter)).toBe(await render(reporter));
  });

  test('nothing to judge', async () => {
    const text = await render(reporter, { entities: [] });
    await expect(shortened(text)).toMatchFileSnapshot(
      `golden/empty-${reporter.name}.${EXTENSIONS[reporter.name] ?? 'txt'}`,
    );
  });

  test('a changed severity, compared with an earlier report', async () => {
    const text = await render(reporter, compared);
    expect(text).toContain('audit finding 7');
    await expect(shortened(text)).toMatchFileSnapshot(
      `golden/compared-${reporter.name}.${EXTENSIONS[reporter.name] ?? 'txt'}`,
    );
  });

  test('no rules', async () => {
    await expect(render(reporter, { rulesets: [] })).resolves.toEqual(expect.any(String));
  });
});

test('the hostile texts are what they seem', () => {
  expect(HOSTILE['surrogate']).toMatch(/\p{Cs}/u);
  expect(HOSTILE['long']).toHaveLength(10_000);
});
