import { describe, expect, it } from 'vitest';
import type { Entity, EntityRecord } from '../../src/inventory/index.ts';
import { collectBytes } from './support.ts';

const yaml = `AWSTemplateFormatVersion: 2010-09-09
Parameters:
  Env: { Type: String, Default: dev }
  Port: { Type: Number, Default: '22' }
  Zones: { Type: CommaDelimitedList, Default: 'a, b' }
  NoDefault: { Type: String }
  Image: { Type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>', Default: /aws/ami }
Mappings:
  Sizes: { dev: { Size: small }, prod: { Size: large } }
Conditions:
  IsProd: !Equals [!Ref Env, prod]
  IsDev: !Not [{ Condition: IsProd }]
  Unknown: !Equals [!Ref NoDefault, x]
  Circle: !And [{ Condition: Circle }, { Condition: Unknown }]
  Decided: !Or [{ Condition: Unknown }, { Condition: IsDev }]
Resources:

  Bucket:
    Type: AWS::S3::Bucket
    DeletionPolicy: Retain
    Condition: IsProd
    Properties:
      BucketName: !Sub '\${Env}-logs'
      BucketEncryption:
        ServerSideEncryptionConfiguration:
          - ServerSideEncryptionByDefault: { SSEAlgorithm: AES256 }
  Policy: # a comment
    Type: "AWS::S3::BucketPolicy"
    Properties:
      Bucket: !Ref Bucket
      PolicyDocument: { Version: 2012-10-17, Statement: [] }
`;

async function property(expression: string): Promise<unknown> {
  const text = `${yaml.replace(/Resources:[^]*$/u, '')}Resources:\n  X:\n    Type: A::B::C\n    Properties:\n      v: ${expression}\n`;
  const { entities, problems } = await collectBytes(text);
  expect(problems).toEqual([]);
  return (entities[0] as Entity)['v'];
}

