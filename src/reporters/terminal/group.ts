import type { Finding } from '../../findings/finding.ts';
import { severities } from '../../rules/severity.ts';
import type { Status } from '../../values/outcome.ts';

/** The statuses that are listed, in their order. */
const ORDER: readonly Status[] = ['failed', 'error', 'matched', 'excluded'];

/** Findings under one heading: how many there are, and the text of the first of each status and severity. */
export class Group {
  readonly heading: readonly string[];
  /** Advice that was given already: findings of one rule often share it. */
  readonly said = new Set<string>();
  readonly #limit: number;
  readonly #counts = new Map<Status, number>();
  readonly #listed = new Map<string, string[]>();
  #worst = -1;

  /** @param limit how many findings are listed at most */
  constructor(heading: readonly string[], limit: number) {
    this.heading = heading;
    this.#limit = limit;
  }

  /** Counts a finding; its text is asked for only where it may be listed. */
  add({ status, severity }: Finding, text: () => string): void {
    this.#counts.set(status, this.count(status) + 1);
    const rank = severities.indexOf(severity);
    if (status === 'failed') this.#worst = Math.max(this.#worst, rank);
    const key = keyOf(status, rank);
    const listed = this.#listed.get(key) ?? [];
    if (listed.length === 0) this.#listed.set(key, listed);
    if (listed.length < this.#limit) listed.push(text());
  }

  /** Counts a finding, where enough of its status and severity are listed. */
  addUnlisted({ status, severity }: Pick<Finding, 'status' | 'severity'>): boolean {
    const listed = this.#listed.get(keyOf(status, severities.indexOf(severity)));
    if (listed === undefined || listed.length < this.#limit) return false;
    this.#counts.set(status, this.count(status) + 1);
    return true;
  }

  count(status: Status): number {
    return this.#counts.get(status) ?? 0;
  }

  /** All that could be listed. */
  get size(): number {
    return ORDER.reduce((sum, status) => sum + this.count(status), 0);
  }

  /** The worst findings, at most so many, and within the limit. */
  worst(most: number): readonly string[] {
    const ranks = severities.map((_, index) => index).reverse();
    const all = ORDER.flatMap((status) => ranks.flatMap((rank) => this.#listed.get(keyOf(status, rank)) ?? []));
    return all.slice(0, Math.min(this.#limit, most));
  }

  /** Sorts before others what failed worst, then what failed most, then what could not be decided. */
  isBefore(other: Group): number {
    return (
      other.#worst - this.#worst ||
      other.count('failed') - this.count('failed') ||
      other.count('error') - this.count('error')
    );
  }
}

function keyOf(status: Status, rank: number): string {
  return `${status} ${rank}`;
}
