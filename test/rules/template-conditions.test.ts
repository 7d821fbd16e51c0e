import { expect, test } from 'vitest';
import { assess } from '../../src/assess/assess.ts';
import { readBytes } from '../../src/inventory/formats.ts';
import { loadPack } from '../../src/rules/packs/index.ts';
import type { InventoryRecord } from '../../src/values/record.ts';
import { collect, temporaryFolder } from '../inventory/support.ts';

/* Conditions of policies in templates, as readers give them, under the rules that look at them. */

const RULES = (await Promise.all(['cloudformation-aws', 'terraform-aws'].map(loadPack)))
  .flatMap((pack) => pack?.rules ?? [])
  .filter(({ id }) => ['GSL.CFN.SQS.01', 'GSL.TF.AWS.SQS.02'].includes(id));

async function verdict(records: Iterable<InventoryRecord>): Promise<string | undefined> {
  const { counts } = await assess(RULES, records, { now: 0 }).finish();
  return ['failed', 'error', 'passed'].find((status) => counts[status as 'failed'] > 0);
}

const template = (
  condition: string,
): string => `Parameters: { Org: { Type: String }, Number: { Type: Number }, Known: { Type: String, Default: o-abc123 }, Anybody: { Type: String, Default: '*' } }
Resources:
  Topic: { Type: AWS::SNS::Topic }
  Network: { Type: AWS::EC2::VPC }
  Other: { Type: AWS::S3::Bucket }
  Own: { Type: Custom::Thing }
  Nested: { Type: AWS::CloudFormation::Stack }
  P:
    Type: AWS::SQS::QueuePolicy
    Properties:
      PolicyDocument: { Statement: { Effect: Allow, Principal: '*', Action: 'sqs:*', Condition: ${condition} } }
`;

