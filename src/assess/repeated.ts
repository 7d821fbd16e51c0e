import type { Message } from '../text/message.ts';
import type { Provenance } from '../values/record.ts';
import type { Entity } from '../values/entity.ts';
import { accountOf } from './accounts.ts';

/** So many entities are remembered: beyond them nothing is said. */
const MAX_REMEMBERED = 50_000;
/** So many are named. */
const MAX_NAMED = 3;

/** Sources whose ids are names of one file: each template has a `Bucket`. */
const LOCAL_IDS: ReadonlySet<unknown> = new Set(['terraform', 'cloudformation']);

/** Notices entities that come again: each is judged as often, so that counts say more than there is. */
export class Repeated {
  readonly #seen = new Set<string>();
  readonly #named: string[] = [];
  #count = 0;

  add(entity: Entity, provenance: Provenance | undefined): void {
    const { type, id, name } = entity;
    if (typeof id !== 'string' || id === '' || this.#seen.size >= MAX_REMEMBERED) return;
    const region = typeof entity.region === 'string' ? entity.region : '';
    const file = LOCAL_IDS.has(entity['source']) ? (provenance?.file ?? '') : '';
    const key = [type, id, accountOf(entity), region, file].join('\n');
    if (this.#seen.has(key)) {
      this.#count += 1;
      if (this.#named.length < MAX_NAMED) this.#named.push(`\`${type}\` \`${typeof name === 'string' ? name : id}\``);
    } else this.#seen.add(key);
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
