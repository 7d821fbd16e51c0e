import type { InputSample, JsonShape } from '../formats/sample.ts';
import type { Coverage } from '../reader.ts';
import { providerOf } from '../terraform/provider.ts';
import { isAwsType } from './aws-type.ts';

/**
 * What JSON covers: any type of entity, unless the first thing in it that has a `type` is called as no entity is. Columns of a
 * table (`STRING`), icons of a page (`image/png`), triggers of a function (`httpTrigger`) have a `type` too, and say nothing of
 * what an account has.
 */
export function coversIn(sample: InputSample): readonly string[] | 'all' {
  const type = firstType(sample);
  return type === undefined || isEntityType(type) ? 'all' : [];
}

/** Whether the first thing in it that has a `type` is called as an entity is. */
export function holdsEntities(sample: InputSample): boolean {
  const type = firstType(sample);
  return type !== undefined && isEntityType(type);
}

/** What it covers with an entity of a type, where that is not all. */
export function coversWith(type: string): Coverage {
  if (isEntityType(type)) return { covers: 'all' };
  return /^[a-z][a-z\d]*_/u.test(type) ? { covers: providerOf(type).covers } : { covers: [type] };
}

/** `IamUser`, `Azure_Microsoft_Compute_disks`; of long ones in letters of one size those that are known. */
function isEntityType(type: string): boolean {
  if (!/^\w+$/u.test(type)) return false;
  return /^[A-Z]\w*[a-z]/u.test(type) || type.length < LONG || KNOWN.test(type) || isAwsType(type);
}

/** `VPC` is a type, `DATE` and `http` are none. */
const LONG = 4;

/** Logs, which rules also ask. */
const KNOWN = /^(?:cloudtrail|vpcfl)$/iu;

function firstType(sample: InputSample): string | undefined {
  const { shape } = sample;
  const root = shape?.kind === 'object' ? shape.members : undefined;
  const objects = root?.get('type')?.kind === 'text' ? [root] : [shape, ...(root?.values() ?? [])].map(membersOf);
  for (const object of objects) {
    const type = object?.get('type');
    if (type?.kind === 'text') return type.text;
  }
  return undefined;
}

/** The members of the first in a list. */
function membersOf(shape: JsonShape | undefined): ReadonlyMap<string, JsonShape> | undefined {
  return shape?.kind === 'array' && shape.first?.kind === 'object' ? shape.first.members : undefined;
}
