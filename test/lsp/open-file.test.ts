import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fileKindOf } from '../../src/cli/lsp/file-kind.ts';
import { readFileTexts } from '../../src/cli/lsp/file-texts.ts';
import { OpenFile } from '../../src/cli/lsp/open-file.ts';
import { hclParser } from '../../src/inventory/files/hcl-library.ts';

/* What is read again of a file while somebody types is what reading all of it gives, or less, never something else. */

const hcl = await hclParser();

const YAML = `name: all
rules:
  - id: a
    severity: Low
    logic: IamUser should have a = 1 # why
  - id: b
    logic: |
      IamUser
        should have b

  - {id: c, logic: 'X where d = ''e'' should have f'}
  - logic: >-
      Y should
      have g
  - logic: "Z should have \\u0068"
`;
const files: readonly [name: string, text: string][] = [
  ['r.yaml', YAML],
  [
    'r.json',
    JSON.stringify(
      [{ name: 'b', rules: [{ logic: "A should have b = 'c'\td" }, { logic: 'E should have f' }] }],
      null,
      2,
    ),
  ],
  [
    'r.tf',
    'resource "dome9_ruleset" "r" {\n  rules {\n    logic = "A should have b = \'c\'"\n  }\n  rules {\n    logic = <<-EOT\n      B\n        should have c\n    EOT\n  }\n}\n',
  ],
  ['r.gsl', '\n  IamUser should have mfaActive = true \n'],
];

interface Typed {
  readonly at: number;
  readonly length: number;
  readonly text: string;
}

const typed: fc.Arbitrary<Typed> = fc.record({
  at: fc.nat(1_000),
  length: fc.constantFrom(0, 0, 0, 1, 5),
  text: fc.constantFrom('a', ' ', "'", '"', '\n', '\n      ', ':', '#', ' and x', '', '\\', '|', '- ', '['),
});

/** What one can see of the rules of a file. */
function seen(file: OpenFile): readonly string[] {
  return file.texts.map(({ start, end, text }) => `${start}-${end} ${text}`);
}

describe.each(files)('%s', (name, text) => {
  test('in the end it is the same', () => {
    fc.assert(
      fc.property(fc.array(typed, { maxLength: 5 }), (keys) => {
        const kind = fileKindOf(name, text, new Set());
        const file = new OpenFile(kind);
        let now = text;
        file.take(readFileTexts(kind, name, now, hcl), now);
        for (const { at, length, text: put } of keys) {
          const start = Math.min(at % (now.length + 1), now.length);
          const end = Math.min(start + length, now.length);
          now = now.slice(0, start) + put + now.slice(end);
          file.change({ start, end }, put.length, now, hcl);
          // Places stay within the file, and carets find their way.
          for (const open of file.texts) {
            expect(open.start).toBeGreaterThanOrEqual(0);
            expect(open.end).toBeLessThanOrEqual(now.length);
          }
          file.at(start + put.length, now);
        }
        const whole = new OpenFile(kind);
        whole.take(readFileTexts(kind, name, now, hcl), now);
        file.take(readFileTexts(kind, name, now, hcl), now);
        expect(seen(file)).toEqual(seen(whole));
      }),
      { numRuns: 40 },
    );
  });

  test('a letter inside of a rule is read at once, as all of the file would be', () => {
    const kind = fileKindOf(name, text, new Set());
    const before = new OpenFile(kind);
    before.take(readFileTexts(kind, name, text, hcl), text);
    expect(before.texts.length).toBeGreaterThan(0);
    for (const open of before.texts) {
      const at = open.spanInFile({ start: open.text.indexOf('should') + 2, end: open.text.length }).start;
      const now = `${text.slice(0, at)}x${text.slice(at)}`;
      const file = new OpenFile(kind);
      file.take(readFileTexts(kind, name, text, hcl), text);
      file.change({ start: at, end: at }, 1, now, hcl);
      const whole = new OpenFile(kind);
      whole.take(readFileTexts(kind, name, now, hcl), now);
      expect(seen(file)).toEqual(seen(whole));
      expect(file.texts.some(({ text: rule }) => rule.includes('shxould'))).toBe(true);
    }
  });
});
