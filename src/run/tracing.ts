import { type BlockValue, type Condition, PLAN_PARTS, type RulePlan, type Value } from '../plan/plan.ts';
import type { ExpressionNode } from '../syntax/ast.ts';
import { print } from '../syntax/print.ts';
import type { Entity } from '../values/entity.ts';
import { isUnknown } from '../values/partly-known.ts';
import type { Truth } from '../values/value.ts';
import { spend } from '../values/work.ts';
import { BLOCKS } from './blocks.ts';
import { ClosureMaker } from './closures.ts';
import type { RunEnvironment } from './environment.ts';
import type { Explanation, ExplanationPart } from './explanation.ts';
import {
  allOf,
  anyOf,
  begin,
  MAX_ELEMENTS,
  type Scope,
  TOO_MANY_ELEMENTS,
  type TruthClosure,
  type ValueClosure,
} from './scope.ts';
import { costOfBody } from './work.ts';

/** Each part is asked, and those of long lists twice, so explaining may do more than judging. */
const MAX_TRACED = 2 * MAX_ELEMENTS;
/** Below it, what cannot change a verdict is no longer asked, so that enough is left for what can. */
const RESERVE = MAX_ELEMENTS / 2;
/** So many parts are recorded of one judgement; what comes after is worked out all the same. */
export const MAX_RECORDED = 20_000;
/** Of a longer list, only some elements are recorded: those that decide, and some others. */
const LONG_LIST = 200;
const SHOWN_OF_LONG = 20;

interface Recorded {
  readonly node: ExpressionNode;
  readonly isTruth: boolean;
  result: unknown;
  element?: { readonly index: number; readonly value: unknown };
  omitted?: { holding: number; others: number };
  /** It was not worked out to its end, so that its result says nothing. */
  isCut?: true;
  readonly parts: Recorded[];
}

/** The truths of the conditions that came to be asked. */
export type ConditionTruths = Partial<Record<PlanPart, Truth>>;

type PlanPart = (typeof PLAN_PARTS)[number];

/** What is being recorded; it travels in the scope, so that the closures of a rule can be made once. */
interface Recorder {
  /** The part that is being worked out. */
  current: Pick<Recorded, 'parts' | 'omitted'>;
  left: number;
}

interface TraceScope extends Scope {
  readonly recorder: Recorder;
}

/**
 * The back end that explains: the same closures, but every part is asked and what it finds is recorded. Made once a rule.
 */
export class Tracer {
  private readonly plan: RulePlan;
  private readonly closures: Readonly<Record<string, TruthClosure>>;

  constructor(plan: RulePlan, environment: RunEnvironment) {
    this.plan = plan;
    const maker = new TracingMaker(environment, plan.usesOuter);
    this.closures = Object.fromEntries(
      PLAN_PARTS.flatMap((part) => {
        const condition = plan[part];
        return condition === undefined ? [] : [[part, maker.condition(condition)]];
      }),
    );
  }

  /**
   * The trees of the rule's conditions for an entity.
   *
   * @param truths what the conditions that came to be asked are: explaining has a bound of its own, and must not say otherwise
   */
  explain(entity: Entity, scope: Scope, truths: ConditionTruths): Explanation {
    const explained: Partial<Record<PlanPart, ExplanationPart>> = {};
    for (const name of PLAN_PARTS) {
      const truth = truths[name];
      if (truth === undefined) continue;
      const recorder: Recorder = { current: { parts: [] }, left: MAX_RECORDED };
      const traced: TraceScope = { ...scope, outer: [], recorder };
      begin(traced);
      traced.left = MAX_TRACED;
      this.closures[name]?.(entity, traced);
      const [whole] = recorder.current.parts;
      if (whole !== undefined) explained[name] = { ...partOf(whole), truth };
    }
    return { rule: this.plan.rule, entity, now: scope.now, ...explained };
  }
}

class TracingMaker extends ClosureMaker {
  private readonly plain: ClosureMaker;
  /** Parts that stand for the part around them, and are not recorded beside it. */
  private readonly silent = new Set<Condition | Value>();

  constructor(environment: RunEnvironment, usesOuter: boolean) {
    super(environment, usesOuter);
    this.plain = new ClosureMaker(environment, usesOuter);
  }

  override condition(part: Condition): TruthClosure {
    if (part.kind === 'not' && part.of.node === part.node) this.silent.add(part.of);
    if (part.kind === 'test' && part.value.node === part.node) this.silent.add(part.value);
    if (part.kind === 'truth' && part.value.node !== part.node) this.silent.add(part.value);
    const closure = this.asking(part);
    return this.silent.has(part)
      ? closure
      : (recorded(part.node, true, closure, () => this.plain.condition(part)) as TruthClosure);
  }

  /** Every operand of `and` and `or` is asked, though the first ones may decide, so that the tree is whole. */
  private asking(part: Condition): TruthClosure {
    if (part.kind !== 'all' && part.kind !== 'any') return super.condition(part);
    const join = part.kind === 'all' ? allOf : anyOf;
    const operands = part.of.map((operand) => this.condition(operand));
    const deciding = part.kind === 'any';
    return (self, scope) => {
      const truths: Truth[] = [];
      for (const operand of operands) {
        if (scope.left < 0 || (scope.left < RESERVE && truths.includes(deciding))) break;
        truths.push(operand(self, scope));
      }
      return join(truths.map((truth) => () => truth))(self, scope);
    };
  }

