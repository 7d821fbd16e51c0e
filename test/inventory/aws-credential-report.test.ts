import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { assess } from '../../src/assess/assess.ts';
import { iamUserSchema, readInventory, type Entity, type EntityRecord } from '../../src/inventory/index.ts';
import type { InventoryRecord } from '../../src/values/record.ts';
import { collect, collectBytes, stream, temporaryFolder, type Collected } from './support.ts';

const folder = temporaryFolder();

const example = join(import.meta.dirname, '../../examples/aws/credential-report.csv');
const text = readFileSync(example, 'utf8');
const header = text.split('\n', 1)[0]!;
const columns = header.split(',');
const NEVER = -62_135_596_800;

/** A user without anything, with these cells. */
function row(cells: Readonly<Record<string, string>>): string {
  const base: Readonly<Record<string, string>> = {
    user: 'u',
    arn: 'arn:aws:iam::123456789012:user/u',
    user_creation_time: '2025-01-02T03:04:05+00:00',
    password_last_used: 'N/A',
    password_last_changed: 'N/A',
    password_next_rotation: 'N/A',
  };
  return columns
    .map((column) => cells[column] ?? base[column] ?? (/_(active|enabled)$/u.test(column) ? 'false' : 'N/A'))
    .join(',');
}

const read = (...rows: readonly string[]): Promise<Collected> =>
  collectBytes([Buffer.from([header, ...rows].join('\n'))]);
const one = async (cells: Readonly<Record<string, string>>): Promise<Entity> => {
  const { entities, problems } = await read(row(cells));
  expect(problems).toEqual([]);
  return entities[0]!;
};

const NO_KEY = { isActive: false, lastRotated: null, lastUsedDate: null, lastUsedRegion: null, lastUsedService: null };

describe('the example report', () => {
  it('has the 22 documented columns, and users that match the schema', async () => {
    expect(columns).toHaveLength(22);
    const { entities, problems, records } = await collect([example]);
    expect(problems).toEqual([]);
    expect(entities).toHaveLength(10);
    for (const entity of entities) expect(iamUserSchema.parse(entity)).toEqual(entity);
    expect(records.map(({ provenance }) => provenance)).toEqual(
      entities.map((_, index) => ({ file: example, line: index + 2 })),
    );
  });

  it('has three users with two active keys', async () => {
    const { entities } = await collect([example]);
    const active = (key: unknown): boolean => (key as { isActive: boolean } | null)?.isActive === true;
    const both = entities.filter((user) => active(user['firstAccessKey']) && active(user['secondAccessKey']));
    expect(both.map(({ name }) => name)).toEqual(['bob', 'ci-deploy', 'grace']);
  });

  it('reads a user whole', async () => {
    const { entities } = await collect([example]);
    expect(entities.find(({ name }) => name === 'bob')).toEqual({
      type: 'IamUser',
      id: 'arn:aws:iam::123456789012:user/bob',
      name: 'bob',
      arn: 'arn:aws:iam::123456789012:user/bob',
      path: '/',
      accountNumber: '123456789012',
      region: null,
      source: 'aws-credential-report',
      createDate: Date.UTC(2021, 3, 19, 10, 22, 8) / 1000,
      passwordEnabled: true,
      passwordLastUsed: Date.UTC(2026, 10, 19, 14, 20, 41) / 1000,
      passwordLastChanged: Date.UTC(2025, 1, 3, 11, 10, 19) / 1000,
      passwordNextRotation: Date.UTC(2025, 4, 4, 11, 10, 19) / 1000,
      mfaActive: false,
      firstAccessKey: {
        isActive: true,
        lastRotated: Date.UTC(2024, 5, 17, 8, 12, 44) / 1000,
        lastUsedDate: Date.UTC(2026, 10, 21, 22, 13) / 1000,
        lastUsedRegion: 'us-east-1',
        lastUsedService: 'ec2',
      },
      secondAccessKey: {
        isActive: true,
        lastRotated: Date.UTC(2026, 2, 8, 16, 40, 3) / 1000,
        lastUsedDate: NEVER,
        lastUsedRegion: '',
        lastUsedService: '',
      },
      firstCertificate: { isActive: false, lastRotated: null },
      secondCertificate: { isActive: false, lastRotated: null },
    });
    const root = entities[0]!;
    expect(root).toMatchObject({ name: '<root_account>', path: null, accountNumber: '123456789012', mfaActive: true });
    expect(root).toMatchObject({ passwordEnabled: null, passwordLastChanged: null, passwordNextRotation: null });
    expect(entities.find(({ name }) => name === 'carol')).toMatchObject({ path: '/finance/', passwordLastUsed: NEVER });
  });

  it('never holds what the report does not', async () => {
    for (const entity of (await collect([example])).entities) {
      for (const name of [
        'managedPolicies',
        'inlinePolicies',
        'attachedGroups',
        'tags',
        'virtualMfaEnabled',
        'dome9Id',
      ]) {
        expect(Object.hasOwn(entity, name)).toBe(false);
      }
    }
  });
});

