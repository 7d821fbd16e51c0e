import {
  type CallValue,
  type Comparison,
  type Condition,
  type PathValue,
  PLAN_PARTS,
  partsOf,
  type RulePlan,
  type Test,
  type Value,
} from '../plan/plan.ts';
import { elementsAt, type Location, locationOf, type Locations, rootOf } from '../plan/reads.ts';
import { print } from '../syntax/print.ts';
import { kindOf } from '../values/kinds.ts';
import { segmentsOf } from '../values/path.ts';
import { EvaluationError, single } from '../values/value.ts';
import { blockElements } from './blocks.ts';
import { ClosureMaker } from './closures.ts';
import { areComparable, comparedWith, isComparable } from './comparable.ts';
import { doubtOf, doubtOfTest, type Doubts } from './doubts.ts';
import { follow, type PathEvidence } from './evidence-path.ts';
import type { RunEnvironment } from './environment.ts';
import { begin, type Scope, type ValueClosure } from './scope.ts';

/** So many elements of one list are looked at for evidence. */
const MAX_LOOKED_AT = 2_000;

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
  /** The kind of the other side. */
  other: string;
  /** Those of the values that most likely mean what they are not equal to. */
  doubt: Doubts | undefined;
}

/** A place in a rule that its verdicts rest on. */
export type Evidence = PathEvidence | ComparisonEvidence;

/** What is looked at of an element: its own places, and lists with what is looked at of their elements. */
interface Looking {
  readonly watches: Watch[];
  readonly blocks: { readonly list: ValueClosure; readonly within: Looking }[];
}

interface Watch {
  /** The place of its evidence among all of the rule. */
  readonly place: number;
  /** Whether it is supported from now on. */
  readonly look: (self: unknown, scope: Scope, evidence: Evidence) => boolean;
}

/** What a rule's verdicts rest on, worked out once for all assessments by it. */
export interface EvidencePlan {
  /** Makes evidence of which nothing was looked at yet, in the order in which it was found. */
  readonly makers: readonly (() => Evidence)[];
  readonly root: Looking;
  readonly usesOuter: boolean;
  /** The texts of what the rule looks into by blocks. */
  readonly lists: ReadonlySet<string>;
}

/** Works out what a rule's verdicts rest on. */
export function evidencePlan(plan: RulePlan, environment: RunEnvironment): EvidencePlan {
  const builder = new Builder(environment, plan.usesOuter);
  const root: Looking = { watches: [], blocks: [] };
  for (const name of PLAN_PARTS) {
    const condition = plan[name];
    if (condition !== undefined && !isFail(name, condition)) builder.visit(condition, root, [rootOf(plan)]);
  }
  return { makers: builder.makers, root, usesOuter: plan.usesOuter, lists: builder.lists };
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
  private left: number;

  constructor({ makers, root, usesOuter, lists }: EvidencePlan) {
    this.found = makers.map((make) => make());
    this.evidence = [...this.found].sort((a, b) => a.part.node.span.start - b.part.node.span.start);
    this.lists = lists;
    this.usesOuter = usesOuter;
    this.root = copyOf(root);
    this.left = makers.length;
  }

  /** Whether something is still to be watched. */
  get isOpen(): boolean {
    return this.left > 0;
  }

  /** Looks at an entity of the rule's type. */
  observe(entity: unknown, scope: Scope): void {
    begin(scope);
    this.lookAt(entity, this.root, scope);
  }

  private lookAt(self: unknown, { watches, blocks }: Looking, scope: Scope): void {
    for (let index = watches.length - 1; index >= 0; index -= 1) {
      const watch = watches[index];
      const evidence = watch === undefined ? undefined : this.found[watch.place];
      if (watch === undefined || evidence === undefined || !watch.look(self, scope, evidence)) continue;
      evidence.supported = true;
      watches.splice(index, 1);
      this.left -= 1;
    }
    for (let index = blocks.length - 1; index >= 0; index -= 1) {
      const block = blocks[index];
      if (block === undefined) continue;
      if (isDone(block.within)) {
        blocks.splice(index, 1);
        continue;
      }
      const list = block.list(self, scope);
      if (list instanceof EvaluationError) continue;
      if (this.usesOuter) scope.outer.push(self);
      for (const element of blockElements(list, scope).slice(0, MAX_LOOKED_AT)) {
        if (scope.left <= 0) break;
        scope.left -= 1;
        if (!(element instanceof EvaluationError)) this.lookAt(element, block.within, scope);
      }
      if (this.usesOuter) scope.outer.pop();
    }
  }
}

/** What is looked at in one assessment grows less as it is found. */
function copyOf({ watches, blocks }: Looking): Looking {
  return { watches: [...watches], blocks: blocks.map(({ list, within }) => ({ list, within: copyOf(within) })) };
}

function isDone({ watches, blocks }: Looking): boolean {
  return watches.length === 0 && blocks.every(({ within }) => isDone(within));
}

