import type { FunctionTable } from '../../functions/define.ts';
import {
  type BlockValue,
  type CallValue,
  type Condition,
  type PathValue,
  type Predicate,
  type RulePlan,
  type Value,
} from '../../plan/plan.ts';
import { PRIMITIVES } from '../../values/own.ts';
import { costOfBody } from '../work.ts';
import type { Constant, GeneratedCode } from './code.ts';
import { blockCode, callCode, elementStep, MAX_ASKED, objectStep, pathStep, testCode } from './templates.ts';

/** Longer code is not worth its compilation; such a rule stays with closures. */
const MAX_CODE = 60_000;

/** So many values of a list are compared one by one. */
const FEW = 8;

/** A rule has a part that is not said in code. */
class LeftToClosures extends Error {}

/** The code of a plan; undefined for a rule that is better left to the closures. */
export function emit(plan: RulePlan, functions: FunctionTable): GeneratedCode | undefined {
  if (plan.target === undefined || plan.resourceTypes.length > 0) return undefined;
  const emitter = new Emitter(functions, plan.usesOuter);
  try {
    const body = emitter.rule(plan);
    return body.length > MAX_CODE ? undefined : { body, constants: emitter.constants };
  } catch (thrown) {
    if (thrown instanceof LeftToClosures) return undefined;
    throw thrown;
  }
}

/** The entity, or an element of a block: the variable that holds it, and what the code before has found out of it. */
interface Self {
  readonly name: string;
  /** It is an object; of an element of a list that is not said before it was asked. */
  isObject: boolean;
  isPlain: boolean;
  /** It is in the entity, and not of a function's making. */
  readonly isOfEntity: boolean;
  /** The variables that hold what was read from it, by the names on the way. */
  readonly read: Map<string, string>;
}

type Selves = readonly Self[];

class Emitter {
  readonly constants: Constant[] = [];
  private readonly functions: FunctionTable;
  private readonly usesOuter: boolean;
  /** By kind, since a text may say what a path or a null is written as. */
  private readonly places = new Map<Constant['kind'], Map<unknown, string>>();
  private lines: string[] = [];
  private variables = 0;
  private labels = 0;

  constructor(functions: FunctionTable, usesOuter: boolean) {
    this.functions = functions;
    this.usesOuter = usesOuter;
  }

  rule({ where, exclude, condition, whenTrue, whenFalse }: RulePlan): string {
    const selves: Selves = [{ name: 'e', isObject: true, isPlain: false, isOfEntity: true, read: new Map() }];
    const truth = this.variable();
    if (where !== undefined) {
      this.condition(where, selves, truth);
      this.line(`if (!${truth}) return "irrelevant";`);
    }
    if (exclude !== undefined) {
      this.condition(exclude, selves, truth);
      this.line(`if (${truth}) return "excluded";`);
    }
    if (condition === undefined) this.line(`return "${whenTrue}";`);
    else {
      this.condition(condition, selves, truth);
      this.line(`return ${truth} ? "${whenTrue}" : "${whenFalse}";`);
    }
    const variables = Array.from({ length: this.variables }, (_, index) => `v${index}`).join(', ');
    return `"use strict";
const P = H.prototypeOf, OP = H.objectPrototype, isArray = H.isArray, E = H.EvaluationError, elements = H.elements, truthOf = H.truthOf;
${this.constants.map((_, index) => `const k${index} = K[${index}];`).join('\n')}
return function judge(e, s) {
const parsed = s.isParsed;
let n = ${MAX_ASKED}, ${variables};
${this.lines.join('\n')}
};`;
  }

  private line(text: string): void {
    this.lines.push(text);
  }

  private variable(): string {
    this.variables += 1;
    return `v${this.variables - 1}`;
  }

  private readonly numbered = (number: number): string => this.constant({ kind: 'value', value: number }, number);

  /** The name of a constant; `key` is what makes two the same. */
  private constant(constant: Constant, key: unknown = constant): string {
    const ofKind = this.places.get(constant.kind) ?? new Map<unknown, string>();
    this.places.set(constant.kind, ofKind);
    let name = ofKind.get(key);
    if (name === undefined) {
      name = `k${this.constants.length}`;
      this.constants.push(constant);
      ofKind.set(key, name);
    }
    return name;
  }

  /** Code that puts the truth of a condition into a variable, or leaves. */
  private condition(part: Condition, selves: Selves, into: string): void {
    switch (part.kind) {
      case 'all':
      case 'any':
        return this.joined(part.of, part.kind === 'all' ? '!' : '', selves, into);
      case 'not':
        this.condition(part.of, selves, into);
        return this.line(`${into} = !${into};`);
      case 'known':
        return this.line(`${into} = ${part.truth};`);
      case 'test': {
        const value = this.value(part.value, selves);
        const test = this.constant({ kind: 'test', predicate: part.predicate });
        const { predicate } = part;
        const [literal, literals] = [this.literalOf(predicate), this.literalsOf(predicate)];
        return this.line(testCode(predicate, { value, test, into, literal, literals, numbered: this.numbered }));
      }
      case 'truth': {
        const value = this.value(part.value, selves);
        this.line(
          `if (typeof ${value} === "boolean") ${into} = ${value}; else ${into} = ${value} === undefined || ${value} === null ? false : truthOf(${value});`,
        );
        return;
      }
      case 'compare':
      case 'member': {
        const closure = this.closure({ kind: 'condition', part });
        this.line(`${into} = ${closure}(${nameOf(selves)}, s); if (typeof ${into} !== "boolean") return;`);
      }
    }
  }

