import { describe, expect, test } from 'vitest';
import { indexResources } from '../src/assess/resources.ts';
import { compileRule } from '../src/run/compiled-rule.ts';
import { functions } from '../src/functions/index.ts';

describe.each(functions.map((definition) => [definition.name, definition] as const))('%s', (_, definition) => {
  test.each(definition.examples.map((example) => [example.condition, example] as const))(
    '%s',
    (_condition, example) => {
      const { condition, entity, holds, now = '2026-01-01T00:00:00Z', resources } = example;
      const snapshot = resources === undefined ? {} : { resources: indexResources(resources) };
      const { status } = compileRule(`Thing should have ${condition}`).evaluate(
        { type: 'Thing', ...entity },
        { now, ...snapshot },
      );
      expect(status).toBe(holds === 'error' ? 'error' : holds ? 'passed' : 'failed');
    },
  );

  test('has an example that holds and one that does not', () => {
    expect(definition.examples.some(({ holds }) => holds === true)).toBe(true);
    expect(definition.examples.some(({ holds }) => holds !== true)).toBe(true);
  });
});
