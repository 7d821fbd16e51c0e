import { HeldThing, isJoinable, type JoinableRecord, type Thing } from './answers/join-facts.ts';
import { References } from './answers/references.ts';
import { grouped, merged, mergedRecord, statesOf } from './merge.ts';
import type { RecordJoin } from '../record-join.ts';
import { problem } from '../problems.ts';
import { isEntityRecord, type InventoryRecord, type SourceRecord } from '../../values/record.ts';
import { MAX_HELD, UserJoin } from './user-join.ts';

/**
 * Makes one entity of what several answers tell of it (a bucket and its policy, a key and its rotation), and puts into it
 * what it refers to (the rules of its security groups, its VPC). IAM users are joined by {@link UserJoin}. Parts are of one
 * entity when type, scope and name are the same. A known value wins over an unknown one, and a whole's over a part's.
 */
export class EntityJoin implements RecordJoin {
  private readonly users: UserJoin;
  private readonly things: HeldThing[] = [];
  /** The files whose answers list a type. */
  private readonly listed = new Map<string, Set<string>>();
  private readonly maxHeld: number;
  /** The first record that was not held. */
  private refused: JoinableRecord | undefined;

  constructor(maxHeld: number = MAX_HELD) {
    this.maxHeld = maxHeld;
    this.users = new UserJoin(maxHeld);
  }

  /** Holds the record until `finish`; false where there is nothing to join, or too many are held: then it stays as it is. */
  hold(record: InventoryRecord): boolean {
    if (record.kind === 'source') this.note(record);
    if (this.users.hold(record)) return true;
    if (!isEntityRecord(record) || !isJoinable(record)) return false;
    if (this.things.length >= this.maxHeld) {
      this.refused ??= record;
      return false;
    }
    this.things.push(new HeldThing(record));
    return true;
  }

  private note({ covers, provenance }: SourceRecord): void {
    for (const type of covers === 'all' ? [] : covers) {
      const files = this.listed.get(type);
      if (files === undefined) this.listed.set(type, new Set([provenance.file]));
      else files.add(provenance.file);
    }
  }

  /** The entities, in the order in which they came first, and then the users. */
  *finish(): Generator<InventoryRecord> {
    const order = new Map(this.things.map((thing, index) => [thing, index]));
    const { groups, doubtful } = grouped(this.things, (thing) => ({
      // What has no name to be found by stays by itself.
      name: `${thing.type}\n${thing.facts.name === '' ? `\n${order.get(thing) ?? 0}` : thing.facts.name}`,
      scope: thing.facts.scope,
    }));
    const things = groups.flatMap((parts) => byState(parts).flatMap(thingOf));
    // Of a part of the records it cannot be said what refers to what, and what is not there.
    const references = this.refused === undefined ? new References(things, this.listed) : undefined;
    for (const thing of things) yield references?.resolved(thing) ?? thing.record();
    for (const { record: thing, things: count } of doubtful) {
      yield problem(
        'ambiguous-part',
        `${count} \`${thing.type}\` are called \`${thing.facts.name}\`, and this record does not say of which it is`,
        thing.provenance,
        'read the inputs of one account and region at a time',
      );
    }
    // Snapshots of AWS Config tell whole resources: of those alone there is nothing to put together.
    const source = this.refused?.entity['source'];
    const isWhole = source === 'aws-config' && this.things.every((thing) => thing.source === source);
    if (this.refused !== undefined && !isWhole) {
      yield problem(
        'too-many-parts',
        `only the first ${this.maxHeld} records of AWS answers are joined; from here on each stands by itself`,
        this.refused.provenance,
        'read the inputs of one account at a time',
      );
    }
    yield* this.users.finish();
  }
}

/** The records of a thing by the state that they tell of; parts go with the first. */
function byState(records: readonly HeldThing[]): readonly (readonly HeldThing[])[] {
  const wholes = records.filter(({ facts }) => facts.isPart !== true);
  const [, ...others] = statesOf(wholes, (thing) => thing.record());
  const apart = new Set(others.flat());
  return [records.filter((record) => !apart.has(record)), ...others];
}

function thingOf(parts: readonly HeldThing[]): readonly Thing[] {
  const [first, ...others] = parts;
  if (first === undefined || others.length === 0) return parts;
  const facts = Object.assign({}, ...parts.map((part) => part.facts).reverse()) as Thing['facts'];
  const made = parts.map((part) => ({ part: Number(part.facts.isPart === true), record: part.record() }));
  const ranked = made.toSorted((a, b) => a.part - b.part).map((one) => one.record);
  const [one = first.record(), ...more] = made.map((each) => each.record);
  const record = mergedRecord(merged(ranked, ranked), [one, ...more]);
  const { type, arn, accountNumber: account } = record.entity;
  return [{ facts, type, arn, account, file: record.provenance.file, record: () => record }];
}
