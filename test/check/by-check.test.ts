import { expect, test } from 'vitest';
import type { EntitySchemas } from '../../src/check/schemas/schema.ts';
import { codesOf, crossed, FIREWALLS, LISTS, listed, SINGLES, spoken } from './support.ts';

/*
 * What each check says of its own matter in every form: texts beside each operator, numbers on both sides of each border, terms
 * beside each other; as tables in `by-check-….txt`, without those of which nothing is said. `npx vitest run by-check -u` writes
 * them; what changed is to be read.
 */

const schemas: EntitySchemas = {
  X: {
    ...SINGLES,
    ...LISTS,
    ...{ truths: 'boolean|number', objects: 'list|object', nested: { deep: { n: 'number' } } },
    ...FIREWALLS,
  },
};

const table = (text: string, name: string): Promise<void> => expect(text).toMatchFileSnapshot(`by-check-${name}.txt`);
const about = (conditions: readonly string[], head = 'A should have '): string[] => conditions.map((one) => head + one);
/** One in so many, of which each is beside each somewhere. */
const oneIn = (count: number, rules: readonly string[]): string[] => rules.filter((_, at) => at % count === 0);

/** A text beside everything that a text stands beside; `§` is its place. */
const AROUND = listed(
  "p = §; p != §; not p = §; p in (§); p in (§, 'x'); p in ('x', §, 5); not p in (§); p like §; not p like §; p < §; p >= §; § = p; § < 'b'",
  'p length() = §; p toLower() = §; p contain [ § ]; p contain [ $ = § ]; p contain [ p != § and q ]; p startsWith(§); p with [ p = § ] > 1',
);
const TEXTS = listed(
  "'a '; ' a'; '\"a\"'; '“a”'; '`a`'; '\" a \"'; ' \"a\" '; '\"a'; '\"\"'; ' '; ' %'; '% a'; 'a% '; '\"a\"b\"'; 'a'; '5 '; ' 1.2.3.4'",
  "'10.0.0.0/8'; '10.0.0.0/33'; '10.0.0/8'; '10/8'; '1.2.3.4.5/8'; '1O.0.0.0/8'; '10.0.0.o/8'; '10.0.0.0/1234'; '1.2.3.4'; '1.2.3.256'; '1.2.3.4:80'; '1.2.3.256:80'",
  "'1.2.3.256:123456'; '123456.1.1.1'; '::/0'; '0::0/0'; '0:0:0:0:0:0:0:0/0'; '00::/0'; '::/1'; '::/129'; '::/1290'; 'fd00::/8'; 'fd00::/128'; 'FD00::/64'; 'gg::/8'; '12345::6/64'",
  "'123456::6/64'; '1:2:3:4:5:6:7:8:9/64'; ':1/64'; '2024/12'; '2024/1'; '12/2024'; 'x10.0.0.0/8'; '10.0.0.0/8x'; '10.0.0.0/8,::/0'; '10.0.0.0/8;1.1.1.1'; '10.0.0.0/8|1.1.1.1/8'",
  "'10.0.0.0/8 or ::/0'; '10.0.0.0/8 and ::/0'; '10.0.0.0/8,x'; '10.0.0.0/8 , 10.0.0.0/9'; '10.0.0.1/1'; '10.0.0.1/9'; '10.0.0.1/10'; '10.0.0.1/29'; '10.0.0.1/31'; '10.0.0.1/32'; '10.0.0.1/0'; '1000.0.0.0/8'",
  "'a,b'; 'a|b'; 'a, b'; 'a;b'; 'a,b c'; 'a,'; ',a'; 'a.b:c@d*e/f-g,h'; 'a,(b)'; '1.1.1.1,x'; 'a|b,c'; 'a%'; '%a'; '%a%'; 'a%b'; '50%'; '50.5 %'; '50,5%'; '%20'; '%20a'; 'a%2Fb%2f'; '%7g'; '%a0'; '%1f'; '%'; '%%'; 'x%20%'",
  "'^a'; 'a/b.*/c'; 'a\\/.*'; 'a^'; 'a.*'; 'a.+'; 'a\\d'; 'a\\q'; 'a\\.b'; '[a-z]'; '[az]'; '[a-z'; '[_a-z_]{2}'; '/a/i'; '/a/x'; '/a/gim'; '/a/gimsu'; '/^a/'; '/a$/'; '/a|b/'; '/a+b/'; '/a/'; '/a/b/'; 'x/a/i'; '/a/ix'",
  "'*a'; 'a*'; 'a*b'; '*'; '**'; '*a*'; 'a:*'; 'a/*'; 'a*%'; '*%a'; '*.a'; '*-a b'; '*:a'; '- *'; 'a * b'; '$a'; 'a|'; '\"a\": 1'; '\"a\" : 1'; '\"a\":1'; '\"a\":  {'; '\"a\": x'; '\"a\": \"b\"'; '\"a\": [1'; '\"a\": true'; '\"a\": null'",
);

