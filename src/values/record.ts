import { defined } from '../text/defined.ts';
import type { InputPlace, Message, Provenance } from '../text/message.ts';
import type { Entity, UnknownProperties } from './entity.ts';
import { isObject } from './value.ts';

export type { Provenance } from '../text/message.ts';

/*
 * What an inventory is made of, as plain data told apart by `kind`: it can be posted to a worker, cloned, written as JSON,
 * and means the same to the ESM and the CJS build. An entity that is given by itself has a `type` and no record around it.
 */

/** An entity and where it came from. Readers yield these; `assess` takes them as it takes plain entities. */
export interface EntityRecord {
  readonly kind: 'entity';
  readonly entity: Entity;
  readonly provenance: Provenance;
  /**
   * Properties that the entity has, but that its source does not hold, each with where the value would be found or why it
   * is not known: `{ firstAccessKey: 'an IAM credential report has it' }`. A rule that needs one cannot be decided.
   */
  readonly unknown?: UnknownProperties;
  /**
   * Of properties that are not known but are text of which parts are, these parts in order: `['arn:aws:iam::', ':root']`.
   * Between two stands what is not known. What they suffice for is decided.
   */
  readonly partly?: Readonly<Record<string, readonly string[]>>;
  /**
   * Of properties that are not known, those that are there for certain, and not empty: the id of a resource that is not made
   * yet. A rule that asks for no more than that is decided.
   */
  readonly present?: readonly string[];
  /**
   * Of properties that are not known as text, those that are the JSON of an object or a list: what is known of that stands
   * there in place of the text, and what is not is unknown below.
   */
  readonly documents?: readonly string[];
  /**
   * Of properties that are not known, the `id` of the entity that they name, where that is known: the resource functions
   * find it by that. A Terraform plan knows which bucket a policy is of before the bucket exists.
   */
  readonly links?: Readonly<Record<string, string>>;
  /**
   * Dotted paths of what the source marks as secret, with all that stands below them: `['password', 'setting.0.value']`.
   * Rules are judged on the values; reports say `(sensitive)` in place of them.
   */
  readonly sensitive?: readonly string[];
}

/** Something in the input that could not be read as an entity. The rest of the input is still read. */
export interface ProblemRecord {
  readonly kind: 'problem';
  /** Stable, for machines: `invalid-json`, `not-an-entity`, `truncated-input`. */
  readonly code: string;
  /** Lower case first, no final period. */
  readonly message: string;
  readonly provenance: Provenance;
  readonly help?: string;
}

/**
 * An input that is being read, and the types of entity that such an input would hold: a type that no input covers was
 * not seen, which is not the same as there being none of it.
 */
export interface SourceRecord {
  readonly kind: 'source';
  readonly provenance: Provenance;
  /** The name of the reader: `aws-credential-report`. */
  readonly reader: string;
  /** The types of entity that it would hold, `aws_*` for all that start so, `!AWS_API_*` for none; `all` where it can hold any. */
  readonly covers: readonly string[] | 'all';
  /** Whose resources it holds; an account of one vendor is none of another's types. */
  readonly vendor?: string;
  /**
   * What the reader took for values that the input does not tell, in words: `the default of \`Stage\``. A record that has
   * it says nothing of what the input covers.
   */
  readonly assumed?: readonly string[];
}

/** What an inventory reader yields, in the order of the input. */
export type InventoryRecord = EntityRecord | ProblemRecord | SourceRecord;

/**
 * Puts an entity and the place where it was read together.
 *
 * @example
 * entityRecord({ type: 'IamUser', name: 'alice' }, { file: 'users.json', line: 3 }).kind // 'entity'
 */
export function entityRecord(
  entity: Entity,
  provenance: Provenance,
  unknown?: UnknownProperties,
  sensitive?: readonly string[],
): EntityRecord {
  return {
    kind: 'entity',
    entity,
    provenance,
    ...(unknown === undefined ? {} : { unknown }),
    ...(sensitive === undefined || sensitive.length === 0 ? {} : { sensitive }),
  };
}

/**
 * Says that a part of the input could not be read.
 *
 * @example
 * problemRecord('invalid-json', 'the record is not JSON', { file: 'users.ndjson', line: 7 }).kind // 'problem'
 */
