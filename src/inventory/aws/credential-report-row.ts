import { problem } from '../problems.ts';
import type { PartialRecord } from '../../values/record-batches.ts';
import {
  entityRecord,
  isEntityRecord,
  type EntityRecord,
  type InventoryRecord,
  type Provenance,
} from '../../values/record.ts';
import { ROOT_USER } from '../../values/root-user.ts';
import type { Entity, UnknownProperties } from '../../values/entity.ts';
import { accessKey, BadCell, credential, flag, keyCheck, time, type Cell } from './credential-report-cells.ts';
import { userRecord, wholeUsers } from './iam-user.ts';
import { NEVER } from './values.ts';

/** {@link RowReader} */
export function rowReader(columns: readonly string[], source: string): RowReader {
  return new RowReader(columns, source);
}

/**
 * Reads the rows of a report with these columns. A cell of another form than documented makes the row a problem; a column
 * that is absent makes its property unknown. The columns are looked up once, as a report may have a million rows.
 */
export class RowReader {
  readonly #source: string;
  readonly #properties: readonly Property[];
  readonly #wholeUser = wholeUsers();
  readonly #cells: { readonly arn: Cell; readonly user: Cell };
  #needed: Needed | undefined;
  /** Why properties without a column are not known: the same for all users of the report but the root user. */
  #unknown: UnknownProperties | undefined;
  #row: readonly string[] = [];
  #isWhole = true;
  /** The account of the last user, and how its ARN begins: those of one report are all of one account. */
  #last = { start: '\n', account: '' };

  constructor(header: readonly string[], source: string) {
    this.#source = source;
    const cellOf = (column: string): Cell => {
      const index = header.lastIndexOf(column);
      this.#isWhole &&= index >= 0;
      return index < 0 ? () => undefined : () => this.#row[index];
    };
    this.#cells = { arn: cellOf('arn'), user: cellOf('user') };
    this.#properties = propertiesOf(cellOf);
  }

  /** Of which properties the users are to be made besides who they are; all where that is undefined. */
  need(names: readonly string[] | undefined): void {
    this.#needed = names && {
      names,
      properties: this.#properties.filter(([name]) => names.includes(name)),
      others: this.#properties.flatMap(([name, read, check = read]) => (names.includes(name) ? [] : [check])),
    };
  }

  /** The record of a row: of what is needed alone, which can be made whole. */
  read(cells: readonly string[], place: Provenance): InventoryRecord {
    this.#row = cells;
    const needed = this.#needed;
    try {
      // The root user has no policies: other things of it are not known than of users.
      if (needed !== undefined && this.#unknown !== undefined && this.#cells.user() !== ROOT_USER) {
        needed.unknown ??= reasonsOf(needed.names, this.#unknown);
        const user = this.#user(needed.properties);
        // A cell that cannot be read makes the row a problem, whoever looks at it.
        for (const check of needed.others) check();
        return new PartialUser(user, place, needed.unknown.reasons, this, cells);
      }
      const user = this.#user(this.#properties);
      // Where no column is absent, no property is left out.
      const record = this.#isWhole ? this.#wholeUser(user, place) : userRecord(user, place);
      if (user.name !== ROOT_USER) this.#unknown ??= record.unknown ?? {};
      return record;
    } catch (thrown) {
      if (!(thrown instanceof BadCell)) throw thrown;
      const found = thrown.found.length > 60 ? `${thrown.found.slice(0, 60)}…` : thrown.found;
      return problem('invalid-value', `\`${thrown.column}\` should be ${thrown.expected}, found \`${found}\``, place);
    }
  }

  /** The record of all of a row. */
  whole(cells: readonly string[], place: Provenance): EntityRecord | undefined {
    const needed = this.#needed;
    this.#needed = undefined;
    const record = this.read(cells, place);
    this.#needed = needed;
    return isEntityRecord(record) ? record : undefined;
  }

  #user(properties: readonly Property[]): User {
    const arn = this.#cells.arn() ?? '';
    const isLike = arn.startsWith(this.#last.start) && !arn.includes('/', this.#last.start.length);
    const path = isLike ? '/' : this.#pathOf(arn);
    const name = this.#cells.user() ?? '';
    // What stands in one line by mistake: a mark of another file, what a terminal has overwritten, zeros.
    if (!arn.endsWith(name) && NO_NAME.test(name)) throw new BadCell('user', 'the name of a user', name);
    const user: Record<string, unknown> = {
      type: 'IamUser',
      name,
      id: arn,
      arn,
      path,
      accountNumber: this.#last.account,
      region: null,
      source: this.#source,
    };
    // The names are those of `propertiesOf`.
    for (const [name, read] of properties) user[name] = read();
    return user as User;
  }

  /** The path in an ARN; remembers its account. */
  #pathOf(arn: string): string | null {
    const found = /^(arn:[^:]+:iam::([^:]*):)(?:root|user(\/(?:.*\/)?)[^/]+)$/u.exec(arn);
    if (found === null) throw new BadCell('arn', 'the ARN of a user', arn);
    this.#last = { start: `${found[1] ?? ''}user/`, account: found[2] ?? '' };
    return found[3] ?? null;
  }
}

