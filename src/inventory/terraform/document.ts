import { isObject, ownObject, ownValue } from '../entity.ts';
import type { ParsedValue } from '../formats/json-value.ts';
import { placeOf, problem } from '../problems.ts';
import type { InventoryRecord, Provenance } from '../../values/record.ts';
import { markedPaths, openPaths, unknownPaths } from './marked-paths.ts';
import { because, headOf, noResource, resourceRecords } from './resource.ts';
import { flatRecords, instanceRecords } from './state-resources.ts';

/** A part of a plan or state: a resource in a section, or a member of the top. */
export interface Piece {
  readonly section?: string | undefined;
  readonly key?: string | undefined;
  readonly place: Provenance;
  /** Valid until the next part is asked for. */
  readonly bytes: Uint8Array;
  /** The value of these bytes, or of a copy of them. */
  readonly parse: (bytes: Uint8Array) => ParsedValue;
}

/** Where a plan has its resources beside the changes, the best first. */
const INSTEAD = ['planned', 'prior', 'drift'] as const;

/**
 * One plan or state as its parts come. A plan has its resources up to four times; the changes alone tell what is unknown.
 * The others may stand before them, and are wanted only where there are no changes, as in a plan that only refreshes: till
 * then their bytes are kept, which is cheaper than their values.
 */
export class TerraformDocument {
  readonly #file: string;
  readonly #held = new Map<string, Piece[]>();
  #hasChanges = false;
  #modulePath: unknown;
  #errored: Provenance | undefined;
  #deferred: Provenance | undefined;
  #incomplete: Provenance | undefined;

  constructor(file: string) {
    this.#file = file;
  }

