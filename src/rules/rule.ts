import { logicHash } from './logic-hash.ts';
import type { Severity } from './severity.ts';

/** How to mend what a rule found, by the way of doing it. */
export interface Remediation {
  /** Instructions that name no tool: all that a CloudGuard export has. */
  readonly text?: string;
  /** In the cloud's own web console. */
  readonly portal?: string;
  /** With Terraform. */
  readonly terraform?: string;
  /** On the command line. */
  readonly cli?: string;
  /** By ways of the author's own. */
  readonly [way: string]: string;
}

/** A page to read about a rule. */
export interface Reference {
  readonly title: string;
  readonly url: string;
}

/** The kind of thing in the cloud that a rule judges, in the words of the vendor's pages. */
export interface CloudEntity {
  /** `IAM User` */
  readonly name: string;
  readonly description?: string;
}

/**
 * A rule with its texts, as its author wrote them. It needs no more than an id, a severity and its logic; loaders fill in
 * the rest, see {@link LoadedRule}.
 *
 * @example
 * const rule: Rule = { id: 'mfa', severity: 'High', logic: 'IamUser should have mfaActive=true' };
 */
export interface Rule {
  /** Unique in its ruleset. */
  readonly id: string;
  readonly severity: Severity;
  /** The text of the rule in GSL, exactly as written. */
  readonly logic: string;
  /** Its title; the id where there is none. */
  readonly name?: string;
  /** What the rule looks for. */
  readonly description?: string;
  /** Why it matters. */
  readonly rationale?: string;
  readonly remediation?: Remediation;
  /** `Security, Identity, & Compliance`. */
  readonly category?: string;
  /** The type of entity the rule is about, `IamUser`. The logic decides; this is for listings. */
  readonly entityType?: string;
  readonly cloudEntity?: CloudEntity;
  readonly domain?: string;
  readonly controlTitle?: string;
  /** The section of a standard that the rule stands for. */
  readonly complianceTag?: string;
  readonly priority?: string;
  readonly labels?: readonly string[];
  /** Compliance frameworks; an entry may end in the control's number in brackets: `AWS CIS Foundations v. 2.0.0 (1.10)`. */
  readonly frameworks?: readonly string[];
  readonly references?: readonly Reference[];
  /** Whether the vendor's scanner of code, Spectral, has the rule too. */
  readonly coveredBySpectral?: boolean;
  /** CloudBots that CloudGuard runs on a finding; never run here. */
  readonly cloudbots?: string;
  /** The vendor's id of the rule, `D9.AWS.IAM.51`. */
  readonly ruleId?: string;
  /** See `logicHash`; worked out where it is missing. */
  readonly logicHash?: string;
  readonly isDefault?: boolean;
  /** False for a rule that is kept and not run. */
  readonly enabled?: boolean;
  /** Entities with the outcome the rule must have on them; read by the rule tests. */
  readonly tests?: unknown;
  /** Set where the project's configuration changed the severity. */
  readonly severityOverride?: { readonly from: Severity; readonly reason: string };
  /** Fields that are not ours, as they were written. */
  readonly extra?: Readonly<Record<string, unknown>>;
}

/** A rule with everything that reports need filled in. */
export interface LoadedRule extends Rule {
  readonly name: string;
  readonly logicHash: string;
}

/** The package that a ruleset came in. */
export interface Packaging {
  /** `gsl-engine` for what comes with it, `@acme/rules` for what npm installed. */
  readonly name: string;
  readonly version: string;
}

/** A named list of rules; CloudGuard also says bundle. */
export interface Ruleset<R extends Rule = Rule> {
  readonly name: string;
  readonly rules: readonly R[];
  readonly id?: string;
  readonly description?: string;
  /** `aws`, `azure`, `google`, ... */
  readonly cloudVendor?: string;
  /** The language of its texts, `en`. */
  readonly language?: string;
  readonly version?: string;
  /** Set where it came in a package, so that a report tells which. */
  readonly packaging?: Packaging;
  /** Fields that are not ours (`accountId`, `createdTime`, `hideInCompliance`, ...), as they were written. */
  readonly extra?: Readonly<Record<string, unknown>>;
}

/** A ruleset whose rules are loaded. */
export type LoadedRuleset = Ruleset<LoadedRule>;

/** The rule itself where nothing is missing, so that who holds it finds it again; else a copy with name and hash. */
export function completeRule(rule: Rule): LoadedRule {
  const { name, logicHash: hash } = rule;
  if (name !== undefined && hash !== undefined) return rule as LoadedRule;
  return { ...rule, name: name ?? rule.id, logicHash: hash ?? knownHash(rule) };
}

/** The hashes of rules' logic, by the rule: one that is assessed again and again has one already. */
const hashes = new WeakMap<Rule, { readonly logic: string; readonly hash: string }>();

function knownHash(rule: Rule): string {
  const { logic } = rule;
  let known = hashes.get(rule);
  if (known?.logic !== logic) hashes.set(rule, (known = { logic, hash: logicHash(logic) }));
  return known.hash;
}

/** Whether a rule is to be run. */
export function isEnabled({ enabled }: Pick<Rule, 'enabled'>): boolean {
  return enabled !== false;
}

/** The same for all rules of a ruleset that are to be run. */
export function completeRuleset(ruleset: Ruleset): LoadedRuleset {
  const rules = ruleset.rules.filter(isEnabled).map(completeRule);
  return rules.length === ruleset.rules.length && rules.every((rule, index) => rule === ruleset.rules[index])
    ? (ruleset as LoadedRuleset)
    : { ...ruleset, rules };
}
