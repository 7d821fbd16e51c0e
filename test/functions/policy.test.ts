import { describe, expect, it } from 'vitest';
import { MAX_DOCUMENT_LENGTH, readObject } from '../../src/values/document.ts';

const POLICY = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] };

describe('readObject', () => {
  it('reads JSON text, plain or URL-encoded', () => {
    const text = JSON.stringify(POLICY, null, 2);
    expect(readObject(text)).toEqual(POLICY);
    expect(readObject(`\n ${text}`)).toEqual(POLICY);
    expect(readObject(encodeURIComponent(text))).toEqual(POLICY);
    expect(readObject(encodeURIComponent(text).replaceAll('%7B', '%7b'))).toEqual(POLICY);
    expect(readObject(JSON.stringify(text))).toEqual(POLICY);
  });

  it.each([
    '',
    'policy',
    '[]',
    '[{}]',
    'null',
    '"[]"',
    '"\\"{}\\""',
    '{',
    '{]',
    '{"a":1} x',
    '%7B',
    '%7B%7D%',
    '%5B%5D',
    'x{}',
  ])('gives nothing for `%s`', (text) => {
    expect(readObject(text)).toBeUndefined();
    expect(readObject(text)).toBeUndefined();
  });

  it('reads a text once, and gives it out frozen', () => {
    const text = JSON.stringify(POLICY);
    const first = readObject(text) as typeof POLICY;
    expect(readObject(text)).toBe(first);
    expect(Object.isFrozen(first.Statement[0])).toBe(true);
  });

  it('keeps a bounded number of documents, and those that are used', () => {
    const kept = readObject('{"kept":true}');
    for (let index = 0; index < 1_000; index++) {
      readObject(`{"index":${index}}`);
      expect(readObject('{"kept":true}')).toBe(kept);
    }
    const gone = readObject('{"index":0}');
    expect(gone).toEqual({ index: 0 });
  });

  it('leaves long texts as text, one under and one over the limit', () => {
    const filled = (length: number): string => `{"a":"${'x'.repeat(length - 8)}"}`;
    expect(filled(100)).toHaveLength(100);
    expect(readObject(filled(MAX_DOCUMENT_LENGTH))).toBeDefined();
    expect(readObject(filled(MAX_DOCUMENT_LENGTH + 1))).toBeUndefined();
  });

  it('has property names that mean something to JavaScript as plain data', () => {
    const read = readObject('{"__proto__":{"Effect":"Allow"},"constructor":1}')!;
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
    expect(Object.hasOwn(read, '__proto__')).toBe(true);
    expect(read.Effect).toBeUndefined();
  });

  it('survives a text that nests deeper than the stack', () => {
    const deep = `{"a":${'['.repeat(60_000)}${']'.repeat(60_000)}}`;
    expect(() => readObject(deep)).not.toThrow();
  });
});
