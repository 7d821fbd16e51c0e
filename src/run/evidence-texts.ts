import type { Scope } from './scope.ts';

/** So many texts are looked at, the first that there are. */
export const MAX_TEXTS = 2_000;
/** So many letters of texts are kept for rules that have not come so far yet. */
const MAX_KEPT = 1_000_000;

/** A text that was met, and its place among those that were looked at. */
export interface MetText {
  readonly text: string;
  readonly at: number;
  /** It stands in an entity of which nothing is secret. */
  readonly isShown: boolean;
}

/** The first texts of a place: each of the rules that ask for it goes through the different ones at its own pace. */
export class FirstTexts {
  /** The different ones in the order in which they were met, once more where one was secret at first. */
  readonly met: MetText[] = [];
  /** How many were looked at. */
  asked: number;
  private readonly shown = new Map<string, boolean>();
  private last: string | undefined;
  private lastButOne: string | undefined;
  private upTo: number;
  private kept = 0;

  /** @param before what has looked at those that stand before, and has told of them */
  constructor(before?: FirstTexts) {
    this.asked = before?.asked ?? 0;
    this.upTo = before?.upTo ?? -1;
  }

  /** Whether nobody looked yet at what stands at a position. */
  isNew(position: number): boolean {
    return position > this.upTo;
  }

  /** No more is kept: each rule that still asks goes on by itself. */
  get isFull(): boolean {
    return this.kept > MAX_KEPT;
  }

  /** Looks at what stands at a position. */
  add(found: unknown, { hasSecrets }: Scope, position: number): void {
    this.upTo = position;
    if (typeof found !== 'string' || this.asked >= MAX_TEXTS) return;
    this.asked += 1;
    // Many are the same as the one before, or alternate as keys of tags do.
    if (found === this.last || found === this.lastButOne) return;
    const isShown = hasSecrets !== true;
    const known = this.shown.get(found);
    if (known === undefined || (isShown && !known)) {
      this.met.push({ text: found, at: this.asked, isShown });
      this.shown.set(found, isShown);
      this.kept += found.length;
    }
    if (!isShown) return;
    this.lastButOne = this.last;
    this.last = found;
  }
}

/** The texts that the rules of an assessment ask for, by what they ask. */
const textsOf = /*#__PURE__*/ new WeakMap<Scope, Map<string, FirstTexts>>();

/** The first texts of a place; of one rule alone where it looks at something else than others do. */
export function firstTexts(scope: Scope, key: string | undefined): FirstTexts {
  if (key === undefined) return new FirstTexts();
  let shared = textsOf.get(scope);
  if (shared === undefined) textsOf.set(scope, (shared = new Map()));
  let texts = shared.get(key);
  if (texts === undefined) shared.set(key, (texts = new FirstTexts()));
  return texts;
}
