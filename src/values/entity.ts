/** A JSON value as it stands in an entity. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [property: string]: Json };

/**
 * One resource of a cloud inventory, normalized: a plain JSON object. Only `type` matters to the engine (a rule's target
 * names it); the other properties are those that every CloudGuard entity ends with.
 *
 * @example
 * const user: Entity = { type: 'IamUser', id: 'AIDA…', name: 'alice', firstAccessKey: { isActive: true } };
 */
export interface Entity {
  readonly type: string;
  readonly id?: string;
  readonly name?: string;
  readonly dome9Id?: string;
  readonly accountNumber?: string;
  readonly region?: string | null;
  readonly [property: string]: unknown;
}

/** Anything with a `type` can be judged: an interface of the caller's own needs no cast. */
export interface AnyEntity {
  readonly type: string;
}

/**
 * Property paths from the entity on, dotted, each with why its value is not known. A path stands for everything below it;
 * `*` at its end stands for all properties that are not there.
 *
 * @example
 * const unknown: UnknownProperties = { firstAccessKey: 'an IAM credential report has it', 'tags.owner': 'known after apply' };
 */
export type UnknownProperties = Readonly<Record<string, string>>;