test.each<[string, string]>([
  // As it stands.
  ["{ ArnEquals: { 'aws:SourceArn': 'arn:aws:sns:eu-west-1:111122223333:t' } }", 'passed'],
  ["{ ArnLike: { 'aws:SourceArn': '*' } }", 'failed'],
  ["{ ArnLike: { 'aws:SourceArn': 'arn:*' } }", 'failed'],
  ["{ ArnLike: { 'aws:SourceArn': 'arn:aws:sns:*:*:*' } }", 'failed'],
  ["{ ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::*' } }", 'failed'],
  ["{ ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::one' } }", 'passed'],
  ["{ StringLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:root' } }", 'failed'],
  ["{ StringLike: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/*' } }", 'passed'],
  ["{ StringLike: { 'aws:PrincipalOrgID': '*' } }", 'failed'],
  ["{ StringLike: { 'aws:PrincipalOrgID': 'o-*' } }", 'failed'],
  ["{ StringLike: { 'aws:SourceVpce': ['vpce-1a2b3c', 'vpce-*'] } }", 'failed'],
  ["{ IpAddress: { 'aws:SourceIp': 203.0.113.0/24 } }", 'passed'],
  ["{ IpAddress: { 'aws:SourceIp': 0.0.0.0/0 } }", 'failed'],
  ["{ IpAddress: { 'aws:SourceIp': ['10.0.0.0/8', '::/0'] } }", 'failed'],
  ["{ Bool: { 'aws:SecureTransport': 'true' } }", 'failed'],
  ["{ StringNotEquals: { 'aws:PrincipalOrgID': o-abc123 } }", 'failed'],
  // What refers to the template's own, or is known by its default.
  ["{ ArnEquals: { 'aws:SourceArn': !Ref Topic } }", 'passed'],
  ["{ ArnEquals: { 'aws:SourceArn': !GetAtt Other.Arn } }", 'passed'],
  ["{ ArnLike: { 'aws:SourceArn': !Sub '${Other.Arn}/*' } }", 'passed'],
  ["{ ArnLike: { 'aws:SourceArn': !Sub 'arn:${AWS::Partition}:sns:*:${AWS::AccountId}:*' } }", 'passed'],
  ["{ ArnLike: { 'aws:SourceArn': !Sub 'arn:aws:sns:*:${Anybody}:*' } }", 'failed'],
  ["{ StringEquals: { 'aws:SourceAccount': !Ref 'AWS::AccountId' } }", 'passed'],
  [
    "{ ArnLike: { 'aws:SourceArn': 'arn:aws:sns:*:*:*' }, StringEquals: { 'aws:SourceAccount': !Ref 'AWS::AccountId' } }",
    'passed',
  ],
  [
    "{ ArnLike: { 'aws:SourceArn': 'arn:aws:sns:*:111122223333:*' }, StringEquals: { 'aws:PrincipalOrgID': !Ref Org } }",
    'passed',
  ],
  ["{ StringEquals: { 'aws:SourceVpc': !Ref Network } }", 'passed'],
  ["{ StringEquals: { 'aws:PrincipalOrgID': !Ref Known } }", 'passed'],
  ["{ ArnLike: { 'aws:SourceArn': 'arn:aws:sns:*:*:*' }, ArnEquals: { 'aws:PrincipalArn': !Ref Topic } }", 'passed'],
  ["{ ArnEquals: { 'aws:SourceArn': [!Ref Topic, !GetAtt Other.Arn] } }", 'passed'],
  ["{ ArnEquals: { 'aws:SourceArn': !Sub 'arn:aws:sns:${AWS::Region}:${AWS::AccountId}:t' } }", 'passed'],
  ["{ ArnLike: { 'aws:SourceArn': !Sub 'arn:aws:sns:${AWS::Region}:*:*' } }", 'error'],
  // A parameter that nobody gave can be `*`, where that opens the statement.
  ["{ ArnLike: { 'aws:SourceArn': !Sub '${Org}' } }", 'error'],
  ["{ ArnLike: { 'aws:SourceArn': !Sub 'arn:${Org}' } }", 'error'],
  ["{ ArnLike: { 'aws:SourceArn': !Sub 'arn:aws:s3:::${Org}' } }", 'error'],
  ["{ ArnLike: { 'aws:SourceArn': !Sub 'arn:aws:s3:::${Org}-logs' } }", 'error'],
  ["{ ArnLike: { 'aws:SourceArn': !Sub 'arn:aws:s3:::logs-${Org}' } }", 'passed'],
  ["{ ArnLike: { 'aws:SourceArn': !Sub 'arn:aws:sns:*:${Org}:*' } }", 'error'],
  ["{ ArnLike: { 'aws:SourceArn': !Sub 'arn:aws:sns:eu-west-1:${Org}:t' } }", 'error'],
  ["{ ArnLike: { 'aws:SourceArn': !Sub 'arn:aws:sns:${Org}:${AWS::AccountId}:t' } }", 'passed'],
  ["{ ArnLike: { 'aws:SourceArn': !Sub ['arn:aws:sns:*:${A}:*', { A: !Ref Org }] } }", 'error'],
  ["{ ArnLike: { 'aws:SourceArn': !Join ['', ['arn:aws:sns:*:', !Ref Org, ':*']] } }", 'error'],
  ["{ ArnLike: { 'aws:SourceArn': !Join [':', ['arn:aws:sns:*', !Ref 'AWS::AccountId', '*']] } }", 'passed'],
  ["{ ArnLike: { 'aws:SourceArn': !Sub 'arn:aws:sns:*:${Number}:*' } }", 'passed'],
  ["{ ArnLike: { 'aws:SourceArn': !Sub 'arn:aws:s3:::${Own.Name}' } }", 'error'],
  ["{ StringLike: { 'aws:PrincipalArn': !Sub 'arn:aws:iam::${Org}:role/*' } }", 'error'],
  ["{ StringLike: { 'aws:PrincipalArn': !Sub 'arn:aws:iam::111122223333:role/${Org}' } }", 'passed'],
  ["{ ArnLike: { 'aws:SourceArn': ['arn:aws:sns:*:111122223333:*', !Sub 'arn:aws:sns:*:${Org}:*'] } }", 'error'],
  // No pattern, but exactly one account.
  ["{ StringEquals: { 'aws:SourceAccount': !Sub '${Org}' } }", 'passed'],
  ["{ ArnLike: { 'aws:SourceArn': !Sub 'arn:aws:s3:::${Other}' } }", 'passed'],
  ["{ ArnLike: { 'aws:SourceArn': 'arn:aws:sns:*:*:*' }, StringEquals: { 'aws:PrincipalOrgID': !Ref Org } }", 'error'],
  // What is not known; custom resources and stacks give what they like.
  ["{ ArnEquals: { 'aws:SourceArn': !GetAtt Own.Arn } }", 'error'],
  ["{ ArnEquals: { 'aws:SourceArn': !GetAtt Nested.Outputs.Arn } }", 'error'],
  ["{ ArnEquals: { 'aws:SourceArn': !GetAtt Nowhere.Arn } }", 'error'],
  ["{ StringEquals: { 'aws:PrincipalOrgID': !Ref Org } }", 'error'],
  ["{ StringLike: { 'aws:SourceAccount': !Ref Org } }", 'error'],
  ["{ StringEquals: { 'aws:SourceVpce': !ImportValue v } }", 'error'],
  ["{ ArnLike: { 'aws:SourceArn': [!Ref Topic, '*'] } }", 'error'],
  ["{ Bool: { 'aws:SecureTransport': !Ref Org } }", 'error'],
  ['!If [Some, { Bool: { x: true } }, !Ref "AWS::NoValue"]', 'error'],
])('CloudFormation: %s: %s', async (condition, expected) => {
  const records: InventoryRecord[] = [];
  for await (const record of readBytes('t.yaml', new TextEncoder().encode(template(condition)))) records.push(record);
  expect(await verdict(records)).toBe(expected);
});

