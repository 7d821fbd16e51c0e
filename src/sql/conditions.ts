import type { FunctionTable } from '../functions/define.ts';
import type { BlockValue, CallValue, Condition, PathValue, Predicate, Scalar, Test, Value } from '../plan/plan.ts';
import { print } from '../syntax/print.ts';
import { kindOf } from '../values/kinds.ts';
import type { Calling } from './calling.ts';
import type { Dialect, Names } from './dialect.ts';
import { callOf } from './functions.ts';
import { type Columns, columnAt } from './layout.ts';
import { along, alongEntity, elementsIn } from './paths.ts';
import {
  type Comparing,
  equalValues,
  likeTest,
  matchTest,
  oneOfTest,
  orderOfValues,
  orderTest,
  truthTest,
} from './predicates.ts';
import { Unsayable, type Unsaid } from './unsayable.ts';
import { asJson, decidedTruth, single, type SqlValue } from './value.ts';

/** The element that paths start at: the row, or a JSON value under a name. */
type Element = { readonly kind: 'row' } | { readonly kind: 'json'; readonly sql: string };

/** What conditions are made of. */
export interface Making extends Comparing {
  readonly functions: FunctionTable;
  readonly lists: Readonly<Record<string, readonly Scalar[]>>;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly columns: Columns;
  /** The name of the table in the query. */
  readonly row: string;
}

const UNDECIDED = 'CAST(NULL AS boolean)';

/**
 * Makes SQL truths of conditions. What a value is asked is put into the expression that works the value out (`then`), so
 * that what is undecided on the way makes the whole NULL, and nothing is worked out twice.
 */
export class ConditionMaker implements Names {
  /** What could not be said: each is undecided in the query. */
  readonly unsaid: Unsaid[] = [];
  private readonly making: Making;
  private readonly dialect: Dialect;
  private readonly elements: Element[] = [{ kind: 'row' }];
  private count = 0;

  constructor(making: Making) {
    this.making = making;
    this.dialect = making.dialect;
  }

  next = (): string => {
    this.count += 1;
    return `v${this.count}`;
  };

  condition(part: Condition): string {
    switch (part.kind) {
      case 'all':
        return joined(
          part.of.map((operand) => this.condition(operand)),
          ' AND ',
        );
      case 'any':
        return joined(
          part.of.map((operand) => this.condition(operand)),
          ' OR ',
        );
      case 'not':
        return `(NOT ${this.condition(part.of)})`;
      case 'known':
        return part.truth ? 'TRUE' : 'FALSE';
      default:
        return this.attempted(part);
    }
  }

  /** What cannot be said is undecided, and noted. */
  private attempted(part: Condition): string {
    const depth = this.elements.length;
    try {
      return `(${this.atom(part)})`;
    } catch (thrown) {
      if (!(thrown instanceof Unsayable)) throw thrown;
      this.elements.length = depth;
      const node = thrown.node ?? part.node;
      this.unsaid.push({
        part: print(part.node),
        node,
        why: thrown.message,
        ...(thrown.help === undefined ? {} : { help: thrown.help }),
      });
      return UNDECIDED;
    }
  }

  private atom(part: Condition): string {
    const { dialect, making } = this;
    switch (part.kind) {
      case 'test':
        return this.test(part);
      case 'compare':
        return this.value(part.left, (left) =>
          this.value(part.right, (right) =>
            single(dialect, this, left, (one) =>
              single(dialect, this, right, (other) => {
                if (part.operator === '=') return this.equality([left, right], [one, other]);
                if (part.operator === '!=') return `(NOT ${this.equality([left, right], [one, other])})`;
                return orderOfValues(making, one, part.operator, other);
              }),
            ),
          ),
        );
      case 'member':
        return this.value(part.value, (value) =>
          this.value(part.list, (list) =>
            single(dialect, this, value, (one) =>
              elementsIn(dialect, this, asJson(dialect, list), (elements) => {
                const element = this.next();
                const body = single(dialect, this, { kind: 'json', sql: element }, (other) =>
                  this.equality([one, { kind: 'json', sql: element }], [one, other]),
                );
                return dialect.some(elements, element, body);
              }),
            ),
          ),
        );
      case 'truth':
        if (part.value.kind === 'block' && part.value.operator !== 'with') return this.block(part.value);
        return this.value(part.value, (value) => truthTest(dialect, value));
      default:
        return this.condition(part);
    }
  }

  /** Two lists of different lengths are not equal, but for lists of one, which are what they hold. */
  private equality(written: readonly [SqlValue, SqlValue], [one, other]: readonly [SqlValue, SqlValue]): string {
    const { dialect } = this;
    const equal = equalValues(this.making, one, other);
    const [left, right] = written;
    if (left.kind !== 'json' || right.kind !== 'json') return equal;
    const areLists = `${dialect.isKind(left.sql, 'list')} AND ${dialect.isKind(right.sql, 'list')}`;
    const [length, otherLength] = [dialect.length(left.sql), dialect.length(right.sql)];
    const areApart = `${length} <> ${otherLength} AND ${length} <> 1 AND ${otherLength} <> 1`;
    const differ = `CASE WHEN ${areLists} THEN ${areApart} ELSE FALSE END`;
    return `CASE WHEN ${differ} THEN FALSE ELSE ${equal} END`;
  }