test('texts beside operators', () =>
  table(
    spoken(
      about(
        oneIn(
          5,
          TEXTS.flatMap((text) => AROUND.map((around) => around.replace('§', text))),
        ),
      ),
    ) +
      spoken(
        about(
          oneIn(
            13,
            TEXTS.flatMap((text) => AROUND.map((around) => around.replace('§', text))),
          ),
        ),
        { strict: true },
      ),
    'texts',
  ));

test('every text in a list of one, and beside `like`', () =>
  table(
    codesOf(
      about(
        TEXTS.flatMap((text) => [
          `p in (${text})`,
          `p like ${text}`,
          `p != ${text}`,
          `ipVersion in (${text}, 5)`,
          `p first() = ${text}`,
          `p first() in (${text}, 5)`,
        ]),
      ),
    ),
    'listed',
  ));

test('texts beside properties whose names tell something', () =>
  table(
    codesOf(
      about(
        oneIn(
          5,
          [
            'cidr',
            'vpcCidr',
            'cidr.x.y',
            'version',
            'kernelRelease',
            'endpoint',
            'sourceIp',
            'x.date',
            '$',
            'remoteAddress',
            'aws.x',
          ].flatMap((path) =>
            TEXTS.flatMap((text) => [
              `${path} = ${text}`,
              `${path} in (${text}, ${text.toUpperCase()})`,
              `l contain [ ${path} != ${text} ]`,
            ]),
          ),
        ),
      ),
    ),
    'named',
  ));

test('patterns', () =>
  table(
    spoken(
      about(
        listed(
          `/a/; /a?/; /a*$/; /\\b/; /\\B?/; /\\z?/; /a|/; /(a|)/; /^/; /^$/; /$/; /(/; /[A-z]/; /[^A-z]/; /[0-9A-z_]/; /[]A-z]/; /A-z/; /[${'x'.repeat(40)}A-z]/; /[${'x'.repeat(41)}A-z]/`,
          '/\\\\\\\\.a/; /a\\\\\\\\d/; /C:\\\\\\\\d/; /\\\\\\\\\\\\\\\\d/; /a\\\\\\\\q/; /\\\\\\\\d/; /a\\\\.b/; /%a/; /^%a/; /a%/; /a%$/; /a%b/; /x^%a/; /%/; /%$x/; /"a": "b"/; /"a" : 1/; /"a": x/; /"a":\\s*1/; /*a/; /a|*b/; /(*b)/',
          '/a\\\\|*/; /(?=a)/; /a{1001}/; /\\1/; /[/; /a**/; /x*?/; /(?<a>b)/; /a(?!b)/',
        ).flatMap((pattern) => [`p regexMatch ${pattern}`, `not p regexMatch ${pattern}i`]),
      ),
    ),
    'patterns',
  ));

const ORDERS = ['=', '!=', '<', '<=', '>', '>='];
const NUMBERS = listed(
  "-2; -1; 0; 1; 2; 4294967295; 4294967296; 4294967297; null; 'x'; '0'; '-1'; true; q; 0.5; '4294967297'",
);

test('what functions give, beside numbers on both sides of its ends', () =>
  table(
    codesOf(
      about(
        [
          ...listed(
            'p length(); p LENGTH(); p textLength(); p numberOfHosts(); p allowedHostsForPort(22); p allowedPublicHostsForPort(22)',
          ),
          'p with [ q ]',
          'p groupBy [ q ]',
          'p contain [ q ]',
          'p',
          'p first()',
        ].flatMap((given) => ORDERS.flatMap((order) => NUMBERS.map((number) => `${given} ${order} ${number}`))),
      ),
    ) +
      spoken(
        about(
          listed(
            "p length() = null; p length() != null; p length() > -1; p numberOfHosts() < 1; p allowedHostsForPort(22) > '4294967296'; p with [ q ] < 0; p length() < null",
          ),
        ),
      ),
    'ranges',
  ));