const folder = temporaryFolder();

test.each<[string, string]>([
  ['{ ArnLike = { "aws:SourceArn" = "*" } }', 'failed'],
  ['{ ArnLike = { "aws:SourceArn" = "arn:aws:sns:*:*:*" } }', 'failed'],
  ['{ ArnLike = { "aws:SourceArn" = "arn:aws:sns:*:111122223333:*" } }', 'passed'],
  ['{ IpAddress = { "aws:SourceIp" = "0.0.0.0/0" } }', 'failed'],
  ['{ StringEquals = { "aws:PrincipalOrgID" = "o-abc123" } }', 'passed'],
  ['{ ArnEquals = { "aws:SourceArn" = aws_sns_topic.t.arn } }', 'passed'],
  ['{ ArnLike = { "aws:SourceArn" = "${aws_s3_bucket.b.arn}/*" } }', 'passed'],
  ['{ ArnEquals = { "aws:SourceArn" = module.m.arn } }', 'error'],
  ['{ ArnLike = { "aws:SourceArn" = "arn:aws:sns:*:${var.account}:*" } }', 'error'],
  ['{ ArnLike = { "aws:SourceArn" = "arn:aws:s3:::${var.bucket}" } }', 'error'],
  ['{ ArnLike = { "aws:SourceArn" = "arn:aws:s3:::${module.m.bucket}" } }', 'error'],
  ['{ ArnLike = { "aws:SourceArn" = "arn:aws:s3:::${aws_s3_bucket.b.id}" } }', 'passed'],
  ['{ ArnLike = { "aws:SourceArn" = "arn:aws:sns:*:${data.aws_caller_identity.me.account_id}:*" } }', 'passed'],
  ['{ ArnLike = { "aws:SourceArn" = "arn:aws:sns:${var.region}:111122223333:*" } }', 'passed'],
  ['{ StringEquals = { "aws:SourceAccount" = data.aws_caller_identity.me.account_id } }', 'passed'],
  ['{ StringEquals = { "aws:PrincipalOrgID" = var.org } }', 'error'],
  ['{ ArnEquals = { "aws:SourceArn" = var.topic.arn } }', 'error'],
  ['{ ArnLike = { "aws:SourceArn" = [aws_sns_topic.t.arn, "*"] } }', 'error'],
  ['{ ArnLike = { "aws:SourceArn" = aws_sns_topic.t[*].arn } }', 'error'],
])('Terraform: %s: %s', async (condition, expected) => {
  const file = folder.write(
    `${folder.path.length}-${condition.length}/main.tf`,
    `resource "aws_sqs_queue_policy" "p" {
       policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "sqs:*", Condition = ${condition} }] })
     }`,
  );
  expect(await verdict((await collect([file])).records)).toBe(expected);
});
