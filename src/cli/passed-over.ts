import type { PassedOver } from '../inventory/index.ts';
import { printable } from '../text/format-message.ts';

const WORDS: Readonly<Record<PassedOver['reason'], string>> = {
  excluded: 'excluded',
  'same-file': 'read already under another name',
  'other-file': 'known by name to be no inventory',
  'unknown-format': 'of no known format',
  'linked-folder': 'links to folders, which are not followed',
};

/** How many names stand for a reason. */
const SHOWN = 3;

/** Counts the files that are passed over, to be told in a line for each reason. */
export class PassedOverFiles {
  readonly #files = new Map<PassedOver['reason'], string[]>();
  readonly #counts = new Map<PassedOver['reason'], number>();

  readonly add = ({ file, reason }: PassedOver): void => {
    const files = this.#files.get(reason) ?? [];
    if (files.length < SHOWN) this.#files.set(reason, [...files, file]);
    this.#counts.set(reason, (this.#counts.get(reason) ?? 0) + 1);
  };

  lines(): readonly string[] {
    return [...this.#counts].map(([reason, count]) => {
      const names = (this.#files.get(reason) ?? []).map((file) => printable(file)).join(', ');
      const more = count > SHOWN ? `, and ${count - SHOWN} more` : '';
      return `${count} passed over, ${WORDS[reason]}: ${names}${more}`;
    });
  }
}
