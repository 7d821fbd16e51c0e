import { expect, test } from 'vitest';
import { holdsOfTruths, needsOtherThanNumber } from '../../src/check/kinds-of-patterns.ts';
import { KnownNames } from '../../src/check/known-names.ts';
import { slipOf } from '../../src/check/names.ts';
import { beginningOf, needsLetter, relaxed, relaxedLike, wholeTexts } from '../../src/check/near-patterns.ts';
import {
  canBeNear,
  canBeOtherwise,
  canBePart,
  nearValue,
  valueAround,
  valueHolding,
  valueWithWord,
  wordOfPattern,
} from '../../src/check/near-values.ts';
import { byNearness } from '../../src/check/nearness.ts';
import { typesMeant } from '../../src/check/target-types.ts';
import { isVersion, otherForm } from '../../src/check/version-forms.ts';
import { kindWords } from '../../src/check/wording.ts';

/*
 * Which values and names are taken for one another, and which are not, as tables in `near-….txt`. `npx vitest run near -u`
 * writes them; what changed is to be read.
 */

const LONG = 'long'.repeat(50);
const VALUES = [
  ...[
    'PublicRead',
    'public-read',
    'public_red',
    'ab',
    'a-b',
    'abc',
    'a-bc',
    'a*bc',
    'A.B.C',
    'west europe',
    'westeurope',
  ],
  ...['owner', 'roles/owner', 'owner:x', 'arn:x:owner', 'owner/x', 'own', 'roles/own', 'own:x', 'x:own', 'own:'],
  ...['SYS_ADMIN', 'CAP_SYS_ADMIN', 'AB', 'CAP_AB', 'cap_ab', 'http', 'https', 'ssh', '22', '443', 'https:443'],
  ...['enable', 'enabled', 'enabling', 'enables', 'enablement', 'enab', 'standard', 'standrad', 'stndard', 'stanndard'],
  ...[
    'standart',
    'standxyd',
    'tandard',
    'tls1_0',
    'tls1_1',
    'word',
    'wodr',
    'wrod',
    'words',
    'worda',
    'aword',
    'wordz',
  ],
  ...['x1', '1x', 'x', '1', '', LONG, `${LONG}x`, LONG.slice(1), `${LONG.slice(1)}x`],
];
const short = (text: string): string => (text.length > 40 ? `${text.slice(0, 4)}… (${text.length})` : text);

test('values', async () => {
  const lines = VALUES.map((written) => {
    const near = VALUES.filter((other) => nearValue(written, [other]) === other).map(short);
    return `${short(written)}: ${near.join(', ')}${canBePart(written) ? '' : ' (no part)'}\n`;
  });
  const first = [
    nearValue('standard', ['standart', 'stndard', 'stand-ard']),
    nearValue('standard', ['stndard', 'standart']),
    nearValue('owner', ['owners', 'roles/owner']),
    nearValue('ssh', ['sshd', '22']),
    nearValue('ssh', ['sshd', '23']),
  ];
  await expect(`${lines.join('')}${first.join(', ')}\n`).toMatchFileSnapshot('near-values.txt');
});

test('patterns', async () => {
  const values = [
    't2.micro',
    'm5.large',
    'run:task',
    'a/b/task',
    'taskrun',
    'task',
    'public-read',
    'publicly',
    'Private.x',
  ];
  const written = [
    't2',
    't2.',
    'micro',
    '.micro',
    'large',
    'task',
    'run',
    'a',
    'b',
    'a/',
    'x',
    'private',
    'TASK',
    'm5.large',
    '5.large',
    'a/task',
  ];
  const patterns = [
    ...[
      '%publc%',
      'publc%',
      '%publc',
      'publc',
      '%public%',
      '%pub%',
      '%publi%',
      '%privat%',
      '%raed%',
      '%pubilc%',
      '%p%c%',
    ],
    ...[
      '%publc-read%',
      '%1ublic%',
      `%${'p'.repeat(40)}%`,
      `%${'p'.repeat(41)}%`,
      '%puxxc%',
      '%',
      '%%',
      '%large%',
      '%larg%',
    ],
  ];
  const lines = [
    ...written.map((text) => `${text}: ${JSON.stringify(valueAround(text, values))}\n`),
    ...patterns.map(
      (pattern) =>
        `${short(pattern)}: ${short(String(wordOfPattern(pattern)))} ${JSON.stringify(valueWithWord(pattern, values))}\n`,
    ),
  ];
  await expect(lines.join('')).toMatchFileSnapshot('near-patterns.txt');
});

