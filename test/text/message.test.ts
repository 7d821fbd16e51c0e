import { expect, test } from 'vitest';
import { defined } from '../../src/text/defined.ts';
import { formatMessage } from '../../src/text/format-message.ts';
import type { Message, Place } from '../../src/text/message.ts';

const source = { name: 'iam.yaml', text: 'IamUser shoud have a', origin: { line: 7, column: 10 } };

test.each<[string, Place | undefined, readonly string[]]>([
  [
    'a text',
    { kind: 'text', source, span: { start: 8, end: 13 } },
    [' --> iam.yaml:7:18', '  7 | IamUser shoud have a', '    |         ^^^^^'],
  ],
  ['data', { kind: 'data', path: ['rules', 0, 'severity'] }, [' --> rules[0].severity']],
  ['the whole of data', { kind: 'data', path: [] }, [' --> it']],
  ['a line of an input', { kind: 'input', file: 'users.ndjson', line: 7, index: 6 }, [' --> users.ndjson:7']],
  ['a record of an array', { kind: 'input', file: 'users.json', index: 12 }, [' --> users.json[12]']],
  [
    'an address',
    { kind: 'input', file: 'plan.json', address: 'aws_iam_user.bob' },
    [' --> plan.json aws_iam_user.bob'],
  ],
  ['nothing', undefined, []],
])('a message about %s', (_, at, where) => {
  const message: Message = { code: 'c', severity: 'warning', message: 'm', ...defined({ at }), help: 'h' };
  expect(formatMessage(message).split('\n')).toEqual(['warning: m [c]', ...where, '  = help: h']);
});

test('what would turn text around or leave the line is not printed as it is', () => {
  const at: Place = { kind: 'data', path: ['a\nb\u202e'] };
  expect(formatMessage({ code: 'c', severity: 'note', message: 'x\u0007', at })).toBe(
    'note: x\ufffd [c]\n --> a\ufffdb\ufffd',
  );
});