const MOMENTS = listed(
  "'2025-01'; '2025-01-02'; '2025-01-02T03:04'; '2025-01-02 0304'; '2025-01-02T03:04:05'; '2025-01-02T030405'; '2025-01-02T03:04:05.6Z'; '2025-01-02T03:04:05+01:00'; '2025-01-02T03:04-0100'; '2025-01-02T03:04:05.678Z'",
  "'2025-13-45'; '2025'; '2025-1-2'; 'x2025-01-02'; '2025-01-02x'; '2025-01-02T3:4'; '01/02/2025'; '1.2.25'; '2025/1/2'; '2025.12.31'; '12345/1/2'; '1/2/3'; '1/2/20255'; '2 Jan 2025'; '2-Jan-25'; '2 Ja 2025'; '12 september 25'; '123 Jan 2025'",
  "'Jan 2, 2025'; 'January 2 2025'; 'Jan 2,  2025'; 'Ja 2, 2025'; 'Jan 2, 25'; 'x Jan 2, 2025'; '5'; '-5'; 5; -5; 0; '0'; 1000000; 999999; 86400; -604800; '172800'; -999999; -1000000; 99999999999; 100000000000; '100000000000'; 1735787045999; -1735787045999; true; null; q",
);

test('moments', () =>
  table(
    codesOf(
      oneIn(
        4,
        [
          'at',
          'seen',
          'either',
          'name',
          'n',
          'lastX',
          'x.created',
          'timestampOf',
          'expiry',
          'update',
          'at isEmpty()',
          'flag',
          'list',
        ].flatMap((left, row) =>
          MOMENTS.flatMap((moment, at) =>
            about(
              ORDERS.filter((_, column) => (row + at + column) % 2 === 0).map((order) => `${left} ${order} ${moment}`),
              'X should have ',
            ),
          ),
        ),
      ),
      { schemas },
    ) + spoken(oneIn(3, about(crossed(['at '], ['= ', '> ', '<= '], MOMENTS), 'X should have ')), { schemas }),
    'moments',
  ));

const UNITS = listed('seconds; minutes; hours; days; weeks; months; years; Days; day; fortnights');
/** 150 years in each unit, and more. */
const YEARS = [4_733_640_000, 78_894_000, 1_314_900, 54_788, 54_787, 7_827, 1_800, 1_801, 150, 151, 1_000_000_000_000];

test('spans, and the side of now', () =>
  table(
    spoken(
      about(
        UNITS.flatMap((unit) =>
          oneIn(
            4,
            YEARS.flatMap((amount) => [
              `p before(${amount}, '${unit}')`,
              `p after(-${amount}, '${unit}')`,
              `p after(${amount + 1}, '${unit}')`,
            ]),
          ),
        ),
      ),
    ) +
      spoken(
        about(
          listed(
            "before(-1000, 'years'); p q before(-1000, 'years'); p before(-1000, years); p before('-1000', 'years'); p BEFORE(-1000, 'years'); p isEmpty() before(-1000, 'years'); p length() after(1000, 'years'); p after(1000)",
          ),
        ),
      ) +
      spoken(
        about(
          [
            'lastUsed',
            'created.x.y',
            'x.created',
            'createdUntil',
            'dueDate',
            'nextScan',
            'validFrom',
            'endpoint',
            'p',
            'launch length()',
            "'x'",
          ].flatMap((path) =>
            listed(
              "before(1, 'days'); before(-1, 'days'); after(1, 'days'); after(-1, 'days'); before(0, 'days'); after(0, 'days'); AFTER(2, 'days'); after('1', 'days'); after(x, 'days'); after(1.5, unit); before(1)",
            ).map((call) => `${path} ${call}`),
          ),
        ),
      ) +
      spoken(
        listed(
          "like '2025-%'; like '^2025'; like '1925'; like '2125'; like '20256'; like '%2025'; regexMatch /^2025/; regexMatch /2025-/; regexMatch /^20/; startsWith('2025'); startsWith('x'); endsWith('2025'); ENDSWITH('2025'); startsWith(2025); contains('2025'); split('2025'); toLower() like '2025'",
        )
          .flatMap((one) =>
            about(
              ['at', 'name', 'things', 'nope'].map((path) => `${path} ${one}`),
              'X should have ',
            ),
          )
          .concat("X should have startsWith('2025')"),
        { schemas },
      ),
    'spans',
  ));

