/** What names the page that follows. */
const NEXT = ['nextLink', 'skip_token', 'skipToken', '$skipToken'];
/** How many resources an answer of Resource Graph holds, and how many it would have found. */
const COUNT = 'count';
const TOTAL = ['total_records', 'totalRecords'];
/** Where a query without an `id` among its columns is cut off, no page follows. */
const TRUNCATED = 'resultTruncated';

/** What an answer has beside its resources that tells whether these are all. */
export const PAGE_MEMBERS: ReadonlySet<string> = new Set([...NEXT, COUNT, ...TOTAL, TRUNCATED]);

/** What an answer says of being one page of several. */
export class Page {
  readonly #said = new Map<string, unknown>();

  says(member: string, value: unknown): void {
    this.#said.set(member, value);
  }

  get isOfSeveral(): boolean {
    const said = (member: string): unknown => this.#said.get(member);
    if (NEXT.some((name) => typeof said(name) === 'string' && said(name) !== '')) return true;
    if (String(said(TRUNCATED)).toLowerCase() === 'true') return true;
    const count = said(COUNT);
    const total = TOTAL.map(said).find((one) => typeof one === 'number');
    return typeof count === 'number' && typeof total === 'number' && count < total;
  }
}
