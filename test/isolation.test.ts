import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
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

describe('hostile entities', () => {
  const rule = compileRule('T should have a.b = 1 and not polluted and list contain [ x = 1 ]');
  const entity = (properties: object): Entity => ({ type: 'T', ...properties }) as Entity;

  test('an inherited property is none', () => {
    const own = entity({ a: { b: 1 }, list: [{ x: 1 }] });
    expect(rule.evaluate(own).status).toBe('passed');
    const inherits = entity({ a: Object.create({ b: 1 }) as object, list: [{ x: 1 }] });
    expect(rule.evaluate(inherits).status).toBe('failed');
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