test('versions and amounts in order', () =>
  table(
    codesOf(
      about(
        oneIn(
          2,
          [
            'version',
            'a.releaseOf.x',
            'engine',
            'kernelVersion',
            'httpVersion',
            'tls.version',
            'sslRelease',
            'name',
            'version length()',
            "'5'",
            'l groupBy [ version ]',
          ].flatMap((left) =>
            ['<', '>=', '=', '!='].flatMap((order) =>
              listed(
                "'1.2'; 1.2; '1.10'; 1.10; 'v1.2'; 'V1.10'; '1.2.3'; 'v1.2.3'; '1.2.3.4'; '1.2.3-rc1+b.2'; '1.2.3-'; '1.'; '1'; '.1'; 'x1.2'; '1.2x'; '1.10x'; 'v'; '10.20'; '1.2 '; true; null; q",
              ).map((value) => `${left} ${order} ${value}`),
            ),
          ),
        ),
      ),
    ) + spoken(about(listed("version >= 'v1.2'; version > '1.2.3'; version < 1.10; version <= 'V1.10'; p > '1.2.3'"))),
    'versions',
  ));

const AMOUNT_UNITS = listed(
  'Ki; KiB; kb; K; m; mcpu; cpu; cores; core; bytes; byte; bits; bit; %; ms; s; h; d; w; y; sec; secs; seconds; min; mins; minutes; hour; hours; day; days; weeks; months; month; years; zb; x; i; b; Bi; css; mss; ',
);

test('amounts', () =>
  table(
    codesOf(
      about([
        ...AMOUNT_UNITS.flatMap((unit, at) => [
          `p > '5${unit}'`,
          `p <= '-1.5 ${unit}'`,
          `p ${['=', '!=', '<', '>='][at % 4] ?? ''} '+1,5${unit}'`,
          `p < 'x5${unit}'`,
          `p < '5  ${unit}'`,
          `p >= '5${unit}x'`,
        ]),
        ...['p length()', "'x'", 'p with [ q ]', 'p', 'q.r'].flatMap((left) => [`${left} > '5s'`, `${left} = '5s'`]),
        ...Object.entries({
          years: 100,
          months: 1200,
          weeks: 5200,
          days: 36_500,
          hours: 876_000,
          tb: 100_000,
          gb: 10_000_000,
          gib: 10_000_000,
          mb: 1_000_000_000,
          mib: 1_000_000_000,
          constructor: 1,
          seconds: 1,
        }).flatMap(([unit, most]) =>
          ORDERS.flatMap((order, at) => [
            `p.${unit} ${order} ${most + (at % 2)}`,
            `${unit}Of > ${most + 1}`,
            `x${unit.toUpperCase()} > ${most + 1}`,
            `p.${unit} > '${most + 1}'`,
          ]),
        ),
        ...listed(
          "days length() > 100000; days > true; days > -100000; days > q; days with [ q ] > 100000; '5' > 100000",
        ),
      ]),
    ) + spoken(about(listed("p > '5 GB'; p.days > 100000; p <= '90 days'; sizeGB = 100000000"))),
    'amounts',
  ));

const TERMS = listed(
  "a = 1; a != 1; a = '1'; a = 2; a in (1, 2); a in (1, 3); not a in (1, 2); not a = 1; a > 1; a >= 1; a < 1; a <= 1; a > 2; a < 3; not a > 1; a = 'x'; a = 'X'; a != 'x'; a like 'x%'; a like '1'; not a like 'x%'; a in ('x', 'y')",
  "a != 'y'; a = true; a = 'true'; a != true; a = null; a = 'null'; a != null; a; not a; b = 1; a in ($L); 1 = a; a = b; a != b; a regexMatch /x/; a contain [ b ]; a contain-none [ b ]; not a contain [ b ]; a isEmpty(); not not a; a > 'x'; a = '01'; a like '%'; a > 1.5",
);

