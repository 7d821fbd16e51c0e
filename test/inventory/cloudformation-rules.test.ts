import { describe, expect, it } from 'vitest';
import { parseParameters, type EntityRecord, type ReadInventoryOptions } from '../../src/inventory/index.ts';
import { assess } from '../../src/assess/assess.ts';
import { collect, collectBytes, judge, temporaryFolder } from './support.ts';

/* What rules say of the templates that there are: the reader and the rule together. */

const HEAD = `AWSTemplateFormatVersion: '2010-09-09'
Parameters:
  Open: { Type: String }
  Cidrs: { Type: CommaDelimitedList }
  Stage: { Type: String, Default: dev }
  Password: { Type: String, Default: hunter2, NoEcho: true }
Conditions:
  IsOpen: !Equals [!Ref Open, 'yes']
  IsDynamic: !Equals ['{{resolve:ssm:/a}}', 'yes']
`;

/** A template with one resource: its members, in YAML. */
function template(members: string, head = HEAD): string {
  return `${head}Resources:\n  X:\n    Type: AWS::X::Y\n${members.replace(/^/gmu, '    ')}\n`;
}

async function statusOf(rule: string, text: string, options?: ReadInventoryOptions): Promise<string | undefined> {
  const [said] = await judge(rule, text, options);
  return said?.split(' ')[0];
}

