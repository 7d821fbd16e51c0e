import type { Result } from '../assess/assess.ts';
import type { Explanation } from '../run/explanation.ts';
import type { Exclusion } from '../rules/exclusion.ts';
import type { LoadedRule, LoadedRuleset, Remediation, Rule } from '../rules/rule.ts';
import type { Entity } from '../values/entity.ts';
import type { Status } from '../values/outcome.ts';
import type { Provenance } from '../values/record.ts';
import { isObject } from '../values/value.ts';
import type { Baseline } from './baseline.ts';
import { ownRemediation } from './fill-template.ts';
import { type FindingIdentity, fingerprint } from './identity.ts';
import { jsonValue } from './json-value.ts';
import { type Fact, factsOf } from './reason.ts';
import { type SaidFacts, sameFacts } from './same-facts.ts';
import { explanationLines } from './tree.ts';
import { withoutCredentials, withoutUser } from './value-text.ts';

/** What an entity is known by in reports. */
export interface EntityReference {
  readonly type: string;
  readonly id: string;
  readonly name: string;
  readonly accountNumber?: string;
  readonly region?: string;
  /** Of a Kubernetes object. */
  readonly namespace?: string;
}

/** What a finding is about, whole. Findings of one rule share the rule, and those of one entity the entity. */
export interface FindingSubject {
  readonly rule: LoadedRule;
  /** The ruleset that the rule stands in, without its rules. */
  readonly ruleset: Omit<LoadedRuleset, 'rules'>;
  readonly entity: Entity;
}

/** A finding as it is stored: what the reports `json` and `ndjson` hold of it. */
export interface FindingRecord {
  /** The same in every run: 32 hexadecimal digits. In reports, what passed has none. */
  readonly id?: string;
  readonly status: Status;
  readonly ruleId: string;
  readonly ruleName: string;
  readonly severity: Rule['severity'];
  /** Set where the project's configuration changed the severity. */
  readonly severityOverride?: NonNullable<Rule['severityOverride']>;
  readonly ruleset: string;
  readonly entity: EntityReference;
  readonly location?: Provenance;
  /** The facts in one line. For an error: what could not be decided. */
  readonly reason: string;
  readonly facts: readonly Fact[];
  readonly error?: { readonly code: string; readonly message: string; readonly help?: string };
  readonly exclusion?: Exclusion;
  /** Of what failed: how to mend it, as far as the rule's text names values of the entity. The rest stands with the rule. */
  readonly remediation?: Remediation;
  /** Whether an earlier report has the same finding; only where one was given to compare with. */
  readonly baseline?: 'new' | 'unchanged';
}

/**
 * A result as plain data, with its reason: what reports are made of. It can be posted to a worker, stored and cloned. The
 * reason, the id and the tree are worked out when they are first read, and then kept.
 */
export interface Finding extends FindingRecord {
  readonly id: string;
  readonly subject: FindingSubject;
  /** The whole tree of the condition, a line a part; empty where `explain` did not ask for it. */
  readonly tree: readonly string[];
}

/** What a finding is made with. */
export interface FindingOptions {
  /** An earlier report's findings: those that failed are marked and counted. See `readBaseline`. */
  readonly baseline?: Pick<Baseline, 'mark' | 'see'> | undefined;
  /** Whether reports may show the whole tree of the condition. */
  readonly explain?: boolean;
  /**
   * Whether what passed has a reason too. It mostly does not: a reason costs many times what the verdict does, and where
   * most entities pass nobody reads it.
   */
  readonly explainPassed?: boolean;
}

/** What `findingOf` builds up. */
type Building = { -readonly [Key in keyof Finding]: Finding[Key] };

const NOTHING_SAID: SaidFacts = { facts: Object.freeze([]), reason: '' };

/**
 * The finding of a result, to be made once and given to every report. Its reason costs another, slower evaluation of the
 * entity, and only if something reads it. What passed has none, unless `explainPassed` asks for it.
 *
 * @example
 * const rule = { id: 'mfa', severity: 'High', logic: 'IamUser should have mfaActive = true' } as const;
 * const reasons: string[] = [];
 * for await (const result of assess([rule], [{ type: 'IamUser', mfaActive: false }])) reasons.push(findingOf(result).reason);
 * reasons // ['mfaActive is false, not true']
 */
