import { NO_BYTES, textOf } from './bytes.ts';
import { parseExactJson } from '../../values/exact-json.ts';
import { JsonScan } from './json-scan.ts';
import type { ValueReader } from './json-cutter.ts';
import { UNSURE, WINDOW_BYTES } from './json-skip.ts';
import { keepTree, type KeptOfEntities } from './keep-tree.ts';
import { RecordPatterns } from './record-patterns.ts';
import { placeOf } from '../problems.ts';
import type { ReadOptions } from '../reader.ts';
import type { Entity } from '../../values/entity.ts';
import type { EntityNeeds, PartialRecord } from '../../values/record-batches.ts';
import { entityRecord, type EntityRecord, type Provenance } from '../../values/record.ts';

const CLOSE_OBJECT = 0x7d;

/**
 * Reads entities for as much as is asked for. A window of the input is opened, and the entities in it are taken by the
 * place where they start. Those whose type is asked for whole, and whatever is no entity for sure, are left to others.
 */
export class EntityScan {
  readonly #scan: JsonScan;
  readonly #patterns = new RecordPatterns();
  readonly #options: ReadOptions;
  #needs: EntityNeeds | undefined;
  #kept: KeptOfEntities | undefined;
  #chunk: Uint8Array = NO_BYTES;
  #start = 0;
  /** Where the last entity ends in the chunk. */
  end = 0;

  constructor(options: ReadOptions) {
    this.#options = options;
    this.#scan = new JsonScan(options.maxDepth);
  }

  /** How many line feeds the last entity held. */
  get lines(): number {
    return this.#scan.lines;
  }

  /** Asks what is needed now. False where whole entities are. */
  prepare(): boolean {
    const needs = this.#options.needs?.();
    if (needs !== this.#needs) {
      this.#needs = needs;
      this.#kept = needs === undefined ? undefined : keepTree(needs);
      this.#patterns.keep(this.#kept?.tree);
    }
    return this.#kept !== undefined;
  }

  /** Opens a window on a chunk. */
  open(chunk: Uint8Array, start: number, end: number): void {
    this.#chunk = chunk;
    this.#start = start;
    this.#scan.open(chunk, start, end);
  }

  /** The entity that starts at a place of the chunk; undefined where it is to be read whole. */
  take(start: number, file: string, line: number, index?: number): PartialRecord | undefined {
    const kept = this.#kept;
    if (kept === undefined) return undefined;
    const scan = this.#scan;
    const patterns = this.#patterns;
    const from = start - this.#start;
    let found: Pick<JsonScan, 'passed' | 'value'> = patterns;
    let end = patterns.areReady ? patterns.read(scan.characters, from) : UNSURE;
    const isScanned = end === UNSURE;
    if (isScanned) {
      end = scan.read(from, kept.tree);
      found = scan;
    } else scan.lines = 0;
    if (end === UNSURE) return undefined;
    const { value } = found;
    // What is inherited is no text.
    const { type } = value;
    if (typeof type !== 'string' || type === '') return undefined;
    if (this.#needs?.get(type) === undefined && this.#needs?.has(type) === true) return undefined;
    const bit = kept.bits.get(type);
    // A name that nobody knows is to be told.
    if (bit !== undefined && (found.passed & bit) === 0) return undefined;
    this.end = end + this.#start;
    if (this.end - start > this.#options.maxRecordBytes) return undefined;
    if (isScanned && patterns.learns) patterns.learn(scan.textAt(from, end));
    return new PartialEntity(value as Entity, this.#chunk, start, this.end, file, line, index);
  }

  /** Whether nothing but spaces stand between the end of the last entity and a line feed, and where that is. */
  lineEnd(): number {
    const end = this.#scan.lineEnd(this.end - this.#start);
    return end === UNSURE ? UNSURE : end + this.#start;
  }
}

/** Reads the entities of a JSON document where they stand. */
export class EntityValues implements ValueReader {
  record: PartialRecord | undefined;

  readonly #file: string;
  readonly #scan: EntityScan;
  #isPartial = false;
  /** Where the window on the chunk starts and ends; the last entity of the chunk ends at `#limit`. */
  #start = 0;
  #end = 0;
  #limit = 0;
  /** Where the first object ends that the window does not hold. */
  #beyond = Infinity;
  #isOpen = false;

  constructor(file: string, options: ReadOptions) {
    this.#file = file;
    this.#scan = new EntityScan(options);
  }

  get lines(): number {
    return this.#scan.lines;
  }

  /** Begins a chunk. */
  begin(chunk: Uint8Array): void {
    this.#isPartial = this.#scan.prepare();
    this.#start = 0;
    this.#end = 0;
    this.#beyond = Infinity;
    this.#limit = chunk.lastIndexOf(CLOSE_OBJECT) + 1;
  }

  read(chunk: Uint8Array, start: number, line: number, index: number | undefined): number {
    if (!this.#isPartial) return -1;
    // What may be cut off by the end of the window is looked at in a window of its own, where that would hold more.
    const isNear = this.#end - start < WINDOW_BYTES / 2 && this.#beyond < start + WINDOW_BYTES;
    if (start < this.#start || start >= this.#end || isNear) this.#open(chunk, start);
    this.record = this.#isOpen ? this.#scan.take(start, this.#file, line, index) : undefined;
    return this.record === undefined ? -1 : this.#scan.end;
  }

  /** A bracket is no part of a character of several bytes, so a window that ends in one holds whole characters. */
  #open(chunk: Uint8Array, start: number): void {
    this.#start = start;
    this.#end = chunk.lastIndexOf(CLOSE_OBJECT, start + WINDOW_BYTES - 1) + 1;
    this.#beyond = this.#end < this.#limit ? chunk.indexOf(CLOSE_OBJECT, this.#end) : Infinity;
    this.#isOpen = this.#end > start;
    if (this.#isOpen) this.#scan.open(chunk, start, this.#end);
  }
}

class PartialEntity implements PartialRecord {
  readonly kind = 'entity';
  readonly entity: Entity;
  readonly #chunk: Uint8Array;
  readonly #start: number;
  readonly #end: number;
  readonly #file: string;
  readonly #line: number;
  readonly #index: number | undefined;

  // Seven arguments, as an object of them would be made for each entity.
  constructor(
    entity: Entity,
    chunk: Uint8Array,
    start: number,
    end: number,
    file: string,
    line: number,
    index: number | undefined,
  ) {
    this.entity = entity;
    this.#chunk = chunk;
    this.#start = start;
    this.#end = end;
    this.#file = file;
    this.#line = line;
    this.#index = index;
  }

  get provenance(): Provenance {
    return placeOf(this.#file, this.#line, this.#index);
  }

  whole(): EntityRecord {
    // That it can be parsed was seen when the part was read.
    const text = textOf(this.#chunk.subarray(this.#start, this.#end)) ?? '';
    return entityRecord(parseExactJson(text) as Entity, this.provenance);
  }
}
