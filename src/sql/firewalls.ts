import { hostsAllowed } from '../values/firewall.ts';
import { ANY_PROTOCOL, PORT_LISTS, PORTLESS, SOURCES } from '../values/firewall-rule.ts';
import { ipv4NotPublic } from '../values/public-addresses.ts';
import type { Calling, SqlFunction } from './calling.ts';
import type { Dialect } from './dialect.ts';
import { mayBeIpv6, ofNetwork } from './networks.ts';
import { byKind } from './value.ts';
import { Unsayable } from './unsayable.ts';

/*
 * The addresses that get through a firewall: each rule becomes what it says of each of its sources, and the database goes
 * through the borders between them; the first that holds a piece decides. Rules as CloudGuard's entities have them, and as
 * Azure lists them with one port or range, are said; Google's `allowed` and `denied`, lists of ports, and denials beside
 * protocols other than TCP are undecided.
 */

const WHOLE = 2 ** 32;
/** The place of a rule that has none, behind all others. */
const LAST = '1e300';
/** What is read otherwise than here; a rule with one of these is undecided. */
const UNSAID = ['allowed', 'denied', ...PORT_LISTS];
const PORTS = ['destinationPort', 'port'];
const DIGITS = '^[0-9]{1,9}$';

/** What one source of a rule says, as JSON: `o` and `y` its place, `p` the protocol, `a` whether it allows, `s` to `e` of IPv`f`. */
type Fields = Readonly<Record<'o' | 'y' | 'p' | 'a', string>>;

class FirewallRule {
  private readonly dialect: Dialect;
  private readonly calling: Calling;
  private readonly rule: string;
  private readonly port: number;

  constructor(calling: Calling, rule: string, port: number) {
    this.calling = calling;
    this.dialect = calling.dialect;
    this.rule = rule;
    this.port = port;
  }

  /** A list of what the rule says of its sources; with a text in it where it is not known. */
  get said(): string {
    const { dialect, rule } = this;
    const known = UNSAID.map((name) => `${dialect.property(rule, name)} IS NULL`).join(' AND ');
    const disabled = dialect.property(rule, 'disabled');
    const isDisabled = `coalesce(${dialect.textIn(disabled)}, '') = 'true'`;
    return (
      `CASE WHEN NOT coalesce(${dialect.isKind(rule, 'object')}, FALSE) OR NOT (${known}) THEN ${this.unknown}` +
      ` WHEN ${isDisabled} THEN ${this.nothing} ELSE ${this.ofPorts((from, to) => this.ofProtocol(from, to))} END`
    );
  }

  private get unknown(): string {
    return this.dialect.listOf(this.json('"?"'));
  }

  private get nothing(): string {
    return this.json('[]');
  }

  private json(text: string): string {
    return `CAST(${this.dialect.literal(text)} AS ${this.dialect.json})`;
  }

  private bound(sql: string, then: (name: string) => string): string {
    const name = this.calling.names.next();
    return this.dialect.bind(name, sql, then(name));
  }

  /** The first of some properties that is neither missing nor null. */
  private firstOf(...names: readonly string[]): string {
    const { dialect, rule } = this;
    const cases = names.map((name) => {
      const found = dialect.property(rule, name);
      return `WHEN ${found} IS NOT NULL AND NOT ${dialect.isKind(found, 'null')} THEN ${found}`;
    });
    return `CASE ${cases.join(' ')} END`;
  }

  /** The number of a JSON number or of digits; `otherwise` for other kinds, NULL for nothing. */
  private numberIn(json: string, otherwise: string): string {
    const { dialect } = this;
    const text = dialect.textIn(json);
    const isNumber = `${dialect.isKind(json, 'number')} OR (${dialect.isKind(json, 'text')} AND ${dialect.fits(text, DIGITS)})`;
    return `CASE WHEN ${json} IS NULL THEN NULL WHEN ${isNumber} THEN CAST(${text} AS ${dialect.fraction}) ELSE ${otherwise} END`;
  }

