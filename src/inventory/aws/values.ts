import { bytesOfText } from '../formats/bytes.ts';
import { readObject } from '../../values/document.ts';
import { parseExactJson } from '../../values/exact-json.ts';
import { isObject, ownText, ownValue } from '../entity.ts';
import { isPolicy } from './policy-form.ts';
import { nestsDeeperThan } from '../formats/json-value.ts';

type JsonObject = Readonly<Record<string, unknown>>;

/** The vendor's "never": 0001-01-01. Every such time is a very old one, so a rule on age finds it. */
export const NEVER = -62_135_596_800;

/** Names in Pascal case by those in camel case, all of them of our tables: a text that is put together anew for each look is hashed anew. */
const PASCAL = new Map<string, string>();

/** A name of our tables in Pascal case. */
export function pascal(name: string): string {
  let found = PASCAL.get(name);
  if (found === undefined) PASCAL.set(name, (found = name.charAt(0).toUpperCase() + name.slice(1)));
  return found;
}

/** A property under its name in camel case, as AWS Config writes it, or in Pascal case, as the AWS CLI does. */
export function field(object: JsonObject, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : ownValue(object, pascal(name));
}

/** {@link field} where it is text that is not empty. */
export function textField(object: JsonObject, name: string): string | undefined {
  const value = field(object, name);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The public address of a network interface, where it has one. */
export function publicAddressOf(networkInterface: JsonObject): string | undefined {
  const association = field(networkInterface, 'association');
  return isObject(association) ? textField(association, 'publicIp') : undefined;
}

const TIME = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d(?:\.\d+)?) ?(Z|UTC|[+-]\d\d:?\d\d)?$/u;

/**
 * Epoch seconds of an AWS time: ISO 8601 text, with `T` or a blank, or a number of seconds. Text without a zone is UTC,
 * as AWS has no other. Undefined for everything else.
 */
export function epochSeconds(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? Math.floor(value) : undefined;
  const parts = typeof value === 'string' ? TIME.exec(value) : null;
  if (parts === null) return undefined;
  const [, day = '', time = '', written = 'UTC'] = parts;
  const zone = written === 'UTC' ? 'Z' : written;
  const milliseconds = Date.parse(`${day}T${time}${zone.replace(/(\d\d)(\d\d)$/u, '$1:$2')}`);
  return Number.isNaN(milliseconds) ? undefined : Math.floor(milliseconds / 1000);
}

/** The account number inside of an ARN. */
export function accountOf(arn: string | undefined): string | undefined {
  return arn === undefined ? undefined : /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/u.exec(arn)?.[1];
}

/** Tags in each form that AWS's tools write them in, as `[{ key, value }]`; undefined for another form. */
export function tagsOf(tags: unknown): readonly { readonly key: string; readonly value: unknown }[] | undefined {
  if (Array.isArray(tags)) {
    const list = tags.map((tag: unknown) => {
      const key = isObject(tag) ? textField(tag, 'key') : undefined;
      return key === undefined ? undefined : { key, value: field(tag as JsonObject, 'value') ?? null };
    });
    return list.every((tag) => tag !== undefined) ? list : undefined;
  }
  return isObject(tags) ? Object.entries(tags).map(([key, value]) => ({ key, value })) : undefined;
}

/**
 * A policy document as an object: given as one, or as its JSON text, URL-encoded or not. Text that is no document, or
 * nests deeper than the limit, gives undefined.
 */
export function policyDocument(value: unknown, maxDepth: number): JsonObject | undefined {
  const document = typeof value === 'string' ? documentIn(value, maxDepth) : value;
  return isObject(document) && isPolicy(document) ? document : undefined;
}

function documentIn(written: string, maxDepth: number): JsonObject | undefined {
  const text = decoded(written);
  return text === undefined || nestsDeeperThan(bytesOfText(text), maxDepth) ? undefined : readObject(text);
}

function decoded(text: string): string | undefined {
  if (!/^(?:\s|%20|%0[9AD])*%7B/iu.test(text)) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** How often JSON text is packed into JSON text at most; AWS Config does it twice. */
const PACKED = 3;

/** A value that may be written as JSON text, within JSON text again. Text that is no JSON of an object or list stays text. */
export function unpacked(value: unknown, maxDepth: number): unknown {
  let result = value;
  for (let level = 0; level < PACKED && typeof result === 'string' && /^\s*["{[]/u.test(result); level += 1) {
    if (nestsDeeperThan(bytesOfText(result), maxDepth)) return undefined;
    try {
      result = parseExactJson(result);
    } catch {
      return result;
    }
  }
  return result === 'true' || result === 'false' ? result === 'true' : result;
}

/** A list of policies that are attached by name: `[{ name, arn }]`. */
export function managedPolicies(list: readonly unknown[]): readonly JsonObject[] | undefined {
  const policies = list.map((policy) => {
    // Steampipe gives the ARNs alone.
    if (typeof policy === 'string') return { name: policy.slice(policy.lastIndexOf('/') + 1), arn: policy };
    const name = isObject(policy) ? textField(policy, 'policyName') : undefined;
    const arn = isObject(policy) ? textField(policy, 'policyArn') : undefined;
    if (name === undefined && arn === undefined) return undefined;
    return { name: name ?? arn?.slice(arn.lastIndexOf('/') + 1) ?? null, arn: arn ?? null };
  });
  return policies.every((policy) => policy !== undefined) ? policies : undefined;
}

/** A list of policies that are embedded: `[{ name, policyDocument }]`. */
export function inlinePolicies(list: readonly unknown[], maxDepth: number): readonly JsonObject[] | undefined {
  const policies = list.map((policy) => {
    if (!isObject(policy)) return undefined;
    const document = policyDocument(field(policy, 'policyDocument'), maxDepth);
    return document === undefined
      ? undefined
      : { name: textField(policy, 'policyName') ?? null, policyDocument: document };
  });
  return policies.every((policy) => policy !== undefined) ? policies : undefined;
}

/** The names of groups, given as names or as `[{ GroupName }]`. */
export function groupNames(list: readonly unknown[]): readonly string[] | undefined {
  const names = list.map((group) => {
    if (typeof group === 'string') return group;
    return isObject(group) ? ownText(group, 'GroupName') : undefined;
  });
  return names.every((name) => name !== undefined) ? names : undefined;
}
