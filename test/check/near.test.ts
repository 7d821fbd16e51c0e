import { expect, test } from 'vitest';
import { KnownNames } from '../../src/check/known-names.ts';
import { slipOf } from '../../src/check/names.ts';
import { canBePart, nearValue, valueAround, valueWithWord, wordOfPattern } from '../../src/check/near-values.ts';
import { byNearness } from '../../src/check/nearness.ts';
import { typesMeant } from '../../src/check/target-types.ts';
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