const FORMS = [
  ...[
    '1',
    '1.0',
    '1.0.0',
    '1_0',
    '12',
    '1.2',
    '1.2.3',
    '1.2.3.4',
    '1.2.3.4.5',
    '1234567',
    'v1',
    'v1.2',
    'V1_2',
    'v 1.2',
  ],
  ...[
    'TLS1_0',
    'TLSv1.0',
    'TLS 1.0',
    'TLS-1.2',
    'TLSVersion1.2',
    'SSL3',
    'SSLv3',
    'ab1.2',
    'xab1.2',
    'python3.9',
    'é1.2',
  ],
  ...[
    '512',
    '512M',
    '512Mi',
    '512MB',
    '512 MiB',
    '0.5Gi',
    '0.5G',
    '1Gi',
    '1024Mi',
    '1024',
    '1k',
    '1000',
    '1.1234567Gi',
  ],
  ...['', 'x', '1.', '.1', '1x', 'tls', '1.0-beta', 'Mi', '1Xi', '2Gi', '2048Mi', '2147483648'],
];

test('one version or amount in several forms', async () => {
  const lines = FORMS.map((written) => {
    const forms = FORMS.flatMap((there) =>
      [true, false].flatMap((isOfVersions) => {
        const other = there === written ? undefined : otherForm(written, [there], isOfVersions);
        return other === undefined
          ? []
          : [`${there}${isOfVersions ? '!' : ''}${other.pattern === undefined ? '' : ` (${other.pattern})`}`];
      }),
    );
    return `${isVersion(written) ? 'version' : 'none'} ${written}: ${forms.join(', ')}\n`;
  });
  const several = [
    otherForm('1.2', ['TLS1_0', 'TLS1_2'], true),
    otherForm('1.2', ['TLS1_0', 'TLS1_1'], false),
    otherForm('1.2', ['TLS1_0', 'x'], true),
    otherForm('1.2', ['1.1', 'TLS1_0'], true),
    otherForm('TLS1_2', ['1.0', '1.1'], true),
    otherForm('TLS1_2', ['TLS1.0', 'TLS1.1'], false),
    otherForm('TLS1_2', ['TLS1.0', 'TLS1.1'], true),
    otherForm('1.27', ['v1.27.3', 'v1.28'], true),
    otherForm('1.27', ['v1.28', 'v1.27.3', 'v1.27'], true),
    otherForm('1', ['2.0', '1.5'], true),
    otherForm('1', ['2.0', '1.5'], false),
    otherForm('1.2', [], true),
    otherForm('2Gi', ['x', '2Gi', '2048Mi', '2G'], false),
    otherForm('2Gi', ['2G', '2048Mi'], false),
    otherForm('2Gi', ['2M', '2T'], false),
  ].map((form) => `${JSON.stringify(form) ?? 'none'}\n`);
  await expect([...lines, ...several].join('')).toMatchFileSnapshot('near-forms.txt');
});

