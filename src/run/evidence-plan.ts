import {
  type CallValue,
  type Comparison,
  type Condition,
  type PathValue,
  PLAN_PARTS,
  type Predicate,
  partsOf,
  type RulePlan,
  type Test,
  type Value,
} from '../plan/plan.ts';
import { kindsAt, namesAt } from '../check/schemas/knows.ts';
import type { EntitySchemas, PropertyKind } from '../check/schemas/schema.ts';
import { ELEMENTS, elementsAt, type Location, locationOf, type Locations, rootOf } from '../plan/reads.ts';
import { print } from '../syntax/print.ts';
import type { Diagnostic } from '../text/message.ts';
import { KIND_WORDS, kindOf } from '../values/kinds.ts';
import { segmentsOf } from '../values/path.ts';
import { EvaluationError, single } from '../values/value.ts';
import { ClosureMaker } from './closures.ts';
import { areComparable, comparableTo, comparedWith } from './comparable.ts';
import { type Doubt, doubtOf, doubtOfTest } from './doubts.ts';
import type { RunEnvironment } from './environment.ts';
import {
  type ComparisonEvidence,
  type ConditionEvidence,
  type Evidence,
  type EvidencePlan,
  type Looking,
  noteOther,
  type ReadingEvidence,
  type Watch,
} from './evidence.ts';
import { caseEvidence, lookingAtCase } from './evidence-case.ts';
import type { Counted } from './evidence-first.ts';
import { lookingUp, type LookupEvidence } from './evidence-lookups.ts';
import {
  canBeMixed,
  formsAmong,
  isEmptyText,
  isWordOfNull,
  kindsAmong,
  mixedEvidence,
  otherForm,
} from './evidence-mixed.ts';
import { follow, type PathEvidence } from './evidence-path.ts';
import { endOfRange, ownerOf, rangesAmong } from './evidence-ranges.ts';
import { ITSELF } from './evidence-shape.ts';
import { lookingAtValues, textsAskedFor, valueEvidence } from './evidence-values.ts';
import {
  emptyOnesAmong,
  encodedAmong,
  isOfFalse,
  isOfNull,
  mayBeEncoded,
  mayBeSpan,
  nullsAmong,
  secondsAmong,
  nothingsAmong,
  offAmong,
  truthsAmong,
  truthTest,
  truthWord,
  wordsAmong,
} from './evidence-words.ts';
import type { Scope, TruthClosure, ValueClosure } from './scope.ts';

/**
 * Works out what a rule's verdicts rest on.
 *
 * @param said what the checker says of the rule: conditions that it takes for always true or false are watched
 * @param schemas what is of one kind as they know it is not asked for others
 */
export function evidencePlan(
  plan: RulePlan,
  environment: RunEnvironment,
  said: readonly Diagnostic[] = [],
  schemas?: EntitySchemas,
): EvidencePlan {
  const builder = new Builder(environment, plan, said, schemas);
  const root = lookingAtNothing();
  for (const name of PLAN_PARTS) {
    const condition = plan[name];
    if (condition !== undefined && !isFail(name, condition)) builder.begin(name, condition, root, [rootOf(plan)]);
  }
  const { makers, listTexts, isNamed } = builder;
  const { usesOuter } = plan;
  return { makers, root, usesOuter, asksWhole: usesOuter || isNamed, lists: listTexts };
}

/** `X should fail`: a property that nothing has, written so on purpose in published rules. */
function isFail(name: string, condition: Condition): boolean {
  if (name !== 'condition' || condition.kind !== 'truth' || condition.value.kind !== 'path') return false;
  const { segments } = condition.value;
  return segments.length === 1 && segments[0] === 'fail';
}

function lookingAtNothing(): Looking {
  return { watches: [], firsts: [], own: [], blocks: [] };
}

class Builder {
  readonly makers: (() => Evidence)[] = [];
  readonly listTexts = new Set<string>();
  /** A path is given as text. */
  isNamed = false;
  /** What the rule looks into, by where it stands. */
  private readonly shapes = new Map<string, { readonly names: Set<string>; elements: Location | undefined }>();
  private readonly compared = new Set<string>();
  /** The texts of the lists of the blocks around what is visited, and what is looked at of their elements. */
  private lists: readonly string[] = [];
  private within = lookingAtNothing();
  private readonly maker: ClosureMaker;
  private readonly environment: RunEnvironment;

  private readonly plan: RulePlan;
  private readonly said: Diagnostic[];
  /** By which an entity is judged at all; absent where all are, and while that itself is visited. */
  private where: Condition | undefined;

