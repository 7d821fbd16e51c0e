import { isObject, ownValue } from '../../entity.ts';
import type { InventoryRecord, Provenance } from '../../../values/record.ts';
import { resourceRecords } from '../resource.ts';
import { blockValues, overridden, settled, STEERING, unsettled, type BlockValues } from './block-values.ts';
import { boundOfEach, NOTHING } from './dynamic.ts';
import type { HclExpressions } from './expression.ts';
import type { Found } from './lookup.ts';
import { boundTo, type Bound } from './iterations.ts';
import type { JsonTemplates } from './json-templates.ts';
import { isNone } from './made.ts';
import type { HclBlock } from './node.ts';

/** What a file says of a resource, in HCL or in JSON. */
export interface ResourceBody {
  /** The value of an attribute that steers Terraform; undefined where it is not written. */
  steering(name: 'count' | 'for_each'): Found | undefined;
  /** Its attributes, where `each` or `count` stands for something. */
  values(bound: Bound): BlockValues;
  /** Whether so much more may be worked with. */
  spend(size: number): boolean;
}

/** The body of a block of HCL. */
export function hclBody(block: HclBlock, expressions: HclExpressions): ResourceBody {
  return {
    steering: (name) => {
      const expression = block.attributes.get(name);
      return expression && expressions.evaluate(expression);
    },
    values: (bound) => blockValues(block, expressions, bound),
    spend: (size) => expressions.spend(size),
  };
}

/** The body of a resource in JSON. */
export function jsonBody(body: Readonly<Record<string, unknown>>, templates: JsonTemplates): ResourceBody {
  const attributes = Object.entries(body).filter(([name]) => !STEERING.has(name));
  return {
    steering: (name) => {
      const written = ownValue(body, name);
      return written === undefined ? undefined : templates.evaluate(written);
    },
    values: (bound) => {
      const found = unsettled();
      const all = templates.within(bound, () => templates.members(Object.fromEntries(attributes)));
      const sensitive = [...all].filter(([, { isSecret }]) => isSecret).map(([name]) => name);
      const entries = [...all].flatMap(([name, { value }]) => {
        const known = settled(value, name, found);
        return known === undefined ? [] : [[name, known] as const];
      });
      // `fromEntries` defines properties, it does not assign them: a `__proto__` key stays data.
      return { ...found, values: Object.fromEntries(entries), sensitive };
    },
    spend: (size) => templates.spend(size),
  };
}

/** Whether what is written makes none, for certain. */
export function isLeftOut(body: ResourceBody): boolean {
  return isNone(body.steering('count') ?? body.steering('for_each'));
}

/** Blocks with more are one entity. */
const MAX_INSTANCES = 1_000;

/**
 * The records of a resource: one for each that `count` or `for_each` makes, as a plan has them, where that is known. What
 * other files say over its own body stands above it, the last above all.
 */
export function* instanceRecords(
  type: string | undefined,
  label: string,
  bodies: readonly ResourceBody[],
  place: Provenance,
): Generator<InventoryRecord> {
  for (const { suffix, bound } of instancesOf(bodies)) {
    const address = `${type ?? ''}.${label}${suffix}`;
    const [first, ...others] = bodies.map((body) => body.values(bound));
    if (first === undefined) continue;
    const { values, unknown, present, ...more } = others.reduce(overridden, first);
    const later = ['id', 'arn'].filter((name) => !Object.hasOwn(values, name));
    const there = later.includes('id') ? new Set(['id', ...present]) : present;
    const reasons = new Map([...later.map((name) => [name, `known after apply (${address})`] as const), ...unknown]);
    yield* resourceRecords({ type, label, address, values, unknown: reasons, present: there, ...more }, place);
  }
}

interface Instance {
  readonly suffix: string;
  readonly bound: Bound;
}

const ONE: readonly Instance[] = [{ suffix: '', bound: NOTHING }];

function instancesOf(bodies: readonly ResourceBody[]): readonly Instance[] {
  const steering = bodies.findLast((body) => body.steering('count') !== undefined || body.steering('for_each'));
  if (steering === undefined) return ONE;
  if (isLeftOut(steering)) return [];
  const count = steering.steering('count');
  const each = steering.steering('for_each');
  const all = count === undefined ? each && instancesOfEach(each) : instancesOfCount(count);
  const isFew = all !== undefined && all.length <= MAX_INSTANCES && steering.spend(all.length * COST);
  return isFew ? all : ONE;
}

/** What an entity costs by itself. */
const COST = 100;

function instancesOfCount(found: Found): readonly Instance[] | undefined {
  const { value } = found;
  if (!Number.isSafeInteger(value) || Number(value) < 1 || Number(value) > MAX_INSTANCES) return undefined;
  return Array.from({ length: Number(value) }, (_, index) => ({
    suffix: `[${index}]`,
    bound: boundTo('count', { index }, found),
  }));
}

function instancesOfEach(found: Found): readonly Instance[] | undefined {
  const all = boundOfEach('each', found);
  const instances = all?.flatMap((bound) => {
    const value = bound.get('each')?.value;
    const key = isObject(value) ? ownValue(value, 'key') : undefined;
    return typeof key === 'string' ? [{ suffix: `[${JSON.stringify(key)}]`, bound }] : [];
  });
  // A list is none that `for_each` takes.
  return instances === undefined || instances.length !== all?.length ? undefined : instances;
}