  /** What `then` makes of the first and last port; nothing where they do not hold the port. */
  private ofPorts(then: (from: string, to: string) => string): string {
    const { port } = this;
    const from = this.firstOf('destinationPort', 'port');
    const isFirst = `${this.firstOf('destinationPort')} IS NOT NULL`;
    const to = `CASE WHEN ${isFirst} THEN ${this.firstOf('destinationPortTo')} ELSE ${this.firstOf('portTo')} END`;
    // -2 stands for what is no number.
    return this.bound(from, (fromJson) =>
      this.bound(to, (toJson) =>
        this.bound(this.numberIn(fromJson, '-2'), (low) =>
          this.bound(`CASE WHEN ${toJson} IS NULL THEN ${low} ELSE ${this.numberIn(toJson, '-2')} END`, (high) =>
            this.bound(`CASE WHEN ${low} = -1 THEN 0 ELSE ${low} END`, (start) =>
              this.bound(
                `CASE WHEN ${high} = -1 THEN 65535 ELSE ${high} END`,
                (end) =>
                  `CASE WHEN ${low} IS NULL THEN ${then('0', '65535')} WHEN ${low} < -1 OR ${high} < -1 THEN ${this.unknown}` +
                  ` WHEN (${start} = 0 AND ${end} = 0) OR (${port} >= ${start} AND ${port} <= ${end}) THEN ${then(start, end)}` +
                  ` ELSE ${this.nothing} END`,
              ),
            ),
          ),
        ),
      ),
    );
  }

  private ofProtocol(from: string, to: string): string {
    const { dialect, port } = this;
    const among = (name: string, words: readonly string[]): string =>
      `${name} IN (${words.map(dialect.literal).join(', ')})`;
    return this.bound(this.firstOf('protocol', 'IPProtocol'), (json) =>
      this.bound(
        `CASE WHEN ${json} IS NULL THEN '' WHEN ${dialect.isKind(json, 'text')} OR ${dialect.isKind(json, 'number')} THEN ${dialect.upper(dialect.textIn(json))} END`,
        (name) =>
          this.bound(
            `CASE WHEN ${among(name, ANY_PROTOCOL)} THEN 'ALL' WHEN ${name} = '6' THEN 'TCP' ELSE ${name} END`,
            (protocol) => {
              // All protocols come with 0 to 0 as well as with 0 to 65535.
              const isNoPort = port === 0 ? 'FALSE' : `(${from} = 0 AND ${to} = 0 AND ${protocol} <> 'ALL')`;
              return (
                `CASE WHEN ${protocol} IS NULL THEN ${this.unknown}` +
                ` WHEN ${among(protocol, [...PORTLESS])} OR ${isNoPort} THEN ${this.nothing} ELSE ${this.ofAction(protocol)} END`
              );
            },
          ),
      ),
    );
  }

  private ofAction(protocol: string): string {
    const { dialect } = this;
    return this.bound(this.firstOf('action', 'access'), (json) =>
      this.bound(
        `CASE WHEN ${json} IS NULL THEN 'allow' WHEN ${dialect.isKind(json, 'text')} THEN ${dialect.folded(dialect.textIn(json), true)} END`,
        (action) =>
          `CASE WHEN ${action} IN ('allow', 'deny') THEN ${this.ofPlace(protocol, `${action} = 'allow'`)} ELSE ${this.unknown} END`,
      ),
    );
  }

  private ofPlace(protocol: string, isOpen: string): string {
    const { dialect } = this;
    return this.bound(this.numberIn(this.firstOf('number'), '-1e300'), (number) =>
      this.bound(this.numberIn(this.firstOf('priority'), '-1e300'), (priority) => {
        const fields: Fields = {
          o: dialect.toJson(`coalesce(${number}, ${priority}, ${LAST})`),
          y: dialect.toJson(`CASE WHEN ${number} IS NULL AND ${priority} IS NOT NULL AND ${isOpen} THEN 1 ELSE 0 END`),
          p: dialect.toJson(`CAST(${protocol} AS ${dialect.text})`),
          a: dialect.toJson(isOpen),
        };
        const isUnknown = `coalesce(${number}, 0) = -1e300 OR coalesce(${priority}, 0) = -1e300`;
        return `CASE WHEN ${isUnknown} THEN ${this.unknown} ELSE ${this.ofSources(fields)} END`;
      }),
    );
  }

