import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkParsed } from '../../src/check/check.ts';
import { functions } from '../../src/functions/index.ts';
import { InputSample, inventoryReaders, readInventory } from '../../src/inventory/index.ts';
import { parseExclusions, parseOverrides, parseRuleset } from '../../src/rules/index.ts';
import { type CompiledRule, tryCompile } from '../../src/run/compiled-rule.ts';
import { compileRules } from '../../src/run/precompiled/compile.ts';
import { loadCompiled } from '../../src/run/precompiled/load.ts';
import { sqlOf } from '../../src/sql/query.ts';
import { formatRule, isSameRule } from '../../src/syntax/format.ts';
import { parseRepaired as parse } from '../../src/syntax/repaired.ts';
import { printRule } from '../../src/syntax/print.ts';
import { KEYWORDS } from '../../src/syntax/words.ts';
import { EvaluationError } from '../../src/values/value.ts';
import type { Entity } from '../../src/values/entity.ts';
import { generatedJudge } from '../support/back-ends.ts';

/* What is fed with inputs that are made up. Each throws where something is wrong that no input may bring about. */

export interface Target {
  readonly name: string;
  readonly run: (input: string) => void | Promise<void>;
  readonly seeds: () => readonly string[];
  /** Words of its language. */
  readonly words: readonly string[];
}

const NOW = Date.parse('2026-01-01T00:00:00Z');

/** Between a rule and its entity in one input. */
const AND = '\n\u0001\n';

const RULE_WORDS = [
  ...KEYWORDS,
  ...functions.map(({ name, parameters }) => ` ${name}(${parameters.map(() => "'a'").join(',')})`),
  ...[
    '[ ',
    ' ]',
    ' (',
    ') ',
    ' = ',
    ' != ',
    ' >= ',
    '~.',
    '$.',
    "'a%'",
    ' 5',
    ' null ',
    ' regexMatch /^a/i ',
    ', ',
    '$L',
  ],
  ' contain [ $ = 1 ]',
  ' with [ a ] length() > 0',
  ' groupBy [ a ]',
];

const DATA_WORDS = [
  '{',
  '}',
  '[',
  ']',
  '"a":',
  '"type":"T"',
  ',',
  'null',
  'true',
  '1',
  '"x"',
  '---\n',
  '- ',
  'a: ',
  '&a ',
  '*a',
  '\n',
];

export const targets: readonly Target[] = [
  { name: 'text', run: text, seeds: ruleSeeds, words: RULE_WORDS },
  { name: 'back-ends', run: backEnds, seeds: pairSeeds, words: [...RULE_WORDS, ...DATA_WORDS] },
  {
    name: 'readers',
    run: readers,
    seeds: () => samplesIn('examples').filter((sample) => !sample.includes('PAR1')),
    words: [
      ...DATA_WORDS,
      'apiVersion: v1\n',
      'kind: Pod\n',
      'Resources:\n',
      'resource "a" "b" {\n',
      '${',
      'dynamic ',
      '<<EOT\n',
      'user,arn,',
    ],
  },
  {
    name: 'rulesets',
    run: rulesets,
    seeds: () => samplesIn('examples/rulesets', 'examples/team-iam'),
    words: [
      ...DATA_WORDS,
      'logic: ',
      'rules:\n',
      'severity: High\n',
      'id: a\n',
      '!!js ',
      '? ',
      '|\n',
      '>-\n',
      '<<: *a',
    ],
  },
];

/** Text to tree to text: what is printed is read as the same rule, and so is what is formatted. */
function text(input: string): void {
  const parsed = parse(input);
  const { rule } = parsed;
  checkParsed(parsed, {});
  if (rule === undefined) return;
  for (const write of [printRule, formatRule]) {
    const written = write(rule);
    // A rule of the greatest length may be longer when it is printed.
    if (written.length > 60_000) continue;
    const again = parse(written).rule;
    if (again === undefined || !isSameRule(rule, again))
      throw new Error(`${write.name} gives another rule: ${written}`);
  }
}

