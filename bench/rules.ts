import { check } from '../src/check/check.ts';
import { parseRuleset } from '../src/rules/parse-text.ts';
import { loadPack, packs } from '../src/rules/packs/index.ts';
import { tryCompile } from '../src/run/compiled-rule.ts';
import { parse } from '../src/syntax/parse.ts';
import { tokenize } from '../src/syntax/lexer.ts';

/*
 * What rules cost until they are ready: the texts of all packs, made different where more are needed, in time of the
 * processor; then a ruleset of 2,000 from JSON and YAML text to ready, and one rule that grows. `npm run bench -- rules`
 */

const loaded = await Promise.all(packs.map(({ id }) => loadPack(id)));
const own = [...new Set(loaded.flatMap((pack) => pack?.rules ?? []).map(({ logic }) => logic))];
const COUNT = 2_000;
/** The own texts, then others that differ from them in a value: nothing that is kept by its text may help. */
const texts = Array.from({ length: COUNT }, (_, index) => {
  const text = own[index % own.length] ?? '';
  return index < own.length ? text : `${text} and probe${index} != '${index}'`;
});
const characters = texts.reduce((sum, text) => sum + text.length, 0);

/** Milliseconds of the processor. */
function cost(work: () => void): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

console.log(`${COUNT} rules of ${Math.round(characters / COUNT)} characters on average, in time of the processor`);
console.log('                        first time      a second, later');
const STEPS: readonly (readonly [name: string, step: (text: string) => unknown])[] = [
  ['tokens alone', (text) => tokenize({ name: 'bench', text })],
  ['parse', (text) => parse(text)],
  ['parse and check', (text) => check(text)],
  ['parse and compile', (text) => tryCompile(text, {})],
];
for (const [name, step] of STEPS) {
  const all = (): void => texts.forEach(step);
  const first = cost(all);
  for (let round = 0; round < 5; round += 1) all();
  const later = Math.min(...Array.from({ length: 8 }, () => cost(all)));
  const rate = Math.round((COUNT / later) * 1000);
  console.log(`${name.padEnd(20)} ${first.toFixed(0).padStart(10)} ms ${rate.toLocaleString('en').padStart(18)}`);
}

const ruleset = {
  name: 'bench',
  rules: texts.map((logic, index) => ({ id: `r${index}`, name: `rule ${index}`, severity: 'High', logic })),
};
const FILES: readonly (readonly [name: string, text: string])[] = [
  ['rules.json', JSON.stringify(ruleset)],
  [
    'rules.yaml',
    `name: bench\nrules:\n${ruleset.rules
      .map(
        (rule) =>
          `  - ${JSON.stringify(rule)
            .slice(1, -1)
            .replaceAll(',"', '\n    "')
            .replaceAll(/^( {4})?"(\w+)":/gmu, '$1$2: ')}`,
      )
      .join('\n')}\n`,
  ],
];
for (const [name, text] of FILES) {
  const ready = (): void => {
    const { rulesets, diagnostics } = parseRuleset(text, name);
    const rules = rulesets.flatMap((each) => each.rules);
    if (rules.length !== COUNT || diagnostics.length > 0) throw new Error(`${name}: ${rules.length} rules`);
    for (const { id, logic } of rules) tryCompile({ name: id, text: logic }, {});
  };
  console.log(`${name}, text to ready: ${cost(ready).toFixed(0)} ms`);
}

console.log('one rule that grows     parse       check     compile   microseconds a thousand characters');
for (const conditions of [20, 200, 2_000]) {
  const text = `Thing should have ${Array.from({ length: conditions }, (_, at) => `part${at}.name = 'value-${at}'`).join(' and ')}`;
  const each = [parse, check, (rule: string) => tryCompile(rule, {})].map((step) => {
    step(text);
    return Math.min(...Array.from({ length: 7 }, () => cost(() => step(text))));
  });
  const shown = each.map((ms) => ((ms / text.length) * 1_000_000).toFixed(0).padStart(11));
  console.log(`${text.length.toLocaleString('en').padStart(7)} characters ${shown.join(' ')}`);
}
