import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import zlib from 'node:zlib';
import { expect, test } from 'vitest';
import { assess } from '../src/assess/assess.ts';
import { checks } from '../src/check/checks/index.ts';
import { cloudGuardSchemas } from '../src/check/schemas/cloudguard.ts';
import { codes, codeSections } from '../src/codes.ts';
import { joinable } from '../src/inventory/aws/answers/join-facts.ts';
import { EntityJoin } from '../src/inventory/aws/entity-join.ts';
import { parquetReader } from '../src/inventory/files/parquet/reader.ts';
import { loadOverrides, applyOverrides } from '../src/rules/overrides.ts';
import { parseExclusions, parseOverrides, parseRuleset } from '../src/rules/parse-text.ts';
import type { Rule } from '../src/rules/rule.ts';
import { selectRules } from '../src/rules/select.ts';
import { compileRule, tryCompile } from '../src/run/compiled-rule.ts';
import { sqlOf } from '../src/sql/index.ts';
import type { CodeEntry } from '../src/text/code-entry.ts';
import { loadExclusions } from '../src/rules/exclusions.ts';
import { entityRecord, type InventoryRecord, sourceRecord } from '../src/values/record.ts';
import { gsl } from './cli/support.ts';
import { collect, collectBytes, temporaryFolder } from './inventory/support.ts';

const folder = temporaryFolder();
const alice = '{"type":"IamUser","name":"alice"}';

/** The codes that come of something. */
type Provoke = () => readonly string[] | Promise<readonly string[]>;

const codesOf = (messages: readonly { readonly code: string }[]): readonly string[] => messages.map(({ code }) => code);

async function ofInput(input: string | Uint8Array, options: Parameters<typeof collect>[1] = {}): Promise<string[]> {
  return (await collectBytes(input, options)).problems.map(codeOfProblem);
}

async function ofFiles(...names: readonly string[]): Promise<string[]> {
  return (await collect(names)).problems.map(codeOfProblem);
}

function codeOfProblem(text: string): string {
  return /^[a-z0-9-]+/u.exec(text)?.[0] ?? '';
}

function damaged(bytes: Uint8Array): Uint8Array {
  return bytes.map((byte, index) => (index === 20 ? byte ^ 0xff : byte));
}

function part(scope?: string): InventoryRecord {
  const join = { name: 'b', ...(scope === undefined ? {} : { scope }) };
  return joinable(entityRecord({ type: 'S3Bucket', name: 'b' }, { file: 'x' }), join);
}

function user(name: string): InventoryRecord {
  return entityRecord({ type: 'IamUser', name, accountNumber: '1' }, { file: name });
}

function ofJoin(join: EntityJoin, ...records: readonly InventoryRecord[]): string[] {
  for (const record of records) join.hold(record);
  return [...join.finish()].flatMap((record) => (record.kind === 'problem' ? [record.code] : []));
}

function users(account: string): string {
  return JSON.stringify({ Users: [{ UserName: 'u', Arn: `arn:aws:iam::${account}:user/u`, UserId: 'A' }] });
}