describe('what the report does not hold', () => {
  it('is listed as unknown, with the source that has it', async () => {
    const { records } = await read(row({}));
    expect((records[0] as EntityRecord).unknown).toMatchObject({
      managedPolicies: '`aws iam get-account-authorization-details` has it',
      virtualMfaEnabled: '`aws iam list-mfa-devices` has it',
    });
    // The root user can have no policies: there is nothing to know.
    const root = await read(row({ user: '<root_account>', arn: 'arn:aws:iam::123456789012:root' }));
    expect((root.records[0] as EntityRecord).unknown).toEqual({
      virtualMfaEnabled: '`aws iam list-virtual-mfa-devices` has it',
    });
    const short = await collectBytes('user,arn\nu,arn:aws:iam::123456789012:user/u');
    expect((short.records[0] as EntityRecord).unknown).toHaveProperty('firstAccessKey');
  });

  it('reports of several accounts are read together', async () => {
    const other = row({ arn: 'arn:aws:iam::210987654321:user/u' });
    const files = [row({}), other].map((one, index) => folder.write(`${index}.csv`, `${header}\n${one}`));
    const { entities, problems, records } = await collect(files);
    expect(problems).toEqual([]);
    expect(entities.map(({ accountNumber }) => accountNumber)).toEqual(['123456789012', '210987654321']);
    expect(records.map(({ provenance }) => provenance.file)).toEqual(files);
  });
});

describe('cells', () => {
  const at = Date.UTC(2026, 0, 31, 8, 30) / 1000;
  const cases: readonly (readonly [string, Readonly<Record<string, string>>, object])[] = [
    ['no password', {}, { passwordEnabled: false, passwordLastUsed: null, passwordLastChanged: null }],
    [
      'a password that was never used',
      { password_enabled: 'true', password_last_used: 'no_information' },
      { passwordEnabled: true, passwordLastUsed: NEVER },
    ],
    [
      'not supported',
      { password_enabled: 'not_supported', password_last_changed: 'not_supported' },
      { passwordEnabled: null, passwordLastChanged: null },
    ],
    [
      'booleans in capitals',
      { password_enabled: 'TRUE', mfa_active: 'FALSE' },
      { passwordEnabled: true, mfaActive: false },
    ],
    ['zones', { password_last_used: '2026-01-31T09:30:00+01:00' }, { passwordLastUsed: at }],
    ['fractions of a second', { password_last_used: '2026-01-31T08:30:00.999Z' }, { passwordLastUsed: at }],
    ['no key', {}, { firstAccessKey: NO_KEY, secondAccessKey: NO_KEY }],
    [
      'an inactive key',
      { access_key_1_last_rotated: '2026-01-31T08:30:00+00:00' },
      {
        firstAccessKey: {
          isActive: false,
          lastRotated: at,
          lastUsedDate: NEVER,
          lastUsedRegion: '',
          lastUsedService: '',
        },
      },
    ],
    [
      'an active key',
      {
        access_key_2_active: 'true',
        access_key_2_last_rotated: '2026-01-31T08:30:00+00:00',
        access_key_2_last_used_region: 'eu-west-1',
      },
      {
        secondAccessKey: {
          isActive: true,
          lastRotated: at,
          lastUsedDate: NEVER,
          lastUsedRegion: 'eu-west-1',
          lastUsedService: '',
        },
      },
    ],
    [
      'certificates',
      {
        cert_1_active: 'true',
        cert_1_last_rotated: '2026-01-31T08:30:00+00:00',
        cert_2_last_rotated: '2026-01-31T08:30:00+00:00',
      },
      {
        firstCertificate: { isActive: true, lastRotated: at },
        secondCertificate: { isActive: false, lastRotated: at },
      },
    ],
    [
      'other partitions',
      { arn: 'arn:aws-us-gov:iam::210987654321:user/a/b/u' },
      { accountNumber: '210987654321', path: '/a/b/' },
    ],
    ['empty cells', { password_last_used: '', mfa_active: '' }, { passwordLastUsed: null, mfaActive: null }],
  ];
  it.each(cases)('%s', async (_, cells, expected) => {
    expect(await one(cells)).toMatchObject(expected);
  });
});