  private readonly schemas: EntitySchemas | undefined;

  constructor(
    environment: RunEnvironment,
    plan: RulePlan,
    said: readonly Diagnostic[],
    schemas: EntitySchemas | undefined,
  ) {
    this.schemas = schemas;
    this.environment = environment;
    this.plan = plan;
    this.said = [...said];
    this.maker = new ClosureMaker(environment, plan.usesOuter);
  }

  begin(name: (typeof PLAN_PARTS)[number], condition: Condition, root: Looking, around: Locations): void {
    const { where, whenTrue } = this.plan;
    this.where = name === 'where' ? undefined : where;
    this.within = root;
    // The truth by which nothing fails: nothing is relevant, everything is excluded, everything passes.
    this.visit(condition, root, around, name === 'condition' ? whenTrue === 'passed' : name === 'exclude');
  }

  /** @param silent the truth of a condition by which the rule keeps silent; undefined for a value, or where either may be */
  private visit(part: Condition | Value, looking: Looking, around: Locations, silent?: boolean): void {
    if (this.said.length > 0) this.doubted(part, looking, around, silent);
    if (part.kind === 'path') this.path(part, looking, around[around.length - 1 - part.levels]);
    if (part.kind === 'call') {
      this.named(part, looking, around);
      this.reading(part, looking, around);
      this.lookup(part, looking, around);
      this.affix(part, looking, around);
    }
    if (part.kind === 'test' || part.kind === 'compare') this.comparison(part, looking, around);
    if (part.kind === 'compare') this.cased(part, looking, around);
    if (part.kind === 'truth' && silent !== true) this.holder(part.value, around);
    if (part.kind === 'test') {
      this.values(part, looking, around);
      this.mixed(part, around, silent);
    }
    if (part.kind !== 'block' && part.kind !== 'groups') {
      for (const inner of partsOf(part)) this.visit(inner, looking, around, silentWithin(part, silent));
      if (part.kind === 'truth') this.bare(part.value, looking, around, silent);
      return;
    }
    this.visit(part.list, looking, around);
    const elements = elementsAt(locationOf(part.list, around, this.environment.functions));
    const [text, list] = [print(part.list.node), this.maker.value(part.list)];
    this.listTexts.add(text);
    const isSeen = silentWithin(part, silent) === true && !(part.kind === 'block' && canHoldOfNothing(part.body));
    if (!isSeen) this.holder(part.list, around);
    const within = lookingAtNothing();
    looking.blocks.push({ list, within });
    if (!isSeen && part.list.kind === 'path' && part.list.levels === 0)
      this.shape(part.list, namesAsked(part.kind === 'block' ? part.body : part.key), around, elements);
    const { lists, within: outer } = this;
    this.lists = [...lists, text];
    this.within = within;
    if (part.kind === 'groups') this.visit(part.key, within, [...around, elements]);
    else this.visit(part.body, within, [...around, elements], silentWithin(part, silent));
    this.lists = lists;
    this.within = outer;
  }

  /** A condition that the checker takes for always true or false: the rule rests on it where it keeps silent by it. */
  private doubted(part: Condition | Value, looking: Looking, around: Locations, silent: boolean | undefined): void {
    const { node } = part;
    const said = this.said.find(
      ({ always }) => always?.span.start === node.span.start && always.span.end === node.span.end,
    );
    if (said?.always === undefined || !isCondition(part)) return;
    const { truth } = said.always;
    if (silent === !truth) return;
    this.said.splice(this.said.indexOf(said), 1);
    const owner = around.at(-1);
    const where = around.length === 1 ? this.where : undefined;
    this.watch(
      looking,
      (): ConditionEvidence => ({ kind: 'condition', part, owner, supported: false, asked: 0, said }),
      () => {
        const isRelevant = where && this.maker.condition(where);
        const holds = this.maker.condition(part);
        const isRefuted = said.code === 'impossible-comparison' ? this.comparing(part) : undefined;
        return (self, scope, evidence) => {
          if (isRelevant !== undefined && isRelevant(self, scope) !== true) return false;
          const held = holds(self, scope);
          // What cannot be decided shows nothing.
          if (held instanceof EvaluationError) return false;
          evidence.asked += 1;
          return held !== truth || isRefuted?.(self, scope) === true;
        };
      },
    );
  }