test('what patterns ask for, and what they nearly ask for', async () => {
  const patterns = [
    ...[
      'x',
      'ab',
      '^ab',
      'ab$',
      '^ab$',
      '^(ab|cd)$',
      '^(?:ab|cd)$',
      '^ab|cd$',
      '(ab|cd)',
      '^ab\\.c$',
      '^a b-c_d:e/f,g@h$',
    ],
    ...[
      'TLSv1\\.[01]',
      '^TLSv1\\.[01]$',
      '^TLS1_2$',
      '^v?1\\.2',
      '^v1',
      '^1\\.2',
      '^1',
      '10-x',
      '10-',
      '-x',
      'a-b',
      'a_?b',
    ],
    ...[
      '[a-z]+',
      '[A-Za-z0-9]',
      '\\d+',
      '\\w',
      '^\\d{2}x',
      'x*',
      'xy*',
      '(x)?',
      '(xy)+',
      '(?i)x',
      'a{0,2}',
      'ab{2}',
      '1|2',
      '1|x',
    ],
    ...[
      'true',
      '^t',
      'f.*e$',
      '^[tf]',
      'rue|x',
      '^(?!x)',
      '(',
      '1e5',
      '-1',
      '.*',
      '^.$',
      '',
      'prod-',
      'v1',
      'ab1',
      'abv1',
      'ab v2',
      'ab.c',
    ],
    ...['b[a-z]?', '(b)?x', 'b(x)?', 'b[0-9]*', '^.{4}$', '^.{5}$', '^.{3}$', '1[-]v2', 'x1-2', '[ab]-c', '[ab]_1'],
  ];
  const likes = [
    ...[
      'x',
      'ab',
      'ab%',
      '%ab',
      '%ab%',
      'a%b',
      '10-x%',
      'TLSv1%',
      '%TLSv1',
      'prod-%',
      '%-prod',
      '%%ab',
      'ab%%',
      '%',
      '',
      'x%',
      '%a-b%',
    ],
    ...[
      't%',
      '%e',
      'true',
      'TRUE%',
      'y%',
      '1%',
      '%.5',
      '1e%',
      '-%',
      '%+1',
      `${'ab'.repeat(50)}%`,
      `${'ab'.repeat(50)}c%`,
      '(a)%',
      'a.b-%',
    ],
    ...['ab%cd', '%ab%cd', '%-v1', '%-1', '_ab%', '%_ab', 'v1-%', '1_%'],
  ];
  const texts = ['ab', 'x ab', 'TLS1_2', 'TLSv1.0', '10_x', 'a_b', 'prod_1', 'production', 'v1', '1', '(a)', 'a-b_1'];
  const lines = [
    ...patterns.map((pattern) => {
      const match = { kind: 'match', pattern, ignoreCase: false } as const;
      const facts = [
        relaxed(pattern) ?? 'itself',
        JSON.stringify(wholeTexts(pattern)),
        `begins \`${beginningOf(pattern)}\``,
        ...(needsLetter(pattern) ? ['a letter'] : []),
        ...(holdsOfTruths(match) ? ['holds of truths'] : []),
        ...(holdsOfTruths({ ...match, ignoreCase: true }) ? ['in any case'] : []),
        ...(needsOtherThanNumber(match) ? ['of no number'] : []),
      ];
      return `/${pattern}/: ${facts.join('; ')}\n`;
    }),
    ...likes.map((pattern) => {
      const near = relaxedLike(pattern);
      const like = { kind: 'like', pattern } as const;
      const facts = [
        near === undefined ? 'itself' : texts.filter((text) => near.test(text)).join(', '),
        ...(holdsOfTruths(like) ? ['holds of truths'] : []),
        ...(needsOtherThanNumber(like) ? ['of no number'] : []),
      ];
      return `${short(pattern)}: ${facts.join('; ')}\n`;
    }),
  ];
  await expect(lines.join('')).toMatchFileSnapshot('near-relaxed.txt');
});

test('texts that hold another between signs', async () => {
  const texts = [
    ...[
      '--anonymous-auth=true',
      'Node,RBAC',
      'RBAC',
      'rbac and more',
      't2.micro',
      'registry.example/web:1.4',
      'x/web@1',
    ],
    ...[
      'arn:aws:iam::123456789012:root',
      'a=b',
      'node',
      'xRBACx',
      'x,rbacx,rbac',
      '*',
      '*:*',
      '-1',
      'v1.2',
      '1.2',
      'x1',
      'x1y',
      'x1yz',
    ],
    ...[
      '1/2',
      `1${'2'.repeat(40)}`,
      `1${'2'.repeat(41)}`,
      'a',
      'a1b',
      `ab${'c'.repeat(198)}`,
      `ab${'c'.repeat(199)}`,
      'a%b',
      'a1',
    ],
    ...['rbacx', 'rbac x', 'webx', 'web x', 'web y/web', 'RBAC.x', 'x.RBAC'],
  ];
  const parts = [
    '--anonymous-auth',
    'RBAC',
    'Node',
    't2',
    'micro',
    'web',
    'we',
    'w',
    '123456789012',
    'b',
    'node',
    'and',
    'true',
    'root',
  ];
  const lines = [
    ...parts.flatMap((part) =>
      [{}, { ofType: true }, { isFree: true }, { ofType: true, isFree: true }].map((how) => {
        const found = texts.flatMap((text) => {
          const holding = valueHolding(part, [text], how);
          return holding === undefined ? [] : [`${short(text)} (${holding.pattern})`];
        });
        return `${part}${JSON.stringify(how)}: ${found.join(', ')}\n`;
      }),
    ),
    ...texts.map((text) => {
      const facts = [
        canBeNear(text) ? 'near' : '',
        canBeOtherwise(text) ? 'otherwise' : '',
        canBePart(text) ? 'part' : '',
      ];
      return `${short(text)}: ${facts.filter((fact) => fact !== '').join(', ')}\n`;
    }),
  ];
  await expect(lines.join('')).toMatchFileSnapshot('near-holding.txt');
});

