import type { Exclusion } from '../rules/exclusion.ts';
import type { LoadedRule, LoadedRuleset } from '../rules/rule.ts';
import type { Entity } from '../values/entity.ts';
import {
  detailsOf,
  type Finding,
  type FindingOptions,
  type FindingRecord,
  type FindingSubject,
  markOf,
} from './finding.ts';
import { type Building, LazyFinding } from './lazy-finding.ts';

/** What a finding says only if it is asked, which costs more than all else of it. */
interface Said extends Pick<Finding, 'reason' | 'facts' | 'tree'> {
  readonly id: string | undefined;
}

/**
 * A finding on its way from the thread that made it: plain data, with numbers in place of what both sides have. What no
 * report reads of it is left there.
 */
export interface PostedFinding extends Pick<FindingRecord, 'status' | 'entity'> {
  readonly location: FindingRecord['location'] | undefined;
  readonly error: FindingRecord['error'] | undefined;
  /** Which of all rules. */
  readonly rule: number;
  /** Which of the exclusions. */
  readonly exclusion: number | undefined;
  readonly said: Said | undefined;
  readonly whole: Entity | undefined;
}

/** What both sides have, in the same order. */
export interface PostingSides {
  readonly rules: readonly { readonly rule: LoadedRule; readonly ruleset: LoadedRuleset }[];
  readonly exclusions: readonly Exclusion[];
}

/** What reports ask of findings beyond what all have. */
export interface Asked {
  readonly said: boolean;
  readonly whole: boolean;
}

/** Puts findings into a form that can be posted. */
export class FindingPost {
  readonly #numbers: Map<LoadedRule, number>;
  readonly #exclusions: readonly Exclusion[];

  constructor({ rules, exclusions }: PostingSides) {
    this.#numbers = new Map(rules.map(({ rule }, index) => [rule, index]));
    this.#exclusions = exclusions;
  }

  /** Which of all rules it is; one that is not among them yet is the next. */
  numberOf(rule: LoadedRule): number {
    const known = this.#numbers.get(rule) ?? this.#numbers.size;
    this.#numbers.set(rule, known);
    return known;
  }

  post(finding: Finding, asked: Asked): PostedFinding {
    const { status, entity, location, error, exclusion, subject } = finding;
    return {
      status,
      rule: this.numberOf(subject.rule),
      entity,
      location,
      error,
      exclusion: exclusion === undefined ? undefined : this.#exclusions.indexOf(exclusion),
      said: asked.said ? saidOf(finding) : undefined,
      whole: asked.whole ? subject.entity : undefined,
    };
  }
}

/** In reports, what passed has no id. That of an entity without any is made of its place, which the other side knows. */
function saidOf(finding: Finding): Said {
  const { reason, facts, tree, status, entity } = finding;
  return { reason, facts, tree, id: status === 'passed' || entity.id === '' ? undefined : finding.id };
}

/** The finding as it was where it was made, marked by the baseline here. */
export function postedFinding(
  { status, rule: number, entity, location, error, exclusion, said, whole }: PostedFinding,
  { rules, exclusions }: PostingSides,
  { baseline }: Pick<FindingOptions, 'baseline'>,
): Finding {
  const found = rules[number];
  if (found === undefined) throw new TypeError('a finding of another rule');
  const { rule, ruleset } = found;
  const known: Omit<Building, 'id' | 'reason' | 'facts' | 'tree'> = {
    status,
    ruleId: rule.id,
    ruleName: rule.name,
    severity: rule.severity,
    ruleset: ruleset.name,
    entity,
    subject: subjectOf(rule, ruleset, whole),
  };
  if (rule.severityOverride !== undefined) known.severityOverride = rule.severityOverride;
  if (location !== undefined) known.location = location;
  if (error !== undefined) known.error = error;
  const applied = exclusion === undefined ? undefined : exclusions[exclusion];
  if (applied !== undefined) known.exclusion = applied;
  const finding = LazyFinding.of({
    known,
    id: said?.id,
    reason: error?.message ?? said?.reason,
    facts: said?.facts,
    tree: said?.tree,
    said: NOT_POSTED,
  });
  const mark = markOf(finding, baseline);
  if (mark !== undefined) finding.baseline = mark;
  return finding;
}

function subjectOf(rule: LoadedRule, ruleset: LoadedRuleset, entity: Entity | undefined): FindingSubject {
  const details = detailsOf(ruleset);
  if (entity !== undefined) return { rule, ruleset: details, entity };
  return {
    rule,
    ruleset: details,
    get entity() {
      return notPosted();
    },
  };
}

const NOT_POSTED: Pick<Finding, 'reason' | 'facts' | 'tree'> = {
  get reason() {
    return notPosted();
  },
  get facts() {
    return notPosted();
  },
  get tree() {
    return notPosted();
  },
};

/** A report that reads what it did not ask for would say something wrong. */
function notPosted(): never {
  throw new TypeError('a report asks for what was not posted');
}