/** `X should fail`: a property that nothing has, written so on purpose in published rules. */
function isFail(name: string, condition: Condition): boolean {
  if (name !== 'condition' || condition.kind !== 'truth' || condition.value.kind !== 'path') return false;
  const { segments } = condition.value;
  return segments.length === 1 && segments[0] === 'fail';
}

class Builder {
  readonly makers: (() => Evidence)[] = [];
  readonly lists = new Set<string>();
  private readonly maker: ClosureMaker;
  private readonly environment: RunEnvironment;

  constructor(environment: RunEnvironment, usesOuter: boolean) {
    this.environment = environment;
    this.maker = new ClosureMaker(environment, usesOuter);
  }

  visit(part: Condition | Value, looking: Looking, around: Locations): void {
    if (part.kind === 'path') this.path(part, looking, around[around.length - 1 - part.levels]);
    if (part.kind === 'call') this.named(part, looking, around);
    if (part.kind === 'test' || part.kind === 'compare') this.comparison(part, looking, around);
    if (part.kind !== 'block' && part.kind !== 'groups') {
      for (const inner of partsOf(part)) this.visit(inner, looking, around);
      return;
    }
    this.visit(part.list, looking, around);
    this.lists.add(print(part.list.node));
    const within: Looking = { watches: [], blocks: [] };
    looking.blocks.push({ list: this.maker.value(part.list), within });
    const elements = elementsAt(locationOf(part.list, around, this.environment.functions));
    this.visit(part.kind === 'block' ? part.body : part.key, within, [...around, elements]);
  }

  private watch<E extends Evidence>(
    { watches }: Looking,
    make: () => E,
    look: (self: unknown, scope: Scope, evidence: E) => boolean,
  ): void {
    // What `make` gives is what `look` gets: both by the place.
    watches.push({ place: this.makers.length, look: look as Watch['look'] });
    this.makers.push(make);
  }

  /** The path that a function is given as text: `getValue('owner')`, `getValues('subnet.id')`. */
  private named({ name, on, args: [first] }: CallValue, looking: Looking, around: Locations): void {
    const { functions } = this.environment;
    const gives = functions.named(name)?.gives;
    if (on === undefined || first?.kind !== 'literal' || typeof first.value !== 'string') return;
    const path: PathValue = { kind: 'path', node: first.node, levels: 0, segments: segmentsOf(first.value) };
    const owner = locationOf(on, around, functions);
    if (gives === 'value') this.path(path, looking, owner, this.maker.value(on));
    if (gives !== 'values') return;
    const within: Looking = { watches: [], blocks: [] };
    looking.blocks.push({ list: this.maker.value(on), within });
    this.path(path, within, elementsAt(owner));
  }

  private path(
    part: PathValue,
    looking: Looking,
    owner: Location | undefined,
    element: ValueClosure = this.maker.value({ ...part, segments: [] }),
  ): void {
    if (part.segments.length === 0) return;
    const unknown = this.maker.value(part);
    this.watch(
      looking,
      (): PathEvidence => {
        const nothing = { supported: false, asked: 0, depth: 0, names: new Set<string>(), stop: undefined };
        return { kind: 'path', part, owner, ...nothing };
      },
      (self, scope, evidence) => {
        if (scope.unknown !== undefined && unknown(self, scope) instanceof EvaluationError) return true;
        return follow(element(self, scope), part.segments, evidence);
      },
    );
  }

  private comparison(part: Test | Comparison, looking: Looking, around: Locations): void {
    const other = part.kind === 'test' ? comparedWith(part.predicate) : 'the other side';
    const value = part.kind === 'test' ? part.value : part.left;
    if (other === undefined || value.kind === 'count' || value.kind === 'literal') return;
    const owner = around[around.length - 1];
    const left = this.maker.value(value);
    const right = part.kind === 'compare' ? this.maker.value(part.right) : undefined;
    this.watch(
      looking,
      (): ComparisonEvidence => ({
        kind: 'comparison',
        part,
        owner,
        supported: false,
        asked: 0,
        kinds: new Map(),
        other,
        doubt: undefined,
      }),
      (self, scope, evidence) => {
        const found = left(self, scope);
        if (found === undefined || found === null) return false;
        if (found instanceof EvaluationError) return true;
        let doubt: string | undefined;
        if (part.kind === 'test') {
          if (isComparable(found, part.predicate)) return true;
          doubt = doubtOfTest(found, part.predicate);
        } else {
          const against = right?.(self, scope);
          if (against === undefined || against === null) return false;
          if (against instanceof EvaluationError || areComparable(found, part.operator, against)) return true;
          evidence.other = kindOf(single(against));
          doubt = doubtOf(found, against);
        }
        evidence.asked += 1;
        if (doubt !== undefined)
          evidence.doubt = { about: doubt, ...evidence.doubt, count: (evidence.doubt?.count ?? 0) + 1 };
        const kind = kindOf(single(found));
        evidence.kinds.set(kind, (evidence.kinds.get(kind) ?? 0) + 1);
        return false;
      },
    );
  }
}
