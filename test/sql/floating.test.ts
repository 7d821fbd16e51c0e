import { describe, expect, it } from 'vitest';
import { compileRule } from '../../src/run/compiled-rule.ts';
import { Bindings, layersOf, neededBy } from '../../src/sql/floating.ts';
import { sqlOf } from '../../src/sql/index.ts';

const names = (layers: readonly (readonly { readonly name: string }[])[]): readonly string[] =>
  layers.map((layer) => layer.map(({ name }) => name).join(' '));

describe('values that are bound', () => {
  const bindings = [
    { name: 'v4', value: "f(v3, v1, 'v9')" },
    { name: 'v1', value: 'g(e)' },
    { name: 'v2', value: '"v1"' },
    { name: 'v3', value: 'h(v1)' },
    { name: 'v5', value: 'h(v4) + v2' },
  ];

  it('stand in as many layers as they hang on each other, each in its order', () => {
    expect(names(layersOf(bindings))).toEqual(['v1 v2', 'v3', 'v4', 'v5']);
  });

  it('are left out where nothing needs them, by way of others neither', () => {
    expect(names([neededBy('v3 = 1', bindings)])).toEqual(['v1 v3']);
  });

  it('are taken with those that they hang on, wherever these stand', () => {
    const all = new Bindings();
    for (const binding of bindings) all.add(binding);
    expect(names([all.takeWithin(['v3'])])).toEqual(['v4 v5']);
    expect(names([all.takeAll()])).toEqual(['v1 v2 v3']);
  });

  it('never hang on each other in a ring', () => {
    const ring = [
      { name: 'v1', value: 'v2' },
      { name: 'v2', value: 'v1' },
    ];
    expect(() => layersOf(ring)).toThrow('hang on each other');
  });
});

it('a path of thousands of steps is written in time', () => {
  const rule = compileRule(`T should have ${Array.from({ length: 1_500 }, (_, n) => `a${n}`).join('.')} = 1`);
  const { sql, exact } = sqlOf(rule, { dialect: 'duckdb' });
  expect(exact).toBe(true);
  expect(sql.split('\nFROM (SELECT ').length).toBeGreaterThan(1_500);
});
