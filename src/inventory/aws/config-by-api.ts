import { isObject, ownText } from '../entity.ts';
import { joinable } from './answers/join-facts.ts';
import type { ItemShape } from './answers/item-record.ts';
import { textAt, valueAnyCase } from './answers/paths.ts';
import { balancerShape, SHAPES } from './answers/vendor-shapes.ts';
import { mapped, unknownProperties } from './mapping.ts';
import type { Unknown } from './shape.ts';
import { shaped, type Origin } from './shape.ts';
import type { InventoryRecord } from '../../values/record.ts';

type Values = Readonly<Record<string, unknown>>;

/** Types whose configuration is what the service's own call gives, in camel case: they are mapped by its shape. */
const BY_API: Readonly<Record<string, (configuration: Values) => ItemShape>> = {
  'AWS::EC2::EIP': () => SHAPES.address,
  'AWS::EC2::NetworkAcl': () => SHAPES.networkAcl,
  'AWS::EC2::Volume': () => SHAPES.volume,
  'AWS::ElasticLoadBalancing::LoadBalancer': () => SHAPES.classicBalancer,
  'AWS::ElasticLoadBalancingV2::LoadBalancer': (configuration) => balancerShape(ownText(configuration, 'type') ?? ''),
};

/** The entity types that {@link apiShaped} makes. */
export const TYPES_BY_API: readonly string[] = [
  'ApplicationLoadBalancer',
  'ELB',
  'ElasticIP',
  'NACL',
  'NetworkLoadBalancer',
  'Volume',
];

/**
 * The entity of an item whose type is shaped by the service's call; undefined for another type, or where the configuration
 * does not say what it is. `tail` is what every item tells.
 */
export function apiShaped(
  resourceType: string,
  configuration: Values | undefined,
  tail: (type: string, name: unknown) => Values,
  origin: Origin,
  notSelected: Unknown,
): InventoryRecord | undefined {
  const of = Object.hasOwn(BY_API, resourceType) ? BY_API[resourceType] : undefined;
  if (of === undefined || configuration === undefined) return undefined;
  const shape = of(configuration);
  if (shape.type.startsWith('AWS_API_')) return undefined;
  // What the service leaves out is not set; a query that selects parts leaves out more, which the rest shows.
  const isWhole = Object.keys(configuration).length >= Object.keys(shape.properties ?? {}).length;
  const missing = (): Unknown | null => (isWhole ? null : notSelected);
  const values = mapped(shape.properties ?? {}, configuration, origin.maxDepth, missing, valueAnyCase);
  const inner = Object.entries(shape.unknown ?? {});
  const record = shaped(
    {
      ...configuration,
      ...(Object.hasOwn(configuration, 'type') ? { typeProperty: configuration['type'] } : {}),
      ...values,
      ...unknownProperties(Object.fromEntries(inner.filter(([path]) => !path.includes('.')))),
      ...tail(shape.type, shape.name === undefined ? undefined : textAt(configuration, shape.name)),
    },
    origin.place,
    Object.fromEntries(inner.filter(([path]) => path.includes('.') && isObject(values[path.split('.')[0] ?? '']))),
  );
  return shape.join === undefined ? record : joinable(record, shape.join(configuration));
}
