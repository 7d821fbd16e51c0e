import type { UnknownIndex } from '../functions/define.ts';
import type { UnknownProperties } from '../values/entity.ts';
import { propertyOf, segmentsOf } from '../values/path.ts';
import type { EntityRecord } from '../values/record.ts';
import { PartlyKnownText } from '../values/partly-known.ts';
import { EvaluationError, isEmpty, isObject } from '../values/value.ts';
import { UNCOUNTED, type Work } from '../values/work.ts';
import { knownPartsOf } from './known-parts.ts';
import { type Note, Notes, type Segments, steps } from './notes.ts';

/**
 * What is known not to be known: for each entity, and for the elements of its lists, the paths whose value its source
 * does not hold. A condition that needs one is an error and not the verdict that a missing property would give.
 */
export class UnknownValues implements UnknownIndex {
  // What is no object is no key of these, and is asked for as objects are.
  private readonly known = new WeakMap<object, Note[]>();
  /** The same, to find one among many; made when one is looked for. */
  private readonly notes = new WeakMap<object, Notes>();
  /** Lists with unknown elements, with what stands for them: an error in the place of each. */
  private readonly lists = new WeakMap<object, unknown[]>();
  private readonly marked = new WeakSet<object>();
  /** Lists and objects with something unknown below them. */
  private readonly inside = new WeakMap<object, EvaluationError>();
  private readonly links = new WeakMap<object, Readonly<Record<string, string>>>();
  private readonly plain = new Map<string, { readonly reason: string; readonly steps: readonly Step[] }>();
  private readonly base: UnknownValues | undefined;

  /** @param base what is not known besides; nothing is added to it */
  constructor(base?: UnknownValues) {
    this.base = base;
  }

  /**
   * Notes the unknown paths of an entity, also where they run through its lists, and the ids of the entities that the
   * values at some of them name, and the known parts of texts.
   */
  add(
    entity: object,
    unknown: UnknownProperties,
    { links, partly, documents, present }: Pick<EntityRecord, 'links' | 'partly' | 'documents' | 'present'> = {},
  ): void {
    if (links !== undefined) this.links.set(entity, links);
    const ofDocuments = documents === undefined ? undefined : new Set(documents);
    const there = present === undefined ? undefined : new Set(present);
    for (const [path, reason] of Object.entries(unknown)) {
      const isDocument = ofDocuments?.has(path) === true;
      const pieces = partly !== undefined && Object.hasOwn(partly, path) ? partly[path] : undefined;
      const isPresent = there?.has(path) === true;
      const isPlain = !isDocument && !isPresent && pieces === undefined;
      const steps = isPlain ? this.plainSteps(path, reason) : stepsOf(path, { reason, pieces, isDocument, isPresent });
      let value: unknown = entity;
      for (const { segment, note, error } of steps) {
        if (typeof segment === 'number' && Array.isArray(value) && note.path.length === 1)
          this.mark(
            value as readonly unknown[],
            segment,
            isPlain
              ? error
              : unknownAt(path, { reason, pieces, isPresent }, isDocument ? propertyOf(value, segment) : undefined),
          );
        // Blocks look at elements by themselves, also at an object as at a list of one, so their part of the path is noted.
        if (typeof value === 'object' && value !== null) {
          this.inside.set(value, error);
          this.note(value, note);
        }
        value = propertyOf(value, segment);
      }
    }
  }

  /** The steps of a path of which nothing more is told: all entities of a type have the same. */
  private plainSteps(path: string, reason: string): readonly Step[] {
    const known = this.plain.get(path);
    if (known?.reason === reason) return known.steps;
    const steps = stepsOf(path, { reason, pieces: undefined, isDocument: false, isPresent: false });
    if (this.plain.size >= MAX_PLAIN) this.plain.clear();
    this.plain.set(path, { reason, steps });
    return steps;
  }

  /** Whether something of an entity is not known; below properties of these names, where they are given. */
  concerns(entity: unknown, names: ReadonlySet<string> | null): boolean {
    const notes = this.placed(entity);
    return (
      (notes !== undefined && (names === null || notes.touches(names))) || this.base?.concerns(entity, names) === true
    );
  }

  /** What is noted of an element holds for a copy of it too. */
  copy(from: object, to: object): void {
    const notes = this.notesOf(from);
    if (notes === undefined) return;
    this.known.set(to, [...notes]);
  }

  /**
   * The error that a path read from an element gives when its value is not known; undefined when what was read is all
   * there is. A value that is there can still stand for an unknown one: CloudFormation's `Fn::ImportValue`.
   */
  errorAt(element: unknown, path: Segments, value: unknown, work: Work = UNCOUNTED): EvaluationError | undefined {
    const hit = this.hitAt(element, path, value === undefined, work);
    if (hit === undefined) return undefined;
    if (hit.isDocument) return unknownAt(path.join('.'), hit, value);
    const isWhole = steps(path) === steps(hit.path);
    return unknownAt(path.join('.'), isWhole ? hit : { reason: hit.reason });
  }