  /** Operands one after the other, until one decides. What only some ways have found out is not known behind them. */
  private joined(operands: readonly Condition[], negation: string, selves: Selves, into: string): void {
    this.labels += 1;
    const label = `L${this.labels}`;
    this.line(`${label}: {`);
    operands.forEach((operand, index) => {
      if (index > 0) this.line(`if (${negation}${into}) break ${label};`);
      this.condition(operand, index === 0 ? selves : copies(selves), into);
    });
    this.line('}');
  }

  private literalOf(predicate: Predicate): string {
    if (predicate.kind !== 'compare' || predicate.to === null || typeof predicate.to === 'boolean') return '';
    return this.constant({ kind: 'value', value: predicate.to }, predicate.to);
  }

  private literalsOf(predicate: Predicate): readonly string[] {
    if (predicate.kind !== 'oneOf' || predicate.values.length > FEW) return [];
    return predicate.values.map((value) => this.constant({ kind: 'value', value }, value));
  }

  /** Code that works a value out, or leaves; gives the variable that holds it. */
  private value(part: Value, selves: Selves): string {
    switch (part.kind) {
      case 'path':
        return this.path(part, selves);
      case 'literal':
        return this.constant({ kind: 'value', value: part.value }, part.value);
      case 'call':
        return this.call(part, selves);
      case 'block':
        return this.block(part, selves, part.operator === 'with' ? 'list' : part.operator);
      case 'count':
        if (part.of.kind === 'block' && part.of.operator === 'with') return this.block(part.of, selves, 'count');
        return this.closureValue(part, selves);
      default:
        return this.closureValue(part, selves);
    }
  }

  private path({ levels, segments }: PathValue, selves: Selves): string {
    const self = selves[selves.length - 1 - levels];
    if (self === undefined) throw new LeftToClosures();
    if (!segments.every(isOrdinary)) {
      const path = this.constant({ kind: 'path', segments }, JSON.stringify(segments));
      const into = this.variable();
      this.line(`${into} = ${path}(${self.name}); if (typeof ${into} === "object" && ${into} instanceof E) return;`);
      return into;
    }
    let owner = self.name;
    let way = '';
    for (const segment of segments) {
      way += `.${JSON.stringify(segment)}`;
      let into = self.read.get(way);
      if (into === undefined) {
        into = this.variable();
        const name = this.constant({ kind: 'value', value: segment }, segment);
        const from = { name: owner, isOfEntity: self.isOfEntity };
        const isOwn = !PRIMITIVES.some((one) => segment in one);
        if (owner !== self.name) this.line(pathStep(from, name, into, isOwn));
        else if (self.isPlain) this.line(`${into} = ${owner}[${name}];`);
        else {
          this.line((self.isObject ? objectStep : elementStep)(from, name, into, isOwn));
          self.isObject = self.isPlain = true;
        }
        self.read.set(way, into);
      }
      owner = into;
    }
    return owner;
  }

  private call(part: CallValue, selves: Selves): string {
    const definition = this.functions.named(part.name);
    if (definition === undefined || !part.args.every(({ kind }) => kind === 'literal'))
      return this.closureValue(part, selves);
    const on = part.on === undefined ? 'undefined' : this.value(part.on, selves);
    const into = this.variable();
    const bound = this.constant({ kind: 'bound', call: part }, part);
    const applied = this.constant({ kind: 'applied', call: part });
    const { result, inline } = definition;
    const border = inline?.kind === 'border' ? this.constant({ kind: 'border', call: part }) : '';
    this.line(callCode({ on, into, bound, applied, result, inline, border }));
    return into;
  }

  private block({ list, body }: BlockValue, selves: Selves, gives: Parameters<typeof blockCode>[0]['gives']): string {
    const value = this.value(list, selves);
    const element = this.variable();
    const truth = this.variable();
    const into = this.variable();
    const outside = this.lines;
    this.lines = [];
    const isOfEntity = isInEntity(list, selves);
    const self: Self = { name: element, isObject: false, isPlain: false, isOfEntity, read: new Map() };
    this.condition(body, [...copies(selves), self], truth);
    const inside = this.lines.join('\n');
    this.lines = outside;
    const [elements, index] = [this.variable(), this.variable()];
    this.line(blockCode({ gives, value, elements, index, element, truth, into, inside, cost: costOfBody(body) }));
    return into;
  }

  private closureValue(part: Value, selves: Selves): string {
    const closure = this.closure({ kind: 'closure', part });
    const into = this.variable();
    this.line(
      `${into} = ${closure}(${nameOf(selves)}, s); if (typeof ${into} === "object" && ${into} instanceof E) return;`,
    );
    return into;
  }

  /** A part that the closures do; elements around it they find in the scope, where this code has none. */
  private closure(constant: Constant): string {
    if (this.usesOuter) throw new LeftToClosures();
    return this.constant(constant);
  }
}

function nameOf(selves: Selves): string {
  return selves[selves.length - 1]?.name ?? 'e';
}

/** Whether a value is in the entity, and not of a function's making. */
function isInEntity(value: Value, selves: Selves): boolean {
  if (value.kind === 'block') return isInEntity(value.list, selves);
  return value.kind === 'path' && selves[selves.length - 1 - value.levels]?.isOfEntity === true;
}

function copies(selves: Selves): Self[] {
  return selves.map((self) => ({ ...self, read: new Map(self.read) }));
}

/** A name that objects do not have by themselves, so that what is read is their own. */
function isOrdinary(segment: string | number): boolean {
  return typeof segment === 'string' && !(segment in Object.prototype);
}
