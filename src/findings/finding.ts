import type { Result } from '../assess/assess.ts';
import type { Provenance } from '../values/record.ts';
import type { Exclusion } from '../rules/exclusions.ts';
import type { Rule } from '../rules/schema.ts';
import type { Entity } from '../values/entity.ts';
import type { Status } from '../values/outcome.ts';
import { type Fact, factsOf } from './reason.ts';

/** A result as plain data, with its reason: what reports are made of. Everything in it can be written as JSON. */
export interface Finding {
  readonly status: Status;
  readonly ruleId: string;
  readonly ruleName: string;
  readonly severity: Rule['severity'];
  /** Set where the project's configuration changed the severity. */
  readonly severityOverride?: NonNullable<Rule['severityOverride']>;
  readonly ruleset: string;
  readonly entity: {
    readonly type: string;
    readonly id: string;
    readonly name: string;
    readonly accountNumber?: string;
    readonly region?: string;
  };
  readonly location?: Provenance;
  /** The facts in one line. For an error: what could not be decided. */
  readonly reason: string;
  readonly facts: readonly Fact[];
  readonly error?: { readonly code: string; readonly message: string; readonly help?: string };
  readonly exclusion?: Exclusion;
  /** Whether an earlier report has the same finding. */
  readonly baseline?: 'new' | 'unchanged';
}

/**
 * The finding of a result. Works out the reason, which costs another, slower evaluation of the entity.
 *
 * @example
 * for await (const result of assess(bundledRules, users, { include: ['failed'] })) console.log(findingOf(result).reason);
 */
export function findingOf(result: Result): Finding {
  const { status, rule, ruleset, entity, provenance, error, exclusion, baseline } = result;
  const facts = factsOf(result.explain()).map(plain);
  return {
    status,
    ruleId: rule.id,
    ruleName: rule.name,
    severity: rule.severity,
    ...(rule.severityOverride === undefined ? {} : { severityOverride: rule.severityOverride }),
    ruleset: ruleset.name,
    entity: entityReference(entity),
    ...(provenance === undefined ? {} : { location: provenance }),
    reason: error === undefined ? facts.map(({ text }) => text).join(' and ') : error.message,
    facts,
    ...(error === undefined
      ? {}
      : {
          error: {
            code: error.code,
            message: error.message,
            ...(error.help === undefined ? {} : { help: error.help }),
          },
        }),
    ...(exclusion === undefined ? {} : { exclusion }),
    ...(baseline === undefined ? {} : { baseline }),
  };
}

/** What an entity is known by in reports; where it has no id, its ARN or name serves. */
export function entityReference(entity: Entity): Finding['entity'] {
  const id = textOf(entity.id) ?? textOf(entity['arn']) ?? textOf(entity.name) ?? '';
  const accountNumber = textOf(entity.accountNumber);
  const region = textOf(entity.region);
  return {
    type: entity.type,
    id,
    name: textOf(entity.name) ?? id,
    ...(accountNumber === undefined ? {} : { accountNumber }),
    ...(region === undefined ? {} : { region }),
  };
}

/** Big numbers have no place in JSON; as text they keep their digits. */
function plain(fact: Fact): Fact {
  return typeof fact.value === 'bigint' ? { ...fact, value: String(fact.value) } : fact;
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}
