import { expect, test } from 'vitest';
import { compileRule } from '../../src/run/compiled-rule.ts';
import { contextOf, scopeOf } from '../../src/run/context.ts';
import { runEnvironment } from '../../src/run/environment.ts';
import { evidencePlan } from '../../src/run/evidence-plan.ts';
import { absorbEvidence, type EvidenceState, evidenceState } from '../../src/run/evidence-state.ts';
import { EvidenceCollector } from '../../src/run/evidence.ts';

/* What is found of two properties that are compared with regard to case. */

type Pairs = readonly (readonly [a: unknown, b: unknown])[];

function found(condition: string, pairs: Pairs, sizes: readonly number[], matchCase = true, isSecret = false) {
  const environment = runEnvironment({ matchCase });
  const evidence = evidencePlan(compileRule(`T should have ${condition}`, { matchCase }).plan, environment);
  const whole = new EvidenceCollector(evidence);
  let from = 0;
  for (const size of sizes) {
    const part = new EvidenceCollector(evidence);
    for (const [a, b] of pairs.slice(from, from + size)) {
      const scope = scopeOf(contextOf({ now: new Date(0) }));
      if (isSecret) scope.hasSecrets = true;
      part.observe({ type: 'T', a, b }, scope);
    }
    absorbEvidence(whole.evidence, part.evidence.map(evidenceState));
    from += size;
  }
  return whole.evidence.filter(({ kind }) => kind === 'case').map(evidenceState);
}

const [SHORT, LONG] = ['x'.repeat(100), 'x'.repeat(101)];

test.each<[pairs: Pairs, found: EvidenceState]>([
  [[['x', 'y']], { supported: false, asked: 1, near: 0 }],
  [[['x', 'X']], { supported: false, asked: 1, near: 1, pair: ['x', 'X'] }],
  [
    [
      ['x', 'X'],
      ['y', 'z'],
      ['Y', 'y'],
    ],
    { supported: false, asked: 3, near: 2, pair: ['x', 'X'] },
  ],
  [
    [
      ['y', 'z'],
      ['Y', 'y'],
      ['x', 'X'],
    ],
    { supported: false, asked: 3, near: 2, pair: ['Y', 'y'] },
  ],
  [
    [
      ['x', 'X'],
      ['x', 'x'],
    ],
    { supported: true, asked: 0 },
  ],
  [
    [
      ['x', 'x'],
      ['x', 'X'],
    ],
    { supported: true, asked: 0 },
  ],
  [
    [
      ['x', 1],
      [1, 1],
      [1, 'x'],
      [null, null],
      [{}, {}],
    ],
    { supported: false, asked: 0, near: 0 },
  ],
  [[[['x'], ['X']]], { supported: false, asked: 1, near: 1, pair: ['x', 'X'] }],
  [
    [
      [
        ['x', 'y'],
        ['X', 'Y'],
      ],
    ],
    { supported: false, asked: 0, near: 0 },
  ],
  [[['xy', 'x']], { supported: false, asked: 1, near: 0 }],
  // Two letters of one that is folded.
  [[['i\u0307', '\u0130']], { supported: false, asked: 1, near: 0 }],
  [[[SHORT, SHORT.toUpperCase()]], { supported: false, asked: 1, near: 1, pair: [SHORT, SHORT.toUpperCase()] }],
  [[[LONG, LONG.toUpperCase()]], { supported: false, asked: 1, near: 1 }],
  [
    [
      [LONG, LONG.toUpperCase()],
      ['x', 'X'],
    ],
    { supported: false, asked: 2, near: 2, pair: ['x', 'X'] },
  ],
])('of %j', (pairs, state) => {
  for (const condition of ['a = b', 'a != b']) {
    expect(found(condition, pairs, [pairs.length])).toStrictEqual([state]);
    for (const sizes of [pairs.map(() => 1), [1, pairs.length - 1], [0, pairs.length - 1, 1]])
      expect(found(condition, pairs, sizes), sizes.join()).toStrictEqual([state]);
    expect(found(condition, pairs, [pairs.length], false)).toEqual([]);
    const { pair: _, ...secret } = state;
    expect(found(condition, pairs, [pairs.length], true, true)).toStrictEqual([secret]);
  }
  for (const condition of ['a < b', "a = 'x'", 'a in (b)', 'a toLower() = 1'])
    expect(found(condition, pairs, [pairs.length])).toEqual([]);
});
