import type { Message } from '../text/message.ts';
import type { Provenance } from '../values/record.ts';
import type { Entity } from '../values/entity.ts';
import { accountOf } from './accounts.ts';
import type { EntityIdentity } from './state.ts';

/** So many entities are looked at: beyond them nothing is said. */
export const MAX_LOOKED_AT = 20_000;
/** So many are named. */
const MAX_NAMED = 3;

/** Sources whose ids are names of one file: each template has a `Bucket`. */
const LOCAL_IDS: ReadonlySet<unknown> = new Set(['terraform', 'cloudformation']);

/** Notices entities that come again: each is judged as often, so that counts say more than there is. */
export class Repeated {
  /** By type and id, where else such an entity was: in which accounts, regions and files. */
  readonly #places = new Map<string, Map<string, string | Set<string>>>();
  readonly #named: string[] = [];
  readonly #isPart: boolean;
  /** What a part has seen, for who puts the parts together. */
  readonly #seen: EntityIdentity[] = [];
  #lookedAt = 0;
  #count = 0;

  /** @param isPart other parts may hold the same entities, so that they are noticed by who puts the parts together */
  constructor(isPart = false) {
    this.#isPart = isPart;
  }

  add(entity: Entity, provenance: Provenance): void {
    const { type, id, name } = entity;
    if (!this.isLooking || typeof id !== 'string' || id === '') return;
    this.#lookedAt += 1;
    const where = placeOf(entity, provenance);
    if (this.#isPart) this.#seen.push([type, id, where, typeof name === 'string' ? name : id]);
    else if (this.#isThere(type, id, where)) this.#note(type, typeof name === 'string' ? name : id);
  }

  get seen(): readonly EntityIdentity[] {
    return this.#seen;
  }

  /** Whether more entities are looked at. */
  get isLooking(): boolean {
    return this.#lookedAt < MAX_LOOKED_AT;
  }

  /** Looks at no more entities. */
  stop(): void {
    this.#lookedAt = MAX_LOOKED_AT;
  }

  /** Goes on with what a part has seen. */
  addSeen(seen: readonly EntityIdentity[]): void {
    for (const [type, id, where, name] of seen) {
      if (!this.isLooking) return;
      this.#lookedAt += 1;
      if (this.#isThere(type, id, where)) this.#note(type, name);
    }
  }

  /** Remembers an entity; whether it was there before. */
  #isThere(type: string, id: string, where: string): boolean {
    let ofType = this.#places.get(type);
    if (ofType === undefined) this.#places.set(type, (ofType = new Map()));
    const known = ofType.get(id);
    if (known === undefined) ofType.set(id, where);
    else if (typeof known === 'string' ? known === where : known.has(where)) return true;
    else if (typeof known === 'string') ofType.set(id, new Set([known, where]));
    else known.add(where);
    return false;
  }

  #note(type: string, name: string): void {
    this.#count += 1;
    if (this.#named.length < MAX_NAMED) this.#named.push(`\`${type}\` \`${name}\``);
  }

  /** That entities came again; undefined where none did. */
  get message(): Message | undefined {
    if (this.#count === 0) return undefined;
    const more = this.#count > this.#named.length ? ', …' : '';
    const noun = this.#count === 1 ? 'entity was' : 'entities were';
    return {
      code: 'repeated-entity',
      severity: 'note',
      message: `${this.#count} ${noun} there before with the same type and id, and judged again: ${this.#named.join(', ')}${more}`,
      help: 'leave one of the inputs out that hold them',
    };
  }
}

function placeOf(entity: Entity, provenance: Provenance): string {
  const { region, source } = entity as { readonly region?: unknown; readonly source?: unknown };
  const file = LOCAL_IDS.has(source) ? provenance.file : '';
  return `${accountOf(entity)}\n${typeof region === 'string' ? region : ''}\n${file}`;
}