describe('layouts', () => {
  it('finds columns by name, passes over unknown ones, and leaves out what has no column', async () => {
    const { entities, problems } = await collectBytes(
      'user,arn,extra,mfa_active\nu,arn:aws:iam::123456789012:user/u,"a ""quoted"", cell",true\n',
    );
    expect(problems).toEqual([]);
    expect(entities[0]).toEqual({
      type: 'IamUser',
      id: 'arn:aws:iam::123456789012:user/u',
      name: 'u',
      arn: 'arn:aws:iam::123456789012:user/u',
      path: '/',
      accountNumber: '123456789012',
      region: null,
      source: 'aws-credential-report',
      mfaActive: true,
    });
  });
  it('reads CRLF, a byte order mark and blank lines', async () => {
    const { records, problems } = await collectBytes(`\ufeff${text.replaceAll('\n', '\r\n')}\r\n\r\n`);
    expect(problems).toEqual([]);
    expect(records.at(-1)!.provenance.line).toBe(11);
    expect((await read(row({}), '', row({}))).records.map(({ provenance }) => provenance.line)).toEqual([2, 4]);
  });
  it('reads what the AWS CLI prints', async () => {
    const response = {
      Content: Buffer.from(text).toString('base64'),
      ReportFormat: 'text/csv',
      GeneratedTime: '2026-11-23T08:00:00+00:00',
    };
    const csv = await collect([example]);
    for (const json of [JSON.stringify(response), JSON.stringify(response, null, 4)]) {
      expect((await collectBytes(json)).entities).toEqual(csv.entities);
    }
  });
  it('reads what boto3 gives, and base64 that nobody decoded', async () => {
    const csv = await collect([example]);
    const base64 = Buffer.from(text).toString('base64');
    const wrapped = base64.replaceAll(/.{76}/gu, '$&\n');
    const inputs = [
      JSON.stringify({ Content: text, ReportFormat: 'text/csv' }),
      JSON.stringify({ GeneratedTime: 'x', Content: text }),
      base64,
      `${wrapped}\n`,
      `"${base64}"\n`,
      JSON.stringify(text),
      Buffer.from(`\ufeff${text}`, 'utf16le'),
      Buffer.from(`\ufeff"${base64}"\r\n`, 'utf16le'),
    ];
    for (const input of inputs) {
      const { entities, problems } = await collectBytes(input);
      expect(problems).toEqual([]);
      expect(entities).toEqual(csv.entities);
      expect((await collectBytes(Array.from(Buffer.from(input), (byte) => Buffer.from([byte])))).entities).toEqual(
        entities,
      );
    }
    // Lines of the text within are lines of no file: which of the users it is is said.
    const [last] = csv.entities.map((_, index) => index).slice(-1);
    for (const input of [inputs[0] ?? '', base64]) {
      const places = (await collectBytes(input)).records.map(({ provenance }) => provenance);
      expect([places[0], places.at(-1)]).toEqual([
        { file: '<stdin>', index: 0 },
        { file: '<stdin>', index: last },
      ]);
    }
    const broken = await collectBytes(`${base64.slice(0, 800)}*${base64.slice(801)}`, {
      format: 'aws-credential-report',
    });
    expect(broken.problems.length).toBeGreaterThan(0);
  });
  it('reads cells in quotes, over several lines too', async () => {
    const quoted = row({ user: '"a,b"', password_enabled: '"true"' });
    const { entities, problems, records } = await read(row({}), quoted, `${row({})},"x\ny"`, row({}));
    expect(entities.map(({ name }) => name)).toEqual(['u', 'a,b', 'u']);
    expect(problems).toEqual(['wrong-column-count@4: the row has 23 cells, the header has 22']);
    expect(records.map(({ provenance }) => provenance.line)).toEqual([2, 3, 4, 6]);
  });
  it('reads times like Date.parse', async () => {
    const times = [
      '2000-02-29T23:59:59+00:00',
      '2024-03-01T00:00:00+00:00',
      '1970-01-01T00:00:00+00:00',
      '2099-12-28T12:34:56+00:00',
      '2100-03-01T00:00:00+00:00',
      '2023-12-31T00:00:00+00:00',
      '1969-12-31T00:00:00+00:00',
    ];
    for (const at of times) expect((await one({ user_creation_time: at }))['createDate']).toBe(Date.parse(at) / 1000);
    for (const at of [
      '2024-00-10T00:00:00+00:00',
      '2024-01-10T24:01:00+00:00',
      '2024-01-10 00:00:00+00:00',
      '2024-01-1xT00:00:00+00:00',
    ]) {
      expect((await read(row({ user_creation_time: at }))).problems, at).toHaveLength(1);
    }
  });
  it('reads a response that is longer than the sample', async () => {
    const report = [header, ...Array<string>(2000).fill(row({}))].join('\n');
    const json = JSON.stringify({ Content: Buffer.from(report).toString('base64'), ReportFormat: 'text/csv' });
    expect((await collectBytes(json)).entities).toHaveLength(2000);
  });
  it('reads it in any chunks', async () => {
    const bytes = Buffer.from(text);
    const { entities } = await collectBytes(Array.from(bytes, (byte) => Buffer.from([byte])));
    expect(entities).toEqual((await collect([example])).entities);
  });
});

