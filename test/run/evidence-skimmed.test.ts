import { expect, test } from 'vitest';
import { compileRule } from '../../src/run/compiled-rule.ts';
import { contextOf, scopeOf } from '../../src/run/context.ts';
import { runEnvironment } from '../../src/run/environment.ts';
import { evidencePlan } from '../../src/run/evidence-plan.ts';
import { evidenceState } from '../../src/run/evidence-state.ts';
import { EvidenceCollector, type Looking, type Watch } from '../../src/run/evidence.ts';

/*
 * How often places of a rule are looked at among many entities that have not what it asks for, as tables in
 * `evidence-skimmed/`: other tests see only that what is found is the same. `npx vitest run evidence-skimmed -u` writes them;
 * what changed is to be read.
 */

const WIDE = Object.fromEntries(Array.from({ length: 520 }, (_, n) => [`k${n}`, n]));

/** By their names: entities that have not what a rule asks for. */
const KINDS: Readonly<Record<string, (index: number) => object>> = {
  'all alike': () => ({ a: 1, b: 2 }),
  'of two kinds': (index) => (index % 2 === 0 ? { a: 1, b: 2 } : { b: 2, c: 3 }),
  'of nine kinds': (index) => ({ a: 1, [`k${index % 9}`]: 2 }),
  'some with less': (index) => (index % 2 === 0 ? { a: 1, b: 2 } : { a: 1 }),
  'of 600 names': (index) => ({ a: 1, [`k${index % 600}`]: 2 }),
  'of 520 names each': () => WIDE,
  'one has another name': (index) => ({ a: 1, ...(index === 1_050 ? { open: 1 } : {}) }),
  'one has it': (index) => ({ a: 1, ...(index === 1_050 ? { opne: 1 } : {}) }),
  'some end elsewhere': (index) =>
    index < 1_010 ? { a: 1 } : { x: [5, null, [], { a: 1 }, 'x', '{"y":1}', {}][index % 7] },
  'one comes deeper': (index) => ({ a: 1, x: index < 1_050 ? { a: 1 } : { y: index === 1_050 ? { b: 1 } : { a: 1 } } }),
};

/** What is found of so many of a kind, and how often a place was looked at for it. */
function skimmed(rule: string, make: (index: number) => object): string {
  let [looked, taken] = [0, 0];
  const counting = ({ watches, firsts, blocks, ...looking }: Looking): Looking => ({
    ...looking,
    firsts: firsts.map((first) => ({
      ...first,
      way: () => {
        const way = first.way();
        let isMade = false;
        return {
          ...way,
          // It is asked when the place is made, and then of each value that is taken, however that is come by.
          get counted() {
            if (isMade) taken += 1;
            isMade = true;
            return way.counted;
          },
        };
      },
    })),
    watches: watches.map((watch) => {
      const look: Watch['look'] = (...given) => {
        looked += 1;
        return watch.look(...given);
      };
      return { ...watch, look };
    }),
    blocks: blocks.map((block) => ({ ...block, within: counting(block.within) })),
  });
  const evidence = evidencePlan(compileRule(rule).plan, runEnvironment({}));
  const collector = new EvidenceCollector({ ...evidence, root: counting(evidence.root) });
  const scope = scopeOf(contextOf({ now: new Date(0) }));
  for (let index = 0; index < 1_100; index += 1) {
    const x = make(index);
    const entity = { type: 'T', x, ...x, ...(rule.includes(' l ') ? { l: [x, { a: 1 }] } : {}) };
    if (!collector.skims(entity, scope)) collector.observe(entity, scope);
  }
  const found = collector.evidence.map((one) => {
    const { supported, asked, depth, names = [] } = evidenceState(one);
    const instead = names.length > 6 ? `${names.length} names` : names.map(([name]) => name).join(' ');
    const at = depth === undefined ? '' : ` at ${depth}, which have ${instead}`;
    return `  ${one.kind}: ${supported ? 'is there' : `in none of ${asked}${at}`}\n`;
  });
  const first = taken === 0 ? '' : `, took ${taken} values`;
  return `looked ${looked} times${first}\n${found.join('')}`;
}

test.each([
  'T should have opne',
  'T should have x.opne and x.clsoe',
  'T should have x.y.opne = 1 or opne = 1',
  "T should have x getValue('opne') = 1",
  'T should have opne = a',
  'T should have l contain [ opne ]',
  'T should have l contain [ ~.opne ]',
  'T should have opne and l contain [ a ]',
  'T should not have opne = 1',
  'T should not have x.opne = 1',
  'T should not have l contain [ opne = 1 ]',
])('how often what nothing has is looked for, and what is found: %s', async (rule) => {
  const lines = Object.entries(KINDS).map(([name, make]) => `${name}: ${skimmed(rule, make)}`);
  const file = rule
    .replace(/^T should (?:have )?/u, '')
    .replaceAll(/[^\w.~]+/gu, '-')
    .replace(/-$/u, '');
  await expect(`${rule}\n${lines.join('')}`).toMatchFileSnapshot(`evidence-skimmed/${file}.txt`);
});