  /** All sources in one list; a rule with neither source nor port is no rule. */
  private ofSources(fields: Fields): string {
    const { dialect, rule } = this;
    const each = SOURCES.map((name) => this.listed(dialect.property(rule, name)));
    const names = [...SOURCES, ...PORTS].map((name) => `${dialect.property(rule, name)} IS NULL`);
    const all = dialect.collected(dialect.listOf(...each), this.calling.names, (one) => one);
    const made = dialect.collected(all, this.calling.names, (source) => this.ofSource(source, fields));
    return `CASE WHEN ${names.join(' AND ')} THEN ${this.unknown} ELSE ${made} END`;
  }

  /** Text is a list of one; what is no text is left to {@link ofSource}. */
  private listed(json: string): string {
    const { dialect } = this;
    return `CASE WHEN ${json} IS NULL OR ${dialect.isKind(json, 'null')} THEN ${this.nothing} WHEN ${dialect.isKind(json, 'list')} THEN ${json} ELSE ${dialect.listOf(json)} END`;
  }

  private ofSource(source: string, fields: Fields): string {
    const { dialect, calling } = this;
    const object = (family: 4 | 6, start: string, end: string): string =>
      dialect.object([
        ...Object.entries(fields),
        ['f', dialect.toJson(String(family))],
        ['s', dialect.toJson(start)],
        ['e', dialect.toJson(end)],
      ]);
    return byKind(
      dialect,
      { kind: 'json', sql: source },
      {
        text: (text) =>
          this.bound(
            text,
            (one) =>
              `CASE WHEN ${mayBeIpv6(dialect, one)} THEN ${this.json('"?"')} ELSE ${ofNetwork(
                dialect,
                calling.names,
                one,
                {
                  ipv4: (start, end) => object(4, start, end),
                  internet: { 4: object(4, '0', String(WHOLE)), 6: object(6, '0', '1') },
                  none: 'NULL',
                },
              )} END`,
          ),
        number: () => this.json('"?"'),
        boolean: () => this.json('"?"'),
        object: () => this.json('"?"'),
        list: () => this.json('"?"'),
      },
    ).replace(/ELSE FALSE END$/u, 'END');
  }
}

/** `allowedHostsForPort()` and its kin. */
export function hostsFunction(publicOnly: boolean, ofList: OfList): SqlFunction {
  return (receiver, [argument], calling, then) => {
    const { dialect, names } = calling;
    if (dialect.name === 'duckdb' && calling.blocks > 1)
      throw new Unsayable('within several blocks, DuckDB takes seconds to plan what gets through a firewall');
    const port = Number(argument);
    if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Unsayable('the port is none');
    const closed = publicOnly
      ? ipv4NotPublic().map(({ start, end }) => ({ o: -1e301, y: 0, p: 'ALL', a: false, f: 4, s: start, e: end }))
      : [];
    /** What all of IPv6 counts. */
    const ipv6 = Number(hostsAllowed([{ source: '::/0' }], port, publicOnly));
    return ofList(receiver, calling, (list) => {
      const [said, hosts] = [names.next(), names.next()];
      const collected = dialect.collected(list, names, (rule) => new FirewallRule(calling, rule, port).said);
      const is = (test: (one: string) => string): string => {
        const one = names.next();
        return dialect.some(said, one, test(one));
      };
      const allows = (one: string): string => dialect.booleanIn(dialect.property(one, 'a'));
      const isOther = (one: string): string => `${dialect.textIn(dialect.property(one, 'p'))} NOT IN ('TCP', 'ALL')`;
      const isUnknown = is((one) => dialect.isKind(one, 'text'));
      const asked = is((one) => `coalesce(${allows(one)}, FALSE)`);
      const denies = is((one) => `coalesce(NOT ${allows(one)}, FALSE)`);
      const mixes = is((one) => `coalesce(${isOther(one)}, FALSE)`);
      const count = dialect.firstMatching(said, names, JSON.stringify(closed), ipv6);
      const made =
        `CASE WHEN ${isUnknown} THEN NULL WHEN NOT ${asked} THEN 0 WHEN ${denies} AND ${mixes} THEN NULL` +
        ` ELSE least(${count}, ${WHOLE}) END`;
      return dialect.bind(
        said,
        collected,
        dialect.bind(
          hosts,
          made,
          `CASE WHEN ${hosts} IS NOT NULL THEN ${then({ kind: 'number', sql: hosts, whenNull: 'never' })} END`,
        ),
      );
    });
  };
}

type OfList = (receiver: Parameters<SqlFunction>[0], calling: Calling, then: (list: string) => string) => string;
