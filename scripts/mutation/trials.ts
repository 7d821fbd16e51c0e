import { readdirSync, readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { parse as parseYaml } from 'yaml';
import { indexResources } from '../../src/assess/resources.ts';
import { functions } from '../../src/functions/index.ts';
import { compileRule, tryCompile } from '../../src/run/compiled-rule.ts';
import type { Entity } from '../../src/values/entity.ts';
import { finderOf, splitter } from '../../src/values/search.ts';
import { casesOf } from '../../test/conformance/schema.ts';
import { assessSnapshot } from '../../test/conformance/snapshot.ts';
import { diceOf } from '../../test/fuzz/mutate.ts';
import { targets } from '../../test/fuzz/targets.ts';
import { differential } from '../../test/support/differential.ts';

/* The tests of what a rule means, so that they can run a thousand times in one process. Each throws at the first failure. */

const FOLDER = 'test/conformance';
const cases = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.yaml') && name !== 'known-failures.yaml')
  .flatMap((name) =>
    casesOf(
      name.replace('.yaml', ''),
      parseYaml(readFileSync(`${FOLDER}/${name}`, 'utf8'), { maxAliasCount: 1_000, intAsBigInt: false }),
    ),
  );
const texts = [
  ...new Set([
    ...cases.map(({ rule }) => rule),
    ...(JSON.parse(readFileSync('test/fuzz/corpus/text.json', 'utf8')) as string[]),
  ]),
];

export const trials: readonly (() => void | Promise<void>)[] = [
  conformance,
  examples,
  searches,
  roundTrips,
  differences,
];

async function conformance(): Promise<void> {
  for (const each of cases) {
    const { compiled } = tryCompile(each.rule, { lists: each.lists });
    let answer: unknown = 'refused';
    if (compiled !== undefined && each.entities !== undefined)
      answer = await assessSnapshot({ ...each, entities: each.entities });
    else if (compiled !== undefined)
      answer = compiled.evaluate(
        each.entity as unknown as Entity,
        each.now === undefined ? {} : { now: each.now },
      ).status;
    if (!isDeepStrictEqual(answer, each.expect)) throw new Error(`conformance: ${each.path}`);
  }
}

function examples(): void {
  for (const { name, examples: own } of functions)
    for (const { condition, entity, holds, now = '2026-01-01T00:00:00Z', resources } of own) {
      const snapshot = resources === undefined ? {} : { resources: indexResources(resources) };
      const { status } = compileRule(`Thing should have ${condition}`).evaluate(
        { type: 'Thing', ...entity },
        { now, ...snapshot },
      );
      const expected = { true: 'passed', false: 'failed', error: 'error' }[String(holds)];
      if (status !== expected) throw new Error(`example of ${name}: ${condition}`);
    }
}

/** Long parts are looked for by our own search. */
function searches(): void {
  const dice = diceOf(7);
  for (let turn = 0; turn < 300; turn += 1) {
    const part = Array.from({ length: 65 + dice(40) }, () => 'aaab'.charAt(dice(4))).join('');
    const text = part.slice(0, dice(60)) + part.slice(0, dice(part.length)) + part + part.slice(1) + part;
    for (const from of [0, dice(200)])
      if (finderOf(part)(text, from) !== text.indexOf(part, from)) throw new Error(`search: ${part}`);
    if (!isDeepStrictEqual(splitter(part, 3)(text), text.split(part, 3))) throw new Error(`split: ${part}`);
  }
}

async function roundTrips(): Promise<void> {
  const text = targets.find(({ name }) => name === 'text');
  for (const one of texts) await text?.run(one);
}

function differences(): void {
  differential(300, 51);
}
