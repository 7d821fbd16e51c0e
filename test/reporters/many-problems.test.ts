import { expect, it } from 'vitest';
import { assess } from '../../src/assess/assess.ts';
import { endOf, reporters } from '../../src/reporters/index.ts';
import type { Spool } from '../../src/reporters/spool.ts';
import { problemRecord } from '../../src/values/record.ts';

/* More than can be arguments of one call: a report that puts them behind one another by `push(...)` never comes. */
const MANY = 130_000;

it.each(reporters.map((reporter) => [reporter.name, reporter] as const))(
  '%s tells of many records that could not be read, and holds no list of them',
  async (_, reporter) => {
    const summary = await assess([{ id: 'r', severity: 'High', logic: 'T should have a' }], []).finish();
    let spooled = 0;
    const spool = (): Spool => ({ add: () => void (spooled += 1), read: () => [] });
    const writer = reporter.open({ version: '0', now: new Date(0), spool });
    for (let line = 1; line <= MANY; line += 1)
      writer.problem(problemRecord('invalid-json', 'the record is not valid JSON', { file: 'a.json', line }));
    for (const piece of endOf(writer, { ...summary, problems: MANY })) expect(typeof piece).toBe('string');
    // What tells of each has them wait in a spool; the others list some, or write them as they come.
    if (['json', 'sarif', 'junit', 'cloudguard-json', 'fix', 'github', 'azuredevops'].includes(reporter.name))
      expect(spooled).toBeGreaterThanOrEqual(MANY - 100);
  },
);

it('CSV holds nothing that turns text around or breaks its line', () => {
  const csv = reporters.find(({ name }) => name === 'csv');
  const message = 'a\u202eb\u2066c\u2028d\u0085e\u001b[31mf';
  const text = csv
    ?.open({ version: '0', now: new Date(0) })
    .problem(problemRecord('invalid-json', message, { file: 'x' }));
  expect(text).toContain('a\ufffdb\ufffdc\ufffdd\ufffde\ufffd[31mf');
});
