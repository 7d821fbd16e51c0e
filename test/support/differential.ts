import fc from 'fast-check';
import { type CompiledRule, tryCompile } from '../../src/run/compiled-rule.ts';
import type { ExpressionNode, RuleNode } from '../../src/syntax/ast.ts';
import { print, printRule } from '../../src/syntax/print.ts';
import { childrenOf } from '../../src/syntax/walk.ts';
import type { Entity } from '../../src/values/entity.ts';
import { EvaluationError } from '../../src/values/value.ts';
import { arbitraryExpression, arbitraryRule } from './arbitrary-rule.ts';
import { generatedJudge } from './back-ends.ts';
import { judge, type Verdict } from './reference/interpreter.ts';
import { entitiesFor } from './samples.ts';
import { TAME } from './vocabulary.ts';

/*
 * Rules and entities that are made up, judged in every way that there is, and by laws that need no second opinion: what is
 * said twice is so, `not (a and b)` is `not a or not b`, and the like. `npm run differential -- --pairs N` looks far.
 */

const NOW = '2026-01-01T00:00:00Z';
const LISTS = { Known: ['a', 5, true] };
const AROUND = { now: Date.parse(NOW) / 1000, lists: LISTS };
const ENTITIES = 12;

/** How often two ways were held against each other, by the ways. */
export type Tally = Record<string, number>;

const OPPOSITE: Readonly<Record<Verdict, Verdict>> = {
  passed: 'failed',
  failed: 'passed',
  irrelevant: 'irrelevant',
  excluded: 'excluded',
  error: 'error',
  matched: 'matched',
};

const sample = fc.tuple(
  arbitraryRule(TAME),
  arbitraryExpression(TAME),
  arbitraryExpression(TAME),
  fc.constantFrom('a', 'b', 'c', 'a.b'),
  fc.array(fc.oneof(TAME.text, TAME.number), { minLength: 1, maxLength: 10 }),
  fc.nat(),
);

/**
 * Judges so many pairs of rules and entities in every way.
 *
 * @throws Error at the first difference, with rule and entity
 */
export function differential(pairs: number, seed: number, tally: Tally = {}): Tally {
  let done = 0;
  for (let round = 0; done < pairs; round += 1) {
    for (const [rule, left, right, path, values, choice] of fc.sample(sample, { numRuns: 50, seed: seed + round })) {
      done += backEnds(rule, choice, tally);
      laws(left, right, path, values, choice, tally);
      elementOrder(left, path, choice, tally);
    }
  }
  return tally;
}

function backEnds(rule: RuleNode, choice: number, tally: Tally): number {
  const text = printRule(rule);
  const { compiled } = tryCompile(text, { lists: LISTS });
  if (compiled === undefined) return 0;
  const generated = generatedJudge(compiled, { lists: LISTS }, Date.parse(NOW));
  const isDecided = !isUndecided(compiled.syntax);
  const entities = entitiesOf(compiled, choice);
  for (const entity of entities) {
    const evaluation = compiled.evaluate(entity, { now: NOW });
    const { status } = evaluation;
    const same = (way: string, other: string): void => hold(way, status, other, text, entity, tally);
    if (isDecided) same('reference', judge(compiled.syntax, entity, AROUND));
    const code = generated?.(entity);
    if (code !== undefined) same('generated code', code);
    same('tracing', statusOfTrace(compiled, evaluation.explain()));
  }
  return entities.length;
}

function laws(
  left: ExpressionNode,
  right: ExpressionNode,
  path: string,
  values: readonly (string | number | bigint)[],
  choice: number,
  tally: Tally,
): void {
  const [a, b] = [`(${print(left)})`, `(${print(right)})`];
  const literals = values.map((value) => (typeof value === 'string' ? `'${value}'` : String(value)));
  const block = `[ ${print(left)} ]`;
  law('should not', a, `not ${a}`, choice, tally, (status) => OPPOSITE[status]);
  law('double negation', a, `not not ${a}`, choice, tally);
  law('De Morgan, and', `not (${a} and ${b})`, `not ${a} or not ${b}`, choice, tally);
  law('De Morgan, or', `not (${a} or ${b})`, `not ${a} and not ${b}`, choice, tally);
  law('order of operands', `${a} or ${b}`, `${b} or ${a}`, choice, tally);
  law('order of operands', `${a} and ${b}`, `${b} and ${a}`, choice, tally);
  law(
    'in',
    `${path} in (${literals.join(', ')})`,
    literals.map((one) => `${path} = ${one}`).join(' or '),
    choice,
    tally,
  );
  law('contain-none', `${path} contain-none ${block}`, `not ${path} contain ${block}`, choice, tally);
  // One element may decide `contain` beside one that is undecided; a list that is counted needs all.
  law('with', `${path} with ${block} length() > 0`, `${path} contain ${block}`, choice, tally, undefined, 'error');
  law(
    'all',
    `${path} contain-all ${block}`,
    `not ${path} contain [ not (${print(left)}) ]`,
    choice,
    tally,
    undefined,
    'passed',
    true,
  );
}