describe('what is known only at deployment', () => {
  it.each<[string, string, string]>([
    ['AWS_X_Y should have A = true', "A: '{{resolve:ssm:/a}}'", 'error'],
    ['AWS_X_Y should not have A = true', "A: '{{resolve:ssm:/a}}'", 'error'],
    ["AWS_X_Y should not have A like 'x%'", "A: !Sub '{{resolve:ssm:/${Stage}}}'", 'error'],
    ['AWS_X_Y should not have A.B = true', "A: { B: 'x{{resolve:ssm:/a}}' }", 'error'],
    ['AWS_X_Y should not have A.B = true', "A: { C: '{{resolve:ssm:/a}}' }", 'passed'],
    ["AWS_X_Y should not have A = 'b'", "A: !Select [0, !Split [',', '{{resolve:ssm:/a}}']]", 'error'],
    ["AWS_X_Y should not have A = 'b'", 'A: !If [IsDynamic, a, b]', 'error'],
    ["AWS_X_Y should not have A contain [ B = '*' ]", 'A: !If [IsOpen, [{ B: "*" }], []]', 'error'],
    ["AWS_X_Y should not have A contain [ $ = '*' ]", 'A: !Ref Cidrs', 'error'],
    ["AWS_X_Y should not have A contain [ $ = '*' ]", "A: !Split [',', !Ref Open]", 'error'],
    ["AWS_X_Y should not have A contain [ B = '*' ]", 'A: [{ B: !Ref Open }]', 'error'],
    ["AWS_X_Y should not have A contain [ B = '*' ]", 'A: [{ B: !Ref Open }, { B: "*" }]', 'failed'],
  ])('%s, of %s: %s', async (rule, properties, status) => {
    expect(await statusOf(rule, template(`Properties:\n  ${properties}`))).toBe(status);
  });

  /* What names a resource is there, whatever it will be. */
  const NAMED = `${HEAD}Resources:
  K: { Type: AWS::KMS::Key }
  C: { Type: Custom::Thing }
  X:
    Type: AWS::X::Y
    Properties:
`;
  it.each<[string, string, string]>([
    ['AWS_X_Y should have A', '!Ref K', 'passed'],
    ['AWS_X_Y should have not A isEmpty()', '!Ref K', 'passed'],
    ["AWS_X_Y should have A != ''", '!Ref K', 'passed'],
    ['AWS_X_Y where A should not have B', '!Ref K', 'passed'],
    ["AWS_X_Y should not have A = 'x'", '!Ref K', 'error'],
    ['AWS_X_Y should have A', '!GetAtt K.Arn', 'passed'],
    ['AWS_X_Y should have A', '!GetAtt [K, Id]', 'passed'],
    ["AWS_X_Y should not have A = '*'", '!GetAtt K.Arn', 'passed'],
    ['AWS_X_Y should have A', '!GetAtt K.PublicIp', 'error'],
    // What is no name is nobody's, also where it cannot be made into text.
    ['AWS_X_Y should have A', '{ Ref: { toString: x, valueOf: x } }', 'error'],
    ['AWS_X_Y should have A', "{ 'Fn::GetAtt': { toString: x, valueOf: x } }", 'error'],
    ['AWS_X_Y should have A', "{ 'Fn::GetAtt': [K, { toString: x, valueOf: x }] }", 'error'],
    ['AWS_X_Y should have A', '!Ref C', 'error'],
    ['AWS_X_Y should have A', '!GetAtt C.Arn', 'error'],
    ['AWS_X_Y should have A', '!Ref Open', 'error'],
    ['AWS_X_Y should have A', '!ImportValue k', 'error'],
    ['AWS_X_Y should have A', '!If [IsOpen, !Ref K, !Ref AWS::NoValue]', 'error'],
    ['AWS_X_Y should have A', "!Sub 'alias/${Open}'", 'passed'],
    ['AWS_X_Y should have A', "!Sub '${Open}'", 'error'],
    ['AWS_X_Y should have A contain-all [ $ ]', '[!Ref K]', 'passed'],
    ['AWS_X_Y should have A.B', '{ B: !Ref K }', 'passed'],
  ])('%s, where A is %s: %s', async (rule, value, status) => {
    expect(await statusOf(rule, `${NAMED}      A: ${value}\n`)).toBe(status);
  });

  /* Text that is JSON: what stands between its gaps is known. */
  const ANYBODY = "AWS_X_Y should not have A.S contain [ E = 'Allow' and P = '*' ]";
  const PUBLIC = "AWS_X_Y should not have A.S contain [ R like '%*' ]";
  const policy = (...statements: readonly string[]): string => `A: !Sub '{"S":[${statements.join(',')}]}'`;
  it.each<[string, string, string]>([
    [ANYBODY, policy('{"E":"Allow","P":"*","R":"${Open}"}'), 'failed'],
    [ANYBODY, policy('{"E":"Allow","P":{"A":"${AWS::AccountId}"}}', '{"E":"Allow","P":"*"}'), 'failed'],
    [ANYBODY, policy('{"E":"Allow","P":{"A":"${AWS::AccountId}"}}'), 'passed'],
    [ANYBODY, policy('{"E":"Allow","P":"${Open}"}'), 'error'],
    [ANYBODY, policy('{"E":"Allow","P":"arn:${Open}"}'), 'passed'],
    [ANYBODY, policy('{"E":"Deny","P":"${Open}"}'), 'passed'],
    [ANYBODY, policy('{"E":"Allow","P":${Open}}'), 'error'],
    [ANYBODY, policy('${Open}', '{"E":"Allow","P":"*"}'), 'failed'],
    [ANYBODY, policy('${Open}', '{"E":"Deny","P":"*"}'), 'error'],
    // Names, and text that is no JSON where its gaps are filled.
    [ANYBODY, policy('{"E":"Allow","${Open}":"*"}'), 'error'],
    [ANYBODY, policy('{"E":"Allow","P":"*"} ${Open}'), 'error'],
    [ANYBODY, policy('{"E":"Allow","P":"*"},${Open}'), 'failed'],
    [ANYBODY, `A: !Sub '\${Open}{"S":[{"E":"Allow","P":"*"}]}'`, 'error'],
    [ANYBODY, policy('{"E":"Allow","P":"*"}').replace('[', '${Open}['), 'error'],
    // A part that is known, and one that anybody can give.
    [PUBLIC, policy('{"R":"arn:aws:s3:::${Open}/logs"}'), 'passed'],
    [PUBLIC, policy('{"R":"arn:aws:s3:::${Open}/*"}'), 'failed'],
    [PUBLIC, policy('{"R":"arn:aws:s3:::${Open}"}'), 'error'],
    [
      'AWS_X_Y should not have A.S contain [ R regexMatch /:\\x1b|none\\x1a/ ]',
      policy('{"R":"arn:${Open}"}'),
      'failed',
    ],
    [
      'AWS_X_Y should not have A.S contain [ R regexMatch /:\\x1b|none\\x1a/ ]',
      policy('{"R":"arn:${AWS::AccountId}"}'),
      'error',
    ],
    // Joined, in a list, secret, with a name that no path can tell.
    [ANYBODY, `A: !Join ['', ['{"S":[{"E":"Allow","P":"*","R":"', !Ref Open, '"}]}']]`, 'failed'],
    ["AWS_X_Y should not have L contain [ S.P = '*' ]", `L: [!Sub '{"S":{"P":"*","R":"\${Open}"}}']`, 'failed'],
    ["AWS_X_Y should not have L contain [ S.P = '*' ]", `L: [!Sub '{"S":{"P":"a","R":"\${Open}"}}']`, 'passed'],
    [ANYBODY, policy('{"E":"Allow","P":"*","C":{"a.b":"${Open}"}}'), 'failed'],
    ['AWS_X_Y should not have A.S contain [ C isEmpty() ]', policy('{"C":{"a.b":"${Open}"}}'), 'error'],
    // The text itself.
    ["AWS_X_Y should not have A like '%Allow%'", policy('{"E":"Allow","P":"${Open}"}'), 'failed'],
    ["AWS_X_Y should not have A like '%Deny%'", policy('{"E":"Allow","P":"${Open}"}'), 'error'],
    ["AWS_X_Y should not have A = 'x'", policy('{"P":"${Open}"}'), 'passed'],
  ])('%s, of %s: %s', async (rule, properties, status) => {
    expect(await statusOf(rule, template(`Properties:\n  ${properties}`))).toBe(status);
  });

  it.each(["'{{resolve:ssm:/a}}'", '!Ref Cidrs', '[{ A: 1 }]', 'text'])(
    'properties that are %s',
    async (properties) => {
      expect(await statusOf('AWS_X_Y should not have A = true', template(`Properties: ${properties}`))).toBe('error');
    },
  );

  // What is known of a text decides where the rest cannot change it.
  it.each<[string, string, string]>([
    ["AWS_X_Y should not have A like 'public-%'", "A: !Sub 'public-${Open}'", 'failed'],
    ["AWS_X_Y should not have A like 'secret-%'", "A: !Sub 'public-${Open}'", 'passed'],
    ["AWS_X_Y should not have A like '%-logs'", "A: !Sub 'public-${Open}'", 'error'],
    ["AWS_X_Y should not have A = 'public-a'", "A: !Sub 'public-${Open}'", 'error'],
    ["AWS_X_Y should not have A = 'private'", "A: !Sub 'public-${Open}'", 'passed'],
    ["AWS_X_Y should have A != 'private'", "A: !Sub 'public-${Open}'", 'passed'],
    ["AWS_X_Y should not have A in ('a', 'b')", "A: !Sub 'public-${Open}'", 'passed'],
    ["AWS_X_Y should not have A in ('a', 'Public-b')", "A: !Sub 'public-${Open}'", 'error'],
    ['AWS_X_Y should have A regexMatch /blic/', "A: !Sub 'public-${Open}'", 'passed'],
    ['AWS_X_Y should have A regexMatch /^x/', "A: !Sub 'public-${Open}'", 'error'],
    ['AWS_X_Y should not have A = 22', "A: !Sub '2${Open}'", 'error'],
    ["AWS_X_Y should not have A = '022'", "A: !Sub '2${Open}'", 'error'],
    ['AWS_X_Y should not have A = 22', "A: !Sub 'port-${Open}'", 'passed'],
    [
      "AWS_X_Y should not have A = '*'",
      "A: !Join [':', [arn, !Ref 'AWS::Partition', iam, '', !Ref 'AWS::AccountId', root]]",
      'passed',
    ],
    [
      "AWS_X_Y should not have A.B.AWS = '*'",
      "A: [{ B: { AWS: !Sub 'arn:aws:iam::${AWS::AccountId}:root' } }]",
      'passed',
    ],
    [
      "AWS_X_Y should not have A contain [ B.AWS = '*' ]",
      "A: [{ B: { AWS: !Sub 'arn:${AWS::AccountId}:root' } }]",
      'passed',
    ],
    ["AWS_X_Y should not have A contain [ '*' ]", "A: [!Sub 'arn:${AWS::AccountId}:root', b]", 'passed'],
    ["AWS_X_Y should not have A contain [ '*' ]", "A: [!Sub 'arn:${AWS::AccountId}:root', !Ref Open]", 'error'],
    ["AWS_X_Y should not have A contain [ '*' ]", "A: [!Sub 'arn:${AWS::AccountId}:root', '*']", 'failed'],
    ["AWS_X_Y should not have A = '*'", "A: [!Sub 'arn:${AWS::AccountId}:root']", 'passed'],
    ['AWS_X_Y should not have A contain [ B = 1 ]', 'A: !Sub \'{"B": ${Open}}\'', 'error'],
    ['AWS_X_Y should not have A.B = 1', 'A: !Sub \'{"B": ${Open}}\'', 'error'],
    ['AWS_X_Y should not have A contain [ B = 1 ]', "A: [!Sub 'arn:${Open}']", 'passed'],
    ["AWS_X_Y should have A with [ $ like 'arn:%' ] length() = 1", "A: [!Sub 'arn:${Open}']", 'error'],
    ["AWS_X_Y should not have A = 'b'", "A: !Sub '{{resolve:ssm:/${Open}}}'", 'error'],
    ["AWS_X_Y should not have A startsWith('b')", "A: !Sub 'arn:${Open}'", 'error'],
    ['AWS_X_Y should have A numberOfHosts() = 256', "A: !Sub 'n-${Open}'", 'error'],
    ["AWS_X_Y should have A contain [ 'arn:a' ] = true", "A: [!Sub 'arn:${Open}']", 'error'],
    ["AWS_X_Y should have A split(':') contain [ 'b' ]", "A: !Sub 'arn:${Open}'", 'error'],
    ['AWS_X_Y should not have A > 5', "A: !Sub '7${Open}'", 'error'],
  ])('%s, of %s: %s', async (rule, properties, status) => {
    expect(await statusOf(rule, template(`Properties:\n  ${properties}`))).toBe(status);
  });

  it.each<[string, string, string]>([
    ['properties that are one call', 'Properties: !If [IsOpen, { A: true }, { A: false }]', 'error'],
    ['properties that are a macro', 'Properties: { Fn::Transform: { Name: M } }', 'error'],
    ['a macro beside properties', 'Properties: { B: 1, Fn::Transform: { Name: M } }', 'error'],
    ['a macro beside the type', 'Properties: { B: 1 }\nFn::Transform: { Name: M }', 'error'],
    ['a loop beside properties', "Properties: { B: 1, 'Fn::ForEach::L': [N, [A], { '${N}': true }] }", 'error'],
    ['nothing of the kind', 'Properties: { B: 1 }', 'passed'],
    ['a property that is written', 'Properties: { A: true, Fn::Transform: { Name: M } }', 'failed'],
  ])('%s', async (_, members, status) => {
    expect(await statusOf('AWS_X_Y should not have A = true', template(members))).toBe(status);
  });

  const LOOP = (items: string, body: string): string =>
    `${HEAD}Resources:\n  'Fn::ForEach::L':\n    - Item\n    - ${items}\n    - 'X${'${Item}'}': ${body}\n`;
  it.each<[string, string, readonly string[]]>([
    [
      "AWS_X_Y should not have A = 'b'",
      LOOP('[a, b]', '{ Type: AWS::X::Y, Properties: { A: !Ref Item } }'),
      ['passed Xa', 'failed Xb'],
    ],
    [
      "AWS_X_Y should have A = 'n-b-dev'",
      LOOP('[a, b]', "{ Type: AWS::X::Y, Properties: { A: !Sub 'n-${Item}-${Stage}' } }"),
      ['failed Xa', 'passed Xb'],
    ],
    [
      'List<AWS_X_Y> should have items length() = 2',
      LOOP('!Split [",", "a,b"]', '{ Type: AWS::X::Y }'),
      ['passed List<AWS_X_Y>'],
    ],
    ['AWS_X_Y should have B', LOOP('!Ref Cidrs', '{ Type: AWS::X::Y }'), ['problem incomplete-input']],
    [
      'AWS_X_Y should have Ea and Eb',
      template("Properties: { 'Fn::ForEach::P': [Item, [a, b], { 'E${Item}': 1 }] }"),
      ['passed X'],
    ],
    [
      'AWS_X_Y should have Eab',
      template(
        "Properties: { 'Fn::ForEach::P': [Item, [a], { 'Fn::ForEach::Q': [Other, [b], { 'E${Item}${Other}': 1 }] }] }",
      ),
      ['passed X'],
    ],
  ])('a loop over what the template tells is written out: %s', async (rule, text, said) => {
    expect(await judge(rule, text)).toEqual(said);
  });

  it('notes elements by their places, and objects that have more members', async () => {
    const text = template(`Properties:
  List: [a, !If [IsOpen, b, c], !Ref 'AWS::NoValue', !Ref Open]
  Map: { A: 1, 'Fn::ForEach::L': [N, !Ref Cidrs, { '\${N}': true }] }
  Loop: [{ Fn::Transform: { Name: M } }]`);
    const { records } = await collectBytes(text);
    expect((records[0] as EntityRecord).unknown).toEqual({
      'List.1': '`Fn::If` is resolved at deployment',
      'List.2': '`Ref` is resolved at deployment',
      'Map.*': '`Fn::ForEach::L` adds properties at deployment',
      'Loop.0': '`Fn::Transform` is resolved at deployment',
    });
  });

  it.each<[string, string, readonly string[]]>([
    ['a loop', "  'Fn::ForEach::L': [N, !Ref Cidrs, {}]", ['problem incomplete-input']],
    ['a macro', '  Fn::Transform: { Name: M }', ['problem incomplete-input']],
    ['a module', '  M: { Type: Acme::Net::Base::MODULE }', ['problem incomplete-input']],
    [
      'a nested stack',
      '  S: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: https://s3.amazonaws.com/b/net.yaml } }',
      ['problem incomplete-input'],
    ],
  ])('%s among the resources is a problem', async (_, resource, problems) => {
    const said = await judge('AWS_X_Y should not have A = true', `${template('Properties: {}')}${resource}\n`);
    expect(said.filter((line) => line.startsWith('problem'))).toEqual(problems);
    expect(said).toContain('passed X');
  });

  it.each<[string, readonly string[]]>([
    ['Transform: AWS::Serverless-2016-10-31\n', []],
    ['Transform: [AWS::LanguageExtensions]\n', []],
    ['Transform: Company-Macro\n', ['problem incomplete-input']],
    ['Transform: [AWS::Serverless-2016-10-31, Company-Macro]\n', ['problem incomplete-input']],
    ['Transform: { Name: AWS::Include, Parameters: {} }\n', ['problem incomplete-input']],
    ['Fn::Transform: { Name: AWS::Include }\n', ['problem incomplete-input']],
  ])('over the whole template: %j', async (head, problems) => {
    const said = await judge('AWS_X_Y should not have A = true', template('Properties: {}', `${HEAD}${head}`));
    expect(said.filter((line) => line.startsWith('problem'))).toEqual(problems);
  });
});