/** One verdict, whichever way it is come to; and whatever is made of a plan is made without an exception. */
function backEnds(input: string): void {
  const [logic = '', data = '{}'] = input.split(AND);
  const { compiled } = tryCompile(logic, { lists: { L: ['a', 5, true] } });
  if (compiled === undefined) return;
  // Queries cost more than all else here, so an input is asked for one of the two.
  const dialect = input.length % 2 === 0 ? 'duckdb' : 'postgres';
  if (compiled.target !== undefined && !compiled.plan.isList) sqlOf(compiled, { dialect, now: NOW });
  const entity = entityOf(data, compiled);
  const evaluation = compiled.evaluate(entity, { now: NOW });
  const told = evaluation.explain();
  for (const part of [told.where, told.exclude, told.condition])
    if (part?.truth instanceof EvaluationError && evaluation.status !== 'error' && evaluation.status !== 'irrelevant')
      throw new Error(`explained as an error, judged as ${evaluation.status}`);
  const code = generatedJudge(compiled, { lists: { L: ['a', 5, true] } }, NOW)?.(entity);
  if (code !== undefined && code !== evaluation.status) throw new Error(`generated: ${code}, not ${evaluation.status}`);
  const file = compileRules([{ id: 'r', severity: 'High', logic }], { lists: { L: ['a', 5, true] } });
  const [loaded] = loadCompiled(file, { functions, lists: { L: ['a', 5, true] } });
  const status = loaded?.evaluate(entity, { now: NOW }).status;
  if (status !== evaluation.status) throw new Error(`compiled ahead: ${status}, not ${evaluation.status}`);
}

function entityOf(data: string, { target, plan }: CompiledRule): Entity {
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch {
    value = { a: data };
  }
  const type = plan.isList ? `List<${target}>` : (target ?? 'T');
  return { ...(typeof value === 'object' ? value : { a: value }), type } as Entity;
}

/** Bytes to records, by whichever reader knows them, and by the one that is named. */
async function readers(input: string): Promise<void> {
  // Each byte is a character, so that every byte can be there.
  const bytes = Buffer.from(input, /[^\u0000-\u00ff]/u.test(input) ? 'utf8' : 'latin1');
  for (const reader of inventoryReaders) reader.detect(new InputSample('x.json', bytes, true));
  const named = inventoryReaders[bytes.length % inventoryReaders.length];
  for (const format of [undefined, named?.name]) {
    const options = { ...(format === undefined || format === 'parquet' ? {} : { format }), stdin: once(bytes) };
    for await (const record of readInventory(['-'], options))
      if (record.kind === 'entity' && (typeof record.entity.type !== 'string' || record.entity.type === ''))
        throw new Error(`an entity without a type: ${JSON.stringify(record).slice(0, 300)}`);
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}

function rulesets(input: string): void {
  for (const name of ['r.yaml', 'r.json', 'r.gsl']) parseRuleset(input, name);
  parseExclusions(input, 'e.yaml');
  parseOverrides(input, 's.yaml');
}

function ruleSeeds(): readonly string[] {
  const found = new Set<string>();
  for (const file of readdirSync('test/conformance').filter((name) => name.endsWith('.yaml')))
    for (const [, rule = ''] of readFileSync(join('test/conformance', file), 'utf8').matchAll(/rule: (.*)/gu))
      found.add(rule.replace(/^["']|["']$/gu, '').replaceAll("''", "'"));
  return [...found];
}

function pairSeeds(): readonly string[] {
  const entity =
    '{"a":{"b":1},"list":[{"x":1,"y":"b"},{"x":2}],"x":"abc","t":1700000000,"name":"n","nul":null,"deep":[[1],[2]]}';
  return ruleSeeds().map((rule) => `${rule}${AND}${entity}`);
}

function samplesIn(...folders: readonly string[]): readonly string[] {
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.md'))
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1').slice(0, 3_000)),
  );
}
