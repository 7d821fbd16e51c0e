import zlib from 'node:zlib';

/*
 * Inputs of one who wants the reader to stop, to lose records or to take one for what it is not. Each with what is read of
 * it: how many entities, and how many problems.
 */

export type HostileInput = readonly [what: string, bytes: string | Uint8Array, entities: number, problems: number];

const U = '{"type":"U","id":"u","a":1}';
const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');
const utf16be = (text: string): Buffer => utf16(text).swap16();
const utf32 = (text: string): Buffer =>
  Buffer.from(Uint32Array.from([...text], (one) => one.codePointAt(0) ?? 0).buffer);
const bytes = (...parts: readonly (string | readonly number[] | Uint8Array)[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Uint8Array.from(part))));
const gzip = (text: string): Buffer => zlib.gzipSync(text);
const zstd = (text: string): Buffer => zlib.zstdCompressSync(text);
/** It came into Node 22.15. */
const HAS_ZSTD = 'zstdCompressSync' in zlib;
const nested = (depth: number): string => `{"type":"U","id":"u","a":${'['.repeat(depth)}${']'.repeat(depth)}}`;
const BOM = '\ufeff';

export const HOSTILE: readonly HostileInput[] = [
  ['nothing', '', 0, 1],
  ['blanks', ' \n\t\r\n ', 0, 1],
  ['a NUL', '\0', 0, 1],
  ['4,096 NULs', Buffer.alloc(4096), 0, 1],
  ['a NUL between records', `${U}\n\0\n${U}\n`, 2, 1],
  ['a NUL in a text, raw', '{"type":"U","id":"u\0"}\n', 0, 1],
  ['a NUL in a text, escaped', '{"type":"U","id":"u\\u0000"}\n', 1, 0],
  ['a NUL behind a record', `${U}\0\n${U}\n`, 1, 1],
  ['UTF-8 with a mark', `${BOM}${U}\n${U}\n`, 2, 0],
  ['a mark before each line', `${BOM}${U}\n${BOM}${U}\n`, 1, 1],
  ['two marks', `${BOM}${BOM}${U}\n`, 0, 2],
  ['a mark within a list', `[${U},${BOM}${U}]`, 2, 2],
  ['UTF-16, little end first, with a mark', utf16(`${BOM}${U}\n${U}\n`), 2, 0],
  ['UTF-16, big end first, with a mark', utf16be(`${BOM}${U}\n${U}\n`), 2, 0],
  ['UTF-16 without a mark', utf16(`${U}\n`), 1, 0],
  ['UTF-16 that ends in half a character', utf16(`${BOM}${U}\n${U}\n`).subarray(0, -3), 1, 1],
  ['UTF-32 with a mark', utf32(`${BOM}${U}\n`), 0, 1],
  ['Latin-1 in a text', bytes('{"type":"U","id":"M', [0xfc], 'ller"}\n', U, '\n'), 1, 1],
  ['an overlong slash', bytes('{"type":"U","id":"', [0xc0, 0xaf], '"}\n', U, '\n'), 1, 1],
  ['a surrogate in UTF-8', bytes('{"type":"U","id":"', [0xed, 0xa0, 0x80], '"}\n', U, '\n'), 1, 1],
  ['beyond the last character', bytes('{"type":"U","id":"', [0xf4, 0x90, 0x80, 0x80], '"}\n', U, '\n'), 1, 1],
  ['half a character at the end', bytes(U, '\n', [0xf0, 0x9f]), 1, 1],
  ['two encodings in one file', bytes(`${U}\n`, utf16(`${U}\n`), `\n${U}\n`), 2, 2],
  ['lone surrogates, escaped', '{"type":"U","id":"\\ud800","n":"\\udc00\\ud800"}\n', 1, 0],
  ['lines end in CR LF', `${U}\r\n${U}\r\n`, 2, 0],
  ['lines end in CR', `${U}\r${U}\r`, 2, 0],
  ['line separators of Unicode between records', `${U}\u2028${U}\n`, 2, 1],
  ['no line feed at the end', `${U}\n${U}`, 2, 0],
  ['a record cut at the end', `${U}\n${U.slice(0, -2)}`, 1, 1],
  ['two records in a line', `${U}${U}\n${U}\n`, 1, 1],
  ['a comma behind each record', `${U},\n${U},\n`, 2, 2],
  ['comments', `// one\n${U}\n# two\n`, 1, 2],
  ['a list that is not closed', `[${U},${U}`, 2, 1],
  ['a list with a hole', `[${U},,${U}]`, 2, 1],
  ['a list with what is no entity', `[${U},1,null,"x",[],{},${U}]`, 2, 5],
  ['garbage behind a list', `[${U}] and more`, 1, 1],
  ['two lists', `[${U}]\n[${U}]\n`, 1, 1],
  ['a brace too many', `${U}}\n${U}\n`, 1, 1],
  ['a quote too few', `{"type":"U","id":"u}\n${U}\n`, 1, 1],
  ['an emoji outside of a text', `[[[[😀]]]]`, 0, 1],
  ['an emoji for a value', `{"type":"U","id":😀}\n${U}\n`, 1, 1],
  ['190 levels', `${nested(190)}\n${U}\n`, 2, 0],
  ['10,000 levels', `${nested(10_000)}\n${U}\n`, 1, 1],
  ['a million open brackets', '['.repeat(1_000_000), 0, 1],
  ['a million open braces', '{"a":'.repeat(1_000_000), 0, 1],
  ['a key of a million characters', `{"type":"U","id":"u","${'k'.repeat(1_000_000)}":1}\n`, 1, 0],
  [
    '100,000 keys',
    `{"type":"U","id":"u",${Array.from({ length: 100_000 }, (_, index) => `"k${index}":1`).join(',')}}\n`,
    1,
    0,
  ],
  ['a key twice', '{"type":"U","id":"u","a":1,"a":2}\n', 1, 1],
  ['a type twice', '{"type":"U","type":"V","id":"u"}\n', 1, 1],
  ['a key twice, once escaped', '{"type":"U","id":"u","a":1,"\\u0061":2}\n', 1, 1],
  ['__proto__', '{"type":"U","id":"u","__proto__":{"a":1}}\n', 1, 0],
  ['constructor and prototype', '{"type":"U","id":"u","constructor":{"prototype":{"a":1}}}\n', 1, 0],
  ['a type that objects have', '{"type":"constructor","id":"u"}\n{"type":"__proto__","id":"u"}\n', 2, 0],
  ['names of methods', '{"type":"U","id":"u","toString":1,"hasOwnProperty":2,"valueOf":3,"toJSON":4,"then":5}\n', 1, 0],
  ['a number of 100,000 digits', `{"type":"U","id":"u","a":${'9'.repeat(100_000)}}\n`, 1, 0],
  ['a number beyond all', '{"type":"U","id":"u","a":1e999}\n', 1, 0],
  ['a number below all', '{"type":"U","id":"u","a":1e-999999999}\n', 1, 0],
  [
    'numbers that JSON has not',
    '{"type":"U","a":NaN}\n{"type":"U","a":Infinity}\n{"type":"U","a":0x1}\n{"type":"U","a":01}\n{"type":"U","a":+1}\n{"type":"U","a":.5}\n',
    0,
    6,
  ],
  ['a name of a command of CI', '{"type":"U","id":"\\n::error::x","name":"##vso[task.setvariable]x"}\n', 1, 0],
  ['a name that turns text around', '{"type":"U","id":"\\u202e","name":"\\u001b[2J\\u009b31m"}\n', 1, 0],
  ['no type', '{"id":"u"}\n', 0, 1],
  ['a type that is a list', '{"type":["U"],"id":"u"}\n', 0, 1],
  ['a type that is an object', '{"type":{"a":1},"id":"u"}\n', 0, 1],
  ['gzip', gzip(`${U}\n`), 1, 0],
  ['gzip of nothing', gzip(''), 0, 1],
  ['gzip of gzip', zlib.gzipSync(gzip(`${U}\n`)), 0, 1],
  ['gzip of 100 MB of blanks', zlib.gzipSync(Buffer.alloc(100_000_000, ' ')), 0, 1],
  [
    'gzip of one line of 100 MB',
    zlib.gzipSync(bytes('{"type":"U","id":"', Buffer.alloc(100_000_000, 'x'), `"}\n${U}\n`)),
    1,
    1,
  ],
  ['the head of gzip alone', gzip(U).subarray(0, 10), 0, 1],
  ['two marks of gzip, and no more', Uint8Array.of(0x1f, 0x8b), 0, 1],
  ['the marks of Parquet, and no more', 'PAR1', 0, 1],
  ['Parquet of nothing', 'PAR1PAR1', 0, 1],
  ['Parquet whose footer is longer than the file', bytes('PAR1', [255, 255, 255, 127], 'PAR1'), 0, 1],
  [
    'YAML of aliases',
    `${['a: &a [x,x,x,x,x,x,x,x,x]', ...Array.from('bcdefghij', (name, index) => `${name}: &${name} [${Array.from({ length: 9 }, () => `*${'abcdefghi'[index]}`).join(',')}]`)].join('\n')}\n`,
    0,
    1,
  ],
  ['YAML that is its own alias', '&a [*a]\n', 0, 1],
  ['YAML with a tag of code', 'apiVersion: v1\nkind: Pod\nmetadata: !!js/function "() => 1"\n', 1, 0],
  ['a manifest whose kind is an object', 'apiVersion: v1\nkind: {a: 1}\n', 0, 1],
  ['HCL that never ends', `resource "a" "b" {\n${'x = {\n'.repeat(5_000)}`, 0, 1],
  ['CSV of one quote', 'user,arn,user_creation_time\n"a,b\n', 0, 1],
  ...(HAS_ZSTD ? zstdInputs() : []),
];

function zstdInputs(): readonly HostileInput[] {
  return [
    ['zstd in frames', bytes(zstd(`${U}\n`), zstd(`${U}\n`), zstd(`${U}\n`)), 3, 0],
    ['zstd behind a frame to be skipped', bytes([0x50, 0x2a, 0x4d, 0x18, 2, 0, 0, 0, 1, 2], zstd(`${U}\n`)), 1, 0],
    ['frames to be skipped, and no more', bytes([0x50, 0x2a, 0x4d, 0x18, 0, 0, 0, 0]), 0, 1],
    [
      'a frame to be skipped that is longer than the file',
      bytes([0x50, 0x2a, 0x4d, 0x18, 255, 255, 255, 255], zstd(`${U}\n`)),
      0,
      1,
    ],
    ['garbage behind zstd', bytes(zstd(`${U}\n`), 'garbage'), 1, 1],
    ['zstd behind gzip', bytes(gzip(`${U}\n`), zstd(`${U}\n`)), 1, 1],
  ];
}
