import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CompiledRule, tryCompile } from '../src/run/compiled-rule.ts';
import type { ExpressionNode, RuleNode } from '../src/syntax/ast.ts';
import { parse } from '../src/syntax/parse.ts';
import { print, printRule } from '../src/syntax/print.ts';
import type { Entity } from '../src/values/entity.ts';
import { arbitraryExpression, arbitraryRule, WILD, withoutSpans } from './support/arbitrary-rule.ts';
import { isUndecided } from './support/differential.ts';
import { judge, type Verdict } from './support/reference/interpreter.ts';
import { entitiesFor } from './support/samples.ts';
import { TAME } from './support/vocabulary.ts';

/** `npm run fuzz:properties` runs the same many times more, with other seeds (test/support/fast-check.ts); a failure names its seed. */
const FACTOR = Number(process.env.FUZZ_FACTOR ?? 1);
const NOW = '2026-01-01T00:00:00Z';
const LISTS = { Known: ['a', 5, true] };
const AROUND = { now: Date.parse(NOW) / 1000, lists: LISTS };

function options(numRuns: number): { numRuns: number } {
  return { numRuns: numRuns * FACTOR };
}

/** Compiles a tree as its text, or undefined where the checker refuses it. */
function compiled(rule: RuleNode): CompiledRule | undefined {
  return tryCompile(printRule(rule), { lists: LISTS }).compiled;
}

function statusOf(rule: CompiledRule | undefined, entity: unknown): Verdict | undefined {
  return rule?.evaluate(entity as Entity, { now: NOW }).status;
}

function assertion(condition: ExpressionNode, negated = false): RuleNode {
  const span = { start: 0, end: 0 };
  return {
    kind: 'Assertion',
    shouldSpan: { start: 0, end: 0 },
    span,
    target: { kind: 'Target', span, name: 'T', nameSpan: span, list: false },
    negated,
    condition,
  };
}

const json = fc.jsonValue({ maxDepth: 4 });
const entity = fc
  .dictionary(fc.constantFrom('a', 'b', 'c', 'in', 'aws:x', '__proto__', 'constructor'), json, { maxKeys: 5 })
  .map((properties) => ({ ...properties, type: 'T' }));
const OPPOSITE: Readonly<Record<Verdict, Verdict>> = {
  passed: 'failed',
  failed: 'passed',
  irrelevant: 'irrelevant',
  excluded: 'excluded',
  error: 'error',
  matched: 'matched',
};

describe('syntax', () => {
  it('parses what it prints into the same tree', () => {
    fc.assert(
      fc.property(arbitraryRule(WILD), (rule) => {
        const text = printRule(rule);
        const { rule: again, diagnostics } = parse(text);
        expect(
          diagnostics.map(({ message }) => message),
          text,
        ).toEqual([]);
        expect(withoutSpans(again), text).toEqual(withoutSpans(rule));
      }),
      options(1_000),
    );
  });

  it('never throws, and points into the text', () => {
    const tokens = fc.constantFrom(
      ..."IamUser where should not have and or in like regexMatch contain with contain-all groupBy exclude true false null ( ) [ ] , = != < > <= >= $ ~ $L .a a.b x length() isEmpty( 't' ' 5 -1 /r/i / \" ‘ == && || ! \\ é".split(
        ' ',
      ),
    );
    const soup = fc
      .array(tokens, { maxLength: 25 })
      .chain((parts) => fc.constantFrom(' ', '').map((glue) => parts.join(glue)));
    const changed = fc
      .tuple(arbitraryRule(WILD).map(printRule), fc.nat(), fc.nat(4), tokens)
      .map(
        ([text, at, gone, put]) =>
          text.slice(0, at % (text.length + 1)) + put + text.slice((at % (text.length + 1)) + gone),
      );
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), soup, changed), (text) => {
        const { rule, diagnostics } = parse(text);
        expect(rule === undefined).toBe(diagnostics.some(({ severity }) => severity === 'error'));
        for (const {
          at: { span },
          fixes = [],
        } of diagnostics) {
          for (const { start, end } of [span, ...fixes.map((fix) => fix.span)]) {
            expect(start).toBeGreaterThanOrEqual(0);
            expect(end).toBeGreaterThanOrEqual(start);
            expect(end).toBeLessThanOrEqual(text.length);
          }
        }
      }),
      options(2_000),
    );
  });
});

describe('evaluation', () => {
  it('is what the reference interpreter says', () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(arbitraryRule(TAME), fc.nat(), (rule, choice) => {
        const compiledRule = compiled(rule);
        if (compiledRule === undefined || isUndecided(rule)) return;
        const candidates = entitiesFor(compiledRule.syntax, AROUND);
        for (let turn = 0; turn < 12; turn += 1) {
          const one = candidates[(choice + turn * 7919) % candidates.length]!;
          const status = statusOf(compiledRule, one)!;
          seen.set(status, (seen.get(status) ?? 0) + 1);
          expect(status, `${printRule(rule)}\n${JSON.stringify(one)}`).toBe(judge(compiledRule.syntax, one, AROUND));
        }
      }),
      options(900),
    );
    const total = [...seen.values()].reduce((sum, count) => sum + count, 0);
    for (const status of ['passed', 'failed', 'irrelevant', 'excluded', 'error', 'matched']) {
      expect((seen.get(status) ?? 0) / total, `share of ${status}`).toBeGreaterThan(0.05);
    }
  });

  it('never throws, whatever the entity', () => {
    fc.assert(
      fc.property(arbitraryExpression(TAME), entity, (condition, one) => {
        expect(['passed', 'failed', 'error', undefined]).toContain(statusOf(compiled(assertion(condition)), one));
      }),
      options(1_000),
    );
  });

  it('leaves the entity as it is, and answers the same again', () => {
    fc.assert(
      fc.property(arbitraryExpression(TAME), entity, (condition, one) => {
        const before = JSON.stringify(one);
        const rule = compiled(assertion(condition));
        expect(statusOf(rule, one)).toBe(statusOf(rule, one));
        expect(JSON.stringify(one)).toBe(before);
      }),
      options(300),
    );
  });

  it('takes `should not` for the opposite of `should`, and `not not` for nothing', () => {
    fc.assert(
      fc.property(arbitraryExpression(TAME), entity, (condition, one) => {
        const status = statusOf(compiled(assertion(condition)), one);
        if (status === undefined) return;
        const span = condition.span;
        const negation: ExpressionNode = { kind: 'Not', span, operand: condition };
        const text = print(condition);
        expect(statusOf(compiled(assertion(condition, true)), one), text).toBe(OPPOSITE[status]);
        expect(statusOf(compiled(assertion(negation)), one), text).toBe(OPPOSITE[status]);
        expect(statusOf(compiled(assertion({ kind: 'Not', span, operand: negation })), one), text).toBe(status);
      }),
      options(600),
    );
  });

  it('takes the operands of `and` and `or` in any order', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('And' as const, 'Or' as const),
        fc.array(arbitraryExpression(TAME), { minLength: 2, maxLength: 3 }),
        entity,
        (kind, operands, one) => {
          const span = { start: 0, end: 0 };
          const status = statusOf(compiled(assertion({ kind, span, operands })), one);
          const reversed = statusOf(compiled(assertion({ kind, span, operands: operands.toReversed() })), one);
          expect(reversed).toBe(status);
        },
      ),
      options(600),
    );
  });
});