/** In which order a list stands is nothing to a block that looks at no more than the element. */
function elementOrder(body: ExpressionNode, path: string, choice: number, tally: Tally): void {
  const text = print(body);
  if (text.includes('~')) return;
  const forms = ['contain', 'contain-all', 'contain-any', 'contain-none'].map((word) => `${path} ${word} [ ${text} ]`);
  forms.push(`${path} with [ ${text} ] length() = 1`);
  const form = forms[choice % forms.length] ?? '';
  const { compiled } = tryCompile(`T should have ${form}`, { lists: LISTS });
  if (compiled === undefined) return;
  for (const entity of entitiesOf(compiled, choice)) {
    const turned = turnedAround(entity, path.split('.')) as Entity;
    if (turned === entity) continue;
    const [one, other] = [entity, turned].map((each) => compiled.evaluate(each, { now: NOW }).status);
    hold('element order', one ?? '', other ?? '', form, entity, tally);
  }
}

/** A copy whose list at a path is the other way round; the same value where no list of several is there. */
function turnedAround(value: unknown, [name, ...rest]: readonly string[]): unknown {
  if (name === undefined) return Array.isArray(value) && value.length > 1 ? value.toReversed() : value;
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, name)) return value;
  const inner = (value as Record<string, unknown>)[name];
  const turned = turnedAround(inner, rest);
  return turned === inner ? value : { ...value, [name]: turned };
}

/** Two conditions that say the same of every entity, or what `expected` makes of it; where the first says `unless`, nothing is held. */
function law(
  name: string,
  first: string,
  second: string,
  choice: number,
  tally: Tally,
  expected: (status: Verdict) => Verdict = (status) => status,
  unless?: Verdict,
  isOnlyThen = false,
): void {
  const one = tryCompile(`T should have ${first}`, { lists: LISTS }).compiled;
  const other = tryCompile(`T should have ${second}`, { lists: LISTS }).compiled;
  if (one === undefined || other === undefined) return;
  for (const entity of entitiesOf(one, choice)) {
    const status = one.evaluate(entity, { now: NOW }).status;
    if ((status === unless) !== isOnlyThen && unless !== undefined) continue;
    hold(name, expected(status), other.evaluate(entity, { now: NOW }).status, `${first}\n${second}`, entity, tally);
  }
}

function hold(way: string, status: string, other: string, text: string, entity: object, tally: Tally): void {
  tally[way] = (tally[way] ?? 0) + 1;
  if (status !== other) throw new Error(`${way}: ${status} and ${other}\n${text}\n${JSON.stringify(entity)}`);
}

function entitiesOf({ syntax }: CompiledRule, choice: number): Entity[] {
  const candidates = entitiesFor(syntax, AROUND);
  return Array.from(
    { length: ENTITIES },
    (_, turn) => candidates[(choice + turn * 7_919) % candidates.length] as unknown as Entity,
  );
}

/** The status that an explanation says. */
function statusOfTrace(
  { plan, target }: CompiledRule,
  { where, exclude, condition, entity }: ReturnType<ReturnType<CompiledRule['evaluate']>['explain']>,
): string {
  if (target !== undefined && entity.type !== (plan.isList ? `List<${target}>` : target)) return 'irrelevant';
  for (const part of [where, exclude, condition]) if (part?.truth instanceof EvaluationError) return 'error';
  if (where?.truth === false) return 'irrelevant';
  if (exclude?.truth === true) return 'excluded';
  return (condition?.truth ?? true) === true ? plan.whenTrue : plan.whenFalse;
}

/** What grammar/SEMANTICS.md does not decide: not held against the reference. */
export function isUndecided(node: { readonly kind: string }): boolean {
  const { kind } = node;
  if (kind === 'Comparison') {
    const { right, operator } = node as Extract<ExpressionNode, { kind: 'Comparison' }>;
    const testsLeft = right.kind === 'Call' && right.receiver === undefined;
    if (testsLeft && !['=', '!='].includes(operator)) return true;
  }
  if (kind === 'GroupBy' && (node as unknown as { path: { start: string } }).path.start === '~') return true;
  return childrenOf(node as RuleNode).some(isUndecided);
}
