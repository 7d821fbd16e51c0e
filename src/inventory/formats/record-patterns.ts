import { isObject } from '../../values/value.ts';
import type { KeepTree } from './keep-tree.ts';
import { isPlainName, keyOf, learnMembers, type Members, membersOf } from './record-form.ts';
import { patternOf, type RecordPattern } from './record-pattern.ts';

/** So many records tell how others are made; patterns are made again each time that they are twice as many. */
const LEAST_LEARNED = 16;
const MOST_LEARNED = 256;
/** So many patterns are tried at a place. */
const MOST_PATTERNS = 8;
/** A longer record tells too little for its length. */
const MAX_RECORD = 8_192;
/** So often none may match before it is asked whether they pay. */
const MANY_MISSED = 1_000;

interface Known {
  readonly type: string;
  readonly members: Members;
  /** One of the records. */
  sample: string;
}

/** Reads records that are made as those before them, by patterns. */
export class RecordPatterns {
  /** What was kept of the last record that matched, as a scan tells it. */
  value: Readonly<Record<string, unknown>> = {};
  passed = 0;

  readonly #known = new Map<string, Known>();
  #patterns: RecordPattern[] = [];
  #tree: KeepTree | undefined;
  #learned = 0;
  #matched = 0;
  #missed = 0;
  #isOff = false;

  /** Keeps other members from now on. */
  keep(tree: KeepTree | undefined): void {
    this.#tree = tree;
    if (this.#learned >= LEAST_LEARNED) this.#make();
  }

  /** Whether there are patterns to be tried. */
  get areReady(): boolean {
    return this.#patterns.length > 0;
  }

  /** Where the record ends that starts at a place of a text with a character for each byte; -1 where it is made otherwise. */
  read(text: string, start: number): number {
    const patterns = this.#patterns;
    for (let index = 0; index < patterns.length; index += 1) {
      const one = patterns[index] as RecordPattern;
      one.pattern.lastIndex = start;
      const groups = one.pattern.exec(text);
      if (groups === null) continue;
      this.#matched += 1;
      this.value = one.read(groups);
      this.passed = one.passed;
      // The next is most often made the same.
      if (index > 0) [patterns[0], patterns[index]] = [one, patterns[0] as RecordPattern];
      return one.pattern.lastIndex;
    }
    this.#missed += 1;
    if (this.#missed > MANY_MISSED && this.#missed > this.#matched) this.#end();
    return -1;
  }

  /** Whether more records tell how others are made. */
  get learns(): boolean {
    return !this.#isOff && this.#learned < MOST_LEARNED;
  }

  /** Learns how a record is made. */
  learn(record: string): void {
    this.#learned += 1;
    const value: unknown = record.length > MAX_RECORD ? undefined : JSON.parse(record);
    const type = isObject(value) ? value['type'] : undefined;
    // As a pattern, what is beyond ASCII would stand for bytes that are no UTF-8.
    if (isObject(value) && typeof type === 'string' && isPlainName(type)) this.#add(type, value, record);
    const isTwice = this.#learned >= LEAST_LEARNED && (this.#learned & (this.#learned - 1)) === 0;
    if (isTwice && !this.#isOff) this.#make();
  }

  #add(type: string, value: Readonly<Record<string, unknown>>, sample: string): void {
    const key = `${type}"${keyOf(value)}`;
    let known = this.#known.get(key);
    if (known === undefined) {
      const members = this.#known.size < MOST_PATTERNS ? membersOf(value) : undefined;
      if (members === undefined) return;
      this.#known.set(key, (known = { type, members, sample }));
    }
    known.sample = sample;
    if (!learnMembers(known.members, value)) this.#end();
  }

  #make(): void {
    const tree = this.#tree;
    const made = [...this.#known.values()].map(({ type, members, sample }) =>
      tree === undefined ? undefined : patternOf(type, members, tree, sample),
    );
    this.#patterns = made.filter((pattern) => pattern !== undefined);
  }

  #end(): void {
    this.#isOff = true;
    this.#patterns = [];
    this.#known.clear();
  }
}