describe('a nested stack whose template is an input too', () => {
  const folder = temporaryFolder();

  it('is no problem', async () => {
    const net = folder.write('net.yaml', template('Properties: {}'));
    const resource = '  S: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: ./net.yaml } }\n';
    const root = folder.write('root.yaml', `${template('Properties: {}')}${resource}`);
    expect((await collect([root, net])).problems).toEqual([]);
    expect((await collect([root])).problems).toEqual([
      'incomplete-input@14: the nested stack `S` (./net.yaml) makes resources that are in no input',
    ]);
  });
});

describe('serverless templates', () => {
  const text = `Transform: AWS::Serverless-2016-10-31
Globals:
  Function: { Tracing: Active, MemorySize: 128, Layers: [a], Environment: { Variables: { A: 1, B: 2 } } }
  Api: { TracingEnabled: true }
Resources:
  F:
    Type: AWS::Serverless::Function
    Properties: { MemorySize: 256, Layers: [b], Environment: { Variables: { B: 3 } } }
  G: { Type: AWS::Serverless::Function }
`;

  it.each<[string, readonly string[]]>([
    ["AWS_Serverless_Function should have Tracing = 'Active'", ['passed F', 'passed G']],
    ['AWS_Serverless_Function should have MemorySize = 128', ['failed F', 'passed G']],
    ["AWS_Serverless_Function should have Layers contain [ 'b' ]", ['passed F', 'failed G']],
    ["AWS_Serverless_Function should have Layers contain [ 'a' ]", ['passed F', 'passed G']],
    ['AWS_Serverless_Function should have Environment.Variables.B = 2', ['failed F', 'passed G']],
    ['AWS_Serverless_Function should have Environment.Variables.A = 1', ['passed F', 'passed G']],
  ])('%s', async (rule, said) => {
    expect(await judge(rule, text)).toEqual(said);
  });
});