describe('broken reports: the rest is read', () => {
  const good = row({});
  const cases: readonly (readonly [string, readonly string[], readonly string[], number])[] = [
    ['too few cells', [good, 'u,arn', good], ['wrong-column-count@3: the row has 2 cells, the header has 22'], 2],
    ['too many cells', [`${good},more`, good], ['wrong-column-count@2: the row has 23 cells, the header has 22'], 1],
    ['no ARN', [row({ arn: 'N/A' }), good], ['invalid-value@2: `arn` should be the ARN of a user, found `N/A`'], 1],
    [
      'no boolean',
      [row({ mfa_active: 'yes' }), good],
      ['invalid-value@2: `mfa_active` should be `true` or `false`, found `yes`'],
      1,
    ],
    [
      'no time',
      [good, row({ password_last_used: '31.01.2026' })],
      ['invalid-value@3: `password_last_used` should be an ISO 8601 time, found `31.01.2026`'],
      1,
    ],
    [
      'an impossible time',
      [row({ password_last_used: '2026-13-01T00:00:00Z' })],
      ['invalid-value@2: `password_last_used` should be an ISO 8601 time, found `2026-13-01T00:00:00Z`'],
      0,
    ],
    [
      'a quote inside a cell',
      [good, row({ user: 'a"b' }), good],
      ['invalid-csv@3: the row is not valid CSV: a quote stands inside a cell that does not start with one'],
      2,
    ],
    [
      'a quote that nothing closes',
      [good, row({ user: '"ab' })],
      ['invalid-csv@3: the row is not valid CSV: a quote is never closed'],
      1,
    ],
  ];
  it.each(cases)('%s', async (_, rows, problems, count) => {
    const found = await read(...rows);
    expect(found.problems).toEqual(problems);
    expect(found.entities).toHaveLength(count);
  });
  it('a quote that swallows a large file', async () => {
    const { entities, problems } = await read(good, `"${`${good}\n`.repeat(10_000)}`);
    expect(entities).toHaveLength(10_000);
    expect(problems).toEqual([
      'invalid-csv@3: the row is not valid CSV: the row is too large: a quote before it may never be closed',
    ]);
  });
  it('bytes that are not UTF-8', async () => {
    const bytes = Buffer.concat([Buffer.from(`${header}\n${good}\n`), Buffer.from(row({ user: 'é' }), 'latin1')]);
    expect((await collectBytes(bytes)).problems).toEqual(['invalid-utf8@3: the record holds bytes that are not UTF-8']);
  });
  it('a header without the needed columns', async () => {
    const { problems } = await collectBytes('a,b\n1,2\n', { format: 'aws-credential-report' });
    expect(problems).toEqual(['missing-column@1: the header has no column `user` and `arn`']);
  });
  it('a response without a report', async () => {
    const { problems } = await collectBytes('{"ReportFormat":"text/csv"}');
    expect(problems).toEqual(['invalid-value@1: the response has no `Content` with the report in base64']);
  });
});

