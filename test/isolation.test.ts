import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compileRule } from '../src/run/compiled-rule.ts';
import type { Entity } from '../src/values/entity.ts';

/* What runs beside others must not need, see or leave anything: each of these is a process of its own, or hostile data. */

const folder = mkdtempSync(join(tmpdir(), 'gsl-isolation-'));
const DIST = new URL('../dist/', import.meta.url).pathname;
const ENTRIES = [
  'index.js',
  'inventory/index.js',
  'inventory/formats.js',
  'rules/index.js',
  'reporters/index.js',
  'check/schemas/complete/index.js',
];

function node(options: readonly string[], code: string): string {
  return execFileSync(process.execPath, [...options, '--input-type=module', '--eval', code], {
    encoding: 'utf8',
    cwd: folder,
  });
}

const JUDGE = `
  const { compileRule } = await import(${JSON.stringify(`${DIST}index.js`)});
  const rule = compileRule("IamUser should have mfaActive = true and name like 'a%' and name regexMatch /^al.ce$/");
  // Often enough that code would be generated.
  for (let turn = 0; turn < 3000; turn += 1) rule.evaluate({ type: 'IamUser', name: 'alice', mfaActive: true });
  console.log(rule.evaluate({ type: 'IamUser', name: 'alice', mfaActive: true }).status, rule.evaluate({ type: 'IamUser' }).status);
`;

describe('Node with less than usual', () => {
  test.each([
    ['code generation from strings', ['--disallow-code-generation-from-strings']],
    ['intrinsics that can be changed', ['--frozen-intrinsics', '--no-warnings']],
    ['`__proto__`', ['--disable-proto=delete']],
  ])('judges without %s', (_, options) => {
    expect(node(options, JUDGE)).toBe('passed failed\n');
  });
});

test('a rule that is nested too deep for the stack that is left is told to be, and the next one is read', () => {
  const reading = `
    const { parse } = await import(${JSON.stringify(`${DIST}index.js`)});
    const nested = (depth) => 'T should have ' + 'items contain [ '.repeat(depth) + 'a' + ' ]'.repeat(depth);
    for (const depth of [99, 5]) console.log(parse(nested(depth)).diagnostics.map(({ code }) => code).join());
  `;
  expect(node(['--stack-size=984'], reading)).toBe('\n\n');
  expect(node(['--stack-size=300'], reading)).toBe('rule-too-deep\n\n');
});

test('no entry reads the environment, nor opens a connection', () => {
  const watching = `
    import net from 'node:net';
    const read = [];
    const environment = process.env;
    Object.defineProperty(process, 'env', { value: new Proxy(environment, { get: (all, name) => { read.push(String(name)); return all[name]; } }) });
    net.Socket.prototype.connect = () => { throw new Error('a connection'); };
    for (const entry of ${JSON.stringify(ENTRIES)}) await import(${JSON.stringify(DIST)} + entry);
    const { assess, compileRule } = await import(${JSON.stringify(`${DIST}index.js`)});
    compileRule('IamUser should have mfaActive = true').evaluate({ type: 'IamUser' });
    console.log(JSON.stringify([...new Set(read)].filter((name) => !${'/^(?:NODE_|WATCH_|READABLE_STREAM)/'}.test(name))));
  `;
  expect(JSON.parse(node([], watching))).toEqual([]);
});