  private test({ value: part, predicate, node }: Test): string {
    return this.value(part, (value) =>
      single(this.dialect, this, value, (one) => {
        const { making } = this;
        switch (predicate.kind) {
          case 'compare':
            if (predicate.operator === '=') return oneOfTest(making, one, [predicate.to]);
            if (predicate.operator === '!=') return `(NOT ${oneOfTest(making, one, [predicate.to])})`;
            return orderTest(making, one, predicate.operator, predicate.to);
          case 'oneOf':
            return oneOfTest(making, one, predicate.values);
          case 'listed':
            return oneOfTest(making, one, this.list(predicate));
          case 'like':
            return likeTest(making, one, predicate.pattern);
          case 'match': {
            const found = matchTest(making, value, one, predicate);
            if (found !== undefined) return found;
            throw new Unsayable('PostgreSQL reads this pattern otherwise than RE2 does', node);
          }
        }
      }),
    );
  }

  private list({ name }: Extract<Predicate, { readonly kind: 'listed' }>): readonly Scalar[] {
    const { lists } = this.making;
    const values = Object.hasOwn(lists, name) ? lists[name] : undefined;
    if (values === undefined)
      throw new Unsayable(`the list \`$${name}\` is not known`, undefined, 'give its values with --lists');
    return values;
  }

  /** The truth that `then` makes of a value. */
  value(part: Value, then: (value: SqlValue) => string): string {
    switch (part.kind) {
      case 'path':
        return this.path(part, then);
      case 'literal':
        return this.literal(part.value, then);
      case 'call':
        return this.call(part, then);
      case 'block':
        if (part.operator === 'with') return this.selected(part, (list) => then({ kind: 'json', sql: list }));
        return decidedTruth(this.block(part), this, this.dialect, then);
      case 'groups':
        throw new Unsayable('groups are not said in SQL', part.node);
      case 'count':
        if (part.of.kind === 'block' && part.of.operator === 'with')
          return this.selected(part.of, (list) =>
            then({ kind: 'number', sql: this.dialect.length(list), whenNull: 'never' }),
          );
        return this.value(part.of, then);
      case 'unknown':
        throw new Unsayable(part.message, part.node);
    }
  }

  /** A text has a name, since databases work out beforehand what hangs on nothing, and fail where it is no number. */
  private literal(value: Scalar, then: (value: SqlValue) => string): string {
    const made = literalValue(this.dialect, value);
    if (made.kind !== 'text') return then(made);
    return this.bound(`CAST(${made.sql} AS ${this.dialect.text})`, (sql) => then({ ...made, sql }));
  }

  private bound(sql: string, then: (name: string) => string): string {
    const name = this.next();
    return this.dialect.bind(name, sql, then(name));
  }

  private path({ levels, segments, node }: PathValue, then: (value: SqlValue) => string): string {
    const element = this.elements[this.elements.length - 1 - levels];
    if (element === undefined) throw new Unsayable('there is no block so far out', node);
    const { dialect } = this;
    const ofJson = (sql: string): string => then({ kind: 'json', sql });
    if (element.kind === 'json') return along(dialect, this, element.sql, segments, ofJson);
    const { columns, row } = this.making;
    const at = columnAt(columns, dialect, row, segments);
    switch (at.kind) {
      case 'column':
        return at.rest.length === 0
          ? this.bound(at.value.sql, (sql) => then({ ...at.value, sql }))
          : this.bound(asJson(dialect, at.value), (sql) => along(dialect, this, sql, at.rest, ofJson));
      case 'document':
        return alongEntity(dialect, this, at.sql, segments, ofJson);
      case 'none':
        throw new Unsayable(at.why, node, at.help);
    }
  }

  private call(part: CallValue, then: (value: SqlValue) => string): string {
    const { making } = this;
    const on = (use: (value: SqlValue | undefined) => string): string =>
      part.on === undefined ? use(undefined) : this.value(part.on, use);
    const alongIn: Calling['along'] = (json, segments, use) => along(this.dialect, this, json, segments, use);
    return on((receiver) =>
      callOf(part, receiver, { ...making, names: this, blocks: this.elements.length - 1, along: alongIn }, then),
    );
  }

  private block({ operator, list, body }: BlockValue): string {
    const { dialect } = this;
    return this.elementsOf(list, (elements) => {
      const name = this.next();
      const truth = this.within(name, () => this.condition(body));
      switch (operator) {
        case 'contain-none':
          return `(NOT ${dialect.some(elements, name, truth)})`;
        case 'contain-all':
          return `CASE WHEN ${dialect.length(elements)} = 0 THEN FALSE ELSE ${dialect.every(elements, name, truth)} END`;
        default:
          return dialect.some(elements, name, truth);
      }
    });
  }

  private selected({ list, body }: BlockValue, then: (list: string) => string): string {
    const { dialect } = this;
    return this.elementsOf(list, (elements) =>
      dialect.filtered(elements, this, (name) => this.within(name, () => this.condition(body)), then),
    );
  }

  private elementsOf(list: Value, then: (elements: string) => string): string {
    return this.value(list, (value) => elementsIn(this.dialect, this, asJson(this.dialect, value), then));
  }

  private within(name: string, make: () => string): string {
    this.elements.push({ kind: 'json', sql: name });
    const made = make();
    this.elements.pop();
    return made;
  }
}

function joined(truths: readonly string[], word: string): string {
  return truths.length === 1 ? (truths[0] ?? 'TRUE') : `(${truths.join(word)})`;
}

function literalValue(dialect: Dialect, value: Scalar): SqlValue {
  if (value === null) return { kind: 'json', sql: `CAST('null' AS ${dialect.json})` };
  if (typeof value === 'string') return { kind: 'text', sql: dialect.literal(value), whenNull: 'never' };
  if (typeof value === 'boolean') return { kind: 'boolean', sql: value ? 'TRUE' : 'FALSE', whenNull: 'never' };
  if (typeof value === 'number' || typeof value === 'bigint')
    return { kind: 'number', sql: `(${String(value).replace('e+', 'e')})`, whenNull: 'never' };
  throw new Unsayable(`${kindOf(value)} is not said in SQL`);
}