/** What is asked for, and why parts of that are not known. */
interface Needed {
  readonly names: readonly string[];
  readonly properties: readonly Property[];
  readonly others: readonly (() => unknown)[];
  unknown?: { readonly reasons: UnknownProperties | undefined };
}

function reasonsOf(names: readonly string[], unknown: UnknownProperties): NonNullable<Needed['unknown']> {
  const found = Object.entries(unknown).filter(([name]) => names.includes(name));
  return { reasons: found.length === 0 ? undefined : Object.fromEntries(found) };
}

/** A user of whom only what is asked for was made. */
class PartialUser implements PartialRecord {
  readonly kind = 'entity';
  readonly entity: User;
  readonly provenance: Provenance;
  readonly unknown?: UnknownProperties;
  readonly #reader: RowReader;
  readonly #cells: readonly string[];

  constructor(
    entity: User,
    provenance: Provenance,
    unknown: UnknownProperties | undefined,
    reader: RowReader,
    cells: readonly string[],
  ) {
    this.entity = entity;
    this.provenance = provenance;
    if (unknown !== undefined) this.unknown = unknown;
    this.#reader = reader;
    this.#cells = cells;
  }

  whole(): EntityRecord {
    // All cells could be read.
    return this.#reader.whole(this.#cells, this.provenance) ?? entityRecord(this.entity, this.provenance, this.unknown);
  }
}

/** The `IamUser` of one row, given by column. */
export function userOfRow(row: ReadonlyMap<string, string>, place: Provenance, source: string): InventoryRecord {
  return new RowReader([...row.keys()], source).read([...row.values()], place);
}

/** A property, how to read it, and how to see that its cells can be read, where that is cheaper. */
type Property = readonly [name: string, read: () => unknown, check?: () => void];

/** Characters that no name has: controls, and the byte order mark. */
const NO_NAME = /[\p{Cc}\u{FEFF}]/u;

type User = Entity & { readonly name: string; readonly source: string };

/** The properties that have columns of their own, in the vendor's order. */
function propertiesOf(cellOf: (column: string) => Cell): readonly Property[] {
  return [
    ['createDate', time(cellOf, 'user_creation_time')],
    ['passwordLastUsed', time(cellOf, 'password_last_used', { no_information: NEVER })],
    ['passwordEnabled', flag(cellOf, 'password_enabled')],
    ['passwordLastChanged', time(cellOf, 'password_last_changed')],
    ['passwordNextRotation', time(cellOf, 'password_next_rotation')],
    ['mfaActive', flag(cellOf, 'mfa_active')],
    ['firstAccessKey', accessKey(cellOf, 'access_key_1'), keyCheck(cellOf, 'access_key_1')],
    ['secondAccessKey', accessKey(cellOf, 'access_key_2'), keyCheck(cellOf, 'access_key_2')],
    ['firstCertificate', credential(cellOf, 'cert_1')],
    ['secondCertificate', credential(cellOf, 'cert_2')],
  ];
}
