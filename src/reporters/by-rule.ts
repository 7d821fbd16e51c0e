import type { FindingSubject } from '../findings/finding.ts';

/** Where a finding or a summary belongs: one rule may stand in several rulesets. */
type RulePlace = Pick<FindingSubject, 'rule' | 'ruleset'>;

/** Something that is collected for each rule of each ruleset. Rules are known by what they say: copies are the same. */
export class ByRule<Value> {
  private readonly create: () => Value;
  private readonly values = new Map<string, Value>();
  private readonly keys = new WeakMap<object, string>();

  constructor(create: () => Value) {
    this.create = create;
  }

  /** What was collected, made on the first call. */
  at({ rule, ruleset }: RulePlace): Value {
    const key =
      this.keyOf(rule, () => [rule.id, rule.severity, rule.logic]) +
      this.keyOf(ruleset, () => [ruleset.id, ruleset.name]);
    let value = this.values.get(key);
    if (value === undefined) this.values.set(key, (value = this.create()));
    return value;
  }

  private keyOf(object: object, parts: () => readonly unknown[]): string {
    let key = this.keys.get(object);
    if (key === undefined) this.keys.set(object, (key = JSON.stringify(parts())));
    return key;
  }
}
