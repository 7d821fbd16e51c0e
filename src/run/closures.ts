import { wrongArgument } from '../functions/wrong-argument.ts';
import type { CallValue, Condition, LiteralValue, PathValue, Value } from '../plan/plan.ts';
import { COMPARISONS } from '../values/comparison-operators.ts';
import { equals } from '../values/equality.ts';
import { pathReader } from '../values/path.ts';
import { PartlyKnownText, truthOfPresent, wholly } from '../values/partly-known.ts';
import { EvaluationError, singleFor, truthOf } from '../values/value.ts';
import { payForText, spend } from '../values/work.ts';
import { applied } from './apply-function.ts';
import { BLOCKS, blockElements, groupsOf } from './blocks.ts';
import type { RunEnvironment } from './environment.ts';
import { unknownTest } from './partly.ts';
import { testOf } from './predicates.ts';
import { allOf, anyOf, not, type Scope, TOO_MANY_ELEMENTS, type TruthClosure, type ValueClosure } from './scope.ts';
import { holding, testing } from './test-closures.ts';
import { costOfBody } from './work.ts';

/**
 * The back end that all others lean on: makes closures of a plan. Everything that does not depend on the entity is done
 * here, once. A back end that does some parts otherwise extends it.
 */
export class ClosureMaker {
  protected readonly environment: RunEnvironment;
  /** Elements are kept for `~` only where the rule has one. */
  protected readonly usesOuter: boolean;

  constructor(environment: RunEnvironment, usesOuter: boolean) {
    this.environment = environment;
    this.usesOuter = usesOuter;
  }

  /** The truth of a condition. */
  condition(part: Condition): TruthClosure {
    switch (part.kind) {
      case 'all':
        return allOf(part.of.map((operand) => this.condition(operand)));
      case 'any':
        return anyOf(part.of.map((operand) => this.condition(operand)));
      case 'not': {
        const operand = this.condition(part.of);
        return (self, scope) => not(operand(self, scope));
      }
      case 'known': {
        const { truth } = part;
        return () => truth;
      }
      case 'test': {
        const { lists, fold } = this.environment;
        return testing(
          this.value(part.value),
          testOf(part.predicate, lists, fold),
          unknownTest(part.predicate, lists, fold),
          // A pattern is looked for in the whole text of a list or an object.
          part.predicate.kind === 'match',
        );
      }
      case 'compare': {
        const { test } = COMPARISONS[part.operator];
        const { fold } = this.environment;
        return holding(this.value(part.left), this.value(part.right), (a, b, scope) => test(a, b, fold, scope));
      }
      case 'member': {
        const { fold } = this.environment;
        return holding(this.value(part.value), this.value(part.list), (value, list, scope) => {
          const one = singleFor(value, scope);
          const elements = blockElements(list, scope);
          spend(scope, 1 + (elements.length >> MEMBERS));
          return elements.some((element) => scope.left >= 0 && equals(one, element, fold, scope));
        });
      }
      case 'truth': {
        const value = this.value(part.value);
        return (self, scope) => {
          const found = opened(value(self, scope), scope);
          return scope.unknown?.insideOfEmpty(found) ?? truthOfPresent(truthOf(found));
        };
      }
    }
  }

  /** The value of something. */
  value(part: Value): ValueClosure {
    switch (part.kind) {
      case 'path':
        return pathClosure(part);
      case 'literal': {
        const { value } = part;
        return () => value;
      }
      case 'call':
        return this.call(part);
      case 'block': {
        const list = this.value(part.list);
        const body = this.condition(part.body);
        const meaning = BLOCKS[part.operator];
        const cost = costOfBody(part.body);
        return this.looking(list, (elements, scope) => meaning(elements, body, scope, cost));
      }
      case 'groups': {
        const list = this.value(part.list);
        const key = pathClosure(part.key);
        const { fold } = this.environment;
        return this.looking(list, (elements, scope) =>
          groupsOf(elements, (element) => key(element, scope), fold, scope),
        );
      }
      case 'count': {
        const value = this.value(part.of);
        return (self, scope) => {
          const found = value(self, scope);
          return Array.isArray(found) ? found.length : found;
        };
      }
      case 'unknown': {
        const error = new EvaluationError(part.code, part.message);
        return () => error;
      }
    }
  }

