import type { Diagnostic } from '../text/message.ts';
import type { CallValue, Comparison, Condition, Segments, Test } from '../plan/plan.ts';
import type { Location } from '../plan/reads.ts';
import { EvaluationError } from '../values/value.ts';
import { blockElements } from './blocks.ts';
import type { Doubts } from './doubts.ts';
import type { CaseEvidence } from './evidence-case.ts';
import { type FirstPlace, FirstValues, MAX_LOOKED_AT } from './evidence-first.ts';
import type { LookupEvidence } from './evidence-lookups.ts';
import type { MixedEvidence } from './evidence-mixed.ts';
import type { PathEvidence } from './evidence-path.ts';
import type { ShapeEvidence } from './evidence-shape.ts';
import {
  isReadEnough,
  type Left,
  looksAtListsAlone,
  askFor,
  type Skim,
  skim,
  skimAlike,
  SKIMMED_AFTER,
  skimOf,
  tallyOf,
  type TypeReads,
} from './evidence-skim.ts';
import type { ValueEvidence } from './evidence-values.ts';
import type { Besides } from './predicates.ts';
import { begin, type Scope, type ValueClosure } from './scope.ts';

/** A comparison of a rule, and whether its sides could be held against each other. */
export interface ComparisonEvidence {
  readonly kind: 'comparison';
  readonly part: Test | Comparison;
  readonly owner: Location | undefined;
  supported: boolean;
  /** How many entities (or elements) had a value there. */
  asked: number;
  /** The kinds of those values, with how many were of each. */
  readonly kinds: Map<string, number>;
  /** How many values were not known: they may be of any kind. */
  unknown: number;
  /** The kind of the other side. */
  other: string;
  /** Those of the values that most likely mean what they are not equal to. */
  doubt: Doubts | undefined;
  /** A value that most likely means what others of it are, where those could be compared: `'yes'` beside true and false. */
  beside?: unknown;
}

/** Notes the kind of the other side of a comparison, before the value is counted. */
export function noteOther(evidence: ComparisonEvidence, other: string): void {
  evidence.other = evidence.asked === 0 || evidence.other === other ? other : 'values of several kinds';
}

/** A condition that the checker takes for always true or always false, so that the rule passes by it. */
export interface ConditionEvidence {
  readonly kind: 'condition';
  readonly part: Condition;
  readonly owner: Location | undefined;
  /** The other truth was met: what the checker takes it for is not so. */
  supported: boolean;
  /** How many entities (or elements) were asked. */
  asked: number;
  /** What the checker says. */
  readonly said: Diagnostic;
}

/** A function that a rule calls, and whether it could read what it is called on. */
export interface ReadingEvidence {
  readonly kind: 'reading';
  readonly part: CallValue;
  readonly owner: Location | undefined;
  supported: boolean;
  /** How many entities (or elements) had a value there. */
  asked: number;
  /** Those of the values that are written like what the function reads. */
  near: number;
  /** What it reads. */
  as: string;
}

/** A place in a rule that its verdicts rest on. */
export type Evidence =
  | PathEvidence
  | CaseEvidence
  | ComparisonEvidence
  | ConditionEvidence
  | MixedEvidence
  | ReadingEvidence
  | ShapeEvidence
  | ValueEvidence
  | LookupEvidence;

/** What is looked at of an element: its own places, and lists with what is looked at of their elements. */
export interface Looking {
  readonly watches: Watch[];
  /** What tells of the first values, which are looked at once for all rules. */
  readonly firsts: FirstPlace[];
  /** Those that this rule looks at for all, and that are not full. */
  own: FirstValues[];
  readonly blocks: { readonly list: ValueClosure; readonly within: Looking }[];
  /** How many were looked at, and how the others are. */
  looked?: number;
  skimmed?: Skim<Watch> | undefined;
}

export interface Watch {
  /** The place of its evidence among all of the rule. */
  readonly place: number;
  /** The path from the entity without which there is nothing to look at; absent where that is not all. */
  readonly reads?: Segments | undefined;
  /** Whether it is supported from now on; undefined where it is not, and enough was looked at. */
  readonly look: (self: unknown, scope: Scope, evidence: Evidence) => boolean | undefined;
}

/** So many entities may be read twice. */
const ENOUGH_TWICE = 250;

/** The first values that the rules of an assessment ask for, by what they ask. */
const firstsOf = /*#__PURE__*/ new WeakMap<Scope, Map<string, FirstValues>>();

/** What a rule's verdicts rest on, worked out once for all assessments by it. */
export interface EvidencePlan {
  /** Makes evidence of which nothing was looked at yet, in the order in which it was found. */
  readonly makers: readonly (() => Evidence)[];
  readonly root: Looking;
  readonly usesOuter: boolean;
  /** Something is looked at that the rule's paths alone do not tell. */
  readonly asksWhole: boolean;
  /** The texts of what the rule looks into by blocks. */
  readonly lists: ReadonlySet<string>;
}