test('names in the order of what they have in common', async () => {
  const names = [
    'name',
    'accessKey',
    'publiclyAccessible',
    'publicationDate',
    'pub',
    'publ',
    'accessible',
    'keyName',
    'date',
  ];
  const lines = ['accessPublicly', 'publiclyAccessible', 'publicKey', 'dates', 'nam', 'public', 'x', ''].map(
    (written) => `${written}: ${byNearness(written, names).join(' ')}\n`,
  );
  await expect(lines.join('')).toMatchFileSnapshot('near-order.txt');
});

/** A name with some of its letters changed, left out, written twice or swapped. */
function slips(name: string): readonly string[] {
  const made = new Set<string>();
  for (let at = 0; at < name.length; at += 1) {
    const [before, letter, next, behind] = [name.slice(0, at), name[at] ?? '', name[at + 1] ?? '', name.slice(at + 2)];
    made.add(`${before}${next}${behind}`);
    made.add(`${before}${next}${letter}${behind}`);
    made.add(`${before}zz${behind}`);
    made.add(`${before}${letter}z${next}z${behind}`);
    made.add(`${before}zzz${behind.slice(1)}`);
    made.add(`${before}zzzz${behind.slice(2)}`);
  }
  return [...made];
}

test('names with slips', async () => {
  const known = ['port', 'portTo', 'mfaActive', 'VPC', 'enableKeyRotation', 'a', 'isPublic'];
  const lines = known.map((name) => {
    const found = slips(name).filter((written) => slipOf(written, [name]) === name);
    return `${name}: ${found.join(' ')}\n`;
  });
  const chosen = [
    slipOf('porTo', ['port', 'portTo']),
    slipOf('porTo', ['portTo', 'port']),
    slipOf('prt', ['pot', 'port']),
    slipOf('portt', ['ports', 'port']),
    slipOf('abcde', ['abcdf', 'abcdg']),
    slipOf('abcdE', ['abcdfe', 'abcdge']),
    slipOf('x'.repeat(101), [`${'x'.repeat(100)}y`]),
    slipOf('x'.repeat(100), [`${'x'.repeat(99)}y`])?.length,
    new KnownNames(['boxes', 'boxs']).near('box'),
    new KnownNames(['boxs', 'boxes']).near('box'),
    slipOf('curityGroop', ['SecurityGroup']),
    new KnownNames(['axe', 'ax']).near('axes'),
    new KnownNames(['ax', 'axe']).near('axes'),
    new KnownNames(['policies']).near('policy'),
    new KnownNames(['policy']).near('policies'),
  ];
  await expect(`${lines.join('')}${chosen.join(', ')}\n`).toMatchFileSnapshot('near-names.txt');
});

test('kinds in words', () => {
  expect(kindWords(['network', 'text'])).toBe('text');
  expect(kindWords(['number', 'text', 'list'])).toBe('a number or text or a list');
});

test('types that a name of Terraform stands for', () => {
  const schemas = { IamUser: {}, aws_iam_user: {}, google_iam_user: {}, aws_vpc: {} };
  expect(['iam_user', 'IAMUSER', 'IamUser', 'vpc', 'aws_iam_user'].map((name) => typesMeant(name, schemas))).toEqual([
    ['IamUser', 'aws_iam_user', 'google_iam_user'],
    ['IamUser'],
    ['IamUser'],
    [],
    ['aws_iam_user'],
  ]);
  // The words that services are called by stand for types where they are written as such, not in the names of Terraform.
  expect(typesMeant('KmsKey', { KMS: {} })).toEqual(['KMS']);
  expect(typesMeant('kms_key', { KMS: {} })).toEqual([]);
});
