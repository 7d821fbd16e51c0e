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
  const matchCase = choice % 2 === 1;
  const options = { lists: LISTS, matchCase };
  const { compiled } = tryCompile(text, options);
  if (compiled === undefined) return 0;
  const generated = generatedJudge(compiled, options, Date.parse(NOW));
  const isDecided = !isUndecided(compiled.syntax);
  const entities = entitiesOf(compiled, choice);
  for (const entity of entities) {
    const evaluation = compiled.evaluate(entity, { now: NOW });
    const { status } = evaluation;
    const same = (way: string, other: string): void => hold(way, status, other, text, entity, tally);
    if (isDecided) same('reference', judge(compiled.syntax, entity, { ...AROUND, matchCase }));
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
  // Most of the time goes into making entities, so they are made once for all laws of one condition.
  const one = subject(a, choice);
  law('should not', one, `not ${a}`, tally, (status) => OPPOSITE[status]);
  law('double negation', one, `not not ${a}`, tally);
  const [both, either] = [subject(`(${a} and ${b})`, choice), subject(`(${a} or ${b})`, choice)];
  law('De Morgan, and', both, `not (not ${a} or not ${b})`, tally);
  law('De Morgan, or', either, `not ${a} and not ${b}`, tally, (status) => OPPOSITE[status]);
  law('order of operands', either, `${b} or ${a}`, tally);
  law('order of operands', both, `${b} and ${a}`, tally);
  const listed = subject(`${path} in (${literals.join(', ')})`, choice);
  law('in', listed, literals.map((literal) => `${path} = ${literal}`).join(' or '), tally);
  const some = subject(`${path} contain ${block}`, choice);
  law('contain-none', some, `${path} contain-none ${block}`, tally, (status) => OPPOSITE[status]);
  // One element may decide `contain` beside one that is undecided; a list that is counted needs all.
  const counted = subject(`${path} with ${block} length() > 0`, choice, some);
  law('with', counted, `${path} contain ${block}`, tally, (status) => (status === 'error' ? undefined : status));
  const every = subject(`${path} contain-all ${block}`, choice, some);
  const none = `not ${path} contain [ not (${print(left)}) ]`;
  law('all', every, none, tally, (status) => (status === 'passed' ? status : undefined));
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

/** A condition, its entities, and what it says of each. */
interface Subject {
  readonly text: string;
  readonly judged: readonly (readonly [Entity, Verdict])[];
}

/** Undefined where the condition is none; `like` has entities that suit it too. */
function subject(text: string, choice: number, like?: Subject): Subject | undefined {
  const { compiled } = tryCompile(`T should have ${text}`, { lists: LISTS });
  if (compiled === undefined) return undefined;
  const entities = like?.judged.map(([entity]) => entity) ?? entitiesOf(compiled, choice);
  return { text, judged: entities.map((entity) => [entity, compiled.evaluate(entity, { now: NOW }).status]) };
}

/** Another condition says of each entity what `expected` makes of it; nothing is held where that is undefined. */
function law(
  name: string,
  one: Subject | undefined,
  second: string,
  tally: Tally,
  expected: (status: Verdict) => Verdict | undefined = (status) => status,
): void {
  if (one === undefined) return;
  const other = tryCompile(`T should have ${second}`, { lists: LISTS }).compiled;
  if (other === undefined) return;
  for (const [entity, status] of one.judged) {
    const awaited = expected(status);
    if (awaited === undefined) continue;
    hold(name, awaited, other.evaluate(entity, { now: NOW }).status, `${one.text}\n${second}`, entity, tally);
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
