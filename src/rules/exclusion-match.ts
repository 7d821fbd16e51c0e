import type { Entity } from '../values/entity.ts';
import type { Exclusion, RuleReference } from './exclusion.ts';
import { selectorTest } from './selector.ts';
import type { Rule } from './rule.ts';
import type { Provenance } from '../values/record.ts';

/** A rule on an entity at a time: what an exclusion is held against. */
export interface ExclusionSubject {
  readonly rule: Rule;
  readonly entity: Entity;
  /** Where the entity was read: its address there, alone or after `file#`, names it too. */
  readonly provenance?: Provenance | undefined;
  /** Epoch milliseconds; the clock is the caller's. */
  readonly now: number;
  /** Id of the ruleset the rule came from; without it an exclusion that names a ruleset does not apply. */
  readonly rulesetId?: string;
}

/**
 * Whether a condition in GSL holds for the subject's entity. CloudGuard also writes `severity like 'high'`: then
 * `severity` is the rule's, which is why the whole subject is given.
 */
export type MatchesExpression = (expression: string, subject: ExclusionSubject) => boolean;

/** An exclusion that did nothing, and why. */
export interface IdleExclusion {
  readonly exclusion: Exclusion;
  /** `expired` and `not-started` by its dates, otherwise `never-matched`. */
  readonly status: 'expired' | 'not-started' | 'never-matched';
  /** Lower case first, no final period. */
  readonly message: string;
  readonly help: string;
}

/**
 * Whether an exclusion accepts that a rule fails on an entity: its dates, rules, ruleset, accounts, regions and entities
 * must all fit; entities and expressions are one list of which one must fit. Expressions are asked last.
 * Behaviour: examples/rulesets/README.md.
 *
 * @param exclusion from `loadExclusions`
 * @param subject the rule, the entity and the time
 * @param matchesExpression evaluates a GSL condition; what it throws is passed on
 * @example
 * exclusionApplies(exclusion, { rule, entity, now: Date.parse('2026-11-23') }, (expression) => false)
 */
export function exclusionApplies(
  exclusion: Exclusion,
  subject: ExclusionSubject,
  matchesExpression: MatchesExpression,
): boolean {
  const { entity } = subject;
  const { entities, expressions, accounts, regions } = exclusion;
  if (!isAboutRule(exclusion, subject)) return false;
  if (accounts.length > 0 && !accountsOf(entity).some((account) => accounts.includes(account))) return false;
  if (regions.length > 0 && !regions.some((region) => sameRegion(region, own(entity, 'region')))) return false;
  if (entities.length === 0 && expressions.length === 0) return true;
  if (namesOf(subject).some((name) => isListed(name, entities))) return true;
  return expressions.some((expression) => matchesExpression(expression, subject));
}

/** Whether an exclusion is about a rule at a time, whatever the entity. */
export function isAboutRule(
  exclusion: Exclusion,
  { rule, now, rulesetId }: Omit<ExclusionSubject, 'entity' | 'provenance'>,
): boolean {
  if (statusAt(exclusion, now) !== undefined) return false;
  if (exclusion.rulesetId !== undefined && exclusion.rulesetId !== rulesetId) return false;
  return exclusion.rules.length === 0 || exclusion.rules.some((reference) => refersTo(reference, rule));
}

/**
 * The exclusions that did nothing in an assessment: they can be removed, or they are wrong.
 *
 * @param exclusions all that were given to the assessment
 * @param applied those for which `exclusionApplies` was true at least once
 * @param now epoch milliseconds, the same as in the assessment
 * @returns in the order of `exclusions`; never throws
 * @example
 * const { exclusions } = loadExclusions([{ rules: ['D9.AWS.IAM.51'], entities: ['AIDA1'], comment: 'rotation' }]);
 * idleExclusions(exclusions, new Set(), new Date('2026-11-25')).length // 1
 */
export function idleExclusions(
  exclusions: readonly Exclusion[],
  applied: ReadonlySet<Exclusion>,
  now: number,
): IdleExclusion[] {
  return exclusions.flatMap((exclusion): IdleExclusion[] => {
    if (applied.has(exclusion)) return [];
    const status = statusAt(exclusion, now) ?? 'never-matched';
    const { id, place } = exclusion;
    const at = place === undefined ? '' : ` at ${place.file}:${place.line}`;
    const name = `the exclusion${id === undefined ? '' : ` \`${id}\``}${at}`;
    return [{ exclusion, status, ...wording(exclusion, status, name) }];
  });
}

function wording(
  { from, to }: Exclusion,
  status: IdleExclusion['status'],
  name: string,
): Pick<IdleExclusion, 'message' | 'help'> {
  switch (status) {
    case 'expired':
      return { message: `${name} expired at ${iso(to)}`, help: 'remove it, or renew it with a new date' };
    case 'not-started':
      return { message: `${name} starts at ${iso(from)}`, help: 'nothing to do before then' };
    case 'never-matched':
      return {
        message: `${name} matched no finding`,
        help: 'remove it, or check its rule ids, entity ids and the names in its conditions: one that an entity has not makes no comparison true there',
      };
  }
}

function statusAt({ from, to }: Exclusion, now: number): 'expired' | 'not-started' | undefined {
  if (to !== undefined && now >= to) return 'expired';
  return from !== undefined && now < from ? 'not-started' : undefined;
}

function refersTo({ id, logicHash, name }: RuleReference, rule: Rule): boolean {
  if (id === undefined && logicHash === undefined) return name === rule.name;
  if (logicHash !== undefined && logicHash !== rule.logicHash) return false;
  return id === undefined || selectorTest(id)(rule.id) || (rule.ruleId !== undefined && selectorTest(id)(rule.ruleId));
}

/** The account's number, and CloudGuard's id of the account, which is the second part of `1|id|rg|type|name`. */
function accountsOf(entity: Entity): string[] {
  const dome9Id = own(entity, 'dome9Id');
  const cloudAccountId = typeof dome9Id === 'string' ? dome9Id.split('|', 2)[1] : undefined;
  return [own(entity, 'accountNumber'), cloudAccountId].filter((account) => typeof account === 'string');
}

/** What an exclusion may name an entity by; two files may have one address, so it can be told with its file. */
export function namesOf({ entity, provenance }: ExclusionSubject): unknown[] {
  const names = ['id', 'dome9Id', 'arn'].map((name) => own(entity, name));
  if (provenance?.address === undefined) return names;
  return [...names, provenance.address, `${provenance.file}#${provenance.address}`];
}

function sameRegion(wanted: string, found: unknown): boolean {
  return typeof found === 'string' && plainRegion(wanted) === plainRegion(found);
}

function plainRegion(region: string): string {
  return region.replaceAll('_', '-').toLowerCase();
}

function isListed(value: unknown, list: readonly string[]): boolean {
  return typeof value === 'string' && list.includes(value);
}

function own(entity: Entity, property: string): unknown {
  return Object.hasOwn(entity, property) ? entity[property] : undefined;
}

function iso(time: number | undefined): string {
  const date = new Date(time ?? Number.NaN);
  return Number.isNaN(date.getTime()) ? 'an unknown time' : date.toISOString();
}
