import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { junit } from '../../src/reporters/junit.ts';
import { compared, render } from './support.ts';

const schema = {
  fileName: 'junit.xsd',
  contents: readFileSync(new URL('./schemas/junit.xsd', import.meta.url), 'utf8'),
};

async function complaints(contents: string): Promise<readonly string[]> {
  const { errors } = await validateXML({ xml: { fileName: 'report.xml', contents }, schema });
  return errors.map(({ message }) => message);
}

test.each([
  ['all kinds of results', {}],
  ['one compared with an earlier report', compared],
  ['nothing to judge', { entities: [] }],
  ['trees', { explain: true }],
])('junit is what Jenkins takes: %s', async (_, options) => {
  expect(await complaints(await render(junit, options))).toEqual([]);
});

test('the schema refuses what Jenkins refuses', async () => {
  const report = await render(junit, compared);
  expect(await complaints(report.replace('<testsuites ', '<testsuites skipped="0" '))).toHaveLength(1);
  expect(await complaints(report.replace('<testcase ', '<testcase file="a" '))).toHaveLength(1);
});
