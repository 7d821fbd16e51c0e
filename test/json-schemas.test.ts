import { globSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { load } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { projectFile } from '../src/cli/init-files/project.ts';
import { ruleFile } from '../src/cli/init-files/rule-file.ts';
import { readProject } from '../src/cli/project/read.ts';
import { json } from '../src/reporters/json.ts';
import { ndjson } from '../src/reporters/ndjson.ts';
import { schemaUrl } from '../src/reporters/report-head.ts';
import { parseExclusions, parseRuleset } from '../src/rules/index.ts';
import { version } from '../src/version.ts';
import { compared, render, type RenderOptions } from './reporters/support.ts';

type Name = Parameters<typeof schemaUrl>[1];

/** What is wrong with data by a published schema. */
function errorsOf(name: Name, data: unknown): readonly string[] {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  const schema = JSON.parse(readFileSync(`schemas/${name}.schema.json`, 'utf8')) as object;
  ajv.validate(schema, data);
  return (ajv.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`);
}

describe('reports', () => {
  const options: readonly (readonly [string, RenderOptions])[] = [
    ['of all kinds of results', { explain: true }],
    ['compared', compared],
    ['of nothing', { entities: [] }],
    ['of no rules', { rulesets: [] }],
  ];

  test.each(options)('%s', async (_, given) => {
    const report = JSON.parse(await render(json, given)) as object;
    expect(errorsOf('report', report)).toEqual([]);
    const lines = (await render(ndjson, given)).trimEnd().split('\n');
    for (const line of lines) expect(errorsOf('report', JSON.parse(line))).toEqual([]);
  });

  test('the first line names the schema', async () => {
    expect(await render(json)).toMatch(
      /^\{"\$schema":"https:\/\/unpkg\.com\/gsl-engine@1\.2\.3\/schemas\/report\.schema\.json","schemaVersion":"\d+\.\d+"/u,
    );
    expect(await render(ndjson)).toMatch(
      /^\{"report":\{"\$schema":"[^"]+","schemaVersion":"[^"]+","tool":[^\n]+\}\n\{"/u,
    );
  });

  test.each([
    ['no summary', { summary: undefined }],
    ['a status that is none', { findings: [{ status: 'fine' }] }],
  ])('%s is none', async (_, change) => {
    const report = { ...(JSON.parse(await render(json)) as object), ...change };
    expect(errorsOf('report', JSON.parse(JSON.stringify(report)))).not.toEqual([]);
  });
});

describe('files that people write', () => {
  const rulesets = globSync('examples/**/*.{yaml,yml,json}').filter((file) =>
    parseRuleset(readFileSync(file, 'utf8'), file).rulesets.some(({ rules }) => rules.length > 0),
  );

  test('rulesets of the examples', () => {
    expect(rulesets.length).toBeGreaterThan(1);
    for (const file of rulesets) expect(errorsOf('ruleset', load(readFileSync(file, 'utf8'))), file).toEqual([]);
  });

  test('exclusions of the examples', () => {
    const files = globSync('examples/**/*exclusions*.{yaml,json}');
    const whole = files.filter((file) => parseExclusions(readFileSync(file, 'utf8'), file).diagnostics.length === 0);
    expect(whole.length).toBeGreaterThan(0);
    for (const file of whole) expect(errorsOf('exclusions', load(readFileSync(file, 'utf8'))), file).toEqual([]);
  });

  test('what gsl init writes names its schema, and is right by it', () => {
    const project = projectFile('rules.yaml');
    expect(project.split('\n', 1)[0]).toBe(`# yaml-language-server: $schema=${schemaUrl(version, 'config')}`);
    expect(ruleFile('My rules', 'MY').split('\n', 1)[0]).toBe(
      `# yaml-language-server: $schema=${schemaUrl(version, 'ruleset')}`,
    );
    expect(errorsOf('config', load(project))).toEqual([]);
    expect(errorsOf('ruleset', load(ruleFile('My rules', 'MY')))).toEqual([]);
  });

  test('a schema may be named in JSON', () => {
    const text = JSON.stringify({ $schema: schemaUrl(version, 'config'), inputs: ['a'] });
    expect(readProject(text, 'gsl.json').diagnostics).toEqual([]);
    expect(errorsOf('config', JSON.parse(text))).toEqual([]);
  });

  test.each<readonly [Name, unknown]>([
    ['config', { input: ['a'], unknown: 1 }],
    ['config', { strict: 'perhaps' }],
    ['ruleset', { rules: [{ id: 'x' }] }],
    ['ruleset', [{ logic: 1 }]],
    ['exclusions', [{ comment: ['x'] }]],
    ['exclusions', 'all'],
  ])('%s: %j is wrong', (name, data) => {
    expect(errorsOf(name, data)).not.toEqual([]);
  });
});
