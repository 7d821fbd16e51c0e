import { serialize } from 'node:v8';
import type { MessagePort } from 'node:worker_threads';
import type { AssessmentState } from '../../assess/state.ts';
import type { FromJob, JobItem, ToJob } from './messages.ts';

/** So many items are sent together, at most. */
const BATCH_ITEMS = 512;
/** So much is read before it is told. */
const TELLING_BYTES = 2 * 1024 * 1024;
/** So much, in bytes or letters, may be on its way: whoever is not at its turn waits with more. */
const WINDOW_BYTES = 16 * 1024 * 1024;

/** What a piece gives, on its way to who puts the pieces together. */
export class Outbox {
  readonly #port: MessagePort;
  #items: JobItem[] = [];
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
    if (item.kind !== 'finding' || item.finding.whole !== undefined) this.#isJson = false;
    this.#items.push(item);
  }

  /** Whether it is time to {@link send}. */
  get isFull(): boolean {
    return this.#items.length >= BATCH_ITEMS || this.#read >= TELLING_BYTES;
  }

  /** Sends what is there, and waits where too much is on its way. */
  async send(): Promise<void> {
    if (this.#read > 0) this.#send({ kind: 'read', bytes: this.#read });
    this.#read = 0;
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
  async end(state: AssessmentState): Promise<void> {
    await this.send();
    this.#send({ kind: 'end', state });
  }

  #send(message: FromJob): void {
    this.#port.postMessage(message);
  }
}