  /** Whether a value is there that a test can be made of, whatever schemas know of its kind. */
  private comparing(part: Condition): ((self: unknown, scope: Scope) => boolean) | undefined {
    if (part.kind !== 'test') return undefined;
    const [read, isComparable] = [this.maker.value(part.value), comparableTo(part.predicate)];
    return (self, scope) => {
      const found = read(self, scope);
      return found !== undefined && found !== null && !(found instanceof EvaluationError) && isComparable(found);
    };
  }

  /** @param way makes what looks, with the first entity: where parts are put together nothing is looked at */
  private watch<E extends Evidence>(
    { watches }: Looking,
    make: () => E,
    way: () => (self: unknown, scope: Scope, evidence: E) => boolean | undefined,
    reads?: Value,
  ): void {
    const isOfEntity = reads?.kind === 'path' && reads.levels === 0 && reads.segments.length > 0;
    let look: Watch['look'] | undefined;
    // What `make` gives is what `look` gets: both by the place.
    watches.push({
      place: this.makers.length,
      look: (self, scope, evidence) => (look ??= way() as Watch['look'])(self, scope, evidence),
      ...(isOfEntity ? { reads: reads.segments } : {}),
    });
    this.makers.push(make);
  }

  /** The path that a function is given as text: `getValue('owner')`, `getValues('subnet.id')`. */
  private named({ name, on, args: [first] }: CallValue, looking: Looking, around: Locations): void {
    const { functions } = this.environment;
    const gives = functions.named(name)?.gives;
    if (on === undefined || first?.kind !== 'literal' || typeof first.value !== 'string') return;
    const path: PathValue = { kind: 'path', node: first.node, levels: 0, segments: segmentsOf(first.value) };
    const owner = locationOf(on, around, functions);
    this.isNamed ||= gives === 'value' || gives === 'values';
    if (gives === 'value') this.path(path, looking, owner, this.maker.value(on));
    if (gives !== 'values') return;
    const within = lookingAtNothing();
    looking.blocks.push({ list: this.maker.value(on), within });
    this.path(path, within, elementsAt(owner));
  }

  /** A function that reads nothing from what it is called on, as from text that is no network, gives what is missing gives. */
  private reading(part: CallValue, looking: Looking, around: Locations): void {
    const misread = this.environment.functions.named(part.name)?.misread;
    if (part.on === undefined || misread === undefined) return;
    const { on } = part;
    this.watch(
      looking,
      (): ReadingEvidence => {
        return { kind: 'reading', part, owner: around.at(-1), supported: false, asked: 0, near: 0, as: '' };
      },
      () => {
        const receiver = this.maker.value(on);
        return (self, scope, evidence) => {
          const found = receiver(self, scope);
          if (found === undefined || found === null || (Array.isArray(found) && found.length === 0)) return false;
          const wrong = found instanceof EvaluationError ? undefined : misread(found);
          if (wrong === undefined) return true;
          evidence.asked += 1;
          evidence.near += wrong.isNear ? 1 : 0;
          evidence.as = wrong.as;
          return false;
        };
      },
      on,
    );
  }

  /** A function that looks up other entities. */
  private lookup(part: CallValue, looking: Looking, around: Locations): void {
    const [, wanted] = part.args;
    if (wanted === undefined || this.environment.functions.named(part.name)?.gives !== 'resources') return;
    this.watch(
      looking,
      (): LookupEvidence => ({ kind: 'lookup', part, owner: around.at(-1), supported: false, asked: 0 }),
      () => lookingUp(this.maker.value(wanted), this.maker.value(part)),
    );
  }

  private path(part: PathValue, looking: Looking, owner: Location | undefined, element?: ValueClosure): void {
    if (part.segments.length === 0) return;
    this.watch(
      looking,
      (): PathEvidence => {
        const nothing = { supported: false, asked: 0, depth: 0, stop: undefined, beyond: undefined };
        return { kind: 'path', part, owner, names: new Map(), within: new Map(), ...nothing };
      },
      () => {
        const start = element ?? this.maker.value({ ...part, segments: [] });
        const value = this.maker.value({ ...part, levels: 0 });
        return (self, scope, evidence) => {
          const from = start(self, scope);
          // What is not known is most likely there.
          if (from instanceof EvaluationError) return true;
          if (scope.unknown !== undefined && value(from, scope) instanceof EvaluationError) return true;
          return follow(from, part.segments, evidence);
        };
      },
      element === undefined ? part : undefined,
    );
  }