/**
 * Watches what a rule rests on: each path until an entity had it, each comparison until its sides could be compared. What
 * was never so in a whole run is to be said. Costs nothing once all is supported.
 */
export class EvidenceCollector {
  /** In the order of the rule's text. */
  readonly evidence: readonly Evidence[];
  /** The texts of what the rule looks into by blocks. */
  readonly lists: ReadonlySet<string>;
  private readonly found: readonly Evidence[];
  private readonly root: Looking;
  private readonly usesOuter: boolean;
  private asksWhole: boolean;
  /** The places that need no look any more, and how many still do. */
  private readonly done: Set<number>;
  private left: number;
  /** Grows whenever {@link ask} may be another. */
  changes = 0;
  /** Entities that were seen, and those of which a part was read and all was looked at. */
  private seen = 0;
  private readTwice = 0;
  /** What tells that a path came further, or that other names were met. */
  private tally = -1;
  /** Whether it takes part in what is looked at for all rules, and what looked at entities before these ones until it does. */
  private isJoined = false;
  private before: EvidenceCollector | undefined;
  /** Told of each place of `evidence` that becomes supported. */
  onSupported: ((place: number) => void) | undefined;

  /** @param before what looked at entities that stand before these: what it was done with is not looked at again */
  constructor({ makers, root, usesOuter, asksWhole, lists }: EvidencePlan, before?: EvidenceCollector) {
    this.found = makers.map((make) => make());
    this.evidence = [...this.found].sort((a, b) => a.part.node.span.start - b.part.node.span.start);
    this.lists = lists;
    this.usesOuter = usesOuter;
    this.asksWhole = asksWhole;
    this.done = new Set(before?.done);
    this.root = copyOf(root, this.done);
    this.left = countOf(this.root);
    // Of hundreds of parts, each with one before it, those that look at nothing keep none.
    if (this.left > 0) this.before = before;
  }

  /** Whether something is still to be watched. */
  get isOpen(): boolean {
    return this.left > 0;
  }

  /** Notes that a place is supported by what another looked at. */
  support(place: number): void {
    const found = this.evidence[place];
    if (found !== undefined) found.supported = true;
  }

  /** Takes over what was met while entities were judged. */
  settle(besides: Besides | undefined): void {
    if (besides === undefined) return;
    for (const found of this.evidence)
      if (found.kind === 'comparison' && found.part.kind === 'test') found.beside ??= besides.get(found.part.predicate);
  }

  /** Counts an entity of which its names, like others' before, tell that nothing is to be looked at; false where it must be observed. */
  skims(entity: unknown, scope: Scope): boolean {
    const isSkimmed = isAlike(entity, this.root, scope);
    if (isSkimmed) this.seen += 1;
    return isSkimmed;
  }

  /**
   * Looks at an entity of the rule's type.
   *
   * @param whole gives all of it, where it is read as far as {@link ask} says
   */
  observe(entity: unknown, scope: Scope, whole?: () => unknown): void {
    if (!this.isJoined) this.join(this.root, scope);
    this.isJoined = true;
    this.before = undefined;
    begin(scope);
    this.seen += 1;
    if (this.lookAt(entity, this.root, scope, whole) !== 'all') return;
    if (whole !== undefined) this.readTwice += 1;
    // To read many twice takes longer than to read all of them at once.
    const isMuch = this.readTwice > ENOUGH_TWICE && this.readTwice * 4 > this.seen && !this.asksWhole;
    if (isMuch) this.asksWhole = true;
    const tally = tallyOf(this.root.skimmed);
    if (isMuch || tally !== this.tally) this.changes += 1;
    this.tally = tally;
  }

  /** What of entities of the rule's type is to be read from now on; undefined where that is all of them. */
  ask(): TypeReads | undefined {
    return this.isJoined && !this.asksWhole ? askFor(this.root, this.found) : undefined;
  }

  /** Takes part in what is looked at for all rules, and looks itself at what none of them looks at yet. */
  private join({ firsts, own, blocks }: Looking, scope: Scope): void {
    let shared = firstsOf.get(scope);
    if (shared === undefined) firstsOf.set(scope, (shared = new Map()));
    for (const { place, key, way } of firsts) {
      this.left -= 1;
      if (this.before?.firstAt(place)?.isFull === true) continue;
      let first = key === undefined ? undefined : shared.get(key);
      if (first === undefined) {
        own.push((first = new FirstValues(way())));
        this.left += 1;
        if (key !== undefined) shared.set(key, first);
      }
      const found = this.found[place];
      if (found !== undefined && isOfFirst(found)) found.first = first;
    }
    for (const { within } of blocks) this.join(within, scope);
  }

  private firstAt(place: number): FirstValues | undefined {
    const found = this.found[place];
    return found !== undefined && isOfFirst(found) ? found.first : undefined;
  }

