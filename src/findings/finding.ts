import type { Result } from '../assess/assess.ts';
import type { Explanation } from '../run/explanation.ts';
import type { LoadedRuleset, Remediation } from '../rules/rule.ts';
import type { Entity } from '../values/entity.ts';
import { digest } from '../text/digest.ts';
import { isObject } from '../values/value.ts';
import type { Baseline } from './baseline.ts';
import { ownRemediation } from './fill-template.ts';
import type { FindingIdentity } from './identity.ts';
import type { EntityReference, Finding, FindingRecord, FindingSubject } from './finding-data.ts';
import { jsonValue } from './json-value.ts';
import { type Building, LazyFinding } from './lazy-finding.ts';
import { type Fact, factsOf } from './reason.ts';
import { saidAlike, type SaidFacts } from './same-facts.ts';
import { explanationLines } from './tree.ts';
import { withoutCredentials, withoutUser } from '../text/credentials.ts';

export type { EntityReference, Finding, FindingRecord, FindingSubject } from './finding-data.ts';

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

const NO_LINES: readonly string[] = Object.freeze([]);
const NO_FACTS: readonly Fact[] = Object.freeze([]);

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
  const isSilent = status === 'passed' && options.explainPassed !== true;
  const known: Omit<Building, 'id' | 'reason' | 'facts' | 'tree'> = {
    status,
    ruleId: rule.id,
    ruleName: rule.name,
    severity: rule.severity,
    ruleset: ruleset.name,
    entity: entityReference(entity),
    subject: { rule, ruleset: detailsOf(ruleset), entity },
  };
  if (rule.severityOverride !== undefined) known.severityOverride = rule.severityOverride;
  if (provenance !== undefined) known.location = provenance;
  if (error !== undefined) known.error = plainError(error);
  if (exclusion !== undefined) known.exclusion = exclusion;
  const finding = LazyFinding.of({
    known,
    reason: error?.message ?? (isSilent ? '' : undefined),
    facts: isSilent ? NO_FACTS : undefined,
    tree: options.explain === true ? undefined : NO_LINES,
    said: new SaidOfResult(result, options),
  });
  const mark = markOf(finding, options.baseline);
  if (mark !== undefined) finding.baseline = mark;
  return finding;
}

/** What a finding says of its result, worked out at the first reading. */
class SaidOfResult {
  readonly #result: Result;
  readonly #explains: boolean;
  #explanation: Explanation | undefined;
  #said: SaidFacts | undefined;
  #tree: readonly string[] | undefined;

  constructor(result: Result, { explain }: FindingOptions) {
    this.#result = result;
    this.#explains = explain === true;
  }

  get reason(): string {
    return this.#facts.reason;
  }

  get facts(): readonly Fact[] {
    return this.#facts.facts;
  }

  get tree(): readonly string[] {
    this.#tree ??= explanationLines(this.#explained());
    this.#explanation = undefined;
    return this.#tree;
  }

  get #facts(): SaidFacts {
    return (this.#said ??= saidAlike(this.#result.rule, this.#explained(), saidOf));
  }

  #explained(): Explanation {
    const now = this.#explanation ?? this.#result.explain();
    // Kept only where the tree is still to be asked for: it holds a part for each step of the evaluation.
    if (this.#explains) this.#explanation = now;
    return now;
  }
}

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
function mending({ status, subject }: Pick<Finding, 'status' | 'subject'>): Remediation | undefined {
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
    id: shortened(withoutUser(id)),
    name: shortened(withoutUser(own ?? id)),
  };
  const accountNumber = textOf(entity.accountNumber);
  if (accountNumber !== undefined) reference.accountNumber = shortened(accountNumber);
  const region = textOf(entity.region);
  if (region !== undefined) reference.region = shortened(region);
  const namespace = type.startsWith('Kubernetes') ? namespaceOf(entity) : undefined;
  if (namespace !== undefined) reference.namespace = shortened(namespace);
  return reference;
}

/** Longer names are none, and would stand in every report several times: the rest of one is told by its digest. */
const MAX_NAME = 16_384;

function shortened(text: string): string {
  return text.length > MAX_NAME ? `${text.slice(0, MAX_NAME)}…${digest(text)}` : text;
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

function saidOf(explanation: Explanation): readonly Fact[] {
  return factsOf(explanation).map(plain);
}

function plain(fact: Fact): Fact {
  const value = typeof fact.value === 'string' ? withoutCredentials(fact.value) : jsonValue(fact.value);
  return value === fact.value ? fact : { ...fact, value };
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}
