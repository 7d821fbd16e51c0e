import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDocument, stringify, type ToStringOptions } from 'yaml';
import { diagnostic } from '../../src/text/message.ts';
import { loadExclusions } from '../../src/rules/exclusions.ts';
import { loadRuleset } from '../../src/rules/load.ts';
import { loadOverrides } from '../../src/rules/overrides.ts';
import { parseExclusions, parseOverrides, parseRuleset } from '../../src/rules/parse-text.ts';

const fields = [
  'logic',
  'rules',
  'severity',
  'id',
  'labels',
  'references',
  'remediation',
  'dateRange',
  'comment',
  'exclusions',
];
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.anything(),
    fc.dictionary(fc.constantFrom(...fields), tie('tree'), { maxKeys: 6 }),
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.string(),
  ),
}));

test('no data makes a loader throw', () => {
  fc.assert(
    fc.property(tree, (data) => {
      for (const load of [loadRuleset, loadExclusions, loadOverrides]) {
        for (const {
          message,
          at: { path },
        } of load(data).problems) {
          expect(message).toMatch(/^[^A-Z]/u);
          expect(path.every((part) => typeof part === 'string' || typeof part === 'number')).toBe(true);
        }
      }
    }),
    { numRuns: 500 },
  );
});

test('no text makes a reader throw, and every span lies in the text', () => {
  const scrap = fc.constantFrom(
    'logic',
    ': ',
    '\n',
    '  ',
    '- ',
    '"',
    "'",
    '|',
    '>-',
    '[',
    ']',
    '{',
    '}',
    ',',
    '&a',
    '*a',
    '!!x',
    '---',
    '%',
    '#',
    '\t',
    'rules',
    'severity',
    'low',
    '\ufeff',
    '\r',
    '\\',
    '?',
    '<<',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(scrap, { maxLength: 30 }).map((parts) => parts.join('')),
      ),
      (text) => {
        for (const parse of [parseRuleset, parseExclusions, parseOverrides]) {
          for (const {
            at: { span },
          } of parse(text, 'f.yaml').diagnostics) {
            expect(span.start).toBeGreaterThanOrEqual(0);
            expect(span.end).toBeGreaterThanOrEqual(span.start);
            expect(span.end).toBeLessThanOrEqual(text.length);
          }
        }
      },
    ),
    { numRuns: 1000 },
  );
});

test('every word of a logic is found in the file, however YAML writes it', () => {
  const word = fc.constantFrom(
    'IamUser',
    'where',
    "name='a'",
    "'it''s'",
    '"x"',
    'a\\b',
    '#1',
    ': ',
    'é',
    '😀',
    '(x)',
    '>=5',
    '/^a|b$/',
  );
  const gap = fc.constantFrom(' ', '  ', '\n', '\n  ', '\n\n', '\t');
  const logics = fc.array(fc.tuple(word, gap), { minLength: 1, maxLength: 25 });
  const styles = fc.record<ToStringOptions>({
    lineWidth: fc.constantFrom(0, 20, 40, 80),
    defaultStringType: fc.constantFrom('PLAIN', 'QUOTE_SINGLE', 'QUOTE_DOUBLE', 'BLOCK_LITERAL', 'BLOCK_FOLDED'),
    collectionStyle: fc.constantFrom('any', 'block', 'flow'),
    defaultKeyType: fc.constant('PLAIN'),
    indent: fc.constantFrom(2, 4),
  });
  fc.assert(
    fc.property(logics, styles, (parts, style) => {
      const logic = parts.flat().join('');
      const text = stringify({ rules: [{ severity: 'low', logic }] }, style);
      // The writer folds some texts so that they do not read back.
      fc.pre(readsBack(text, logic));
      const { rulesets, logic: texts, diagnostics } = parseRuleset(text, 'f.yaml');
      expect(diagnostics).toEqual([]);
      const rule = rulesets[0]!.rules[0]!;
      expect(rule.logic).toBe(logic);
      const { source, inFile } = texts.get(rule)!;
      let start = 0;
      for (const [each, space] of parts) {
        const end = start + each.trimEnd().length;
        const { span } = inFile(
          diagnostic({ code: 'x', severity: 'error', message: '', source, span: { start, end } }),
        ).at;
        const found = text.slice(span.start, span.end);
        const plain = (written: string): string => written.replaceAll(/[\s'"\\]/gu, '');
        expect(plain(found)).toBe(plain(each.trimEnd()));
        start += each.length + space.length;
      }
    }),
    { numRuns: 1000 },
  );
});

function readsBack(text: string, logic: string): boolean {
  const document = parseDocument(text);
  return document.errors.length === 0 && document.getIn(['rules', 0, 'logic']) === logic;
}
