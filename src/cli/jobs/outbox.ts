import { serialize } from 'node:v8';
import type { MessagePort } from 'node:worker_threads';
import type { AssessmentState } from '../../assess/state.ts';
import type { Finding } from '../../findings/finding.ts';
import type { PostedFinding } from '../../findings/posted-finding.ts';
import type { LoadedRule } from '../../rules/rule.ts';
import type { FromJob, JobItem, ToJob } from './messages.ts';

/** So many items are sent together, at most. */
const BATCH_ITEMS = 512;
/** So much is read before it is told. */
const TELLING_BYTES = 2 * 1024 * 1024;
/** So much, in bytes or letters, may be on its way: whoever is not at its turn waits with more. */
const WINDOW_BYTES = 16 * 1024 * 1024;

/** Findings of a rule that are the same to all reports: how many, and the first of them. */
interface Counted {
  readonly status: Finding['status'];
  readonly exclusion: Finding['exclusion'] | undefined;
  readonly finding: PostedFinding;
  times: number;
}

/** What a piece gives, on its way to who puts the pieces together. */
export class Outbox {
  readonly #port: MessagePort;
  #items: JobItem[] = [];
  /** Findings that are only counted, by what they have in common; those of which there were none since the last batch too. */
  readonly #counted = new Map<LoadedRule, Counted[]>();
  /** What findings say is what reports of JSON hold. */
  #isJson = true;
  #onTheWay = 0;
  #onRoom: (() => void) | undefined;
  /** Bytes that were read and not told of. */
  #read = 0;

  constructor(port: MessagePort) {
    this.#port = port;
    port.on('message', (message: ToJob) => {
      this.#onTheWay -= message.size;
      if (this.#onTheWay < WINDOW_BYTES) this.#onRoom?.();
    });
  }

  /** Notes that bytes were read; told with the next items. */
  readonly read = (bytes: number): void => {
    this.#read += bytes;
  };

  add(item: JobItem): void {
    // Entities hold what JSON does not: bigints, numbers beyond all bounds.
    const isJson = item.kind === 'counted' || (item.kind === 'finding' && item.finding.whole === undefined);
    if (!isJson) this.#isJson = false;
    this.#items.push(item);
  }

  /** Adds a finding that no report tells from others of its rule, status and exclusion: they go as one, when it is time to send. */
  count(finding: Finding, post: (finding: Finding) => PostedFinding): void {
    const { status, subject, exclusion } = finding;
    if (this.countAgain(subject.rule, status, exclusion)) return;
    const ofRule = this.#counted.get(subject.rule) ?? [];
    if (ofRule.length === 0) this.#counted.set(subject.rule, ofRule);
    ofRule.push({ status, exclusion, finding: post(finding), times: 1 });
  }

  /** Adds one more, where one was added: all of them are told by the first. */
  countAgain(rule: LoadedRule, status: Finding['status'], exclusion?: Finding['exclusion']): boolean {
    const counted = this.#counted.get(rule)?.find((one) => one.status === status && one.exclusion === exclusion);
    if (counted === undefined) return false;
    counted.times += 1;
    return true;
  }

  /** Whether it is time to {@link send}. */
  get isFull(): boolean {
    return this.#items.length >= BATCH_ITEMS || this.#read >= TELLING_BYTES;
  }

  /** Sends what is there, and waits where too much is on its way. */
  async send(): Promise<void> {
    if (this.#read > 0) this.#send({ kind: 'read', bytes: this.#read });
    this.#read = 0;
    for (const counted of [...this.#counted.values()].flat()) {
      if (counted.times > 0) this.add({ kind: 'counted', finding: counted.finding, times: counted.times });
      counted.times = 0;
    }
    if (this.#items.length === 0) return;
    const written = this.#isJson ? JSON.stringify(this.#items) : serialize(this.#items);
    this.#items = [];
    this.#isJson = true;
    this.#onTheWay += written.length;
    this.#send({ kind: 'items', written });
    if (this.#onTheWay < WINDOW_BYTES) return;
    await new Promise<void>((resolve) => {
      this.#onRoom = resolve;
    });
    this.#onRoom = undefined;
  }

  /** Sends what is there and the last of all. The other side closes the channel, when it has it. */
  async end(state: AssessmentState, lines: number): Promise<void> {
    await this.send();
    this.#send({ kind: 'end', state, lines });
  }

  #send(message: FromJob): void {
    this.#port.postMessage(message);
  }
}