/* The core, a reader of each format and each report, with what they read of the environment and whom they call. */
test('judging, reading and reporting read no environment, and open no connection', () => {
  const watching = `
    import net from 'node:net';
    import dns from 'node:dns';
    const { assess } = await import(${JSON.stringify(`${DIST}index.js`)});
    const { readInventory } = await import(${JSON.stringify(`${DIST}inventory/index.js`)});
    const { reporters, endOf } = await import(${JSON.stringify(`${DIST}reporters/index.js`)});
    const { findingOf } = await import(${JSON.stringify(`${DIST}reporters/index.js`)});
    const read = [];
    const environment = process.env;
    Object.defineProperty(process, 'env', { value: new Proxy(environment, {
      get: (all, name) => { read.push(String(name)); return all[name]; },
      has: (all, name) => { read.push(String(name)); return name in all; },
      ownKeys: (all) => { read.push('all'); return Reflect.ownKeys(all); },
    }) });
    net.Socket.prototype.connect = () => { throw new Error('a connection'); };
    dns.lookup = () => { throw new Error('a name was looked up'); };
    globalThis.fetch = () => { throw new Error('a request'); };
    const rules = [
      { id: 'mfa', severity: 'High', logic: "IamUser should have mfaActive = true and name regexMatch /^a/" },
      { id: 'any', severity: 'Low', logic: 'KubernetesPod should not have spec.hostNetwork = true' },
    ];
    const assessment = assess(rules, readInventory([${JSON.stringify(`${process.cwd()}/examples/inventory`)}]));
    const writers = reporters.map((reporter) => reporter.open({ version: '0', now: new Date(0) }));
    for await (const result of assessment)
      for (const writer of writers) writer.finding(findingOf(result, { explain: true }));
    let length = 0;
    for (const writer of writers) for (const piece of endOf(writer, assessment.summary)) length += piece.length;
    console.log(JSON.stringify({ read: [...new Set(read)].filter((name) => !${'/^(?:NODE_|WATCH_|READABLE_STREAM)/'}.test(name)), judged: assessment.summary.entities > 20, length: length > 1000 }));
  `;
  expect(JSON.parse(node(['--no-warnings'], watching))).toEqual({ read: [], judged: true, length: true });
});

describe("Node's permission model, with read access to the package and the inputs alone", () => {
  const input = join(folder, 'inputs');
  mkdirSync(input);
  writeFileSync(join(input, 'u.ndjson'), '{"type":"U","id":"1","a":1}\n{"type":"U","id":"2","a":2}\n');
  const real = (path: string): string => realpathSync(path);
  const allowed = [DIST, `${process.cwd()}/package.json`, `${process.cwd()}/node_modules`, real('node_modules'), input];
  const gsl = (args: readonly string[]): { status: number | null; out: string; err: string } => {
    const run = spawnSync(
      process.execPath,
      ['--permission', ...allowed.map((path) => `--allow-fs-read=${path}`), `${DIST}cli/bin.js`, ...args],
      { encoding: 'utf8', cwd: folder },
    );
    return { status: run.status, out: run.stdout, err: run.stderr };
  };

  test('judges a file and a folder', () => {
    for (const path of [input, join(input, 'u.ndjson')]) {
      const { status, out, err } = gsl(['evaluate', path, '--rule', 'U should have a = 1', '-f', 'csv']);
      expect([status, err, out.trimEnd().split('\n').length]).toEqual([1, '', 3]);
    }
  });

  test('says that it may not read or write what is not allowed', () => {
    const elsewhere = join(folder, 'elsewhere.ndjson');
    writeFileSync(elsewhere, '{"type":"U","id":"1","a":1}\n');
    const rule = ['--rule', 'U should have a = 1'];
    expect(gsl(['evaluate', elsewhere, ...rule]).status).toBe(2);
    const { status, err } = gsl(['evaluate', input, ...rule, '-f', `json=${join(folder, 'report.json')}`]);
    expect([status, err]).toEqual([2, expect.stringMatching(/^error: cannot write/mu)]);
  });
});

