import type { Message } from '../text/message.ts';

/** More exclusions are counted, not named. */
const MAX_NAMED = 5;

/** Notices conditions of exclusions that hold of an entity since it has not what they look into. */
export class ExcludedByAbsence {
  readonly #found = new Set<string>();

  /** @param path the list that a block of the condition looks into, which an excluded entity has not */
  add(expression: string, path: string): void {
    this.#found.add(`\`${expression}\` of entities without \`${path}\``);
  }

  /** In an order of their own: a run in parts says the same as one. */
  get seen(): readonly string[] {
    return [...this.#found].sort();
  }

  /** Takes what was noticed elsewhere. */
  addSeen(seen: readonly string[]): void {
    for (const one of seen) this.#found.add(one);
  }

  get message(): Message | undefined {
    const { seen } = this;
    if (seen.length === 0) return undefined;
    const more = seen.length > MAX_NAMED ? ` and ${seen.length - MAX_NAMED} more` : '';
    return {
      code: 'excluded-by-absence',
      severity: 'note',
      message: `exclusions hold by what is not there: ${seen.slice(0, MAX_NAMED).join(', ')}${more}`,
      help: 'where that is not meant, ask for it too: `not labels isEmpty() and not labels contain [ … ]`',
    };
  }
}
