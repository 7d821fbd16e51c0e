import { describe, expect, test } from 'vitest';
import { assess, type Result } from '../../src/assess/assess.ts';
import { type Finding, findingOf, recordOf } from '../../src/findings/finding.ts';
import { reporters } from '../../src/reporters/index.ts';
import type { Status } from '../../src/values/outcome.ts';
import { endText, entities, exclusions, NOW, render, rule, ruleset } from '../reporters/support.ts';

async function resultsOf(include?: readonly Status[]): Promise<Result[]> {
  const results: Result[] = [];
  const options = { now: NOW, exclusions, ...(include === undefined ? {} : { include }) };
  for await (const result of assess([ruleset], entities, options)) results.push(result);
  return results;
}

/** A finding, and how often its reason was worked out. */
function counted(result: Result, explain = false): { finding: Finding; times: () => number } {
  let times = 0;
  const spied = { ...result, explain: () => ((times += 1), result.explain()) };
  return { finding: findingOf(spied, { explain }), times: () => times };
}

describe('a finding is plain data', () => {
  test('cloned and stored it says the same', async () => {
    for (const result of await resultsOf()) {
      const finding = findingOf(result, { explain: true });
      expect(structuredClone(finding)).toEqual({ ...finding });
      expect(JSON.parse(JSON.stringify(recordOf(finding)))).toEqual(recordOf(finding));
    }
  });

  test.each(reporters)('$name writes the same of posted findings and of a posted summary', async (reporter) => {
    const writer = reporter.open({ version: '1.2.3', now: NOW });
    let text = '';
    const assessment = assess([ruleset], entities, {
      now: NOW,
      exclusions,
      include: reporter.include,
      onProblem: (problem) => (text += writer.problem(structuredClone(problem))),
    });
    for await (const result of assessment) text += writer.finding(structuredClone(findingOf(result)));
    expect(text + endText(writer, structuredClone(assessment.summary))).toBe(await render(reporter));
  });

  test('big numbers keep their digits as text, wherever they stand', async () => {
    const big = 2n ** 70n;
    const entity = { type: 'X', size: big, sizes: [1, { size: big }], plain: [1, 2] };
    const rules = ['size = 1', 'sizes', 'plain'].map((condition) =>
      rule({ id: condition, logic: `X should not have ${condition.replace('=', '!=')}` }),
    );
    const values: unknown[] = [];
    for await (const result of assess(rules, [entity])) values.push(findingOf(result).facts[0]?.value);
    expect(values).toEqual([String(big), [1, { size: String(big) }], [1, 2]]);
  });
});

describe('a reason is worked out once, and only when it is read', () => {
  test('by all reporters together', async () => {
    for (const result of await resultsOf(['failed', 'error', 'excluded', 'passed'])) {
      const { finding, times } = counted(result);
      for (const reporter of reporters.filter(({ include }) => include.includes(result.status)))
        reporter.open({ version: '1', now: NOW }).finding(finding);
      expect(times()).toBeLessThanOrEqual(1);
    }
  });

  test('not by a report that shows none', async () => {
    const [passed] = await resultsOf(['passed']);
    const { finding, times } = counted(passed!);
    for (const reporter of reporters.filter(({ name }) => ['junit', 'cloudguard-json'].includes(name)))
      reporter.open({ version: '1', now: NOW }).finding(finding);
    expect(times()).toBe(0);
  });

  test('once more only for the tree, where it is asked for after the reason', async () => {
    const [failed] = await resultsOf(['failed']);
    const { finding, times } = counted(failed!, true);
    expect([finding.reason, finding.tree, finding.reason, finding.tree].map((part) => part.length > 0)).not.toContain(
      false,
    );
    expect(times()).toBe(1);
    expect(findingOf(failed!).tree).toEqual([]);
  });
});

test('what passed has a reason only where it is asked for', async () => {
  const [passed] = await resultsOf(['passed']);
  expect(findingOf(passed!)).toMatchObject({ reason: '', facts: [] });
  expect(findingOf(passed!, { explainPassed: true }).reason).toBe('tags is missing');
});

test('the same facts of a rule are the same objects, others are not', async () => {
  const rules = [rule({ id: 'R', logic: 'X should have a = 1 and b = 1' })];
  const inventory = [2, 2, 3, '2'].map((a) => ({ type: 'X', a, b: 1 }));
  const found: Finding[] = [];
  for await (const result of assess(rules, inventory)) found.push(findingOf(result));
  const [first, second, third, fourth] = found.map(({ facts }) => facts);
  expect(second).toBe(first);
  expect([third, fourth].map((facts) => facts?.[0]?.text)).toEqual(['a is 3, not 1', "a is '2', not 1"]);
});
