import { expect, test } from 'vitest';
import { KnownNames, namesOf } from '../../src/check/known-names.ts';
import { movedTo } from '../../src/check/moved-attributes.ts';
import { otherNumber, slipOf, vocabularyOf, wordKey } from '../../src/check/names.ts';
import { beginningOf, needsLetter, relaxed, relaxedLike, wholeTexts } from '../../src/check/near-patterns.ts';
import { canBeNear, canBeOtherwise, nearValue, valueAround, valueHolding } from '../../src/check/near-values.ts';
import { byNearness } from '../../src/check/nearness.ts';
import { sameMeaning } from '../../src/check/same-meaning.ts';
import { nameOfVersion, otherForm } from '../../src/check/version-forms.ts';
import { clipped, enumerated } from '../../src/check/wording.ts';
import { parseRule } from '../../src/syntax/parse.ts';
import { walk } from '../../src/syntax/walk.ts';
import { crossed, listed } from './support.ts';

/*
 * What the parts of the checker say of many texts, each beside each, as tables in `parts-….txt`. `npx vitest run parts -u` writes
 * them; what changed is to be read.
 */

const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 6)}… (${text.length})` : text);
const table = (lines: readonly string[], name: string): Promise<void> =>
  expect(lines.map((line) => `${line}\n`).join('')).toMatchFileSnapshot(`parts-${name}.txt`);

const WORDS_OF_VENDORS = listed(
  '*; *:*; -1; any; all; 0.0.0.0/0; 0.0.0.0; 0/0; internet; anywhere; anyone; everyone; everybody; public',
  'world; allusers; internet-facing; public-read; public-read-write; ::/0; private; on; enabled; enable',
  'true; yes; active; off; disabled; disable; false; no; inactive; tcp; 6; udp; 17; inbound; ingress',
  'incoming; outbound; egress; outgoing; allow; allowed; allows; permit; permitted; accept; deny; denied',
  'denies; block; blocked; postgres; postgresql; psql; pg; windows; win; amd64; x86_64; x64; arm64; aarch64',
  'aes256; sse-s3; aws:kms; sse-kms; kms; root; <root_account>; root_account; http://x/global/AllUsers',
  'allusers/x; TRUE; constructor; ',
);

test('words of one meaning', () =>
  table(
    WORDS_OF_VENDORS.map((word) => {
      const same = WORDS_OF_VENDORS.filter((other) => sameMeaning(word, [other]) === other);
      const upper = WORDS_OF_VENDORS.filter(
        (other) => sameMeaning(word.toUpperCase(), [other.toUpperCase()]) !== undefined,
      );
      return `${word}: ${same.join(' ')} ${sameMeaning(word, WORDS_OF_VENDORS) ?? '-'} ${upper.length}`;
    }),
    'meanings',
  ));

test('versions of what there is', () =>
  table(
    listed(
      'MySQL 5.7; mysql5.7; mysql-8; mysql_8; mysql.8; mysql/8; HTTP/1.1; http/2/x; ab 1; abc 1; abc1; enabled1',
      'PostgreSQL 13; postgres 13; postgresql13.1; postgres-13; aurora postgresql 13; aurora-postgresql-13; my 5',
      'v 1.2; abcv 1; abcdefg 1; abcdefgql 1; abcdefghql 1; mysqlql 1; 1.2; é 1; éàü 1; a/b/c 1; mysql 5.7.1.2.3',
      'mysql 5 7; mysql',
    ).map((written) => {
      const there = listed(
        'mysql; MySQL; My-SQL; postgres; aurora_postgresql; HTTP; abc; ab; abcdefg; abcdefgh; éàü; my; x y',
      );
      return `${written}: ${there.filter((one) => nameOfVersion(written, [one]) === one).join(', ')} | ${nameOfVersion(written, there) ?? '-'}`;
    }),
    'versions',
  ));

const NUMBERED = [
  ...listed(
    '1.0.0; 0; 0.0; 10; 1.0.1; 100; 1.00; 1.2.0.0; 1.2.3; 1_2_3; 123; 1.23; 12.3; 1.2.3.4; 21; 2.1; 2.10',
    '2.1.0; 01.2; postgresqlx 12; xpostgresql 12; postgres-x 12; é 1.2; éé-b 1.2; a b 1; a_b-c 1; a  b 1',
    '1.2.3.4.5; 1.1234567; 123456; 1234567; -1; x.1; v.1; v. 1; vpn 1.2; pn 1.2; pvn 1.2; dev1.2; devb1.2; db 1.2; 1 Gi; 1  Gi; 1X; 1iB; 1.5.5Gi; 123456789012Gi',
    '1234567890123Gi; 1.123456G; 1.1234567G; 0Gi; 0Mi; 0K; 1b; 1.G; Gi; 1GiBs; 1 GB',
  ),
  ...crossed(
    ['', 'v', 'V', 'TLS', 'TLSv', 'tls ', 'x-', 'ab', 'xab', 'postgres', 'postgresql', 'PostgreSQL '],
    ['1', '1.0', '1.2', '1.2.0', '12'],
  ),
  ...crossed(
    ['1', '2', '1.5', '1024', '1000', '2048', '1536'],
    ['K', 'k', 'Ki', 'kb', 'KiB', 'M', 'Mi', 'G', 'Gi', 'T', 'Pi', 'Ei'],
  ),
];

test('versions and amounts, each beside each', () =>
  table(
    NUMBERED.map((written) => {
      const found = NUMBERED.flatMap((there) => {
        const [yes, no] = [true, false].map((isVersion) => otherForm(written, [there], isVersion));
        const shown = (form: typeof yes): string => (form === undefined ? '' : (form.pattern ?? '='));
        return yes === undefined && no === undefined ? [] : [`${there} ${shown(yes)}/${shown(no)}`];
      });
      return `${written}: ${found.join(', ')}`;
    }),
    'forms',
  ));

test('of several versions, none as the rule writes it', () => {
  const written = ['1', '1.2', 'v1.2', 'TLS1_2', 'TLSv1.2', '1.2.3', 'x 1.2'];
  const lists = [
    ['1.0', '1.1'],
    ['v1.0', 'v1.1'],
    ['TLS1_0', 'TLS1_1'],
    ['1.0', 'x'],
    ['1.0', '2'],
    ['3', '4'],
    ['1.0.0', '1.1.1'],
    ['1.2', 'x'],
    ['a 1.0', 'b 1.1'],
    [],
    ['TLS1_0', '1.0'],
    ['x 1_1', 'x 1_3'],
  ];
  return table(
    written.map((one) => {
      const found = lists.map((list) =>
        [true, false].map((isVersion) => otherForm(one, list, isVersion)?.value ?? '-').join('/'),
      );
      return `${one}: ${found.join(' ')}`;
    }),
    'several',
  );
});

const PATTERNS = [
  ...listed(
    `^(ab)$; ^(ab$; ^ab)$; ^(a)(b)$; x^(ab)$; ^(ab)$x; ^(?:ab|c d)$; ^(ab|)$; ^(|ab)$; ^a|b$; ^a\\.b|c$`,
    `^(a\\.b|c\\/d)$; ^(a*)$; ^ab\\$; ^(a|b|c)$; ^(a|b)|c$; (^ab$); ^((ab))$; ^[ab]$; ^a$|^b$; ^a\\-b$; ^a\\_b\\:c$`,
    '^$; ^()$; ^é$; ^(?i:ab)$; ^(?:)$; a|b; a|1; (a|b)c; (a|1)b; (a)?b; (a|b)*1; a{0,1}; a{0}b; a?; ab?; a?b',
    `(ab)?; (ab)?c; ((a))?; (?:a)b; a|(b|1); [a-z]; \\w; a\\d; A|B; 1|2|a; (); |a; []a]b; [^]a]b; [\\]]b; [a`,
    `[^a]1; \\\\b1; a\\; [-]ab; [ _]ab1; a[.]1; é1; éa1; 1é; a1b2; a b c; a-1-b; abv-1; ab-v1; ab.v1; 1v1; -v1`,
    `\\.v1; V1; abV1; a+b1`,
  ),
  ...crossed(
    ['', '^', 'x^', '.^'],
    ['ab', 'v1', '1', 'TLSv1', 'a-b', '10', 'v', '-', 'a\\.1'],
    ['', '-', '_', ' ', '\\.', '.', '[-_]', '?', '*', '{2}'],
    ['', '2', 'cd', 'v2', '$'],
  ).filter((_, at) => at % 7 === 0),
];

test('patterns', () =>
  table(
    PATTERNS.map((pattern) => {
      const facts = [
        relaxed(pattern) ?? '-',
        wholeTexts(pattern).join(','),
        beginningOf(pattern),
        needsLetter(pattern) ? 'letter' : '',
      ];
      return `${pattern}: ${facts.join(' # ')}`;
    }),
    'patterns',
  ));

test('patterns of `like`', () =>
  table(
    crossed(
      ['', '%', '%%'],
      [
        ...listed(
          'ab; a-b; -ab; ab-; _v1; v1; 1.2; 1; 12; a%b; a(b; a.b; ^ab; a$b; a/b; x-v1-;  ab ; a|b[c]{d}; TLSv1.; x-',
        ),
        `a${'b'.repeat(98)}`,
        `a${'b'.repeat(99)}`,
        `a${'b'.repeat(100)}`,
      ],
      ['', '%', '%%'],
    ).map(
      (pattern) =>
        `${short(pattern)}: ${short(String(relaxedLike(pattern)?.source ?? '-'))} ${relaxedLike(pattern)?.flags ?? ''}`,
    ),
    'likes',
  ));

const VALUES = listed(
  'Standard; STANDARD; standart; Standrad; tandard; Standards; standarded; standarding; Standardé',
  'standardly; standar; stand; STAND; stands; abcd; abce; abcde; ABCDE; abcdf; abdce; abcdef; bcde; abxde',
  'abcd1; acbde; abced; axcye; xbcdy; éabcd; éabcf; abcdeed; abcdeing; abcdeings; a-b-c; ABC; A_B; ab; abc',
  'roles/abcd; ROLES:abcd; abcd:x; x:abc; x/abc; abc:x; cap_x; x; CAP_abc; xcap_abc; cap_abcx; https; HTTPS',
  '443; rdp; 3389; a*cd; a%cd',
);

test('values, each beside each', () =>
  table(
    [
      ...VALUES.map((written) => {
        const near = VALUES.filter((other) => nearValue(written, [other]) === other);
        const around = VALUES.flatMap((other) => valueAround(written, [other])?.pattern ?? []);
        return `${written}: ${near.join(' ')} | ${[...new Set(around)].join(' ')} | ${canBeNear(written) ? 'near' : ''} ${canBeOtherwise(written) ? 'otherwise' : ''}`;
      }),
      ...crossed(
        listed('x; x/; x:; x=; x,; x.; x ; /; .'),
        ['abc', 'ABCD', 'ab', 'abcdabcd'],
        listed('y; /y; :y; =y; ,y; @y; .y;  y'),
      ).map((text) => {
        const found = ['abc', 'abcd', 'ABCD', 'ab', 'a'].map((part) =>
          [{}, { ofType: true }, { isFree: true }]
            .map((how) => valueHolding(part, [text], how)?.pattern ?? '-')
            .join(' '),
        );
        return `${text}: ${found.join(' | ')}`;
      }),
      JSON.stringify([
        valueHolding('abcd', ['z abcd', 'z/abcd', 'a/abcd']),
        valueAround('abcd', ['z/abcd', 'a/abcd']),
        nearValue('abcd1x', ['b-abcd1x', 'ABCD-1X', 'abcd-1x']),
      ]),
    ],
    'values',
  ));

const NAMES = listed(
  'publiclyAccessible; publicAccess; publications; publi; publ; pub; access; accessKey; accessible; keys',
  'key; keyName; abcdef; abcxyz; abcd; abcdx; minimumAge; ageMax; enabledHttps; isEnable; has_key; areKeys',
  'keyIs; httpsIsEnabled; maximumsAge; xminimum; unenabled; wasKey; getKey; x1y2; VPCId; vpcID; is; securityPort; securityPxxt; enabledlyOn; boxes',
  'axes; policies; watches; dishes; classes; class; day; city; CITY; bus',
);

test('names, each beside each', () =>
  table(
    NAMES.map((name) => {
      const order = byNearness(name, [...NAMES].reverse()).slice(0, 6);
      const slip = NAMES.filter((other) => other !== name && slipOf(name, [other]) === other);
      return `${name}: ${order.join(' ')} | ${slip.join(' ')} | ${wordKey(name)} | ${otherNumber(name).join(' ')} | ${[...vocabularyOf([name])].join(' ')}`;
    }),
    'names',
  ));

test('names that there are, in their order', () => {
  const known = new KnownNames(['zPort', 'aPort', 'x'.repeat(200), 'x'.repeat(201), 'boxes', 'Box', 'aPort']);
  expect([known.count, known.names.length]).toEqual([6, 5]);
  expect(known.near('bPort')).toBeUndefined();
  expect(known.near('X'.repeat(200))).toBe('x'.repeat(200));
  expect(known.near('X'.repeat(201))).toBeUndefined();
  expect(known.near(`${'x'.repeat(200)}_`)).toBeUndefined();
  expect(known.ofSameWords('X'.repeat(200))).toBe('x'.repeat(200));
  expect(known.ofSameWords(`is${'x'.repeat(199)}`)).toBeUndefined();
  // Of those that are as near, the first by name, in whatever order they came.
  const map = new Map(['securityGrouz', 'securityGroux'].map((name) => [name, 1]));
  expect(namesOf(map).near('securityGroup')).toBe('securityGroux');
  expect(new KnownNames(map.keys()).near('securityGroup')).toBe('securityGrouz');
});

test('attributes that moved', () => {
  const names = ['acl', 'policy', 'logging', 'bucket', 'toString'];
  expect(names.map((name) => movedTo('aws_s3_bucket', name)[0])).toEqual([
    ...['aws_s3_bucket_acl', 'aws_s3_bucket_policy', 'aws_s3_bucket_logging', undefined, undefined],
  ]);
  expect(names.flatMap((name) => movedTo('aws_s3_bucket_acl', name))).toEqual([]);
});

test('conditions as messages quote them', () => {
  const long = 'x'.repeat(61);
  const rule = [
    ...listed(
      `a; a = 'b'; a in (1, 2, 3); a in (1, 2, 3, 4); a in ($L); a like 'x'; a regexMatch /x/; a contain [ b ]`,
      'a with [ b ] > 1; a groupBy [ b ] length() > 1; not a; not (a and b); (a or b); a split(1, b) = 2',
      `getResource('A', b); a before(-1, 'days')`,
    ),
    long,
    long.slice(1),
    long.slice(2),
    `${long} = 1`,
    `${long} contain [ a ]`,
    `a in ('${long}')`,
    `${long} length()`,
    `not ${long}`,
    `${long} groupBy [ a ] > 1`,
  ].join(' and ');
  const said: string[] = [];
  walk(parseRule(`A should have ${rule}`), (node) => said.push(`${node.kind}: ${clipped(node)}`));
  return table(
    [
      ...said,
      ...[[], ['a'], ['a', 'b'], ['a', 'b', 'c']].flatMap((words) => [enumerated(words), enumerated(words, 'or')]),
    ],
    'quoted',
  );
});
