import type { Explanation, ExplanationPart } from '../run/explanation.ts';
import type { Entity } from '../values/entity.ts';
import { isObject } from '../values/value.ts';

/** What stands in reports in place of a secret. */
const SENSITIVE = '(sensitive)';

/** Shorter texts are secret only as a whole: they stand in other texts by chance. */
const MIN_PART = 4;

/** The secrets of one entity, as paths and as texts in lower case. */
interface Own {
  readonly paths: readonly string[];
  readonly texts: readonly string[];
}

/**
 * What the sources of entities mark as secret. Rules are judged on the values; what leaves an assessment has them masked:
 * entities by the paths, explanations and messages by the texts. A text is masked that is a secret of any entity, and one
 * that holds a secret of the entity which is judged, or is a part of one: it was made from it.
 */
export class Secrets {
  private readonly own = new WeakMap<object, Own>();
  private readonly masked = new WeakMap<object, Entity>();
  private readonly texts = new Set<string>();

  /** Notes the secrets of an entity. */
  add(entity: Entity, paths: readonly string[]): void {
    const texts: string[] = [];
    for (const path of paths) gather(valueAt(entity, path.split('.')), texts);
    this.own.set(entity, { paths, texts: texts.filter((text) => text.length >= MIN_PART) });
    for (const text of texts) this.texts.add(text);
  }

  /** The entity without its secrets, or, if it stands for a list of entities, without theirs. */
  entityOf(entity: Entity): Entity {
    const paths = this.own.get(entity)?.paths;
    const { items } = entity;
    if (paths === undefined && !(Array.isArray(items) && entity.type.startsWith('List<'))) return entity;
    const known = this.masked.get(entity);
    if (known !== undefined) return known;
    const masked =
      paths === undefined
        ? { ...entity, items: (items as readonly unknown[]).map((item) => this.itemOf(item)) }
        : paths.reduce<unknown>((copy, path) => without(copy, path.split('.')), entity);
    this.masked.set(entity, masked as Entity);
    return masked as Entity;
  }

  /** In the place of entities that were not read stands null. */
  private itemOf(item: unknown): unknown {
    return isObject(item) ? this.entityOf(item as Entity) : item;
  }

  explanationOf(explanation: Explanation): Explanation {
    const { entity, where, exclude, condition } = explanation;
    const own = this.own.get(entity)?.texts ?? [];
    return {
      ...explanation,
      entity: this.entityOf(entity),
      ...(where === undefined ? {} : { where: this.partOf(where, own) }),
      ...(exclude === undefined ? {} : { exclude: this.partOf(exclude, own) }),
      ...(condition === undefined ? {} : { condition: this.partOf(condition, own) }),
    };
  }

  /** A message on an entity without the secrets that it quotes. */
  messageOf(message: string, entity: Entity): string {
    const quotes = (this.own.get(entity)?.texts ?? []).some((text) => message.toLowerCase().includes(text));
    return quotes ? `the value is ${SENSITIVE}, and cannot be judged by this rule` : message;
  }

  private partOf(part: ExplanationPart, own: readonly string[]): ExplanationPart {
    const { value, element, parts } = part;
    return {
      ...part,
      ...(value === undefined ? {} : { value: this.valueOf(value, own) }),
      ...(element === undefined ? {} : { element: { ...element, value: this.valueOf(element.value, own) } }),
      parts: parts.map((inner) => this.partOf(inner, own)),
    };
  }

  /** A value with what is secret in it masked; the same one where there is nothing. */
  private valueOf(value: unknown, own: readonly string[]): unknown {
    if (typeof value === 'string' || typeof value === 'number') {
      return this.isSecret(String(value).toLowerCase(), own) ? SENSITIVE : value;
    }
    if (!Array.isArray(value) && !isObject(value)) return value;
    if (this.own.has(value)) return this.entityOf(value as unknown as Entity);
    let isChanged = false;
    const masked = Object.entries(value).map(([key, item]) => {
      const inner = this.valueOf(item, own);
      isChanged ||= inner !== item;
      return [key, inner] as const;
    });
    if (!isChanged) return value;
    // `fromEntries` defines properties, it does not assign them: a `__proto__` key stays data.
    return Array.isArray(value) ? masked.map(([, item]) => item) : Object.fromEntries(masked);
  }

  private isSecret(text: string, own: readonly string[]): boolean {
    if (this.texts.has(text)) return true;
    return text.length >= MIN_PART && own.some((secret) => text.includes(secret) || secret.includes(text));
  }
}

function gather(value: unknown, texts: string[]): void {
  if ((typeof value === 'string' && value !== '') || typeof value === 'number') texts.push(String(value).toLowerCase());
  else if (typeof value === 'object' && value !== null) for (const item of Object.values(value)) gather(item, texts);
}

function valueAt(value: unknown, [step, ...rest]: readonly string[]): unknown {
  if (step === undefined) return value;
  return isContainer(value) && Object.hasOwn(value, step) ? valueAt(value[step], rest) : undefined;
}

/** A copy with something else at a path; the same value where there is no such path. */
function without(value: unknown, [step, ...rest]: readonly string[]): unknown {
  if (step === undefined) return value === null || value === undefined ? value : SENSITIVE;
  if (!isContainer(value) || !Object.hasOwn(value, step)) return value;
  const inner = without(value[step], rest);
  if (inner === value[step]) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, key === step ? inner : item] as const);
  return Array.isArray(value) ? entries.map(([, item]) => item) : Object.fromEntries(entries);
}

function isContainer(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