describe('parameters', () => {
  const text = template("Properties: { A: !Ref Open, L: !Ref Cidrs, R: !Sub '${AWS::Region}-${Stage}' }");

  it.each<[string, string, string]>([
    ["AWS_X_Y should have A = 'yes'", '{"Open":"yes"}', 'passed'],
    ["AWS_X_Y should have A = 'yes'", '[{"ParameterKey":"Open","ParameterValue":"yes"}]', 'passed'],
    ["AWS_X_Y should have A = 'yes'", '{"Parameters":{"Open":"yes"},"Tags":{}}', 'passed'],
    [
      "AWS_X_Y should have A = 'yes'",
      '{"StackName":"s","Parameters":[{"ParameterKey":"Open","ParameterValue":"yes"}]}',
      'passed',
    ],
    ["AWS_X_Y should have A = 'y=s'", '["Open=y=s"]', 'passed'],
    ["AWS_X_Y should have A = 'yes'", '{}', 'error'],
    ["AWS_X_Y should not have L contain [ '10.0.0.0/8' ]", '{"Cidrs":"10.0.0.0/8, 0.0.0.0/0"}', 'failed'],
    ["AWS_X_Y should have R = 'eu-west-1-dev'", '{"AWS::Region":"eu-west-1"}', 'passed'],
    ["AWS_X_Y should have R = 'eu-west-1-prod'", '{"AWS::Region":"eu-west-1","Stage":"prod"}', 'passed'],
    [
      "AWS_X_Y should not have R = 'a-x'",
      '[{"ParameterKey":"Stage","UsePreviousValue":true},{"ParameterKey":"AWS::Region","ParameterValue":"a"}]',
      'error',
    ],
  ])('%s, given %s: %s', async (rule, given, status) => {
    expect(await statusOf(rule, text, { parameters: parseParameters(given) })).toBe(status);
  });

  it.each(['5', 'null', '"x"', '[5]', '["x"]', '[{"ParameterValue":1}]', '{'])('are not %s', (given) => {
    expect(() => parseParameters(given)).toThrow(SyntaxError);
  });

  it('that are not to be echoed are secret wherever they stand', async () => {
    const members = "Properties: { P: !Ref Password, U: [!Sub 'x:${Password}@h'], S: !Ref Stage }";
    const { records } = await collectBytes(template(members));
    expect((records[0] as EntityRecord).sensitive).toEqual(['P', 'U.0']);
  });
});

