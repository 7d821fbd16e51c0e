import { expect, test } from 'vitest';
import { parse } from '../../src/syntax/parse.ts';

/*
 * What is said of every slip of one token in rules that are right, as a table in `slips.txt`: one left out, and one too
 * many. `npx vitest run slips -u` writes it; what changed is to be read, as an author would.
 */

const RULES = [
  "List<Role> where a.b = 'x' should not have c contain-any [ $.d like '%e' and not f length() > 1 ] exclude g",
  "Role should have tags['a b'] in ('x', 2, null) or (rules[0].port >= 22)",
  "Role should have name regexMatch /^a/i and time before(-5, 'days')",
  'Role should have items with [ a ] groupBy [ b ] contain [ isEmpty() ]',
  "Role should have getResource('VPC', id).name != true",
];

/** Put in before each token of a rule. */
const EXTRA = [',', "'x'", '7', '/p/', ')', ']', 'word', 'where', 'exclude', 'should', '=', 'and', 'not', '('];

const TOKEN = /'[^']*'|\/[^/]*\/i?|\w+(?:-\w+)*|>=|!=|\S/gu;

function said(text: string): string {
  const { diagnostics } = parse(text);
  if (diagnostics.length === 0) return '  nothing';
  return diagnostics
    .map(({ code, message, help, at: { span }, fixes = [] }) => {
      const repair = fixes.map((fix) => ` -> ${fix.text}`).join('');
      return `  ${code} at ${span.start} \`${text.slice(span.start, span.end)}\`${repair}: ${message}; ${help ?? ''}`;
    })
    .join('\n');
}

function slips(rule: string, which: number): readonly string[] {
  const tokens = [...rule.matchAll(TOKEN)];
  return tokens.flatMap(({ 0: token, index }, place) => {
    const [before, behind] = [rule.slice(0, index), rule.slice(index + token.length)];
    const extra = EXTRA[(place + which) % EXTRA.length] ?? '';
    return [`${before}${behind}`, `${before}${extra} ${token}${behind}`];
  });
}

test('what is said of a token too few and a token too many', async () => {
  const texts = [...new Set(RULES.flatMap(slips))];
  await expect(texts.map((text) => `${text}\n${said(text)}\n`).join('')).toMatchFileSnapshot('slips.txt');
});

test('what cannot be read is shown as far as it tells what it is', async () => {
  const texts = [
    ...[`"${'x'.repeat(37)}😀"`, `"${'x'.repeat(37)}😀x"`],
    ...[`"${'x'.repeat(60)}"`, `“${'x'.repeat(60)}”`, '"x"', `'${'x'.repeat(60)}`, `‘x`, `'x’`, '"', '`a`', 'a == 1'],
    ...['a && b', 'a || b', '!a', 'a <> 1', '#', `${'#'.repeat(60)}`, 'a ~ b', '{ a }', 'a; b', '😀', '/x', '1.2.3'],
  ];
  const lines = texts.map((text) => `${text}\n${said(`T should have ${text}`)}\n`);
  await expect(lines.join('')).toMatchFileSnapshot('unreadable.txt');
});
