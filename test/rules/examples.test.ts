import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compileRule } from '../../src/run/compiled-rule.ts';
import { bundledRules } from '../../src/rules/bundled/index.ts';
import { applyOverrides } from '../../src/rules/overrides.ts';
import { parseExclusions, parseOverrides, parseRuleset } from '../../src/rules/parse-text.ts';

const FOLDER = 'examples/rulesets';
const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((file) => statSync(join(FOLDER, file)).isFile() && !file.endsWith('.md'))
  .sort();
const textOf = (file: string): string => readFileSync(join(FOLDER, file), 'utf8');

interface RuleTest {
  readonly entity: never;
  readonly expect: string;
  readonly now?: string;
}

describe.each(files)('%s', (file) => {
  const { rulesets, diagnostics, logic } = parseRuleset(textOf(file), file);

  test('reads without a diagnostic, and its tests hold', () => {
    expect(diagnostics).toEqual([]);
    const rules = rulesets.flatMap((ruleset) => ruleset.rules);
    expect(rules.length).toBeGreaterThan(0);
    for (const rule of rules) {
      const compiled = compileRule(logic.get(rule)!.source);
      for (const each of (rule.tests ?? []) as RuleTest[]) {
        expect(compiled.evaluate(each.entity, each.now === undefined ? {} : { now: each.now }).status).toBe(
          each.expect,
        );
      }
    }
  });
});

test('exclusions and severities read without a diagnostic', () => {
  const exclusions = parseExclusions(textOf('../team-iam/exclusions.yaml'), 'exclusions.yaml');
  expect(exclusions.diagnostics).toEqual([]);
  expect(exclusions.exclusions).toHaveLength(2);
  const { overrides, diagnostics } = parseOverrides(textOf('../team-iam/severities.yaml'), 'severities.yaml');
  expect(diagnostics).toEqual([]);
  expect(applyOverrides(bundledRules, overrides).problems).toEqual([]);
});
