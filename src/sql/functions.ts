import type { CallValue, Scalar } from '../plan/plan.ts';
import { networkOf } from '../values/network.ts';
import { segmentsOf } from '../values/path.ts';
import { textOf } from '../values/text.ts';
import { LAST_SECOND, shifted, timeUnitOf } from '../values/time.ts';
import type { Calling, SqlFunction, Then } from './calling.ts';
import { tested } from './calling.ts';
import type { SqlNumber } from './dialect.ts';
import { hostsFunction } from './firewalls.ts';
import { IS_PUBLIC, mayBeIpv6, NUMBER_OF_HOSTS, ofNetwork, type NetworkTests, PRIVATE, within } from './networks.ts';
import { emptyTest, foldedFor, foldedLiteral, textArms } from './predicates.ts';
import { ISO, secondsOf } from './times.ts';
import { type Arms, byKind, single, type SqlValue } from './value.ts';
import { Unsayable } from './unsayable.ts';

const NULL = 'NULL';
const EPOCH = '^-?[0-9]{1,15}([.][0-9]+)?$';

/** The call of a function; throws what cannot be said. */
export function callOf(part: CallValue, receiver: SqlValue | undefined, calling: Calling, then: Then): string {
  const made = FUNCTIONS[part.name];
  if (made === undefined || receiver === undefined)
    throw new Unsayable(`\`${part.name}()\` is not said in SQL`, part.node);
  const args: Scalar[] = [];
  for (const arg of part.args) {
    if (arg.kind !== 'literal')
      throw new Unsayable(`an argument of \`${part.name}()\` that is no literal is not said in SQL`, arg.node);
    args.push(arg.value);
  }
  return made(receiver, args, calling, then);
}

/** A value of text, asked of what is `single`; NULL for missing, undecided for lists and objects. */
function textFunction(change: (text: string, args: readonly Scalar[], calling: Calling) => string): SqlFunction {
  return (receiver, args, calling, then) =>
    ofText(
      receiver,
      calling,
      NULL,
      (text) => change(text, args, calling),
      (sql) => then({ kind: 'text', sql, whenNull: 'missing' }),
    );
}

/** Something worked out of text; `absent` for missing and null. */
function ofText(
  receiver: SqlValue,
  { dialect, names }: Calling,
  absent: string,
  make: (text: string) => string,
  then: (name: string) => string,
): string {
  return single(dialect, names, receiver, (one) => {
    const arms = textArms(dialect, (text) => text);
    const isText = byKind(dialect, one, {
      text: () => 'TRUE',
      number: () => 'TRUE',
      boolean: () => 'TRUE',
      null: 'TRUE',
      missing: 'TRUE',
    });
    const [text, name] = [names.next(), names.next()];
    const asText = byKind(dialect, one, { ...arms, null: NULL, missing: NULL }).replace(/ELSE FALSE END$/u, 'END');
    const made = `CASE WHEN ${text} IS NULL THEN ${absent} ELSE ${make(text)} END`;
    return `CASE WHEN NOT ${isText} THEN NULL ELSE ${dialect.bind(text, asText === 'FALSE' ? `CAST(NULL AS ${dialect.text})` : asText, dialect.bind(name, made, then(name)))} END`;
  });
}

const affix =
  (shape: (literal: string) => string): SqlFunction =>
  (receiver, [argument], calling, then) => {
    const { dialect } = calling;
    const written = foldedLiteral(calling, textOf(argument) ?? '');
    const pattern = dialect.literal(shape(written.replaceAll('#', '##').replaceAll('%', '#%').replaceAll('_', '#_')));
    const arms = textArms(dialect, (text) => `${foldedFor(calling, text, written)} LIKE ${pattern} ESCAPE '#'`);
    return single(dialect, calling.names, receiver, (one) =>
      tested(byKind(dialect, one, { ...arms, list: () => NULL, object: () => NULL }), calling, then),
    );
  };

function networkTest(tests: NetworkTests, isAny: boolean): SqlFunction {
  return (receiver, _args, calling, then) => tested(networkTruth(receiver, tests, isAny, calling), calling, then);
}

/** On a list: some element, or every one and there is one. An element that is no text is undecided. */
function networkTruth(receiver: SqlValue, tests: NetworkTests, isAny: boolean, calling: Calling): string {
  const { dialect, names } = calling;
  const element = names.next();
  const arms = (inList: boolean): Arms => ({
    text: (text) => ofNetwork(dialect, names, text, tests),
    number: () => NULL,
    boolean: () => NULL,
    object: (object) => (inList ? NULL : `CASE WHEN ${dialect.isEmptyObject(object)} THEN FALSE END`),
    ...(inList ? { list: () => NULL } : {}),
  });
  return single(dialect, names, receiver, (one) =>
    byKind(dialect, one, {
      ...arms(false),
      list: (list) => {
        const body = byKind(dialect, { kind: 'json', sql: element }, arms(true));
        if (isAny) return dialect.some(list, element, body);
        // One element that is no text is an error, whatever the others are.
        const [other, wrong] = [names.next(), byKind(dialect, { kind: 'json', sql: element }, arms(true))];
        const isWrong = byKind(
          dialect,
          { kind: 'json', sql: other },
          { number: () => 'TRUE', boolean: () => 'TRUE', object: () => 'TRUE', list: () => 'TRUE' },
        );
        return `CASE WHEN ${dialect.length(list)} = 0 THEN FALSE WHEN ${dialect.some(list, other, isWrong)} THEN NULL ELSE ${dialect.every(list, element, wrong)} END`;
      },
    }),
  );
}