  /** The id of the entity that an unknown value names, where that is known. */
  linkAt(element: unknown, path: Segments): string | undefined {
    const links = this.links.get(element as object);
    const key = path.join('.');
    return links !== undefined && Object.hasOwn(links, key) ? links[key] : this.base?.linkAt(element, path);
  }

  /** A list with errors in the places of its unknown elements; all else as it is. */
  withErrors<T>(value: T): T {
    return (this.lists.get(value as object) as T | undefined) ?? this.base?.withErrors(value) ?? value;
  }

  /** The error of the first unknown element of a list that {@link withErrors} gave. */
  firstIn(list: readonly unknown[]): EvaluationError | undefined {
    if (!this.marked.has(list)) return this.base?.firstIn(list);
    return list.find((element) => element instanceof EvaluationError) as EvaluationError | undefined;
  }

  /** The error of something unknown below a list or an object, for what looks at it whole. */
  insideOf(value: unknown): EvaluationError | undefined {
    const known = this.insideAt(value);
    if (known !== undefined || !Array.isArray(value)) return known;
    // A list that was picked from another has the elements of that.
    for (const element of value as readonly unknown[]) {
      const error = this.insideAt(element);
      if (error !== undefined) return error;
    }
    return undefined;
  }

  /** The error of an object that is empty but for what is not known: an empty one is as good as missing, and this may not be. */
  insideOfEmpty(value: unknown): EvaluationError | undefined {
    return isObject(value) && isEmpty(value) ? this.insideAt(value) : undefined;
  }

  /** What is known of an object in which something is not, as {@link knownPartsOf} gives it; once for each judgement. */
  knownParts(value: object, work: Work): PartlyKnownText | undefined {
    const known = work.knownParts?.get(value) as PartlyKnownText | null | undefined;
    if (known !== undefined) return known ?? undefined;
    const notes = this.notesOf(value);
    if (Array.isArray(value) || notes === undefined) return undefined;
    const parts = knownPartsOf(value, notes, work);
    if (work.left !== undefined) (work.knownParts ??= new WeakMap()).set(value, parts ?? null);
    return parts;
  }

  private insideAt(value: unknown): EvaluationError | undefined {
    return this.inside.get(value as object) ?? this.base?.insideAt(value);
  }

  private hitAt(element: unknown, path: Segments, isMissing: boolean, work: Work): Note | undefined {
    const notes = this.placed(element);
    return notes?.find(path, isMissing, work) ?? this.base?.hitAt(element, path, isMissing, work);
  }

  private placed(element: unknown): Notes | undefined {
    const known = this.known.get(element as object);
    let notes = this.notes.get(element as object);
    if (known !== undefined && notes === undefined) this.notes.set(element as object, (notes = new Notes(known)));
    return notes;
  }

  private notesOf(element: unknown): readonly Note[] | undefined {
    const own = this.known.get(element as object);
    const besides = this.base?.notesOf(element);
    return own === undefined || besides === undefined ? (own ?? besides) : [...own, ...besides];
  }

  private mark(list: readonly unknown[], index: number, error: EvaluationError): void {
    let copy = this.lists.get(list);
    if (copy === undefined) {
      copy = [...(this.base?.withErrors(list) ?? list)];
      this.lists.set(list, copy);
      this.marked.add(copy);
    }
    copy[index] = error;
  }

  private note(element: object, note: Note): void {
    this.notes.delete(element);
    const notes = this.known.get(element);
    if (notes === undefined) this.known.set(element, [note]);
    else notes.push(note);
  }
}

/** So many paths are kept in steps. */
const MAX_PLAIN = 1024;

/** A step of a path: the note of what is not known from there on, and the error of what holds it. */
interface Step {
  readonly segment: string | number;
  readonly note: Note;
  readonly error: EvaluationError;
}

function stepsOf(path: string, about: Omit<Note, 'path'>): readonly Step[] {
  const segments = segmentsOf(path);
  const error = unknownAt(path, { reason: about.reason });
  return segments.map((segment, index) => ({
    segment,
    note: { path: index === 0 ? segments : segments.slice(index), ...about },
    error,
  }));
}

/** Nothing is known of the text but that it is there. */
const NOTHING: readonly string[] = ['', ''];

function unknownAt(
  path: string,
  { reason, pieces, isPresent = false }: { reason: string; pieces?: Note['pieces']; isPresent?: boolean },
  value?: unknown,
): EvaluationError {
  const message = `\`${path}\` is not known`;
  const known = pieces ?? (isPresent ? NOTHING : undefined);
  if (known === undefined) return new EvaluationError('unknown-value', message, reason);
  const document = typeof value === 'object' && pieces !== undefined ? (value ?? undefined) : undefined;
  return new PartlyKnownText(known, message, reason, document, isPresent);
}
