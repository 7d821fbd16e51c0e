import { expect, test } from 'vitest';
import { reporterNamed, reporterNames } from '../../src/reporters/by-name.ts';
import { reporters } from '../../src/reporters/index.ts';

test('what is loaded by its name is the same as in the table of all, in its order', async () => {
  expect(reporterNames).toEqual(reporters.map(({ name }) => name));
  for (const reporter of reporters) expect(await reporterNamed(reporter.name)).toBe(reporter);
});

test.each(['', 'nope', 'constructor', '__proto__'])('no format is named `%s`', async (name) => {
  expect(await reporterNamed(name)).toBeUndefined();
});