export function findingOf(result: Result, options: FindingOptions = {}): Finding {
  const { status, rule, ruleset, entity, provenance, error, exclusion } = result;
  const explain = options.explain === true;
  let explanation: Explanation | undefined;
  let found: SaidFacts | undefined = status === 'passed' && options.explainPassed !== true ? NOTHING_SAID : undefined;
  let reason = error?.message;
  let tree: readonly string[] | undefined;
  let id: string | undefined;
  const explained = (): Explanation => {
    const now = explanation ?? result.explain();
    // Kept only where the tree is still to be asked for: it holds a part for each step of the evaluation.
    if (explain) explanation = now;
    return now;
  };
  const said = (): SaidFacts => (found ??= sameFacts(rule, factsOf(explained()).map(plain)));
  // Optional properties are added after the others: a literal with spreads costs several times as much, a result.
  const finding: Building = {
    status,
    ruleId: rule.id,
    ruleName: rule.name,
    severity: rule.severity,
    ruleset: ruleset.name,
    entity: entityReference(entity),
    get reason() {
      return (reason ??= said().reason);
    },
    get facts() {
      return said().facts;
    },
    get id() {
      return (id ??= fingerprint(this));
    },
    subject: { rule, ruleset: detailsOf(ruleset), entity },
    get tree() {
      if (!explain) return NO_LINES;
      tree ??= explanationLines(explained());
      explanation = undefined;
      return tree;
    },
  };
  if (rule.severityOverride !== undefined) finding.severityOverride = rule.severityOverride;
  if (provenance !== undefined) finding.location = provenance;
  if (error !== undefined) finding.error = plainError(error);
  if (exclusion !== undefined) finding.exclusion = exclusion;
  const mark = markOf(finding, options.baseline);
  if (mark !== undefined) finding.baseline = mark;
  return finding;
}

const NO_LINES: readonly string[] = Object.freeze([]);

/**
 * A finding as it is stored, without what it only points to. Works out the reason.
 *
 * @example
 * const rule = { id: 'mfa', severity: 'High', logic: 'IamUser should have mfaActive = true' } as const;
 * const stored: FindingRecord[] = [];
 * for await (const result of assess([rule], [{ type: 'IamUser', mfaActive: false }])) stored.push(recordOf(findingOf(result)));
 * stored.map(({ status }) => status) // ['failed']
 */
export function recordOf(finding: Finding): FindingRecord {
  const { status, ruleId, ruleName, severity, severityOverride, ruleset, entity, location } = finding;
  const { reason, facts, error, exclusion, baseline } = finding;
  const remediation = finding.remediation ?? mending(finding);
  return {
    ...(status === 'passed' ? {} : { id: finding.id }),
    status,
    ruleId,
    ruleName,
    severity,
    ...(severityOverride === undefined ? {} : { severityOverride }),
    ruleset,
    entity,
    ...(location === undefined ? {} : { location }),
    reason,
    facts,
    ...(error === undefined ? {} : { error }),
    ...(exclusion === undefined ? {} : { exclusion }),
    ...(remediation === undefined ? {} : { remediation }),
    ...(baseline === undefined ? {} : { baseline }),
  };
}

/** What a stored finding says of how to mend it. */
export function mending({ status, subject }: Pick<Finding, 'status' | 'subject'>): Remediation | undefined {
  return status === 'failed' ? ownRemediation(subject.rule.remediation, subject) : undefined;
}

/** What an entity is known by in reports; where it has no id, its ARN or name serves. */
export function entityReference(entity: Entity): EntityReference {
  const { type } = entity;
  const own = textOf(entity.name);
  const id = textOf(entity.id) ?? textOf(entity['arn']) ?? own ?? '';
  const reference: { -readonly [Key in keyof EntityReference]: EntityReference[Key] } = {
    type,
    // No more is taken away: what an entity is known by must still tell it from others.
    id: withoutUser(id),
    name: withoutUser(own ?? id),
  };
  const accountNumber = textOf(entity.accountNumber);
  if (accountNumber !== undefined) reference.accountNumber = accountNumber;
  const region = textOf(entity.region);
  if (region !== undefined) reference.region = region;
  const namespace = type.startsWith('Kubernetes') ? namespaceOf(entity) : undefined;
  if (namespace !== undefined) reference.namespace = namespace;
  return reference;
}

/** Objects of Kubernetes say it in their metadata, the vendor's beside the name. */
function namespaceOf(entity: Entity): string | undefined {
  const metadata = entity['metadata'];
  return textOf(entity['namespace']) ?? (isObject(metadata) ? textOf(metadata['namespace']) : undefined);
}

/** What fails is new or not; what is excluded or undecided is not gone. */
export function markOf(
  finding: Pick<FindingRecord, 'status'> & FindingIdentity,
  baseline: FindingOptions['baseline'],
): FindingRecord['baseline'] {
  if (baseline === undefined) return undefined;
  if (finding.status === 'failed') return baseline.mark(finding);
  if (finding.status === 'error' || finding.status === 'excluded') baseline.see(finding);
  return undefined;
}

const details = new WeakMap<LoadedRuleset, FindingSubject['ruleset']>();

/** A ruleset without its rules; the same for the same. */
export function detailsOf(ruleset: LoadedRuleset): FindingSubject['ruleset'] {
  let known = details.get(ruleset);
  if (known === undefined) {
    const { rules: _, ...rest } = ruleset;
    details.set(ruleset, (known = rest));
  }
  return known;
}

function plainError({ code, message, help }: NonNullable<Result['error']>): NonNullable<FindingRecord['error']> {
  return help === undefined ? { code, message } : { code, message, help };
}

function plain(fact: Fact): Fact {
  const value = typeof fact.value === 'string' ? withoutCredentials(fact.value) : jsonValue(fact.value);
  return value === fact.value ? fact : { ...fact, value };
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}