describe('cloudformation', () => {
  it.each(['---\n# empty\n---\n', '---\n---\n', '# c\n---\n# Source: a\n--- # b\n'])(
    'reads the template after the empty documents %j',
    async (before) => {
      const { entities, problems } = await collectBytes(`${before}${yaml}---\n# empty\n---\n`);
      expect(problems).toEqual([]);
      expect(entities).toEqual((await collectBytes(yaml)).entities);
    },
  );

  it('reads a template that is indented as a whole', async () => {
    const indented = yaml.replaceAll(/^(?=.)/gmu, '  ');
    for (const text of [indented, `---\n\n  # a comment\n${indented}`]) {
      const { entities, problems } = await collectBytes(text);
      expect(problems).toEqual([]);
      expect(entities).toEqual((await collectBytes(yaml)).entities);
    }
  });

  it('knows a template by what transforms it, where all of its resources are made by a loop', async () => {
    const made = { 'G${N}': { Type: 'AWS::SNS::Topic', Properties: { DisplayName: { Ref: 'N' } } } };
    const template = {
      Transform: 'AWS::LanguageExtensions',
      Resources: { 'Fn::ForEach::All': ['N', ['a', 'b'], made] },
    };
    const { entities, problems } = await collectBytes(JSON.stringify(template));
    expect([entities.map(({ name }) => name), problems]).toEqual([['Ga', 'Gb'], []]);
  });

  it('reads YAML with short forms', async () => {
    const { entities, problems, records } = await collectBytes(yaml);
    expect(problems).toEqual([]);
    expect(entities).toEqual([
      {
        DeletionPolicy: 'Retain',
        Condition: 'IsProd',
        BucketName: 'dev-logs',
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
        },
        id: 'Bucket',
        type: 'AWS_S3_Bucket',
        name: 'Bucket',
        source: 'cloudformation',
      },
      {
        Bucket: { Ref: 'Bucket' },
        PolicyDocument: { Version: '2012-10-17', Statement: [] },
        id: 'Policy',
        type: 'AWS_S3_BucketPolicy',
        name: 'Policy',
        source: 'cloudformation',
      },
    ]);
    expect(records.map(({ provenance }) => provenance)).toEqual([
      { file: '<stdin>', line: 18, address: 'Bucket' },
      { file: '<stdin>', line: 27, address: 'Policy' },
    ]);
  });

  it.each([2, '\t', undefined])('reads JSON indented by %j', async (indent) => {
    const template = {
      Resources: {
        U: { Type: 'AWS::IAM::User', Properties: { UserName: { 'Fn::Join': ['-', ['a', { Ref: 'P' }]] } } },
      },
      Parameters: { P: { Type: 'String', Default: 'b' } },
    };
    const { entities, problems, records } = await collectBytes(JSON.stringify(template, null, indent));
    expect(problems).toEqual([]);
    expect(entities).toEqual([{ UserName: 'a-b', id: 'U', type: 'AWS_IAM_User', name: 'U', source: 'cloudformation' }]);
    expect(records[0]!.provenance.line).toBe(indent === undefined ? 1 : 3);
  });

  it.each<readonly [string, unknown]>([
    ['!Ref Env', 'dev'],
    ['!Ref Port', 22],
    ['!Ref Zones', ['a', 'b']],
    ['!Ref NoDefault', { Ref: 'NoDefault' }],
    ['!Ref Image', { Ref: 'Image' }],
    ['!Ref AWS::Region', { Ref: 'AWS::Region' }],
    ['!Ref AWS::Partition', 'aws'],
    ['!Sub "arn:${AWS::Partition}:iam::aws:policy/A"', 'arn:aws:iam::aws:policy/A'],
    ['!Sub "ec2.${AWS::URLSuffix}"', 'ec2.amazonaws.com'],
    ['!Ref AWS::NoValue', undefined],
    ['[1, !Ref "AWS::NoValue", 2]', [1, 2]],
    ['!GetAtt Role.Arn', { 'Fn::GetAtt': ['Role', 'Arn'] }],
    ['!GetAtt Stack.Outputs.X', { 'Fn::GetAtt': ['Stack', 'Outputs.X'] }],
    ['!Sub "${Env}:${Port}:${!Env}"', 'dev:22:${Env}'],
    ['!Sub "${Env}-${AWS::Region}"', { 'Fn::Sub': '${Env}-${AWS::Region}' }],
    ['!Sub ["${a}-${Env}", {a: !Ref Port}]', '22-dev'],
    ['!Join [",", !Ref Zones]', 'a,b'],
    ['!Join [":", [arn, !Ref "AWS::Region", !Ref Env]]', { 'Fn::Join': [':', ['arn', { Ref: 'AWS::Region' }, 'dev']] }],
    ['!Select [1, !Ref Zones]', 'b'],
    ['!Select [5, !Ref Zones]', { 'Fn::Select': [5, ['a', 'b']] }],
    ['!Split [".", "a.b"]', ['a', 'b']],
    ['!FindInMap [Sizes, !Ref Env, Size]', 'small'],
    ['!FindInMap [Sizes, !Ref NoDefault, Size]', { 'Fn::FindInMap': ['Sizes', { Ref: 'NoDefault' }, 'Size'] }],
    ['!If [IsProd, 1, 2]', 2],
    ['!If [IsDev, !Ref Env, 2]', 'dev'],
    ['!If [IsProd, 1, !Ref "AWS::NoValue"]', undefined],
    ['!If [Unknown, 1, !Ref Env]', { 'Fn::If': ['Unknown', 1, 'dev'] }],
    ['!If [Circle, 1, 2]', { 'Fn::If': ['Circle', 1, 2] }],
    ['!If [Decided, 1, 2]', 1],
    ['!If [Nowhere, 1, 2]', { 'Fn::If': ['Nowhere', 1, 2] }],
    ['!Base64 text', { 'Fn::Base64': 'text' }],
    ['!ImportValue x', { 'Fn::ImportValue': 'x' }],
    ['{Ref: Env}', 'dev'],
    ['{Ref: Env, other: 1}', { Ref: 'Env', other: 1 }],
    ['{constructor: 1}', { constructor: 1 }],
  ])('%s is %j', async (expression, expected) => {
    expect(await property(expression)).toEqual(expected);
  });

  it('lists what is resolved at deployment', async () => {
    const head = yaml.replace(/Resources:[^]*$/u, '');
    const { records } = await collectBytes(
      `${head}Resources:
  X:
    Type: A::B::C
    Properties:
      Known: !Ref Env
      Name: !ImportValue x
      List: [1, { Inner: !GetAtt [Y, Arn] }, !Ref NoDefault]
      Dotted: { 'a.b': !Ref Image, c: 1 }
      Data: { Ref: [1] }
      Whole: !Join ['', [!Ref Env, !Ref 'AWS::Region']]
`,
    );
    const at = (name: string): string => `\`${name}\` is resolved at deployment`;
    expect((records[0] as EntityRecord).unknown).toEqual({
      Name: at('Fn::ImportValue'),
      'List.1.Inner': at('Fn::GetAtt'),
      'List.2': at('Ref'),
      Dotted: at('Ref'),
      Data: at('Ref'),
      Whole: at('Fn::Join'),
    });
    expect((records[0] as EntityRecord).entity['Name']).toEqual({ 'Fn::ImportValue': 'x' });
  });

  it('takes no time over calls that cannot be resolved', async () => {
    let nested = '!Ref AWS::Region';
    for (let level = 0; level < 60; level += 1) nested = `!Join ['', [${nested}]]`;
    expect(await property(nested)).toHaveProperty(['Fn::Join']);
    expect(await property(`!Sub '${'${'.repeat(100_000)}'`)).toHaveProperty(['length'], 200_000);
  });

  it('reports what is no resource, and reads the rest', async () => {
    const { entities, problems } = await collectBytes(
      'AWSTemplateFormatVersion: "2010-09-09"\nResources:\n  A: 5\n  B: {Properties: {}}\n  Fn::ForEach::C: [x, !Ref Names, {}]\n  D: {Type: AWS::X::Y}\n',
    );
    expect(problems).toEqual([
      'not-an-entity@3: the resource `A` has no `Type`',
      'not-an-entity@4: the resource `B` has no `Type`',
      'incomplete-input@5: `Fn::ForEach::C` makes resources only when the stack is made',
    ]);
    expect(entities.map(({ type }) => type)).toEqual(['AWS_X_Y']);
    expect((await collectBytes('AWSTemplateFormatVersion: "2010-09-09"\n')).problems).toEqual([
      'not-an-entity@1: the template has no `Resources`',
    ]);
  });
});

it.each([
  ['JSON', '{"Resources":{"V":{"Type":"AWS::EC2::Volume","Properties":{"Encrypted":false}}}}'],
  ['YAML', 'Resources:\n  V:\n    Type: AWS::EC2::Volume\n    Properties: { Encrypted: false }\n'],
])('a stack set holds its template as text: %s', async (_form, body) => {
  const { entities, problems } = await collectBytes(
    JSON.stringify({ StackSet: { StackSetName: 's', Status: 'ACTIVE', TemplateBody: body, Parameters: [] } }),
  );
  expect(problems).toEqual([]);
  expect(entities).toEqual([expect.objectContaining({ type: 'AWS_EC2_Volume', Encrypted: false })]);
});
