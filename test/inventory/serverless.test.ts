import { describe, expect, it } from 'vitest';
import { collectBytes, judge } from './support.ts';

/* What the transform of the Serverless Application Model makes, which rules about CloudFormation's own types judge. */

const ADMIN = "AWS_IAM_Role should not have ManagedPolicyArns contain [ '%AdministratorAccess' ]";
const ALL =
  "AWS_IAM_Role should not have Policies contain [ PolicyDocument.Statement contain [ Effect = 'Allow' and (Action = '*' or Action contain [ $ = '*' ]) ] ]";
const TRUST =
  "AWS_IAM_Role should not have AssumeRolePolicyDocument.Statement contain [ Principal = '*' or Principal.AWS = '*' ]";
const ROLE =
  '  R:\n    Type: AWS::IAM::Role\n    Properties: { AssumeRolePolicyDocument: { Statement: [] }, ManagedPolicyArns: [] }\n';

function template(properties: string, more = ''): string {
  return `Transform: AWS::Serverless-2016-10-31\nResources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties: { Handler: a.b, CodeUri: .${properties} }\n${more}`;
}

describe('a function', () => {
  it.each([
    ['with a runtime', ', Runtime: python2.7', "AWS_Lambda_Function should not have Runtime = 'python2.7'", 'failed F'],
    [
      'that is traced',
      ', Tracing: Active',
      "AWS_Lambda_Function should have TracingConfig.Mode = 'Active'",
      'passed F',
    ],
    ['that is not', ', Tracing: Disabled', 'AWS_Lambda_Function should have TracingConfig', 'failed F'],
    [
      'with a queue for what fails',
      ', DeadLetterQueue: { Type: SQS, TargetArn: q }',
      "AWS_Lambda_Function should have DeadLetterConfig.TargetArn = 'q'",
      'passed F',
    ],
    ['with code', ', InlineCode: x', "AWS_Lambda_Function should have Code.ZipFile = 'x'", 'passed F'],
    ['whose code is packed', '', "AWS_Lambda_Function should have Code.S3Bucket = 'b'", 'error F'],
    ['with tags, which the transform adds to', ', Tags: { a: b }', 'AWS_Lambda_Function should have Tags', 'error F'],
  ])('%s', async (_, properties, rule, said) => {
    expect(await judge(rule, template(properties))).toEqual([said]);
  });

  it('takes what the globals say', async () => {
    const globals = template('').replace('Resources:', 'Globals: { Function: { Runtime: python2.7 } }\nResources:');
    expect(await judge("AWS_Lambda_Function should have Runtime = 'python2.7'", globals)).toEqual(['passed F']);
  });
});

describe('a role', () => {
  it.each([
    ['of no policies', '', ADMIN, ['passed FRole']],
    ['beside one that is written', ', Policies: [AdministratorAccess]', ADMIN, ['failed FRole', 'passed R'], ROLE],
    ['of one policy', ', Policies: AdministratorAccess', ADMIN, ['failed FRole']],
    ['by an ARN', ", Policies: ['arn:aws:iam::aws:policy/AdministratorAccess']", ADMIN, ['failed FRole']],
    ['of a service', ', Policies: [AWSLambdaExecute]', ADMIN, ['passed FRole']],
    ['by a reference', ', Policies: [{ Ref: P }]', ADMIN, ['error FRole']],
    ['of a policy template', ', Policies: [{ S3ReadPolicy: { BucketName: b } }]', ADMIN, ['passed FRole']],
    ['whose statements are not there', ', Policies: [{ S3ReadPolicy: { BucketName: b } }]', ALL, ['error FRole']],
    ['of statements', ", Policies: [{ Statement: [{ Effect: Allow, Action: '*' }] }]", ALL, ['failed FRole']],
    ['of others', ', Policies: { Statement: [{ Effect: Allow, Action: s3:Get }] }', ALL, ['passed FRole']],
    ['of a choice', ', Policies: { Fn::If: [C, [AdministratorAccess], []] }', ADMIN, ['error FRole']],
    ['that Lambda may take on', '', TRUST, ['passed FRole']],
    ['that others may', ", AssumeRolePolicyDocument: { Statement: [{ Principal: '*' }] }", TRUST, ['failed FRole']],
    ['with a boundary', ', PermissionsBoundary: b', 'AWS_IAM_Role should have PermissionsBoundary', ['passed FRole']],
    [
      'of what stands in a network',
      ', VpcConfig: { SubnetIds: [a] }',
      "AWS_IAM_Role should have ManagedPolicyArns contain [ '%AWSLambdaVPCAccessExecutionRole' ]",
      ['passed FRole'],
    ],
    ['where one is given', ', Role: r', ADMIN, []],
    [
      'where its name is taken',
      ', Policies: [AdministratorAccess]',
      ADMIN,
      ['passed FRole'],
      ROLE.replace('R:', 'FRole:'),
    ],
  ])('%s', async (_, properties, rule, said, more = '') => {
    expect(await judge(rule, template(properties, more))).toEqual(said);
  });

  it('is made for a state machine', async () => {
    const machine = template(', Policies: [AdministratorAccess]').replace('Function', 'StateMachine');
    expect(await judge(ADMIN, machine)).toEqual(['failed FRole']);
    expect((await collectBytes(machine)).entities.map(({ type }) => type)).toEqual([
      'AWS_Serverless_StateMachine',
      'AWS_IAM_Role',
    ]);
  });

  it('stands under the condition of its function', async () => {
    const conditional = template(', Policies: [AdministratorAccess]', '    Condition: C\n');
    const entities = (await collectBytes(conditional)).entities.map(({ id, Condition }) => [id, Condition]);
    expect(entities).toEqual([
      ['F', 'C'],
      ['F', 'C'],
      ['FRole', 'C'],
    ]);
  });

  it('is not told where the properties are not', async () => {
    const call = template('').replace(/Properties: .*/u, 'Properties: { Fn::Transform: { Name: x } }');
    expect((await collectBytes(call)).entities.map(({ type }) => type)).toEqual(['AWS_Serverless_Function']);
  });
});

describe('a simple table', () => {
  const table = (properties: string): string =>
    `Transform: AWS::Serverless-2016-10-31\nResources:\n  T: { Type: AWS::Serverless::SimpleTable, Properties: { ${properties} } }\n`;

  it.each([
    ['that is encrypted', 'SSESpecification: { SSEEnabled: true }', 'SSESpecification.SSEEnabled = true', 'passed T'],
    ['that is not', 'TableName: t', 'SSESpecification.SSEEnabled = true', 'failed T'],
    ['with a key', 'PrimaryKey: { Name: id, Type: String }', "KeySchema contain [ KeyType = 'HASH' ]", 'error T'],
    ['of a macro', 'Fn::Transform: { Name: x }', 'TableName', undefined],
  ])('%s', async (_, properties, condition, said) => {
    const found = await judge(`AWS_DynamoDB_Table should have ${condition}`, table(properties));
    expect(found).toEqual(said === undefined ? [] : [said]);
  });
});