  /** The texts and patterns that a value is asked for. */
  private values(given: Test, looking: Looking, around: Locations): void {
    const predicate = this.written(given.predicate);
    const part = predicate === given.predicate ? given : { ...given, predicate };
    const { value } = part;
    if (value.kind !== 'path' || textsAskedFor(predicate, this.environment.matchCase).length === 0) return;
    const way = (): ReturnType<typeof lookingAtValues> =>
      lookingAtValues(this.maker.value(value), predicate, this.environment.fold, value);
    // A pattern says itself whether it minds case.
    const isMinded = this.environment.matchCase === true && predicate.kind !== 'match';
    for (const byCase of isMinded ? [false, true] : [false])
      this.watch(looking, () => valueEvidence(part, around.at(-1), byCase), way, value);
  }

  /** The beginning or end of a text, as a pattern of `like` asks for it. */
  private affix({ name, node, on, args: [affix] }: CallValue, looking: Looking, around: Locations): void {
    const shape = AFFIXES[name];
    if (shape === undefined || on === undefined) return;
    if (affix?.kind !== 'literal' || typeof affix.value !== 'string' || affix.value.includes('%')) return;
    const predicate: Predicate = { kind: 'like', pattern: shape(affix.value) };
    this.values({ kind: 'test', node, value: on, predicate }, looking, around);
  }

  /** Whether two properties differ by case alone where that is minded. */
  private cased(part: Comparison, looking: Looking, around: Locations): void {
    if (this.environment.matchCase !== true || (part.operator !== '=' && part.operator !== '!=')) return;
    this.watch(
      looking,
      () => caseEvidence(part, around.at(-1)),
      () => lookingAtCase(this.maker.value(part.left), this.maker.value(part.right)),
    );
  }

  /** Whether a value is of a kind that cannot be compared in some entities, and of one that can in others. */
  private mixed(part: Test, around: Locations, silent: boolean | undefined): void {
    // Where the rule fails by what cannot be compared, everybody sees that.
    const isUnequal = part.predicate.kind === 'compare' && part.predicate.operator === '!=';
    if (part.value.kind === 'path' && part.value.levels === 0) this.compared.add(this.keyOf(part.value));
    if (silent === !isUnequal) return;
    this.holder(part.value, around);
    if (part.value.kind !== 'path') return;
    const at = locationOf(part.value, around, this.environment.functions);
    this.form(part, part.value, at, around);
    if (isOfNull(part)) this.first(part.value, 'there', () => mixedEvidence(part, around.at(-1), nothingsAmong));
    // What a schema knows for a time the checker tells.
    const kinds = at === undefined ? [] : kindsAt(this.schemas, at.type, stepsOf(at));
    if (kinds.length === 0 && mayBeSpan(part))
      this.first(part.value, 'there', () => mixedEvidence(part, around.at(-1), secondsAmong));
    if (isOfFalse(part)) this.first(part.value, 'null too', () => mixedEvidence(part, around.at(-1), nullsAmong));
    if (mayBeEncoded(part))
      this.first(part.value, 'there', () => mixedEvidence(part, around.at(-1), encodedAmong(part.predicate)));
    const end = endOfRange(part);
    if (end !== undefined)
      this.first(ownerOf(part.value), 'objects', () => mixedEvidence(part, around.at(-1), rangesAmong(part, end)));
    if (!canBeMixed(part, kinds)) return;
    const nothing: Counted = isWordOfNull(part) ? 'null too' : 'there';
    this.first(part.value, isEmptyText(part) ? 'all' : nothing, () =>
      mixedEvidence(part, around.at(-1), kindsAmong(part)),
    );
  }