  private lookAt(given: unknown, looking: Looking, scope: Scope, whole?: () => unknown): Left {
    const { skimmed } = looking;
    const left = leftOf(given, looking, scope, whole !== undefined);
    const self = left === 'all' && whole !== undefined ? whole() : given;
    if (left !== 'rest' && looking.own.length > 0) this.lookAtFirsts(self, looking, scope);
    const watches = left === 'all' ? looking.watches : (skimmed?.rest ?? NONE);
    if (watches.length > 0) this.watch(self, looking, watches, scope);
    if (looking.blocks.length > 0) this.lookInto(self, looking, scope);
    if (left !== 'all') return left;
    looking.looked = (looking.looked ?? 0) + 1;
    if (looking.looked % SKIMMED_AFTER === 0) looking.skimmed = skimOf(looking, this.found);
    return left;
  }

  /** Looks at the elements of the lists that blocks ask. */
  private lookInto(self: unknown, { blocks }: Looking, scope: Scope): void {
    for (let index = blocks.length - 1; index >= 0; index -= 1) {
      const block = blocks[index];
      if (block === undefined) continue;
      const { within } = block;
      if (isDone(within)) {
        blocks.splice(index, 1);
        continue;
      }
      const list = block.list(self, scope);
      if (list instanceof EvaluationError) continue;
      if (this.usesOuter) scope.outer.push(self);
      const elements = blockElements(list, scope);
      for (let place = 0; place < elements.length && place < MAX_LOOKED_AT && scope.left > 0; place += 1) {
        scope.left -= 1;
        const element: unknown = elements[place];
        if (element instanceof EvaluationError || isAlike(element, within, scope)) continue;
        this.lookAt(element, within, scope);
      }
      if (this.usesOuter) scope.outer.pop();
    }
  }

  private lookAtFirsts(self: unknown, looking: Looking, scope: Scope): void {
    let isFull = false;
    for (let at = 0; at < looking.own.length; at += 1) {
      const first = looking.own[at] as FirstValues;
      first.look(self, scope);
      isFull ||= first.isFull;
    }
    if (!isFull) return;
    const open = looking.own.filter((first) => !first.isFull);
    this.left -= looking.own.length - open.length;
    looking.own = open;
    this.skimAgain(looking);
  }

  private watch(self: unknown, looking: Looking, watches: readonly Watch[], scope: Scope): void {
    let hasEnded = false;
    for (let index = watches.length - 1; index >= 0; index -= 1) {
      const watch = watches[index];
      const evidence = watch === undefined ? undefined : this.found[watch.place];
      if (watch === undefined || evidence === undefined) continue;
      const isSupported = watch.look(self, scope, evidence);
      if (isSupported === false) continue;
      if (isSupported === true) evidence.supported = true;
      // Of values the first of all are looked at: what another met further behind says nothing.
      if (isSupported === true && evidence.kind !== 'value') this.onSupported?.(this.evidence.indexOf(evidence));
      looking.watches.splice(looking.watches.indexOf(watch), 1);
      this.done.add(watch.place);
      this.left -= 1;
      hasEnded = true;
    }
    if (hasEnded) this.skimAgain(looking);
  }

  /** What is skimmed is another where something needs no look any more. */
  private skimAgain(looking: Looking): void {
    this.changes += 1;
    if (looking.skimmed !== undefined) looking.skimmed = skimOf(looking, this.found);
  }
}

/** Counts what has the names of others before that tell that nothing is to be looked at; false where it must be observed. */
function isAlike(self: unknown, { skimmed, blocks }: Looking, scope: Scope): boolean {
  return (
    skimmed !== undefined &&
    blocks.length === 0 &&
    skimmed.rest.length === 0 &&
    scope.unknown === undefined &&
    skimAlike(self, skimmed)
  );
}

/** What of an element is not skimmed; where nothing but lists is looked into, a part that has them is enough. */
function leftOf(given: unknown, looking: Looking, scope: Scope, isPart: boolean): Left {
  const { skimmed } = looking;
  if (looksAtListsAlone(looking)) return 'rest';
  if (skimmed === undefined || scope.unknown !== undefined) return 'all';
  return isPart && !isReadEnough(skimmed) ? 'all' : skim(given, skimmed);
}

function isOfFirst(found: Evidence): found is MixedEvidence | ShapeEvidence {
  return found.kind === 'mixed' || found.kind === 'shape';
}

/** What is looked at in one assessment grows less as it is found. */
function copyOf({ watches, firsts, blocks }: Looking, done: ReadonlySet<number>): Looking {
  return {
    watches: watches.filter(({ place }) => !done.has(place)),
    firsts,
    own: [],
    blocks: blocks.map(({ list, within }) => ({ list, within: copyOf(within, done) })),
  };
}

function countOf({ watches, firsts, blocks }: Looking): number {
  return blocks.reduce((sum, { within }) => sum + countOf(within), watches.length + firsts.length);
}

const NONE: readonly Watch[] = [];

function isDone(looking: Looking): boolean {
  return looksAtListsAlone(looking) && looking.blocks.every(({ within }) => isDone(within));
}
