import { describe, expect, test } from 'vitest';
import { type FindingIdentity, fingerprint } from '../../src/findings/identity.ts';

type Parts = Partial<FindingIdentity['entity']> & FindingIdentity['location'] & { readonly ruleId?: string };

function idOf({ ruleId = 'R', file = 'a.json', line, index, address, ...entity }: Parts): string {
  return fingerprint({
    ruleId,
    entity: { type: 'T', id: 'web', ...entity },
    location: { file, line, index, address },
  });
}

const account = { accountNumber: '111122223333' };
const arn = { id: 'arn:aws:s3:::logs' };
const pod = { type: 'KubernetesPod', address: 'a/Pod/web' };
const bucket = { id: 'aws_s3_bucket.logs', address: 'aws_s3_bucket.logs' };

describe('two findings', () => {
  test.each<[string, Parts, Parts]>([
    ['of two rules', {}, { ruleId: 'S' }],
    ['of two types', {}, { type: 'U' }],
    ['of two ids', {}, { id: 'db' }],
    ['of two accounts', account, { accountNumber: '444455556666' }],
    ['of one account and of none', account, {}],
    ['of two regions', { ...account, region: 'us_east_1' }, { ...account, region: 'us_east_2' }],
    ['of two namespaces of manifests', pod, { ...pod, address: 'b/Pod/web' }],
    ['of two namespaces', { ...account, namespace: 'a' }, { ...account, namespace: 'b' }],
    ['of two roots with one address', bucket, { ...bucket, file: 'b.json' }],
    ['of two roots with one address in one account', { ...bucket, ...account }, { ...bucket, ...account, file: 'b' }],
    ['of two addresses', bucket, { ...bucket, address: 'module.x.aws_s3_bucket.logs' }],
    ['of two files where no account is known', {}, { file: 'b.json' }],
    ['without an id, of two lines', { id: '', line: 1 }, { id: '', line: 2 }],
    ['without an id, of two places in a list', { ...pod, id: '', index: 0 }, { ...pod, id: '', index: 1 }],
  ])('%s', (_, one, other) => {
    expect(idOf(one)).not.toBe(idOf(other));
  });
});

describe('the same finding', () => {
  test.each<[string, Parts, Parts]>([
    ['on another line', { line: 1 }, { line: 2 }],
    ['at another place in a list', { index: 1 }, { index: 2 }],
    ['of a manifest on another line', { ...pod, line: 1 }, { ...pod, line: 9 }],
    ['of a resource on another line', { ...bucket, line: 1 }, { ...bucket, line: 9 }],
    ['in another file of the same account', account, { ...account, file: 'tomorrow.csv' }],
    ['of a file named in another way', {}, { file: './a.json' }],
    ['of a file named with backslashes', { file: 'x/a.json' }, { file: '.\\x\\a.json' }],
    ['of a region written in another way', { ...account, region: 'us_east_1' }, { ...account, region: 'US-EAST-1' }],
    ['of an ARN in another file', arn, { ...arn, file: 'b.json', region: 'global', address: 'x' }],
    ['of an id that is unique in AWS', { id: 'sg-0123456789abcdef0' }, { id: 'sg-0123456789abcdef0', file: 'b' }],
    ['of a unique id of IAM', { id: 'AIDACKCEVSQ6C2EXAMPLE' }, { id: 'AIDACKCEVSQ6C2EXAMPLE', file: 'b' }],
    [
      'of a UUID',
      { ...pod, id: '0f8fad5b-d9cb-469f-a165-70867728950e' },
      { ...pod, id: '0f8fad5b-d9cb-469f-a165-70867728950e', file: 'b', address: 'x' },
    ],
  ])('%s', (_, one, other) => {
    expect(idOf(one)).toBe(idOf(other));
  });
});