function timeTest(operator: '<' | '>'): SqlFunction {
  return (receiver, [amount, unit], calling, then) => {
    const { dialect, names, now } = calling;
    const timeUnit = timeUnitOf(textOf(unit) ?? '');
    if (timeUnit === undefined) throw new Unsayable(`\`${String(unit)}\` is no unit of time`);
    const border = shifted(now, Number(textOf(amount)), timeUnit);
    if (!Number.isFinite(border)) throw new Unsayable('the moment is beyond the years that a date can hold');
    const within = (time: SqlNumber): string =>
      `CASE WHEN ${dialect.compareNumbers(time, '<=', { form: 'literal', value: LAST_SECOND })} THEN ${dialect.compareNumbers(time, operator, { form: 'literal', value: border })} END`;
    return single(dialect, names, receiver, (one) =>
      tested(
        byKind(dialect, one, {
          number: within,
          text: (text) =>
            `CASE WHEN ${text} = '' THEN FALSE WHEN ${dialect.fits(text, EPOCH)} THEN ${within({ form: 'text', sql: text })}` +
            ` WHEN ${dialect.fits(text, ISO)} THEN ${within({ form: 'sql', sql: secondsOf(dialect, text) })} END`,
          boolean: () => NULL,
          list: (list) => `CASE WHEN ${dialect.length(list)} = 0 THEN FALSE END`,
          object: (object) => `CASE WHEN ${dialect.isEmptyObject(object)} THEN FALSE END`,
        }),
        calling,
        then,
      ),
    );
  };
}

/** The list that a function of lists works on: undecided for single values, as the engine's error is. */
function ofList(receiver: SqlValue, { dialect, names }: Calling, then: (list: string) => string): string {
  if (receiver.kind !== 'json')
    return receiver.whenNull === 'null' || receiver.whenNull === 'missing'
      ? `CASE WHEN ${receiver.sql} IS NULL THEN ${then(`CAST('[]' AS ${dialect.json})`)} END`
      : NULL;
  const json = receiver.sql;
  const none = `CAST('[]' AS ${dialect.json})`;
  const list = names.next();
  const elements =
    `CASE WHEN ${json} IS NULL OR ${dialect.isKind(json, 'null')} THEN ${none}` +
    ` WHEN ${dialect.isKind(json, 'list')} THEN ${json}` +
    ` WHEN ${dialect.isKind(json, 'object')} THEN CASE WHEN ${dialect.isEmptyObject(json)} THEN ${none} ELSE ${dialect.listOf(json)} END END`;
  return dialect.bind(list, elements, `CASE WHEN ${list} IS NOT NULL THEN ${then(list)} END`);
}

const isOwnProperty: SqlFunction = (receiver, [path], calling, then) => {
  const { dialect } = calling;
  if (receiver.kind !== 'json') throw new Unsayable('`getValue()` of a column that is no JSON is not said in SQL');
  return single(dialect, calling.names, receiver, (one) => {
    const nested = (list: string): string => `${dialect.length(list)} = 1`;
    const yes = (): string => 'TRUE';
    const scalar = byKind(dialect, one, { text: yes, number: yes, boolean: yes, list: nested });
    const found = calling.along(one.sql, segmentsOf(textOf(path) ?? ''), (sql) => then({ kind: 'json', sql }));
    return `CASE WHEN ${scalar} THEN NULL ELSE ${found} END`;
  });
};

const valuesOf: SqlFunction = (receiver, [path], calling, then) => {
  const { dialect, names } = calling;
  const segments = segmentsOf(textOf(path) ?? '');
  return ofList(receiver, calling, (list) => {
    const [element, values] = [names.next(), names.next()];
    // An element whose path is undecided makes all so; that is asked first, since NULL is left out of the values.
    const isDecided = dialect.every(
      list,
      element,
      calling.along(element, segments, () => 'TRUE'),
    );
    const collected = dialect.collected(list, names, (one) => calling.along(one, segments, (sql) => sql));
    return `CASE WHEN ${isDecided} THEN ${dialect.bind(values, collected, then({ kind: 'json', sql: values }))} END`;
  });
};

