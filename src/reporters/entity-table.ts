import { jsonValue } from '../findings/json-value.ts';
import { ownText } from '../inventory/entity.ts';
import { digest } from '../text/digest.ts';
import type { Entity } from '../values/entity.ts';
import { jsonText } from './json-text.ts';
import type { Spool } from './spool.ts';

/** Where an entity stands among those of its type. */
export interface EntityPlace {
  readonly index: number;
  /** What points to it, in JSON. */
  readonly testObj: string;
}

/** The entities of a type: their texts wait in a spool, and what they are known by is held. */
interface TypeEntities {
  readonly spool: Spool;
  readonly known: Map<string, number>;
  readonly failed: Set<number>;
}

/**
 * The entities of all findings as CloudGuard lists them, by type, each once; copies of one are one. Of each no more is held
 * in memory than a digest of it.
 */
export class EntityTable {
  readonly #spool: () => Spool;
  readonly #byType = new Map<string, TypeEntities>();
  #last: { readonly entity: Entity; readonly place: EntityPlace } | undefined;

  constructor(spool: () => Spool) {
    this.#spool = spool;
  }

  placeOf(entity: Entity): EntityPlace {
    // Its findings stand beside one another; where they do not, it is found again by what it is.
    if (this.#last?.entity !== entity) this.#last = { entity, place: this.#add(entity) };
    return this.#last.place;
  }

  markFailed({ type }: Entity, { index }: EntityPlace): void {
    this.#byType.get(type)?.failed.add(index);
  }

  /** How many entities failed. */
  get failed(): number {
    let sum = 0;
    for (const { failed } of this.#byType.values()) sum += failed.size;
    return sum;
  }

  /** All of them in JSON. */
  *pieces(): Generator<string, void, undefined> {
    let separator = '{';
    for (const [type, { spool }] of this.#byType) {
      yield `${separator}\n${jsonText(type)}:[`;
      separator = ',';
      yield* spool.read();
      yield '\n]';
    }
    yield separator === '{' ? '{}' : '}';
  }

  #add(entity: Entity): EntityPlace {
    const { type } = entity;
    let ofType = this.#byType.get(type);
    if (ofType === undefined) {
      ofType = { spool: this.#spool(), known: new Map<string, number>(), failed: new Set() };
      this.#byType.set(type, ofType);
    }
    // JSON has no big numbers; as text they keep their digits.
    const text = jsonText(jsonValue(entity));
    const key = packed(digest(text));
    const index = ofType.known.get(key) ?? ofType.known.size;
    if (index === ofType.known.size) {
      ofType.known.set(key, index);
      ofType.spool.add(`${index === 0 ? '' : ','}\n${text}`);
    }
    const id = ownText(entity, 'id') ?? null;
    const dome9Id = ownText(entity, 'dome9Id') ?? null;
    return { index, testObj: jsonText({ id, dome9Id, entityType: type, entityIndex: index }) };
  }
}

/** A digest in as few characters as there are: one is held for each entity, and a part of a text would hold all of it. */
function packed(digits: string): string {
  const units = digits.match(/.{4}/gu) ?? [];
  return String.fromCharCode(...units.map((unit) => parseInt(unit, 16)));
}