/** What provokes the codes whose example no short text can be. */
const PROVOKED: Readonly<Record<string, Provoke>> = {
  'rule-too-long': () => codesOf(tryCompile(`IamUser should have ${'a'.repeat(70_000)}`).diagnostics),
  'rule-too-deep': () => codesOf(tryCompile(`IamUser should have ${'('.repeat(200)}a${')'.repeat(200)}`).diagnostics),
  limit: () => {
    const text = Array.from({ length: 200_000 }, () => 'a').join(',');
    const { error } = compileRule("A should have name split(',') length() > 0").evaluate({ type: 'A', name: text });
    return error === undefined ? [] : [error.code];
  },
  'type-not-covered': async () => {
    const rule: Rule = { id: 'x', severity: 'Low', logic: 'List<VPC> should have items length() > 0' };
    const inventory = [
      sourceRecord('aws-credential-report', { file: 'report.csv' }, ['IamUser'], 'aws'),
      { type: 'IamUser', name: 'alice', accountNumber: '111122223333' },
    ];
    const found: string[] = [];
    for await (const { error } of assess([rule], inventory)) if (error !== undefined) found.push(error.code);
    return found;
  },
  'different-case': async () => {
    const rule: Rule = { id: 'x', severity: 'Low', logic: "Instance should have getResource('VPC', vpcId)" };
    const inventory = [
      { type: 'Instance', name: 'i-1', vpcId: 'vpc-1' },
      { type: 'VPC', id: 'VPC-1' },
    ];
    const found: string[] = [];
    for await (const { error } of assess([rule], inventory, { matchCase: true }))
      if (error !== undefined) found.push(error.code);
    return found;
  },
  'unanswered-lookup': async () => {
    const logic = "Instance should not have getResource('VPC', name) isEmpty()";
    const inventory = [
      { type: 'Instance', id: 'i', name: 'vpc' },
      { type: 'VPC', id: 'v', name: 'vpc' },
    ];
    const { rules } = await assess([{ id: 'x', severity: 'Low', logic }], inventory).finish();
    return rules.flatMap(({ evidence }) => codesOf(evidence));
  },
  'too-many-aliases': () => {
    const levels = Array.from(
      { length: 9 },
      (_, level) => `a${level + 1}: &a${level + 1} [${`*a${level}, `.repeat(9)}]`,
    );
    return codesOf(parseRuleset(`a0: &a0 [x]\n${levels.join('\n')}`, 'x.yaml').diagnostics);
  },
  'text-too-long': () => codesOf(parseRuleset('logic: "true"', 'x.yaml', { maxLength: 5 }).diagnostics),
  'too-many-problems': () => codesOf(parseRuleset('- x\n'.repeat(1001), 'x.yaml').diagnostics),
  'unknown-selector': () => codesOf(selectRules([], { ids: ['A'] }).problems),
  'unknown-rule': () => {
    const { overrides } = loadOverrides([{ rule: 'A', severity: 'Low', reason: 'x' }]);
    return codesOf(applyOverrides([], overrides).problems);
  },
  'unreadable-input': () => ofFiles(join(folder.path, 'none.json')),
  'no-input': () => ofFiles(join(folder.path, 'none', '*.json')),
  'unsupported-encoding': () =>
    ofInput(Buffer.from([0xff, 0xfe, 0, 0, ...Array.from(alice).flatMap((letter) => [letter.charCodeAt(0), 0, 0, 0])])),
  'unsupported-compression': async () => {
    const original = Object.getOwnPropertyDescriptor(zlib, 'createZstdDecompress');
    Object.defineProperty(zlib, 'createZstdDecompress', { value: undefined, configurable: true });
    try {
      return await ofInput(Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, 0, 0, 0]));
    } finally {
      if (original !== undefined) Object.defineProperty(zlib, 'createZstdDecompress', original);
    }
  },
  'invalid-compression': () => ofInput(damaged(zlib.gzipSync(alice.repeat(10)))),
  'invalid-utf8': () => ofInput(Buffer.from(`{"type":"A","name":"\xe9"}\n${alice}\n`, 'latin1')),
  'too-deep': () => ofInput(`[{"type":"A","x":${'['.repeat(9)}${']'.repeat(9)}}]`, { maxDepth: 5 }),
  'record-too-large': () => ofInput(`[{"type":"A","x":"${'x'.repeat(300)}"}]`, { maxRecordBytes: 200 }),
  'invalid-parquet': () => ofInput('PAR1....PAR1'),
  'ambiguous-part': () => ofJoin(new EntityJoin(), part('1'), part('2'), part()),
  'too-many-parts': () => ofJoin(new EntityJoin(1), part('1'), part('2')),
  'too-many-users': () => ofJoin(new EntityJoin(1), user('a'), user('b')),
  'ambiguous-user': () =>
    ofFiles(
      folder.write('1.json', users('111122223333')),
      folder.write('2.json', users('444455556666')),
      folder.write(
        '3.json',
        JSON.stringify({ AccessKeyMetadata: [{ UserName: 'u', AccessKeyId: 'A', Status: 'Active' }] }),
      ),
    ),
  'repeated-entity': async () => {
    const twice = { type: 'IamUser', id: 'AIDA1', name: 'alice' };
    const rule = { id: 'x', severity: 'Low', logic: 'IamUser should have name' } as const;
    return codesOf(
      (
        await assess(
          [rule],
          [entityRecord(twice, { file: 'a.json' }), entityRecord(twice, { file: 'b.json' })],
        ).finish()
      ).evidence,
    );
  },
  'empty-lists': async () => {
    const logic = 'Thing should not have rules contain [ port = 22 ]';
    const rule = { id: 'x', severity: 'Low', logic } as const;
    const { rules } = await assess([rule], [{ type: 'Thing', id: 't', rules: [] }]).finish();
    return codesOf(rules.flatMap(({ evidence }) => evidence));
  },
  'all-ports-as-zero': async () => {
    const group = { type: 'SecurityGroup', id: 'sg', inboundRules: [{ protocol: 'All', port: 0, portTo: 0 }] };
    const logic = 'SecurityGroup should not have inboundRules contain [ port <= 22 and portTo >= 22 ]';
    return codesOf((await assess([{ id: 'x', severity: 'Low', logic } as const], [group]).finish()).evidence);
  },
  'assumed-value': async () => {
    const source = { ...sourceRecord('cloudformation', { file: 'a.yaml' }, []), assumed: ['the default of `Stage`'] };
    return codesOf((await assess([], [source]).finish()).evidence);
  },
  'excluded-by-absence': async () => {
    const rule = { id: 'x', severity: 'Low', logic: 'Thing should have on' } as const;
    const { exclusions } = loadExclusions([
      { logicExpressions: ["not labels contain [ key = 'public' ]"], comment: 'c' },
    ]);
    return codesOf((await assess([rule], [{ type: 'Thing', id: 't' }], { exclusions }).finish()).evidence);
  },
  'unjudged-input': async () => {
    const rule = { id: 'x', severity: 'Low', logic: 'IamUser should have name' } as const;
    const plan = sourceRecord('terraform', { file: 'plan.json' }, ['aws_*'], 'aws');
    const bucket = entityRecord({ type: 'aws_s3_bucket', id: 'b' }, { file: 'plan.json' });
    return codesOf((await assess([rule], [{ type: 'IamUser', name: 'u' }, plan, bucket]).finish()).evidence);
  },
  'missing-package': () => {
    const limits = { idleSeconds: 20, heapMegabytes: 64, growthMegabytes: 1024 };
    return ofInput('PAR1....PAR1', { readers: [parquetReader('no-such-package', limits)] });
  },
};

