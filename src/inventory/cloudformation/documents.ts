import { isObject } from '../entity.ts';
import { settled, unsettled } from '../terraform/hcl/block-values.ts';
import { documentOfPieces } from '../terraform/hcl/json-text.ts';
import { intrinsicOf } from './unknown-paths.ts';

type Members = Readonly<Record<string, unknown>>;

/** What is known of an entity. */
export interface Known {
  readonly entity: Members;
  /** By the paths of what is not known, why. */
  readonly unknown: Map<string, string>;
  /** Of these, the pieces of the text that are known. */
  readonly partly: Map<string, readonly string[]>;
  /** Of these, what is JSON: what is known of that stands in the entity. */
  readonly documents: string[];
}

/** Opens the texts of which parts are known that are JSON, as policies in `Fn::Sub` are: what is known of them is there. */
export function withDocuments(known: Known): Members {
  let { entity } = known;
  for (const [path, pieces] of [...known.partly]) {
    const found = documentOfPieces(pieces);
    const reason = known.unknown.get(path);
    if (found === undefined || reason === undefined) continue;
    const inner = unsettled();
    const value = settled(found, path, inner);
    const opened = value === undefined ? undefined : replaced(entity, path.split('.'), value);
    if (opened === undefined) continue;
    entity = opened as Members;
    for (const at of inner.unknown.keys()) known.unknown.set(at, reason);
    for (const [at, parts] of inner.partly) known.partly.set(at, parts);
    known.documents.push(...inner.documents);
  }
  return entity;
}

/** A value with another in the place of a call; undefined where no call stands there. */
function replaced(value: unknown, [step, ...rest]: readonly string[], by: unknown): unknown {
  if (step === undefined) return isObject(value) && intrinsicOf(value) !== undefined ? by : undefined;
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
  const inner = replaced((value as Members)[step], rest, by);
  if (inner === undefined) return undefined;
  if (Array.isArray(value)) return value.map((item: unknown, index) => (String(index) === step ? inner : item));
  // `fromEntries` defines properties, it does not assign them: a `__proto__` key stays data.
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, key === step ? inner : (item as unknown)]),
  );
}