describe('forms of templates', () => {
  const volume = { Type: 'AWS::EC2::Volume', Properties: { Encrypted: false } };
  const yaml = 'Resources:\n  V:\n    Type: AWS::EC2::Volume\n    Properties: { Encrypted: false }\n';
  const rule = 'AWS_EC2_Volume should have Encrypted = true';
  const json = JSON.stringify({ Resources: { V: volume } });
  const filler = Object.fromEntries(
    Array.from({ length: 4000 }, (_, index) => [`m${index}`, { key: { value: 'text' } }]),
  );

  it.each<[string, string, readonly string[]]>([
    [
      'whose first resource has no type',
      JSON.stringify({ Resources: { N: { 'Fn::Transform': { Name: 'AWS::Include' } }, V: volume } }),
      ['problem not-an-entity', 'failed V'],
    ],
    ['of a private type alone', 'Resources:\n  V: { Type: Acme::Net::Gateway }\n', []],
    ['with quoted names', '"Resources":\n  "V": {"Type": "AWS::EC2::Volume"}\n', ['failed V']],
    [
      'in the answer of get-template as an SDK gives it',
      JSON.stringify({
        TemplateBody: { Resources: { V: volume } },
        StagesAvailable: ['Original'],
        ResponseMetadata: {},
      }),
      ['failed V'],
    ],
    [
      'as text in such an answer',
      JSON.stringify({
        TemplateBody: 'Resources:\n  V:\n    Type: AWS::EC2::Volume\n    Properties: { Encrypted: false }',
        ResponseMetadata: { HTTPStatusCode: 200 },
      }),
      ['failed V'],
    ],
    ['in the answer of get-template', JSON.stringify({ TemplateBody: { Resources: { V: volume } } }), ['failed V']],
    ['as text in it', JSON.stringify({ TemplateBody: yaml, StagesAvailable: ['Original'] }), ['failed V']],
    ['as JSON text in it', JSON.stringify({ TemplateBody: json, StagesAvailable: ['Original'] }), ['failed V']],
    [
      'as JSON text on lines in it',
      JSON.stringify({ StagesAvailable: [], TemplateBody: JSON.stringify(JSON.parse(json), null, 2) }, null, 4),
      ['failed V'],
    ],
    ['as JSON text by itself', JSON.stringify(json), ['failed V']],
    [
      'as JSON text with a version',
      JSON.stringify({ TemplateBody: json.replace('{', '{"AWSTemplateFormatVersion":"2010-09-09",') }),
      ['failed V'],
    ],
    ['as long text in it', JSON.stringify({ TemplateBody: `${yaml}${'#'.repeat(100_000)}` }), ['failed V']],
    ['as text by itself', JSON.stringify(yaml), ['failed V']],
    [
      'with sorted members',
      JSON.stringify({
        Conditions: { C: { 'Fn::Equals': [1, 1] } },
        Mappings: filler,
        Resources: { V: volume },
      }),
      ['failed V'],
    ],
    [
      'with large parameters',
      JSON.stringify({ Parameters: { P: { Type: 'String' } }, Mappings: filler, Resources: { V: volume } }),
      ['failed V'],
    ],
  ])('%s', async (_, text, said) => {
    expect(await judge(rule, text)).toEqual(said);
  });

  it('names private types like those of AWS, and keeps properties with the names of ours', async () => {
    const properties = '{ type: a, source: [b], name: nn, id: i }';
    const { entities, records } = await collectBytes(
      `Resources:\n  V: { Type: Acme::Net::Gateway, Properties: ${properties} }\n`,
    );
    expect(entities).toEqual([
      { type: 'Acme_Net_Gateway', typeProperty: 'a', idProperty: 'i', source: ['b'], name: 'nn', id: 'V' },
    ]);
    expect((records[0] as EntityRecord).unknown).toEqual({
      type: 'the property `type` is called `typeProperty`',
      id: 'the property `id` is called `idProperty`',
    });
  });

  it('gives the line in the file, of text in JSON that of the text', async () => {
    const answer = `{\n "StagesAvailable": [],\n "TemplateBody": ${JSON.stringify(yaml)}\n}`;
    const object = `{\n "TemplateBody": {\n  "Resources": {\n   "V": ${JSON.stringify(volume)}\n }}}`;
    for (const [text, line] of [
      [answer, 1],
      [object, 4],
      [yaml, 2],
    ] as const) {
      const { records } = await collectBytes(text);
      expect(records.map(({ provenance }) => provenance)).toEqual([{ file: '<stdin>', line, address: 'V' }]);
    }
  });

  it('says what of an inner text is broken', async () => {
    const { problems } = await collectBytes(JSON.stringify({ TemplateBody: `${yaml}  x: [\n` }));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain('invalid-yaml@1');
  });
});

