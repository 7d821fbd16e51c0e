import { expect, test } from 'vitest';
import { withoutCommands } from '../../src/text/ci-commands.ts';
import { printable } from '../../src/text/format-message.ts';

test.each([
  ['web ##vso[task.setvariable variable=PATH]x', 'web #\ufffdvso[task.setvariable variable=PATH]x'],
  ['db ##[add-mask]e', 'db #\ufffd[add-mask]e'],
  ['###[group]', '##\ufffd[group]'],
  ['##teamcity[x]', '#\ufffdteamcity[x]'],
  ['::error::x', '\ufffd:error::x'],
  ['  ::error file=a,line=1::x', '  \ufffd:error file=a,line=1::x'],
  ['one\r::error::x', 'one\r\ufffd:error::x'],
  ['one\u2028 ::error::x', 'one\u2028 \ufffd:error::x'],
  ['\u00a0\ufeff::error::x', '\u00a0\ufeff\ufffd:error::x'],
  ['::a::b ::c::d', '\ufffd:a::b ::c::d'],
  ['one\n::set-output name=a::b', 'one\n\ufffd:set-output name=a::b'],
])('%j is a command, and is broken', (text, expected) => {
  expect(withoutCommands(text)).toBe(expected);
  expect(withoutCommands(text)).toHaveLength(text.length);
  if (/^[\x20-\x7e]*$/u.test(text)) expect(printable(text)).toBe(expected);
});

test.each([
  '## heading',
  '#[x]',
  'a::b::c',
  '::/0',
  '::1',
  '## x[',
  '::ffff:192.0.2.1',
  'x ::error::y',
  '::a\n::1',
  '::a',
  '::1 ::a::',
])('%j is none, and stays', (text) => {
  expect(withoutCommands(text)).toBe(text);
});

test('long runs cost no more than their length', () => {
  for (const text of [
    '#'.repeat(1e6),
    `${' '.repeat(1e6)}:`,
    '::a'.repeat(3e5),
    ' \n'.repeat(5e5),
    '##a'.repeat(3e5),
    `::${'\r'.repeat(1e6)}`,
    `::${'\u2028'.repeat(1e6)}`,
    '::a\u2028'.repeat(3e5),
    ' \u2028::a'.repeat(2e5),
  ])
    expect(withoutCommands(text)).toHaveLength(text.length);
});
