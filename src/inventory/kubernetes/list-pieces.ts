import type { ParsedPiece } from '../formats/json-records.ts';
import { problem } from '../problems.ts';
import { isPageOfSeveral, itemKind, manifestRecords, pageOfSeveral, type ManifestInput } from './manifests.ts';
import type { InventoryRecord, Provenance } from '../../values/record.ts';

/**
 * The pieces of lists that are read item by item, also of several one after the other, as `kubectl cluster-info dump` prints
 * them. The kind of a list, before its items or behind them, is that of items without one.
 */
export class ListPieces {
  readonly #known: ManifestInput;
  #document = 0;
  #kind: string | undefined;
  #page: Provenance | undefined;

  /** @param kind the kind of the first list, where the start of the input tells it */
  constructor(known: ManifestInput, kind: string | undefined) {
    this.#known = known;
    this.#kind = kind;
  }

  *piece({ key, value, place, index, document }: ParsedPiece): Generator<InventoryRecord> {
    if (document !== this.#document) {
      yield* this.end();
      if (this.#document > 0) this.#kind = undefined;
      this.#document = document;
    }
    if (key === 'metadata') this.#page = isPageOfSeveral(value) ? place : undefined;
    else if (key === 'kind' && index === undefined) {
      this.#kind = typeof value === 'string' ? value : undefined;
      if (this.#kind?.endsWith('List') === true) yield* this.#covered();
      else yield notAList(place);
    } else if (index !== undefined) {
      yield* manifestRecords(value, place, { ...this.#known, impliedKind: itemKind(this.#kind), isListed: true });
    } else if (key === undefined) yield notAList(place);
  }

  /** What the list that ends says of itself. */
  *end(): Generator<InventoryRecord> {
    if (this.#page !== undefined) yield pageOfSeveral(this.#page);
    this.#page = undefined;
  }

  *#covered(): Generator<InventoryRecord> {
    const kind = itemKind(this.#kind);
    if (kind !== undefined) yield* this.#known.covered.kind(kind);
  }
}

function notAList(place: Provenance): InventoryRecord {
  const help = 'give what is no list in a file of its own';
  return problem('not-an-entity', 'an object that is no list follows a long list, and is not read', place, help);
}
