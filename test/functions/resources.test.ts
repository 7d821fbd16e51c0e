import { describe, expect, it } from 'vitest';
import type { EvaluationContext, ResourceIndex } from '../../src/functions/define.ts';
import { getValuesFunction, MAX_VALUES } from '../../src/functions/get-values.ts';
import { getResourceFunction, getResourcesFunction } from '../../src/functions/resources.ts';
import { equals } from '../../src/values/equality.ts';
import type { Entity } from '../../src/values/entity.ts';
import { pathReader } from '../../src/values/path.ts';
import { EvaluationError } from '../../src/values/value.ts';

const SNAPSHOT: readonly Entity[] = [
  { type: 'VPC', id: 'vpc-1', isDefault: true },
  { type: 'VPC', id: 'vpc-2' },
  { type: 'VPC', id: 'vpc-1', isDefault: false },
  { type: 'Subnet', id: 'subnet-1', vpc: { id: 'vpc-1' }, cidr: '10.0.0.0/24' },
  { type: 'Subnet', id: 'subnet-2', vpc: { id: 'vpc-2' }, cidr: '10.0.1.0/24' },
  { type: 'Subnet', id: 'subnet-3', vpc: { id: 'vpc-1' }, cidr: null },
  { type: 'Subnet', id: 'subnet-4', vpc: { id: null } },
];

const resources: ResourceIndex = {
  find: (type, path, value) => {
    const read = pathReader(path.split('.'));
    return SNAPSHOT.filter((entity) => entity.type === type && equals(read(entity), value));
  },
};
const CONTEXT: EvaluationContext = { now: 0, resources };
const NOTHING = [undefined, null, ''] as const;

function getResource(id: unknown, context = CONTEXT): unknown {
  return getResourceFunction.bind(['VPC', id])(undefined, context);
}

function getResources(value: unknown, context = CONTEXT): unknown {
  return getResourcesFunction.bind(['Subnet', value, 'vpc.id'])(undefined, context);
}

describe('getResource', () => {
  it('gives the first entity of the type with the id', () => {
    expect(getResource('vpc-1')).toBe(SNAPSHOT[0]);
    expect(getResource('subnet-1')).toBeUndefined();
    expect(getResource('vpc-3')).toBeUndefined();
  });

  it.each(NOTHING)('gives missing for the id %s', (id) => {
    expect(getResource(id)).toBeUndefined();
  });

  it.each([[['vpc-1']], [{ id: 'vpc-1' }], [true]])('is an error for the id %j', (id) => {
    expect(getResource(id)).toMatchObject({ code: 'wrong-type' });
  });

  it.each(['vpc-1', ...NOTHING])('is an error without a snapshot, for the id %s', (id) => {
    expect(getResource(id, { now: 0 })).toMatchObject({ code: 'no-resources' });
  });
});

describe('getResources', () => {
  it('gives the entities whose field equals the value', () => {
    expect(getResources('vpc-1')).toEqual([SNAPSHOT[3], SNAPSHOT[5]]);
    expect(getResources('vpc-3')).toEqual([]);
  });

  it('takes a list for each of its elements, and each entity once', () => {
    expect(getResources(['vpc-2', 'vpc-1', 'vpc-2', null])).toEqual([SNAPSHOT[4], SNAPSHOT[3], SNAPSHOT[5]]);
    expect(getResources([])).toEqual([]);
  });

  it.each(NOTHING)('gives an empty list for the value %s, which no two entities share', (value) => {
    expect(getResources(value)).toEqual([]);
  });

  it.each(['vpc-1', ...NOTHING])('is an error without a snapshot, for the value %s', (value) => {
    expect(getResources(value, { now: 0 })).toMatchObject({ code: 'no-resources' });
  });
});

describe('getValues', () => {
  const getValues = (list: unknown): unknown => getValuesFunction.bind(['cidr'])(list, CONTEXT);

  it('follows the resource functions', () => {
    expect(getValues(getResources(['vpc-1', 'vpc-2']))).toEqual(['10.0.0.0/24', '10.0.1.0/24']);
  });

  it('gives no more values than the limit', () => {
    const elements = Array.from({ length: MAX_VALUES }, () => ({ cidr: 1 }));
    expect(getValues(elements)).toHaveLength(MAX_VALUES);
    expect(getValues([...elements, { cidr: 1 }])).toBeInstanceOf(EvaluationError);
  });

  it('reads own properties only', () => {
    expect(getValuesFunction.bind(['constructor.name'])([{}, { a: 1 }], CONTEXT)).toEqual([]);
    expect(getValuesFunction.bind(['__proto__'])([{ a: 1 }], CONTEXT)).toEqual([]);
  });
});