describe('iamUserSchema', () => {
  it('takes a real user with other properties, and coerces nothing', () => {
    const user = { type: 'IamUser', name: 'x', firstAccessKey: null, passwordLastUsed: NEVER, other: 1 };
    expect(iamUserSchema.parse(user)).toEqual(user);
    expect(iamUserSchema.safeParse({ ...user, mfaActive: 'true' }).success).toBe(false);
    expect(iamUserSchema.safeParse({ ...user, createDate: '0' }).success).toBe(false);
    expect(iamUserSchema.safeParse({ ...user, type: 'IamRole' }).success).toBe(false);
  });
});

describe('what rules look at alone', () => {
  const HEADER =
    readFileSync('examples/inventory/aws-credential-report/credential-report.csv', 'utf8').split('\n')[0] ?? '';
  const row = (name: string, active: string, mfa = 'false'): string =>
    `${name},arn:aws:iam::123456789012:${name.startsWith('<') ? 'root' : `user/${name}`},2020-01-01T00:00:00+00:00,true,N/A,N/A,N/A,${mfa},${active},2020-01-01T00:00:00+00:00,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A`;
  const many = Array.from({ length: 3_000 }, (_, index) => row(`u${index}`, index % 2 === 0 ? 'true' : 'false'));
  const report = [
    HEADER,
    row('<root_account>', 'true'),
    ...many,
    row('last', 'true', 'maybe'),
    row('end', 'true'),
  ].join('\n');

  /** The reader's batches with needs, as an assessment takes them, and each record by itself. */
  const verdicts = async (logic: string, isSingle: boolean): Promise<readonly string[]> => {
    const input = readInventory(['-'], { stdin: stream([Buffer.from(report)]) });
    const rules = [{ id: 'r', severity: 'High' as const, logic }];
    const records = isSingle ? single(input) : input;
    const found: string[] = [];
    for await (const { status, entity, error } of assess(rules, records, {
      include: ['failed', 'error'],
      onProblem: ({ code }) => found.push(code),
    }))
      found.push(`${entity.name} ${status} ${error?.help ?? ''}`);
    return found;
  };
  const single = async function* (records: AsyncIterable<InventoryRecord>): AsyncGenerator<InventoryRecord> {
    for await (const record of records) yield record;
  };

  it.each([
    'IamUser should not have firstAccessKey.isActive = true',
    'IamUser should have managedPolicies isEmpty()',
    "IamUser where name like 'u1%' should have virtualMfaEnabled = true",
    "IamUser should not have passwordEnabled = true and createDate before(-90, 'days')",
  ])('decides as whole users do: %s', async (logic) => {
    const found = await verdicts(logic, false);
    // The last but one has a cell that cannot be read: a problem, whoever looks at it.
    expect(found).toEqual(await verdicts(logic, true));
    expect(found.length).toBeGreaterThan(100);
  });

  it('gives findings the whole user', async () => {
    const input = readInventory(['-'], { stdin: stream([Buffer.from(report)]) });
    const rules = [
      { id: 'r', severity: 'High' as const, logic: 'IamUser should not have firstAccessKey.isActive = true' },
    ];
    const names = new Set<number>();
    for await (const { entity } of assess(rules, input, { include: ['failed'] })) {
      names.add(Object.keys(entity).length);
    }
    expect([...names]).toEqual([18]);
  });
});
