import { setImmediate as nextTurn } from 'node:timers/promises';
import { diagnose } from '../../services/diagnose.ts';
import type { ObservedInventory } from '../../services/observe.ts';
import type { ServiceOptions } from '../../services/options.ts';
import type { Diagnostic } from '../../text/message.ts';
import type { OpenText } from './open-text.ts';

/** How many rules' messages are kept; a rule that did not change is not checked again. */
const MAX_KEPT = 20_000;
/** How long rules are checked before what was asked meanwhile is answered, in milliseconds. */
const SLICE = 8;

/** Checks rules, each once. */
export class Checker {
  readonly #kept = new Map<string, readonly Diagnostic[]>();
  /** The same by the text that is open, which is found sooner. */
  #known = new WeakMap<OpenText['data'], readonly Diagnostic[]>();
  #options: ServiceOptions = {};

  /** What rules are checked with; all are checked again. */
  set options(options: ServiceOptions) {
    this.#options = options;
    this.#kept.clear();
    this.#known = new WeakMap();
  }

  /** The inventory beside: messages do not rest on it. */
  set observed(observed: ObservedInventory) {
    this.#options = { ...this.#options, observed };
  }

  get options(): ServiceOptions {
    return this.#options;
  }

  /** The options for a text: it may be a condition. */
  optionsFor({ data: { readAs } }: OpenText): ServiceOptions {
    return readAs === 'rule' ? this.#options : { ...this.#options, readAs };
  }

  messagesOf(open: OpenText): readonly Diagnostic[] {
    const { data } = open;
    const known = this.#known.get(data);
    if (known !== undefined) return known;
    const key = `${data.readAs} ${data.text}`;
    let found = this.#kept.get(key);
    if (found === undefined) {
      if (this.#kept.size >= MAX_KEPT) this.#kept.clear();
      this.#kept.set(key, (found = diagnose(data.text, this.optionsFor(open))));
    }
    this.#known.set(data, found);
    return found;
  }

  /** Checks many rules, while others are answered. Gives false when it was called off. */
  async checkAll(all: readonly OpenText[], isWanted: () => boolean): Promise<boolean> {
    let began = performance.now();
    for (const open of all) {
      this.messagesOf(open);
      if (performance.now() - began < SLICE) continue;
      await nextTurn();
      if (!isWanted()) return false;
      began = performance.now();
    }
    return true;
  }
}
