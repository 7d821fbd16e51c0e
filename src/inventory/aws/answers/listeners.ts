import { isObject, ownText, ownValue } from '../../entity.ts';
import { problem } from '../../problems.ts';
import { entityRecord, isEntityRecord, type InventoryRecord } from '../../../values/record.ts';
import { addTo } from '../../by-key.ts';
import { shaped, Unknown } from '../shape.ts';
import type { AnswerContext, Item } from './call.ts';
import { itemRecord } from './item-record.ts';
import { isJoinable, joinable } from './join-facts.ts';
import { balancerShape } from './vendor-shapes.ts';

/** Which kind of load balancer an ARN is of: `loadbalancer/app/NAME/ID`. */
const KINDS = new Map([
  ['app', 'application'],
  ['net', 'network'],
]);

/** The listeners of load balancers, as a part of each. */
export function listenerRecords(list: readonly unknown[], context: AnswerContext): readonly InventoryRecord[] {
  const balancers = new Map<string, Item[]>();
  const problems: InventoryRecord[] = [];
  for (const listener of list) {
    const arn = isObject(listener) ? ownText(listener, 'LoadBalancerArn') : undefined;
    if (isObject(listener) && arn !== undefined) addTo(balancers, arn, listener);
    else problems.push(problem('not-an-entity', 'the listener has no `LoadBalancerArn`', context.origin.place));
  }
  return [...problems, ...[...balancers].map(([arn, listeners]) => partOf(arn, listeners, context))];
}

function partOf(arn: string, listeners: readonly Item[], context: AnswerContext): InventoryRecord {
  const [, path = ''] = arn.split(':loadbalancer/');
  const [kind = '', name = arn] = path.split('/');
  const shape = { ...balancerShape(KINDS.get(kind) ?? 'gateway'), rest: 'elbv2 describe-load-balancers' };
  const base = itemRecord({ LoadBalancerArn: arn, LoadBalancerName: name }, shape, context);
  if (!isEntityRecord(base)) return base;
  const told = shaped({ listeners: listeners.map(listenerOf) }, context.origin.place);
  const unknown = Object.entries(base.unknown ?? {}).filter(([path_]) => path_ !== 'listeners');
  const record = entityRecord({ ...base.entity, ...told.entity }, base.provenance, {
    ...Object.fromEntries(unknown),
    ...told.unknown,
  });
  return isJoinable(base) ? joinable(record, { ...base.join, isPart: true }) : record;
}

const NOT_GIVEN = new Unknown('`aws elbv2 describe-listeners` has it');
const EXPIRATION = new Unknown('`aws acm describe-certificate` has the expiration');

function listenerOf(listener: Item): Item {
  const certificates = ownValue(listener, 'Certificates') ?? [];
  // Every listener has both, but those of a Gateway Load Balancer, which takes all there is.
  const missing = (ownText(listener, 'ListenerArn') ?? '').includes(':listener/gwy/') ? null : NOT_GIVEN;
  return {
    ...listener,
    port: ownValue(listener, 'Port') ?? missing,
    protocol: ownText(listener, 'Protocol') ?? missing,
    sslPolicy: ownValue(listener, 'SslPolicy') ?? null,
    certificates: Array.isArray(certificates) && certificates.length === 0 ? [] : EXPIRATION,
  };
}
