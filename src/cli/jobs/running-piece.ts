import { deserialize } from 'node:v8';
import type { MessagePort } from 'node:worker_threads';
import type { FromJob, JobItem, ToJob } from './messages.ts';

/** What a piece comes to. */
export type PieceEnd = Pick<Extract<FromJob, { kind: 'end' }>, 'state' | 'lines'>;

/** A piece that a thread is at, or has done, as it is seen from here. */
export class RunningPiece {
  /** For the thread. */
  readonly port: MessagePort;
  /** When its thread has left it and been given another. */
  left: Promise<void> = Promise.resolve();
  readonly #own: MessagePort;
  /** What came and is not taken, as it came. */
  readonly #waiting: (string | Uint8Array)[] = [];
  #wake: (() => void) | undefined;
  #done: PieceEnd | undefined;
  #failure: { readonly error: unknown } | undefined;

  constructor(onBytes: (count: number) => void) {
    const { port1, port2 } = new MessageChannel();
    this.#own = port1;
    this.port = port2;
    port1.on('message', (message: FromJob) => {
      if (message.kind === 'read') onBytes(message.bytes);
      else if (message.kind === 'end') {
        this.#done = message;
        this.#wake?.();
      } else {
        this.#waiting.push(message.written);
        this.#wake?.();
      }
    });
  }

  /** What ended the thread, where something did. */
  fail(error: unknown): void {
    this.#failure = { error };
    this.#wake?.();
  }

  /** What the piece gave, in its order, as it comes; then its end. Throws what ended the thread. */
  async *items(): AsyncGenerator<readonly JobItem[], PieceEnd> {
    for (;;) {
      const written = this.#waiting.shift();
      if (written !== undefined) {
        const items: unknown = typeof written === 'string' ? JSON.parse(written) : deserialize(written);
        yield items as readonly JobItem[];
        this.#say({ kind: 'taken', size: written.length });
      } else if (this.#failure !== undefined) throw this.#failure.error;
      else if (this.#done !== undefined) return this.#done;
      else
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
    }
  }

  close(): void {
    this.#own.close();
  }

  #say(message: ToJob): void {
    this.#own.postMessage(message);
  }
}
