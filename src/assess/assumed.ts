import type { Message } from '../text/message.ts';

/** More values are counted, not named. */
const MAX_NAMED = 10;

/** What readers took for values that their inputs do not tell: verdicts rest on it, so it is said. */
export class AssumedValues {
  readonly #found = new Set<string>();

  add(assumed: Iterable<string>): void {
    for (const one of assumed) this.#found.add(one);
  }

  /** In an order of their own: a run in parts says the same as one. */
  get seen(): readonly string[] {
    return [...this.#found].sort();
  }

  get message(): Message | undefined {
    const { seen } = this;
    if (seen.length === 0) return undefined;
    const more = seen.length > MAX_NAMED ? ` and ${seen.length - MAX_NAMED} more` : '';
    return {
      code: 'assumed-value',
      severity: 'note',
      message: `values are assumed: ${seen.slice(0, MAX_NAMED).join(', ')}${more}`,
      help: seen.every((one) => one.includes('{{'))
        ? 'judge what is rendered: helm template NAME CHART > manifests.yaml'
        : '`--parameters FILE` gives others',
    };
  }
}