/** Each term beside each; every so many-th pair of them, where the number of terms is no multiple of that. */
function pairs(every: number, rule: (first: string, second: string) => string): string {
  return codesOf(
    oneIn(
      every,
      TERMS.flatMap((first) => TERMS.map((second) => rule(first, second))),
    ),
  );
}

test('terms that are to hold together', () =>
  table(
    pairs(3, (first, second) => `A should have ${first} and ${second}`),
    'terms-and',
  ));

test('terms of which one is to hold', () =>
  table(
    pairs(3, (first, second) => `A should have ${first} or ${second}`),
    'terms-or',
  ));

test('terms apart from each other', () =>
  table(
    pairs(11, (first, second) => `A should have a contain [ $ = 1 and (c and ${first} or ${second}) or ${second} ]`) +
      pairs(11, (first, second) => `A should have a contain [ c and (${second} or ${first}) or (d or ${second}) ]`) +
      pairs(7, (first, second) => `A where ${first} should have c and ${second}`) +
      pairs(9, (first, second) => `A where ${second} and c should not have ${first}`) +
      pairs(9, (first, second) => `A where ${first} should have ${second} and ${first}`) +
      pairs(9, (first, second) => `A where ${first} or ${second} should have ${second} or d exclude ${first}`),
    'terms-apart',
  ));

test('three terms, of which the last two or the ends meet', () =>
  table(
    codesOf(
      about(
        listed(
          'a in (1, 2) and a in (2, 1) and a = 3; a in (1, 2, 3) and a in (1, 2) and a = 3; a in (1, 2) and a != 3 and a != 1 and a != 2; a != 1 and a in (1, 2) and a != 2; a > 1 and a > 2 and a < 2; a >= 2 and a > 2 and a <= 2',
          'a > 2 and a >= 2 and a <= 2; a < 3 and a <= 3 and a >= 3; a <= 3 and a < 3 and a >= 3; a < 1 and b and a > 1; a > 1 and a < 5 and a < 3 and a > 2 and a > 4; a in (1) and a > 0 and a < 1; b = 1 and a = 1 and b = 2 and a = 2',
        ),
      ),
    ),
    'terms-three',
  ));

test('moments that one time is to lie between', () =>
  table(
    codesOf([
      ...about(
        listed(
          "a before(-365, 'days') and a after(-365, 'days'); a after(-365, 'days') and a before(-365, 'days'); a before(-365, 'days') and a after(-90, 'day'); a before(-90, 'days') and a after(-365, 'days')",
          "a before(1, 'weeks') and a after(7, 'days'); a before(1, 'weeks') and a after(6, 'days'); a before(-24, 'hours') and b and a after(-1, 'days'); a before(-1440, 'minutes') and a after(-86399, 'seconds')",
          "a before(-1, 'years') and a after(-12, 'months'); a before(-1, 'years') and a after(-13, 'months'); a before(-1.5, 'months') and a after(-1, 'months'); a before(-6, 'months') and a after(-170, 'days'); a before(-6, 'months') and a after(-179, 'days'); a before(-6, 'months') and a after(-182, 'days')",
          "a before(0, 'days') and a after(0, 'years'); a BEFORE(-2, 'days') and a AFTER(-1, 'days'); a before(-2, 'days') and b after(-1, 'days'); not a before(-2, 'days') and not a after(-1, 'days')",
          "a before(-2, 'days') or a after(-3, 'days'); a before('-2', 'days') and a after(-1, 'days'); a before(-2, 'dyas') and a after(-1, 'days'); a before(n, 'days') and a after(-1, 'days'); a before(-9, 'days') and a before(-2, 'days') and a after(-5, 'days')",
          "a = 1 and a before(-2, 'days'); a > 5 and a before(-2, 'days') and a after(-1, 'days')",
        ),
      ),
      "A where a after(-1, 'days') should have a before(-2, 'days')",
    ]),
    'terms-moments',
  ));

test('terms where upper and lower case count', () =>
  table(
    codesOf(
      about(
        listed(
          "a = 'x' and a = 'X'; a = 'x' and a != 'X'; a in ('x', 'X') and a = 'x'; a != 'x' or a != 'X'; a like 'x' and a = 'X'; a = 'true' and a = 'TRUE'; 'x' = 'X'; a = 'null' and a = 'NULL'",
        ),
      ),
      { matchCase: true },
    ),
    'terms-case',
  ));