describe('what was assumed is said', () => {
  const used =
    "Properties: { A: !Ref Stage, B: !Sub 'arn:${AWS::Partition}:${AWS::Region}', C: !Ref Open, D: !If [IsOpen, a, b] }";

  it.each<[string, ReadInventoryOptions | undefined, readonly string[]]>([
    ['of defaults and pseudo parameters', undefined, ['the default of `Stage`', '`AWS::Partition` is `aws`']],
    ['not of what is given', { parameters: parseParameters('{"Stage":"prod"}') }, ['`AWS::Partition` is `aws`']],
    ['nor of pseudo parameters', { parameters: { Stage: 'x', 'AWS::Partition': 'aws-cn' } }, []],
  ])('%s', async (_, options, assumed) => {
    const { sources } = await collectBytes(template(used), options);
    expect(sources.flatMap((source) => source.assumed ?? [])).toEqual(assumed);
  });

  it('in the summary, as a note', async () => {
    const { records, sources } = await collectBytes(template(used));
    const rules = [{ id: 'r', severity: 'High' as const, logic: 'AWS_X_Y should have A' }];
    const { evidence } = await assess(rules, [...sources, ...records]).finish();
    expect(evidence).toEqual([
      {
        code: 'assumed-value',
        severity: 'note',
        message: 'values are assumed: `AWS::Partition` is `aws`, the default of `Stage`',
        help: '`--parameters FILE` gives others',
      },
    ]);
  });

  it('and covers nothing, nor hides what the input covers', async () => {
    const { records, sources } = await collectBytes(template(used));
    const rules = [{ id: 'r', severity: 'High' as const, logic: 'List<AWS_X_Z> should have items' }];
    expect((await assess(rules, [...sources, ...records]).finish()).counts).toMatchObject({ failed: 1 });
  });
});

