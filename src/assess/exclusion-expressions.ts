import { begin, type Scope, type TruthClosure } from '../run/scope.ts';
import { lower } from '../plan/lower.ts';
import { ClosureMaker } from '../run/closures.ts';
import { type NamedLists, runEnvironment } from '../run/environment.ts';
import type { ExclusionSubject } from '../rules/exclusion-match.ts';
import { queryOf } from '../syntax/condition.ts';
import { parseCondition } from '../syntax/parse.ts';

/** The GSL conditions of exclusions, each compiled once. One that does not parse excludes nothing. */
export class ExclusionExpressions {
  private readonly compiled = new Map<string, TruthClosure>();

  private readonly scope: Scope;
  private readonly lists: NamedLists | undefined;

  constructor(scope: Scope, lists: NamedLists | undefined) {
    this.scope = scope;
    this.lists = lists;
  }

  /** Whether a condition is true of the entity; it can also ask for the rule's `severity`, as CloudGuard's do. */
  readonly matches = (expression: string, { rule, entity }: ExclusionSubject): boolean => {
    let closure = this.compiled.get(expression);
    if (closure === undefined) {
      closure = compileCondition(expression, this.lists);
      this.compiled.set(expression, closure);
    }
    begin(this.scope);
    const subject = Object.hasOwn(entity, 'severity') ? entity : { ...entity, severity: rule.severity };
    if (subject !== entity) this.scope.unknown?.copy(entity, subject);
    return closure(subject, this.scope) === true && this.scope.left >= 0;
  };
}

function compileCondition(expression: string, lists: NamedLists | undefined): TruthClosure {
  const { condition } = parseCondition(expression);
  if (condition === undefined) return () => false;
  const environment = runEnvironment(lists === undefined ? {} : { lists });
  const { where, usesOuter } = lower(queryOf(condition), environment.functions);
  return where === undefined ? () => false : new ClosureMaker(environment, usesOuter).condition(where);
}
