import { expect, test } from 'vitest';
import { SpoolFile } from '../../src/cli/file-spool.ts';

test('spools of one file keep their texts apart, short ones and long ones', () => {
  const file = new SpoolFile();
  const [first, second, empty] = [file.spool(), file.spool(), file.spool()];
  const expected = { first: '', second: '' };
  for (let index = 0; index < 5000; index += 1) {
    first?.add(`first ${index} é\n`);
    expected.first += `first ${index} é\n`;
    second?.add(`${index}`);
    expected.second += `${index}`;
  }
  const read = (spool: typeof first): string => [...spool.read()].join('');
  expect(read(first)).toBe(expected.first);
  expect(read(second)).toBe(expected.second);
  expect(read(first)).toBe(expected.first);
  expect(read(empty)).toBe('');
  file.close();
  file.close();
});