describe('a resource with a condition', () => {
  const given = (condition: string, parameters = ''): string => `Parameters:
  Stage: { Type: String, Default: dev }
  Count: { Type: Number, Default: '1.0' }
  Open: { Type: String }
  ${parameters}
Conditions:
  C: ${condition}
  IsProd: !Equals [!Ref Stage, prod]
Resources:
  X: { Type: 'AWS::X::Y', Condition: C, Properties: { A: true } }
  Z: { Type: 'AWS::X::Z' }
`;

  it.each<[string, string[]]>([
    ["!Equals ['a', 'b']", []],
    ["!Equals ['a', 'a']", ['failed X']],
    ['!Equals [!Ref Stage, prod]', ['failed X']],
    ['!Equals [!Ref Stage, dev]', ['failed X']],
    ['!Not [!Equals [!Ref Stage, dev]]', ['failed X']],
    ['!Condition IsProd', ['failed X']],
    ['!And [!Condition IsProd, !Equals [!Ref Open, x]]', ['failed X']],
    ['!Equals [!Select [0, [a]], b]', []],
    ["!And [!Equals ['a', 'b'], !Equals [!Ref Open, x]]", []],
    // By what is not certain it is judged; a default is not, nor what is taken for the partition.
    ["!Equals [!Ref 'AWS::Partition', aws-cn]", ['failed X']],
    ['!Equals [!Ref Open, x]', ['failed X']],
    ['!Or [!Condition IsProd, !Equals [!Ref Open, x]]', ['failed X']],
    ["!Equals [!Ref 'AWS::Region', us-east-1]", ['failed X']],
    ["!Equals ['{{resolve:ssm:/a}}', x]", ['failed X']],
    ["!Equals [!Ref Count, '1.0']", ['failed X']],
    ["!Equals ['yes', 'true']", ['failed X']],
    ['!Equals [a]', ['failed X']],
    ['!Condition Nowhere', ['failed X']],
  ])('%s: %j', async (condition, said) => {
    expect(await judge('AWS_X_Y should not have A = true', given(condition))).toEqual(said);
  });

  it('is there by parameters that make it, and what is left out is said', async () => {
    const template = given('!Condition IsProd');
    const rule = 'AWS_X_Y should not have A = true';
    expect(await judge(rule, template, { parameters: { Stage: 'prod' } })).toEqual(['failed X']);
    expect(await judge(rule, template, { parameters: { Stage: 'dev' } })).toEqual([]);
    const rules = [{ id: 'x', severity: 'Low', logic: 'AWS_X_Z should have id' }] as const;
    const { records, sources } = await collectBytes(template, { parameters: { Stage: 'dev' } });
    const { evidence } = await assess(rules, [...records, ...sources], { now: 0 }).finish();
    expect(evidence).toMatchObject([{ code: 'assumed-value', message: 'values are assumed: no `X` (`C` is false)' }]);
  });
});
