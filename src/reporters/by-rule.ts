import type { FindingSubject } from '../findings/finding.ts';

/** Where a finding or a summary belongs: one rule may stand in several rulesets. */
type RulePlace = Pick<FindingSubject, 'rule' | 'ruleset'>;

/** Something that is collected for each rule of each ruleset. Rules are known by what they say: copies are the same. */
export class ByRule<Value> {
  private readonly create: () => Value;
  private readonly values = new Map<string, Value>();
  private readonly known = new WeakMap<object, WeakMap<object, Value>>();

  constructor(create: () => Value) {
    this.create = create;
  }

  /** What was collected, made on the first call. */
  at({ rule, ruleset }: RulePlace): Value {
    let ofRule = this.known.get(rule);
    if (ofRule === undefined) this.known.set(rule, (ofRule = new WeakMap()));
    let value = ofRule.get(ruleset);
    if (value !== undefined) return value;
    const key = JSON.stringify([rule.id, rule.severity, rule.logic, ruleset.id, ruleset.name]);
    value = this.values.get(key) ?? this.create();
    this.values.set(key, value);
    ofRule.set(ruleset, value);
    return value;
  }
}