  /** A bare operand, or one that is asked whether it is empty, where a word for `false` or for nothing lets pass. */
  private bare(value: Value, looking: Looking, around: Locations, silent: boolean | undefined): void {
    const isCall = value.kind === 'call' && value.name === 'isEmpty';
    const path = isCall ? value.on : value;
    if (path?.kind !== 'path' || path.levels > 0 || path.segments.length === 0 || silent === isCall) return;
    const at = locationOf(path, around, this.environment.functions);
    const kinds = at === undefined ? [] : kindsAt(this.schemas, at.type, stepsOf(at));
    const canBe = (kind: PropertyKind): boolean => kinds.length === 0 || kinds.includes(kind);
    const [part, owner] = [truthTest(path), around.at(-1)];
    if (isCall && canBe('list')) this.first(path, 'there', () => mixedEvidence(part, owner, emptyOnesAmong));
    if (!canBe('text') && !canBe('boolean') && !canBe('network')) return;
    // What `where` asks to be empty may be off.
    const words = isCall && this.where === this.plan.where ? offAmong : wordsAmong;
    this.first(path, 'there', () => mixedEvidence(part, owner, words));
    if (isCall) {
      if (!canBe('boolean')) return;
      this.first(path, 'all', () => mixedEvidence(part, owner, truthsAmong));
      return;
    }
    this.watch(
      looking,
      () => comparisonEvidence(part, owner, KIND_WORDS.boolean),
      () => {
        const read = this.maker.value(path);
        return (self, scope, evidence) => {
          const found = read(self, scope);
          const word = truthWord(found);
          if (word === undefined) return found !== undefined && found !== null;
          if (word === 'true') return false;
          evidence.asked += 1;
          const about = `\`${String(single(found))}\` most likely stands for false, and is taken for true, as text is`;
          evidence.doubt = { about, ...evidence.doubt, count: evidence.asked };
          evidence.kinds.set(KIND_WORDS.text, evidence.asked);
          return false;
        };
      },
      path,
    );
  }

  /** Whether what is within an entity is made as it is known; all of it may be told by another source in part. */
  private form(part: Test, path: PathValue, at: Location | undefined, around: Locations): void {
    const steps = at === undefined ? [] : stepsOf(at);
    if (at === undefined || steps.length < 2) return;
    const known = namesAt(this.schemas, at.type, steps.slice(0, -1));
    const isOther = known.includes(String(steps.at(-1))) ? otherForm(known) : undefined;
    if (isOther === undefined) return;
    const object: PathValue = { ...path, segments: path.segments.slice(0, -1) };
    this.first(object, 'objects', () => mixedEvidence(part, around.at(-1), formsAmong(isOther)));
  }

  /** What has the value that a path leads to, also of a function or a block. */
  private holder(value: Value, around: Locations): void {
    if (value.kind === 'call' && value.on !== undefined) this.holder(value.on, around);
    if (value.kind === 'block') this.holder(value.list, around);
    if (value.kind !== 'path' || value.levels > 0 || value.segments.length < 2) return;
    const name = value.segments.at(-1);
    if (typeof name === 'string') this.shape({ ...value, segments: value.segments.slice(0, -1) }, [name], around);
  }

  /** How what the rule looks into is made: once, whatever is asked of it. */
  private shape(path: PathValue, asked: Iterable<string>, around: Locations, elements?: Location): void {
    const key = this.keyOf(path);
    let shape = this.shapes.get(key);
    if (shape === undefined) {
      const made = (shape = { names: new Set<string>(), elements });
      this.shapes.set(key, made);
      const nothing = { supported: false, before: undefined, first: undefined };
      this.first(path, 'there', () => {
        if (this.compared.has(key)) made.names.add(ITSELF);
        return { kind: 'shape', part: path, owner: around.at(-1), ...made, ...nothing };
      });
    }
    shape.elements ??= elements;
    for (const name of asked) shape.names.add(name);
  }

  /** Where a path leads, in words that no other has: by the lists around it and by its steps. */
  private keyOf({ segments }: PathValue): string {
    let key = '';
    for (const text of this.lists) key += `${text.length} ${text}`;
    // A name may have any sign in it.
    for (const step of segments) key += typeof step === 'number' ? `[${step}]` : `.${step.length} ${step}`;
    return key;
  }

  /** Evidence of the first values of a path, which rules that ask for the same look at together. */
  private first(path: PathValue, counted: Counted, make: () => Evidence): void {
    const { plan, maker } = this;
    // What several entities are looked at for together is shown or not by all of them.
    const isShared = plan.target !== undefined && !plan.usesOuter && !plan.isList && plan.resourceTypes.length === 0;
    this.within.firsts.push({
      place: this.makers.length,
      key: isShared ? `${counted}\n${plan.target}\n${this.keyOf(path)}` : undefined,
      way: () => ({
        value: maker.value(path),
        segments: path.levels === 0 ? path.segments : undefined,
        counted,
      }),
    });
    this.makers.push(make);
  }

  /** A named list as if its texts were written, where they may differ by case alone. */
  private written(predicate: Predicate): Predicate {
    const { lists, matchCase } = this.environment;
    if (predicate.kind !== 'listed' || matchCase !== true || !Object.hasOwn(lists, predicate.name)) return predicate;
    return { kind: 'oneOf', values: lists[predicate.name] ?? [] };
  }