  *take(piece: Piece): Generator<InventoryRecord> {
    const { section, place } = piece;
    if (section === 'planned' || section === 'prior' || section === 'drift') return this.#hold(section, piece);
    const { value, problem: broken } = piece.parse(piece.bytes);
    if (broken !== undefined) yield broken;
    else if (section === 'changes') yield* this.#change(value, place);
    else if (section === 'values') yield* valueRecords(value, place, 'state');
    else if (section === 'state') yield* instanceRecords(value, place);
    else if (section === 'flat') yield* flatRecords(piece.key ?? '', value, this.#modulePath, place);
    else if (section === 'deferred') yield* this.#deferredChange(value, place);
    else if (section === 'module') this.#modulePath = value;
    else if (piece.key === undefined) yield noResource(place);
    else this.#flag(piece.key, value, place);
  }

  /** What is known only at the end of the document. */
  *end(): Generator<InventoryRecord> {
    if (!this.#hasChanges) yield* this.#instead();
    const place = this.#errored ?? this.#deferred ?? this.#incomplete;
    if (place === undefined) return;
    yield problem('incomplete-input', this.#whyIncomplete(), placeOf(this.#file, place.line), HELP);
  }

  #whyIncomplete(): string {
    if (this.#errored !== undefined) return 'the plan ended in an error: resources that it did not reach are missing';
    if (this.#deferred !== undefined) return 'the plan defers changes: resources that they make may be missing';
    return 'the plan says that it is not complete, as one made with `-target`: other resources are missing';
  }

  #hold(section: string, piece: Piece): void {
    if (this.#hasChanges) return;
    const held = this.#held.get(section) ?? [];
    this.#held.set(section, held);
    held.push({ ...piece, bytes: piece.bytes.slice() });
  }

  *#instead(): Generator<InventoryRecord> {
    const section = INSTEAD.find((name) => this.#held.has(name));
    // A plan that only refreshes plans what is there already.
    const there = section === 'planned' ? this.#addresses('prior') : undefined;
    for (const { bytes, parse, place } of section === undefined ? [] : (this.#held.get(section) ?? [])) {
      const { value, problem: broken } = parse(bytes);
      if (broken !== undefined) yield broken;
      else if (section === 'drift') yield* changeRecords(value, place);
      else if (there === undefined || !isObject(value)) yield* valueRecords(value, place, 'state');
      else if (there.has(ownValue(value, 'address'))) yield* valueRecords(value, place, 'plan');
      else yield* plannedRecords(value, place);
    }
  }

  #addresses(section: string): ReadonlySet<unknown> {
    const values = (this.#held.get(section) ?? []).map(({ bytes, parse }) => parse(bytes).value);
    return new Set(values.map((value) => (isObject(value) ? ownValue(value, 'address') : undefined)));
  }

  #change(value: unknown, place: Provenance): readonly InventoryRecord[] {
    this.#hasChanges = true;
    this.#held.clear();
    return changeRecords(value, place);
  }

  #deferredChange(value: unknown, place: Provenance): readonly InventoryRecord[] {
    this.#deferred ??= place;
    const change = isObject(value) ? ownValue(value, 'resource_change') : undefined;
    // What the plan could not work out yet stands nowhere in it, not even among what it does not know.
    return changeRecords(change, place, [['*', 'the plan defers the change']]);
  }

  #flag(key: string | undefined, value: unknown, place: Provenance): void {
    if (key === 'errored' && value === true) this.#errored = place;
    if (key === 'complete' && value === false) this.#incomplete = place;
  }
}

const HELP = 'what is there is judged; make the plan again without the error or limit, and read that';

/** A resource by itself, as it is taken out of a plan or state. */
export function bareRecords(resource: unknown, place: Provenance): readonly InventoryRecord[] {
  if (!isObject(resource)) return [noResource(place)];
  if (Object.hasOwn(resource, 'change')) return changeRecords(resource, place);
  if (Object.hasOwn(resource, 'instances')) return instanceRecords(resource, place);
  // What is planned has no id before it is made, and what is known later is left out.
  const isMade = Object.hasOwn(ownObject(resource, 'values') ?? {}, 'id');
  return isMade ? valueRecords(resource, place, 'state') : plannedRecords(resource, place);
}

const NOT_TOLD = 'the plan has no `resource_changes`, which would tell';

/** A resource of which nothing tells what is known later. */
function plannedRecords(resource: unknown, place: Provenance): readonly InventoryRecord[] {
  const values = isObject(resource) ? ownObject(resource, 'values') : undefined;
  return valueRecords(resource, place, 'plan', because(openPaths(values ?? {}), NOT_TOLD));
}

/** A resource of `values` or `planned_values`. */
function valueRecords(
  resource: unknown,
  place: Provenance,
  source: 'plan' | 'state',
  unknown: readonly (readonly [path: string, reason: string])[] = [],
): readonly InventoryRecord[] {
  if (!isObject(resource)) return [noResource(place)];
  const told = ownObject(resource, 'values');
  const values = told ?? {};
  const head = headOf(resource);
  // Planned values leave out what is known only after the apply; where the id is not known, nothing was made yet.
  const isNew = source === 'plan' && !Object.hasOwn(values, 'id');
  const later = ['id', 'arn'].filter((name) => isNew && !Object.hasOwn(values, name));
  return resourceRecords(
    {
      ...head,
      values,
      unknown: [
        ...because(later, afterApply(head.address)),
        ...unknown,
        ...(told === undefined ? [['*', `the ${source} has no \`values\` of it`] as const] : []),
      ],
      sensitive: markedPaths(ownValue(resource, 'sensitive_values')),
    },
    place,
  );
}

function changeRecords(
  resource: unknown,
  place: Provenance,
  unknown: readonly (readonly [path: string, reason: string])[] = [],
): readonly InventoryRecord[] {
  const change = isObject(resource) ? ownObject(resource, 'change') : undefined;
  if (!isObject(resource) || change === undefined) return [noResource(place)];
  const after = ownObject(change, 'after');
  // Deleted and forgotten resources have nothing after the plan; of one that is made, what is cut off is not known.
  if (after === undefined && !isMade(change)) return [];
  const values = after ?? {};
  const cut = after === undefined ? [['*', 'the plan has no `after` of it'] as const] : [];
  const head = headOf(resource);
  const marks = ownValue(change, 'after_sensitive');
  const later = ownValue(change, 'after_unknown');
  const all = later === true ? [['*', afterApply(head.address)] as const] : [];
  return resourceRecords(
    {
      ...head,
      values: Object.fromEntries(
        Object.entries(values).map(([name, value]) => [
          name,
          withUnknownMembers(value, isObject(later) ? ownValue(later, name) : undefined),
        ]),
      ),
      unknown: [...because(unknownPaths(later, values), afterApply(head.address)), ...all, ...unknown, ...cut],
      sensitive: marks === true ? Object.keys(values) : markedPaths(marks),
    },
    place,
  );
}

function isMade(change: Readonly<Record<string, unknown>>): boolean {
  const actions = ownValue(change, 'actions');
  return Array.isArray(actions) && (actions.includes('create') || actions.includes('update'));
}

/** Members of which only the names are known are left out of a plan: an object of nothing else would be empty. */
function withUnknownMembers<T>(value: T, marks: unknown): T {
  if (Array.isArray(value) && Array.isArray(marks)) {
    // Elements that are cut off at the end are there, too.
    const last = marks.findLastIndex((mark: unknown) => markedPaths([mark]).size > 0);
    const cut = marks.slice(value.length, last + 1).map(() => null);
    return [...value.map((item: unknown, index) => withUnknownMembers(item, marks[index])), ...cut] as T;
  }
  if (!isObject(value) || !isObject(marks)) return value;
  const names = Object.keys(value);
  // `fromEntries` defines properties, it does not assign them: a `__proto__` key stays data.
  return Object.fromEntries(
    names.length === 0
      ? Object.keys(marks).map((name) => [name, null] as const)
      : names.map((name) => [name, withUnknownMembers(value[name], ownValue(marks, name))] as const),
  ) as T;
}

function afterApply(address: string | undefined): string {
  return `known after apply (${address ?? 'a resource'})`;
}
