import { isJoinable, type JoinableRecord, type Thing } from './answers/join-facts.ts';
import { References } from './answers/references.ts';
import { grouped, merged, mergedRecord } from './merge.ts';
import type { RecordJoin } from '../record-join.ts';
import { problem } from '../problems.ts';
import { entityRecord, isEntityRecord, type InventoryRecord, type SourceRecord } from '../../values/record.ts';
import { MAX_HELD, UserJoin } from './user-join.ts';

/**
 * Makes one entity of what several answers tell of it (a bucket and its policy, a key and its rotation), and puts into it
 * what it refers to (the rules of its security groups, its VPC). IAM users are joined by {@link UserJoin}. Parts are of one
 * entity when type, scope and name are the same. A known value wins over an unknown one, and a whole's over a part's.
 */
export class EntityJoin implements RecordJoin {
  private readonly users: UserJoin;
  private readonly records: JoinableRecord[] = [];
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
    if (this.records.length >= this.maxHeld) {
      this.refused ??= record;
      return false;
    }
    this.records.push(record);
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
    const order = new Map(this.records.map((record, index) => [record, index]));
    const { groups, doubtful } = grouped(this.records, (record) => ({
      // What has no name to be found by stays by itself.
      name: `${record.entity.type}\n${record.join.name === '' ? `\n${order.get(record) ?? 0}` : record.join.name}`,
      scope: record.join.scope,
    }));
    const things = groups.flatMap((parts) => thingOf(parts));
    // Of a part of the records it cannot be said what refers to what, and what is not there.
    const references = this.refused === undefined ? new References(things, this.listed) : undefined;
    for (const thing of things) yield references?.resolved(thing) ?? thing.record;
    for (const { record, things: count } of doubtful) {
      yield problem(
        'ambiguous-part',
        `${count} \`${record.entity.type}\` are called \`${record.join.name}\`, and this record does not say of which it is`,
        record.provenance,
        'read the inputs of one account and region at a time',
      );
    }
    // Snapshots of AWS Config tell whole resources: of those alone there is nothing to put together.
    const source = this.refused?.entity['source'];
    const isWhole = source === 'aws-config' && this.records.every(({ entity }) => entity['source'] === source);
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

function thingOf(parts: readonly JoinableRecord[]): readonly Thing[] {
  const [first, ...others] = parts;
  if (first === undefined) return [];
  const facts = Object.assign({}, ...parts.map(({ join }) => join).reverse()) as Thing['facts'];
  if (others.length === 0) {
    return [{ record: entityRecord(first.entity, first.provenance, first.unknown), facts }];
  }
  const ranked = parts.toSorted((a, b) => Number(a.join.isPart === true) - Number(b.join.isPart === true));
  return [{ record: mergedRecord(merged(ranked, ranked), [first, ...others]), facts }];
}
