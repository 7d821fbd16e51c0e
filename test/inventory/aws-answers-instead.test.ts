import { describe, expect, it } from 'vitest';
import { AWS_CALLS } from '../../src/inventory/aws/answers/calls.ts';
import { CALLS_BY_MEMBER } from '../../src/inventory/aws/answers/unread-calls.ts';
import { isProblemRecord } from '../../src/values/record.ts';
import { collectBytes } from './support.ts';

const CALL = /^[a-z0-9-]+ [a-z0-9]+(?:-[a-z0-9]+)*$/u;

async function said(answer: object): Promise<readonly (string | undefined)[]> {
  const { records } = await collectBytes(JSON.stringify(answer));
  const [problem] = records.filter(isProblemRecord);
  return [problem?.message, problem?.help];
}

describe('answers that tell names alone', () => {
  it.each<readonly [string, object, string]>([
    [
      'cloudformation describe-stack-resources',
      { StackResources: [{ StackName: 's', ResourceType: 'AWS::S3::Bucket' }] },
      'cloudformation get-template',
    ],
    ['sqs list-queues', { QueueUrls: ['https://q'] }, 'sqs get-queue-attributes'],
    ['eks list-clusters', { clusters: ['a'] }, 'eks describe-cluster'],
    ['dynamodb list-tables', { TableNames: ['a'] }, 'dynamodb describe-table'],
  ])('of aws %s say what to read', async (call, answer, instead) => {
    const [message, help] = await said(answer);
    expect(message).toContain(`\`aws ${call}\``);
    expect(help).toBe(`it tells names alone; read the answer of \`aws ${instead}\``);
    // What the advice names is read.
    expect(instead === 'cloudformation get-template' || AWS_CALLS.some((one) => one.call === instead)).toBe(true);
  });

  it('are called as the command line calls them', () => {
    const calls = [...CALLS_BY_MEMBER.values()].flat();
    expect(calls).toContain('wafv2 list-web-acls');
    expect(calls).toContain('wafv2 list-ip-sets');
    expect(calls).toContain('memorydb describe-acls');
    expect(calls.filter((call) => !CALL.test(call) || /-(?:ac|ip)-/u.test(call.replace('ip-set', '')))).toEqual([]);
  });
});