  /** Looks at the elements of a list; the element around is kept meanwhile, where the rule has a `~`. */
  protected looking(
    list: ValueClosure,
    look: (elements: readonly unknown[], scope: Scope, list: unknown) => unknown,
  ): ValueClosure {
    const { usesOuter } = this;
    return (self, scope) => {
      const value = opened(list(self, scope), scope);
      if (value instanceof EvaluationError) return wholly(value);
      const inside = scope.unknown?.insideOfEmpty(value);
      if (inside !== undefined) return inside;
      if (!usesOuter) return look(blockElements(value, scope), scope, value);
      scope.outer.push(self);
      const result = look(blockElements(value, scope), scope, value);
      scope.outer.pop();
      return result;
    };
  }

  private call(part: CallValue): ValueClosure {
    const definition = this.environment.functions.named(part.name);
    if (definition === undefined) {
      const error = new EvaluationError('unknown-function', `unknown function \`${part.name}\``);
      return () => error;
    }
    const on: ValueClosure = part.on === undefined ? () => undefined : this.value(part.on);
    const literals = part.args.filter((arg): arg is LiteralValue => arg.kind === 'literal');
    if (literals.length === part.args.length) {
      const bound = definition.bind(
        literals.map(({ value }) => value),
        this.environment,
      );
      return (self, scope) => applied(definition, bound, on(self, scope), scope);
    }
    const args = part.args.map((arg) =>
      arg.kind === 'path' && definition.usesResources === true ? linkClosure(arg) : this.value(arg),
    );
    return (self, scope) => {
      const value = on(self, scope);
      if (value instanceof EvaluationError) return wholly(value);
      const values: unknown[] = [];
      for (const [place, arg] of args.entries()) {
        const given = arg(self, scope);
        const found = definition.usesResources === true ? given : singleFor(given, scope);
        if (found instanceof EvaluationError) return wholly(found);
        // A missing value makes no test true, as an argument neither; what looks for entities knows what it finds then.
        if ((found === undefined || found === null) && definition.usesResources !== true)
          return definition.result === 'boolean' ? false : undefined;
        const wrong = wrongArgument(definition, place, found);
        if (wrong !== undefined) return wrong;
        if (!payForText(found, scope)) return TOO_MANY_ELEMENTS;
        values.push(found);
      }
      return applied(definition, definition.bind(values, this.environment), value, scope);
    };
  }
}

/** Among so many elements a value is looked for at the cost of one unit, as a power of two. */
const MEMBERS = 3;

export function pathClosure({ levels, segments }: PathValue): ValueClosure {
  const read = pathReader(segments);
  const from = (element: unknown, scope: Scope): unknown => {
    const value = read(element, scope);
    const { unknown } = scope;
    if (unknown === undefined) return value;
    if (element instanceof PartlyKnownText && segments.length > 0) {
      if (element.document !== undefined) return from(element.document, scope);
      // What is known of the text is not known of what stands in it.
      return element.mayBeDocument ? wholly(element) : undefined;
    }
    return unknown.errorAt(element, segments, value, scope) ?? unknown.withErrors(value);
  };
  return levels === 0 ? from : (_, scope) => from(scope.outer[scope.outer.length - levels], scope);
}

/** What the text is the JSON of, where only parts of it are known. */
function opened(value: unknown, { unknown }: Scope): unknown {
  if (!(value instanceof PartlyKnownText) || value.document === undefined) return value;
  return unknown?.withErrors(value.document);
}

/** What is looked for: a value that is not known may still name an entity that is. */
function linkClosure(part: PathValue): ValueClosure {
  const value = pathClosure(part);
  const { levels, segments } = part;
  return (self, scope) => {
    const found = value(self, scope);
    if (!(found instanceof EvaluationError)) return found;
    const element = levels === 0 ? self : scope.outer[scope.outer.length - levels];
    return scope.unknown?.linkAt(element, segments) ?? found;
  };
}
