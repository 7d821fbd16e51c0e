import type { Rule, Ruleset } from '../rules/schema.ts';

/** Where a result or a summary belongs: one rule may stand in several rulesets. */
interface RulePlace {
  readonly rule: Rule;
  readonly ruleset: Ruleset;
}

/** Something that is collected for each rule of each ruleset. */
export class ByRule<Value> {
  private readonly create: () => Value;
  private readonly values = new Map<Ruleset, Map<Rule, Value>>();

  constructor(create: () => Value) {
    this.create = create;
  }

  /** What was collected, made on the first call. */
  at({ rule, ruleset }: RulePlace): Value {
    let rules = this.values.get(ruleset);
    if (rules === undefined) this.values.set(ruleset, (rules = new Map()));
    let value = rules.get(rule);
    if (value === undefined) rules.set(rule, (value = this.create()));
    return value;
  }
}