  private comparison(part: Test | Comparison, looking: Looking, around: Locations): void {
    const other = part.kind === 'test' ? comparedWith(part.predicate) : 'the other side';
    const value = part.kind === 'test' ? part.value : part.left;
    if (other === undefined || value.kind === 'literal') return;
    const owner = around.at(-1);
    this.watch(
      looking,
      () => comparisonEvidence(part, owner, other),
      () => {
        const left = this.maker.value(value);
        const isComparable = part.kind === 'test' ? comparableTo(part.predicate) : undefined;
        let holds: TruthClosure | undefined;
        // What is known of a text may be enough.
        const isDecided: (self: unknown, scope: Scope) => boolean = (self, scope) =>
          !((holds ??= this.maker.condition(part))(self, scope) instanceof EvaluationError);
        const right = part.kind === 'compare' ? this.maker.value(part.right) : undefined;
        return (self, scope, evidence) => {
          const found = left(self, scope);
          if (found === undefined || found === null) return false;
          if (found instanceof EvaluationError) return isDecided(self, scope) || unknownTo(evidence);
          let doubt: Doubt | undefined;
          if (part.kind === 'test') {
            if (isComparable?.(found) === true) return true;
            doubt = doubtOfTest(found, part.predicate);
          } else {
            const against = right?.(self, scope);
            if (against === undefined || against === null) return false;
            if (against instanceof EvaluationError) return isDecided(self, scope) || unknownTo(evidence);
            if (areComparable(found, part.operator, against)) return true;
            noteOther(evidence, kindOf(single(against)));
            doubt = doubtOf(found, against);
          }
          evidence.asked += 1;
          if (doubt !== undefined)
            evidence.doubt = { ...doubt, ...evidence.doubt, count: (evidence.doubt?.count ?? 0) + 1 };
          const kind = kindOf(single(found));
          evidence.kinds.set(kind, (evidence.kinds.get(kind) ?? 0) + 1);
          return false;
        };
      },
      value,
    );
  }
}

function comparisonEvidence(
  part: ComparisonEvidence['part'],
  owner: Location | undefined,
  other: string,
): ComparisonEvidence {
  const nothing = { supported: false, asked: 0, unknown: 0, doubt: undefined };
  return { kind: 'comparison', part, owner, kinds: new Map(), other, ...nothing };
}

/** A value that is not known supports nothing, and neither is it of a wrong kind. */
function unknownTo(evidence: ComparisonEvidence): false {
  evidence.unknown += 1;
  return false;
}

const AFFIXES: Readonly<Record<string, (affix: string) => string>> = {
  startsWith: (affix) => `${affix}%`,
  endsWith: (affix) => `%${affix}`,
};

function stepsOf({ path }: Location): readonly (string | number)[] {
  return path.filter((step) => step !== ELEMENTS);
}

/** The names that the body of a block asks of an element. */
function namesAsked(body: Condition | Value, depth = 0): readonly string[] {
  if (body.kind === 'path') {
    const [name = ITSELF] = body.segments;
    return body.levels === depth ? [String(name)] : [];
  }
  if (body.kind === 'block' || body.kind === 'groups') {
    const inner = body.kind === 'block' ? body.body : body.key;
    return [...namesAsked(body.list, depth), ...namesAsked(inner, depth + 1)];
  }
  return partsOf(body).flatMap((part) => namesAsked(part, depth));
}

/** Whether a condition may hold of an element that has nothing of what it asks for. */
function canHoldOfNothing(part: Condition | Value): boolean {
  if (part.kind === 'not' || part.kind === 'call') return true;
  if (part.kind === 'test') return part.predicate.kind === 'compare' && part.predicate.operator === '!=';
  if (part.kind === 'block') return part.operator === 'contain-none';
  return part.kind === 'compare' ? part.operator === '!=' : partsOf(part).some(canHoldOfNothing);
}

function isCondition(part: Condition | Value): part is Condition {
  return (
    part.kind === 'all' ||
    part.kind === 'any' ||
    part.kind === 'test' ||
    part.kind === 'compare' ||
    part.kind === 'truth'
  );
}

/** What of the parts of a condition, or of the elements of a block, keeps the whole silent. */
function silentWithin(part: Condition | Value, silent: boolean | undefined): boolean | undefined {
  switch (part.kind) {
    case 'all':
    case 'any':
    case 'truth':
      return silent;
    case 'not':
      return silent === undefined ? undefined : !silent;
    case 'block':
      return silent !== undefined && part.operator === 'contain-none' ? !silent : silent;
    default:
      return undefined;
  }
}
