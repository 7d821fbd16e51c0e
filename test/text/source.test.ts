import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lineOf, positionAt } from '../../src/text/source.ts';

test('line, column and text of a line are those that splitting gives', () => {
  const text = fc.array(fc.constantFrom('a', 'bc', '\n', '\r\n', '\r', ' ', '😀')).map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, fc.nat(30), (whole, offset) => {
      const source = { name: 'x', text: whole };
      const before = whole.slice(0, offset).split('\n');
      expect(positionAt(source, offset)).toEqual({ line: before.length, column: (before.at(-1)?.length ?? 0) + 1 });
      const lines = whole.split(/\r?\n/u);
      // A carriage return that ends the text without a line feed belongs to no line either.
      lines.push((lines.pop() ?? '').replace(/\r$/u, ''));
      for (const [index, line] of lines.entries()) expect(lineOf(source, index + 1)).toBe(line);
      expect(lineOf(source, lines.length + 1)).toBeUndefined();
    }),
  );
});