  override value(part: Value): ValueClosure {
    const closure = part.kind === 'block' ? this.block(part) : super.value(part);
    // A count is recorded as the list that it counts.
    return part.kind === 'count' || this.silent.has(part)
      ? closure
      : recorded(part.node, false, closure, () => this.plain.value(part));
  }

  private block(part: BlockValue): ValueClosure {
    const list = this.value(part.list);
    const body = this.condition(part.body);
    const plainBody = this.plain.condition(part.body);
    const meaning = BLOCKS[part.operator];
    const deciding = part.operator !== 'contain-all';
    const cost = costOfBody(part.body);
    return this.looking(list, (elements, scope) => {
      const { recorder } = scope as TraceScope;
      const truths =
        elements.length > LONG_LIST || recorder.left <= 0
          ? longList(elements, plainBody, body, scope as TraceScope, cost, deciding, part.operator !== 'with')
          : elements.map((element, index) => recordElement(element, index, body, scope as TraceScope, cost));
      // What is not known is not asked.
      const asked = truths.filter((_, index) => !isUnknown(elements[index]));
      let next = 0;
      return meaning(elements.slice(0, truths.length), () => asked[next++] ?? false, { ...scope, left: Infinity }, 0);
    });
  }
}

function recordElement(element: unknown, index: number, body: TruthClosure, scope: TraceScope, cost: number): Truth {
  if (isUnknown(element)) return element;
  if (!spend(scope, cost)) return TOO_MANY_ELEMENTS;
  const { parts } = scope.recorder.current;
  const before = parts.length;
  const truth = body(element, scope);
  const added = parts[before];
  if (added !== undefined) added.element = { index, value: element };
  return truth;
}

/** Finds out what holds without recording, then records the elements that decide and a few of the others. */
function longList(
  elements: readonly unknown[],
  plainBody: TruthClosure,
  body: TruthClosure,
  scope: TraceScope,
  cost: number,
  deciding: boolean,
  /** One element that decides is enough. */
  isEnough: boolean,
): readonly Truth[] {
  const truths: Truth[] = [];
  let isDecided = false;
  for (const element of elements) {
    if (scope.left < 0 || (isDecided && scope.left < RESERVE)) break;
    spend(scope, cost);
    const truth = isUnknown(element) ? element : plainBody(element, scope);
    truths.push(truth);
    isDecided ||= isEnough && truth === deciding;
  }
  const shown = { deciding: 0, others: 0 };
  const omitted = { holding: 0, others: elements.length - truths.length };
  truths.forEach((truth, index) => {
    const kind = truth === deciding ? 'deciding' : 'others';
    shown[kind] += 1;
    if (shown[kind] <= SHOWN_OF_LONG && scope.recorder.left > 0 && scope.left > 0)
      recordElement(elements[index], index, body, scope, cost);
    else omitted[truth === true ? 'holding' : 'others'] += 1;
  });
  scope.recorder.current.omitted = omitted;
  return truths;
}

/** Records what a part finds; beyond the bound it is only worked out. */
function recorded<R>(
  node: ExpressionNode,
  isTruth: boolean,
  closure: (self: unknown, scope: Scope) => R,
  makePlain: () => (self: unknown, scope: Scope) => unknown,
): (self: unknown, scope: Scope) => R {
  let plain: ((self: unknown, scope: Scope) => R) | undefined;
  return (self, scope) => {
    const { recorder } = scope as TraceScope;
    if (recorder.left <= 0) return (plain ??= makePlain() as typeof closure)(self, scope);
    recorder.left -= 1;
    const part: Recorded = { node, isTruth, result: undefined, parts: [] };
    const around = recorder.current;
    around.parts.push(part);
    recorder.current = part;
    const result = closure(self, scope);
    part.result = result;
    if (scope.left < 0) part.isCut = true;
    recorder.current = around;
    return result;
  };
}

const texts = new WeakMap<ExpressionNode, string>();

function textOfNode(node: ExpressionNode): string {
  let text = texts.get(node);
  if (text === undefined) texts.set(node, (text = print(node)));
  return text;
}

function partOf(recording: Recorded): ExplanationPart {
  const { node, result, isTruth, element, omitted } = recording;
  const parts = recording.parts.filter(({ isCut }) => isCut !== true).map(partOf);
  // A bare operand is recorded as a condition around the same node as a value: one part says both.
  const [inner] = parts;
  const more = { ...(element === undefined ? {} : { element }), ...(omitted === undefined ? {} : { omitted }) };
  if (isTruth && inner?.node === node) return { ...inner, truth: result as Truth, ...more };
  return {
    node,
    text: textOfNode(node),
    ...(isTruth ? { truth: result as Truth } : { value: result }),
    parts,
    ...more,
  };
}
