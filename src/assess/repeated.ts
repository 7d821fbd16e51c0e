import type { Message } from '../text/message.ts';
import type { Provenance } from '../values/record.ts';
import type { Entity } from '../values/entity.ts';
import { accountOf } from './accounts.ts';

/** So many entities are remembered: beyond them nothing is said. */
const MAX_REMEMBERED = 20_000;
/** So many are named. */
const MAX_NAMED = 3;

/** Sources whose ids are names of one file: each template has a `Bucket`. */
const LOCAL_IDS: ReadonlySet<unknown> = new Set(['terraform', 'cloudformation']);

/** Notices entities that come again: each is judged as often, so that counts say more than there is. */
export class Repeated {
  /** By type and id, where else such an entity was: in which accounts, regions and files. */
  readonly #seen = new Map<string, Map<string, string | Set<string>>>();
  readonly #named: string[] = [];
  #remembered = 0;
  #count = 0;

  add(entity: Entity, provenance: Provenance): void {
    const { type, id } = entity;
    if (this.#remembered >= MAX_REMEMBERED || typeof id !== 'string' || id === '') return;
    let ofType = this.#seen.get(type);
    if (ofType === undefined) this.#seen.set(type, (ofType = new Map()));
    const where = placeOf(entity, provenance);
    const known = ofType.get(id);
    if (known === undefined) ofType.set(id, where);
    else if (typeof known === 'string' ? known === where : known.has(where)) return this.#note(entity);
    else if (typeof known === 'string') ofType.set(id, new Set([known, where]));
    else known.add(where);
    this.#remembered += 1;
  }

  #note({ type, id, name }: Entity): void {
    this.#count += 1;
    if (this.#named.length < MAX_NAMED)
      this.#named.push(`\`${type}\` \`${typeof name === 'string' ? name : String(id)}\``);
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
