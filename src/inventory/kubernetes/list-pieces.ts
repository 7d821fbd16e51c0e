import { isObject } from '../entity.ts';
import type { ParsedPiece } from '../formats/json-records.ts';
import { problem } from '../problems.ts';
import { isPageOfSeveral, itemKind, manifestRecords, pageOfSeveral, type ManifestInput } from './manifests.ts';
import type { InventoryRecord, Provenance } from '../../values/record.ts';

/** Of items that wait for the kind of their list, in bytes of the input. */
const MAX_HELD_BYTES = 32 * 1024 * 1024;

/**
 * The pieces of lists that are read item by item, also of several one after the other, as `kubectl cluster-info dump` prints
 * them. The kind of a list is that of items without one. Where it stands behind them (`jq -S` sorts the keys), these wait for
 * it, as many as may be held; what comes after those is a problem.
 */
export class ListPieces {
  readonly #known: ManifestInput;
  #document = 0;
  #kind: string | undefined;
  #page: Provenance | undefined;
  #waiting: Pick<ParsedPiece, 'value' | 'place'>[] = [];
  #waitingBytes = 0;

  readonly #maxHeldBytes: number;

  /** @param kind the kind of the first list, where the start of the input tells it */
  constructor(known: ManifestInput, kind: string | undefined, maxHeldBytes = MAX_HELD_BYTES) {
    this.#known = known;
    this.#kind = kind;
    this.#maxHeldBytes = maxHeldBytes;
  }

  *piece(piece: ParsedPiece): Generator<InventoryRecord> {
    const { key, value, place, index, document } = piece;
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
      yield* this.#release();
    } else if (index !== undefined) yield* this.#item(piece);
    // Go writes an empty list as null.
    else if (key === undefined || (key === 'items' && value !== null)) yield notAList(place);
  }

  /** What the list that ends says of itself. */
  *end(): Generator<InventoryRecord> {
    yield* this.#release();
    if (this.#page !== undefined) yield pageOfSeveral(this.#page);
    this.#page = undefined;
  }

  *#item(piece: ParsedPiece): Generator<InventoryRecord> {
    const { value, place, size } = piece;
    const isWaiting = this.#kind === undefined && isObject(value) && !Object.hasOwn(value, 'kind');
    if (!isWaiting) {
      yield* manifestRecords(value, place, { ...this.#known, impliedKind: itemKind(this.#kind), isListed: true });
    } else if (this.#waitingBytes + size > this.#maxHeldBytes) yield kindBehind(place);
    else {
      this.#waiting.push({ value, place });
      this.#waitingBytes += size;
    }
  }

  /** The items that waited: nothing more is to be learnt of their kind. */
  *#release(): Generator<InventoryRecord> {
    const context = { ...this.#known, impliedKind: itemKind(this.#kind), isListed: true };
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#waitingBytes = 0;
    for (const { value, place } of waiting) yield* manifestRecords(value, place, context);
  }

  *#covered(): Generator<InventoryRecord> {
    const kind = itemKind(this.#kind);
    if (kind !== undefined) yield* this.#known.covered.kind(kind);
  }
}

function kindBehind(place: Provenance): InventoryRecord {
  const help = 'put `kind` before `items`: `kubectl get … -o json` gives each item its own';
  return problem('not-an-entity', 'the item has no `kind`, and that of its list stands behind too many', place, help);
}

function notAList(place: Provenance): InventoryRecord {
  const help = 'give what is no list in a file of its own';
  return problem('not-an-entity', 'an object that is no list follows a long list, and is not read', place, help);
}