/** What the checker is told for the codes that need it. */
const OPTIONS = { strict: { strict: true }, schemas: { schemas: cloudGuardSchemas }, lists: { lists: {} } };

/** How the example of a code of each section provokes it. */
const BY_SECTION: Readonly<Record<string, (entry: CodeEntry) => readonly string[] | Promise<readonly string[]>>> = {
  Rules: ({ example, needs }) => codesOf(tryCompile(example, needs === undefined ? {} : OPTIONS[needs]).diagnostics),
  Evaluation: ({ example, entity, unknown }) => {
    const options = unknown === undefined ? {} : { unknown };
    const { error } = compileRule(example).evaluate(entity as never, options);
    return error === undefined ? [] : [error.code];
  },
  Evidence: async ({ example }) => {
    const alone = { type: 'IamUser', name: 'alice', firstAccessKey: { isActive: true } };
    const { rules, evidence } = await assess([{ id: 'x', severity: 'Low', logic: example }], [alone]).finish();
    return codesOf([...evidence, ...rules.flatMap((rule) => rule.evidence)]);
  },
  'Rulesets, exclusions and configuration': ({ example }) => {
    const parse = /^exclusions:/u.test(example)
      ? parseExclusions
      : /^severities:/u.test(example)
        ? parseOverrides
        : parseRuleset;
    return codesOf(parse(example, 'example.yaml').diagnostics);
  },
  'Rules as code': async ({ example }) => {
    const answers = await Promise.all(
      [['test'], ['fmt', '--check']].map((command) => gsl([...command, '-', '--format', 'json'], example)),
    );
    return answers.flatMap(({ out }) => codesOf((JSON.parse(out) as { messages: { code: string }[] }).messages));
  },
  Inputs: ({ example, reader }) => ofInput(example, reader === undefined ? {} : { format: reader }),
  Queries: ({ example }) => codesOf(sqlOf(compileRule(example), { dialect: 'duckdb' }).unsaid),
};

for (const { title, codes: section } of codeSections) {
  test.each(Object.entries(section))(`${title}: %s is provoked`, async (code, entry) => {
    // What stands in brackets describes what provokes the code; then the table above has it. Without either, it fails.
    const provoked = await (PROVOKED[code]?.() ?? BY_SECTION[title]?.(entry));
    expect(provoked).toContain(code);
    expect(entry.example.startsWith('(')).toBe(Object.hasOwn(PROVOKED, code));
  });
}

test.each([...codes])('%s is explained', (code, { title, explanation }) => {
  expect(code).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/u);
  expect(title).toMatch(/^[a-z`'].*[^.]$/u);
  expect(explanation).toMatch(/^[A-Z`'].*\.$/u);
});

test('each code is declared in one place', () => {
  const declared = codeSections.flatMap((section) => Object.keys(section.codes));
  expect(declared.filter((code, index) => declared.indexOf(code) !== index)).toEqual([]);
  expect(checks.flatMap(({ also = [] }) => also).filter((code) => !codes.has(code))).toEqual([]);
});

test('each code that the sources give is declared', () => {
  const src = join(import.meta.dirname, '../src');
  const given = readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => {
      const text = readFileSync(join(src, file), 'utf8');
      const calls =
        /(?:new EvaluationError|InputFailure|[pP]roblem|problemRecord|context\.(?:error|warn)|fail|warn)\(\s*'([a-z0-9-]+)',/gu;
      return [...text.matchAll(calls)].map((match) => match[1]);
    });
  expect(given.length).toBeGreaterThan(50);
  expect([...new Set(given)].filter((code) => !codes.has(code ?? ''))).toEqual([]);
});
