import type { Entity } from '../values/entity.ts';
import { isPartialRecord, type PartialRecord } from '../values/record-batches.ts';
import type { EntityRecord } from '../values/record.ts';

/*
 * Types of Terraform of which a provider has one resource under two names: `aws_alb` is documented as known as `aws_lb`, and
 * the types of Kubernetes got a version in their names. The schemas that the provider publishes of both are the same.
 */

const BALANCERS = [
  '',
  '_listener',
  '_listener_certificate',
  '_listener_rule',
  '_target_group',
  '_target_group_attachment',
];

/** Those whose other name ends in `_v1`. Of others (`kubernetes_ingress`) the versions are resources of their own. */
const VERSIONED = [
  ...['api_service', 'cluster_role', 'cluster_role_binding', 'config_map', 'default_service_account', 'deployment'],
  ...['endpoints', 'job', 'limit_range', 'namespace', 'network_policy', 'persistent_volume', 'persistent_volume_claim'],
  ...['pod', 'priority_class', 'replication_controller', 'resource_quota', 'role', 'role_binding', 'secret', 'service'],
  ...['service_account', 'stateful_set', 'storage_class'],
];

let otherNames: ReadonlyMap<string, string> | undefined;

/** The other name of each type that has two, in both directions. */
function allNames(): ReadonlyMap<string, string> {
  if (otherNames !== undefined) return otherNames;
  const pairs = [
    ...BALANCERS.map((name) => [`aws_alb${name}`, `aws_lb${name}`] as const),
    ...VERSIONED.map((name) => [`kubernetes_${name}`, `kubernetes_${name}_v1`] as const),
    ['kubernetes_daemonset', 'kubernetes_daemon_set_v1'] as const,
  ];
  return (otherNames = new Map(pairs.flatMap(([one, other]) => [[one, other] as const, [other, one] as const])));
}

/** The other name of a type. */
export function otherNameOf(type: string): string | undefined {
  return allNames().get(type);
}

/** The types whose other name rules ask for, with that; undefined where there are none, as nearly always. */
export function askedUnderOtherNames(types: Iterable<string>): ReadonlyMap<string, string> | undefined {
  let found: Map<string, string> | undefined;
  for (const type of types) {
    // What is of neither provider is not looked for.
    const other = /^(?:aws_a?lb|kubernetes_)/u.test(type) ? otherNameOf(type) : undefined;
    if (other !== undefined) (found ??= new Map<string, string>()).set(other, type);
  }
  return found;
}

/** An entity under another name of its type. */
export function entityNamed(entity: Entity, type: string): Entity {
  return { ...entity, type };
}

/** A record whose entity is called so. */
export function recordNamed(record: EntityRecord, type: string): EntityRecord {
  const named = { ...record, entity: entityNamed(record.entity, type) };
  if (!isPartialRecord(record)) return named;
  const whole: PartialRecord = { ...named, whole: () => recordNamed(record.whole(), type) };
  return whole;
}