const joinedText: SqlFunction = (receiver, [separator], calling, then) => {
  const { dialect, names } = calling;
  if (receiver.kind !== 'json') throw new Unsayable('`join()` of a column that is no JSON is not said in SQL');
  const json = receiver.sql;
  const [element, checked, text, list] = [names.next(), names.next(), names.next(), names.next()];
  const elements = `CASE WHEN ${dialect.isKind(json, 'list')} THEN ${json} WHEN ${dialect.isKind(json, 'object')} THEN CASE WHEN ${dialect.isEmptyObject(json)} THEN CAST('[]' AS ${dialect.json}) END WHEN ${json} IS NULL OR ${dialect.isKind(json, 'null')} THEN NULL ELSE ${dialect.listOf(json)} END`;
  const isText = byKind(
    dialect,
    { kind: 'json', sql: checked },
    { text: () => 'TRUE', number: () => 'TRUE', boolean: () => 'TRUE', list: () => NULL, null: 'TRUE' },
  );
  const words = byKind(
    dialect,
    { kind: 'json', sql: element },
    { ...textArms(dialect, (one) => one), null: NULL },
  ).replace(/ELSE FALSE END$/u, 'END');
  const absent = `(${json} IS NULL OR ${dialect.isKind(json, 'null')})`;
  const made = `CASE WHEN NOT ${absent} THEN ${dialect.joined(list, element, words, textOf(separator) ?? '')} END`;
  return dialect.bind(
    list,
    elements,
    `CASE WHEN ${absent} OR (${list} IS NOT NULL AND ${dialect.every(list, checked, isText)}) THEN ${dialect.bind(text, made, then({ kind: 'text', sql: text, whenNull: 'missing' }))} END`,
  );
};

/** Every function that SQL can say; the others are named where a rule has them. */
const FUNCTIONS: Readonly<Record<string, SqlFunction>> = {
  isEmpty: (receiver, _args, calling, then) => tested(emptyTest(calling.dialect, receiver), calling, then),
  length: (receiver, _args, calling, then) =>
    ofList(receiver, calling, (list) => then({ kind: 'number', sql: calling.dialect.length(list), whenNull: 'never' })),
  first: (receiver, _args, calling, then) =>
    ofList(receiver, calling, (list) => {
      const one = calling.names.next();
      return calling.dialect.bind(one, calling.dialect.element(list, 0), then({ kind: 'json', sql: one }));
    }),
  getValue: isOwnProperty,
  getValues: valuesOf,
  join: joinedText,
  startsWith: affix((literal) => `${literal}%`),
  endsWith: affix((literal) => `%${literal}`),
  toLower: textFunction((text, _args, { dialect }) => dialect.folded(text, false)),
  toUpper: (receiver, args, calling, then) => {
    const { dialect } = calling;
    return textFunction((text) => text)(receiver, args, calling, (value) => {
      const name = calling.names.next();
      const upper = dialect.bind(
        name,
        dialect.upper(value.sql),
        then({ kind: 'text', sql: name, whenNull: 'missing' }),
      );
      return `CASE WHEN ${value.sql} IS NOT NULL AND ${dialect.upper(value.sql)} IS NULL THEN NULL ELSE ${upper} END`;
    });
  },
  textLength: (receiver, _args, calling, then) =>
    ofText(
      receiver,
      calling,
      '0',
      (text) => `length(${text})`,
      (sql) => then({ kind: 'number', sql, whenNull: 'never' }),
    ),
  split: (receiver, [separator], calling, then) => {
    const written = textOf(separator) ?? '';
    if (written === '') throw new Unsayable('`split()` needs a separator that is not empty');
    return ofText(
      receiver,
      calling,
      NULL,
      (text) => calling.dialect.split(text, written),
      (sql) => then({ kind: 'json', sql }),
    );
  },
  allowedHostsForPort: hostsFunction(false, ofList),
  allowedPublicHostsForPort: hostsFunction(true, ofList),
  before: timeTest('<'),
  after: timeTest('>'),
  isPublic: networkTest(IS_PUBLIC, true),
  isPrivate: networkTest(within(PRIVATE), false),
  inSubnet: (receiver, args, calling, then) => {
    const subnets = args.map((arg) => networkOf(textOf(arg) ?? ''));
    const known = subnets.filter((subnet) => subnet !== undefined);
    if (known.length < subnets.length) throw new Unsayable('`inSubnet()` is given what is no subnet');
    return networkTest(within(known), false)(receiver, args, calling, then);
  },
  numberOfHosts: (receiver, _args, calling, then) => {
    const { dialect, names } = calling;
    return single(dialect, names, receiver, (one) => {
      const isKnown = byKind(dialect, one, {
        text: (text) => `NOT (${mayBeIpv6(dialect, text)})`,
        null: 'TRUE',
        missing: 'TRUE',
      });
      const hosts = byKind(dialect, one, {
        text: (text) => ofNetwork(dialect, names, text, NUMBER_OF_HOSTS),
        null: NULL,
        missing: NULL,
      }).replace(/ELSE FALSE END$/u, 'END');
      const name = names.next();
      return `CASE WHEN ${isKnown} THEN ${dialect.bind(name, hosts, then({ kind: 'number', sql: name, whenNull: 'missing' }))} END`;
    });
  },
};

/** The functions that SQL can say. */
export const SAID_FUNCTIONS: readonly string[] = Object.keys(FUNCTIONS);