describe('entities that run code of the caller', () => {
  const RULE = "T should have a.b = 1 and list contain [ x = 1 ] and name like 'a%'";
  const whole = { type: 'T', a: { b: 1 }, list: [{ x: 1 }], name: 'ab' };
  const traps: ProxyHandler<object> = {
    get: (_, key) => (key === 'type' ? 'T' : boom()),
    has: boom,
    ownKeys: boom,
    getOwnPropertyDescriptor: boom,
    getPrototypeOf: boom,
  };
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();
  const circle: Record<string, unknown> = { ...whole };
  circle['a'] = circle;
  const cases: readonly (readonly [string, () => object, string])[] = [
    ['a getter', () => Object.defineProperty({ ...whole }, 'a', { get: () => ({ b: 1 }), enumerable: true }), 'passed'],
    ['a proxy', () => new Proxy(whole, {}), 'passed'],
    ['a getter that throws', () => Object.defineProperty({ ...whole }, 'a', { get: boom, enumerable: true }), 'boom'],
    ['a proxy of which every trap throws', () => new Proxy({}, traps), 'boom'],
    ['a proxy that was revoked', () => ({ ...whole, a: revoked.proxy }), 'revoked'],
    [
      'values that cannot be written as JSON',
      () => ({ ...whole, a: { toJSON: boom }, list: { toString: boom } }),
      'failed',
    ],
    ['symbols and functions', () => ({ ...whole, a: Symbol('b'), list: [() => 1], name: boom }), 'failed'],
    ['a circle', () => circle, 'failed'],
    ['a list with holes', () => ({ ...whole, list: Object.assign([{ x: 1 }], { length: 5 }) }), 'passed'],
    ['dates, maps and boxed texts', () => ({ ...whole, a: new Date(0), list: new Map([[1, 2]]) }), 'error'],
  ];

  test.each(cases)('%s: a verdict, or the exception of that code', (_, make, expected) => {
    const compiled = compileRule(RULE);
    const judged = (): string => {
      try {
        const evaluation = compiled.evaluate(make() as Entity);
        evaluation.explain();
        return evaluation.status;
      } catch (error) {
        return (error as Error).message;
      }
    };
    expect(judged()).toContain(expected);
    // The rule judges what comes next as if nothing had been, by generated code too.
    for (let turn = 0; turn < 1_000; turn += 1) expect(compiled.evaluate(whole).status).toBe('passed');
    expect(judged()).toContain(expected);
  });
});

function boom(): never {
  throw new Error('boom');
}

describe('hostile entities', () => {
  const rule = compileRule('T should have a.b = 1 and not polluted and list contain [ x = 1 ]');
  const entity = (properties: object): Entity => ({ type: 'T', ...properties }) as Entity;

  test('an inherited property is not read, and decides nothing: it may be a getter of a model', () => {
    const own = entity({ a: { b: 1 }, list: [{ x: 1 }] });
    expect(rule.evaluate(own).status).toBe('passed');
    const inherits = entity({ a: Object.create({ b: 1 }) as object, list: [{ x: 1 }] });
    expect(rule.evaluate(inherits).error).toMatchObject({ code: 'not-plain' });
    const none = entity({ a: Object.create({ c: 1 }) as object, list: [{ x: 1 }] });
    expect(compileRule('T should not have a.toString').evaluate(own).status).toBe('passed');
    expect(
      compileRule('T should not have a.b').evaluate({ ...none, a: Object.assign(none['a'] as object, { d: 1 }) })
        .status,
    ).toBe('passed');
  });

  test('neither the prototype of all objects nor that of lists is read', () => {
    const all = Object.prototype as { polluted?: boolean };
    const lists = Array.prototype as { polluted?: boolean };
    all.polluted = true;
    lists.polluted = true;
    try {
      expect(rule.evaluate(entity({ a: { b: 1 }, list: [{ x: 1 }] })).status).toBe('passed');
      expect(compileRule('T should have polluted').evaluate(entity({})).status).toBe('failed');
    } finally {
      delete all.polluted;
      delete lists.polluted;
    }
  });

  test('what is written to `__proto__` in data stays there', () => {
    const data = JSON.parse('{"type":"T","__proto__":{"polluted":true},"a":{"b":1},"list":[{"x":1}]}') as Entity;
    expect(rule.evaluate(data).status).toBe('passed');
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  test('an entity is frozen for all that a judgement does to it', () => {
    const frozen = Object.freeze(
      entity({ a: Object.freeze({ b: 1 }), list: Object.freeze([Object.freeze({ x: 1 })]) }),
    );
    expect(rule.evaluate(frozen).status).toBe('passed');
    expect(() => rule.evaluate(frozen).explain()).not.toThrow();
  });
});