export function problemRecord(code: string, message: string, provenance: Provenance, help?: string): ProblemRecord {
  return help === undefined
    ? { kind: 'problem', code, message, provenance }
    : { kind: 'problem', code, message, provenance, help };
}

/**
 * What a problem record says, as a message with its place in the input.
 *
 * @example
 * const record = problemRecord('invalid-json', 'the record is not JSON', { file: 'users.ndjson', line: 7 });
 * problemMessage(record).message // 'the record is not JSON'
 */
export function problemMessage({
  code,
  message,
  provenance,
  help,
}: ProblemRecord): Message & { readonly at: InputPlace } {
  return { code, severity: 'error', message, at: { kind: 'input', ...provenance }, ...defined({ help }) };
}

/**
 * Says that an input is being read, and what it would hold.
 *
 * @example
 * sourceRecord('terraform', { file: 'plan.json' }, ['aws_*'], 'aws').covers // ['aws_*']
 */
export function sourceRecord(
  reader: string,
  provenance: Provenance,
  covers: SourceRecord['covers'],
  vendor?: string,
): SourceRecord {
  return { kind: 'source', provenance, reader, covers, ...defined({ vendor }) };
}

/**
 * Whether an input would hold the entities of a type if there were any, so that their absence says something.
 *
 * @example
 * coversType({ covers: ['aws_*', 'IamUser'] }, 'aws_s3_bucket') // true
 */
export function coversType({ covers }: Pick<SourceRecord, 'covers'>, type: string): boolean {
  // Entities whose types are named by our readers are made of answers: other inputs hold none of them, were there any or not.
  if (covers === 'all') return !OF_READERS.test(type);
  if (covers.some((name) => name.startsWith('!') && isNamed(name.slice(1), type))) return false;
  return covers.some((name) => (OF_DATA.test(type) ? name === type : isNamed(name, type)));
}

/** Data sources of Terraform that no resource is called as: readers of all of a provider's resources pass them over. */
const OF_DATA =
  /^(?:aws_(?:caller_identity|iam_policy_document|partition|region)|azurerm_client_config|google_iam_policy)$/u;

function isNamed(name: string, type: string): boolean {
  return name.endsWith('*') ? type.startsWith(name.slice(0, -1)) : type === name;
}

const OF_READERS = /^(?:AWS_API|Azure|Google)_/u;

/**
 * Whether a value is an {@link EntityRecord}, whichever build or worker made it.
 *
 * @example
 * isEntityRecord(entityRecord({ type: 'IamUser' }, { file: 'users.json' })) // true
 */
export function isEntityRecord(value: unknown): value is EntityRecord {
  return isRecord(value, 'entity') && isObject(value['entity']);
}

/**
 * Whether a value is a {@link ProblemRecord}, whichever build or worker made it.
 *
 * @example
 * isProblemRecord(problemRecord('invalid-json', 'the record is not JSON', { file: 'users.json' })) // true
 */
export function isProblemRecord(value: unknown): value is ProblemRecord {
  return isRecord(value, 'problem') && typeof value['code'] === 'string';
}

/**
 * Whether a value is a {@link SourceRecord}, whichever build or worker made it.
 *
 * @example
 * isSourceRecord(sourceRecord('terraform', { file: 'plan.json' }, ['aws_*'], 'aws')) // true
 */
export function isSourceRecord(value: unknown): value is SourceRecord {
  return isRecord(value, 'source') && 'covers' in value;
}

/** Which record a value is; undefined for what is none, as an entity by itself. */
export function recordKind(value: unknown): InventoryRecord['kind'] | undefined {
  if (value === undefined || value === null) return undefined;
  // Nearly all entities have none, and then it need not be asked what else they are.
  const { kind } = value as { readonly kind?: unknown };
  if (kind === undefined) return undefined;
  return isEntityRecord(value) || isProblemRecord(value) || isSourceRecord(value) ? value.kind : undefined;
}

/** What has a `type` is an entity, whatever else stands in it: an inventory cannot make its entities look like problems. */
function isRecord(value: unknown, kind: InventoryRecord['kind']): value is Readonly<Record<string, unknown>> {
  return isObject(value) && value['kind'] === kind && isObject(value['provenance']) && !Object.hasOwn(value, 'type');
}
