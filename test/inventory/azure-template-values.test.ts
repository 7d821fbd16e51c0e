import { describe, expect, it } from 'vitest';
import { parseParameters } from '../../src/inventory/index.ts';
import { isEntityRecord } from '../../src/values/record.ts';
import { collectBytes, judge } from './support.ts';

const SCHEMA = 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#';
const DISK = 'Azure_Microsoft_Compute_disks';

const disk = (properties: unknown, about: object = {}): object => ({
  type: 'Microsoft.Compute/disks',
  name: 'd',
  properties,
  ...about,
});

const HEAD = {
  parameters: {
    stage: { type: 'string', defaultValue: 'Dev' },
    isOpen: { type: 'bool', defaultValue: true },
    size: { type: 'Int', defaultValue: 5 },
    zones: { type: 'array', defaultValue: ['1', '2'] },
    network: { type: 'object', defaultValue: { defaultAction: 'Deny', id: '[resourceGroup().id]' } },
    copies: { type: 'object', defaultValue: { copy: [] } },
    password: { type: 'secureString', defaultValue: 'hunter2' },
    secrets: { type: 'secureObject', defaultValue: { a: 'hunter2' } },
    asked: { type: 'string' },
    nothing: { type: 'string', nullable: true },
    defined: { $ref: '#/definitions/secret', defaultValue: 'x' },
    wrong: { type: 'bool', defaultValue: 'true' },
    place: { type: 'string', defaultValue: '[resourceGroup().location]' },
    escaped: { type: 'string', defaultValue: '[[x]' },
    twice: { type: 'string', defaultValue: 'a' },
    Twice: { type: 'string', defaultValue: 'b' },
  },
  variables: {
    name: "[concat(parameters('stage'), '-', variables('suffix'))]",
    suffix: 'x',
    a: "[variables('b')]",
    b: "[variables('a')]",
    part: { known: 'k', not: "[reference('x')]", inner: ['a', "[uniqueString('x')]"], copy: [{ name: 'l', count: 1 }] },
    copy: [{ name: 'looped', count: 2, input: 'x' }],
    none: '[null()]',
    list: ['[null()]'],
  },
};

const template = (resources: unknown, head: object = HEAD): string =>
  JSON.stringify({ $schema: SCHEMA, ...head, resources });

/** What a rule says of a disk that has `value` as `p`. */
const said = (value: unknown, condition: string, given?: string): Promise<readonly string[]> =>
  judge(
    `${DISK} should have ${condition}`,
    template([disk({ p: value })]),
    given === undefined ? {} : { parameters: parseParameters(given) },
  );

describe('expressions of a template are evaluated as far as all is known', () => {
  it.each<readonly [string, string]>([
    ["[parameters('stage')]", "p = 'Dev'"],
    ["[Parameters( 'STAGE' )]", "p = 'Dev'"],
    ["[parameters('isOpen')]", 'p = true'],
    ["[parameters('size')]", 'p = 5'],
    ["[parameters('zones')[1]]", "p = '2'"],
    ["[parameters('network').defaultAction]", "p = 'Deny'"],
    ["[parameters('network')['DefaultAction']]", "p = 'Deny'"],
    ["[parameters('network')]", "p.defaultAction = 'Deny'"],
    ["[variables('name')]", "p = 'Dev-x'"],
    ["[variables('part').known]", "p = 'k'"],
    ["[variables('part').inner[0]]", "p = 'a'"],
    ["[length(variables('part').inner)]", 'p = 2'],
    ["[format('{0}/{1}{{}}', parameters('stage'), 7)]", "p = 'Dev/7{}'"],
    ["[toLower(concat('A', 'it''s'))]", "p = 'ait''s'"],
    ["[toUpper('a')]", "p = 'A'"],
    ["[concat(createArray('a'), createArray('b'))[1]]", "p = 'b'"],
    ["[createObject('a', 1, 'b', createArray()).a]", 'p = 1'],
    ["[if(equals(parameters('stage'), 'Dev'), 'Deny', reference('x'))]", "p = 'Deny'"],
    ["[if(equals(parameters('stage'), 'dev'), reference('x'), 'Deny')]", "p = 'Deny'"],
    ["[and(parameters('isOpen'), not(false()))]", 'p = true'],
    ["[and(false(), equals(reference('x'), 'a'))]", 'p = false'],
    ["[or(true(), equals(reference('x'), 'a'))]", 'p = true'],
    ["[coalesce(parameters('nothing'), 'else')]", "p = 'else'"],
    ["[coalesce(variables('none'), 'else')]", "p = 'else'"],
    ["[equals(parameters('nothing'), null())]", 'p = true'],
    ["[empty('')]", 'p = true'],
    ["[empty(parameters('nothing'))]", 'p = true'],
    ["[empty(parameters('zones'))]", 'p = false'],
    ["[empty(parameters('network'))]", 'p = false'],
    ['[string(-5)]', "p = '-5'"],
    ["[int('5')]", 'p = 5'],
    ["[bool('True')]", 'p = true'],
    ['[bool(0)]', 'p = false'],
  ])('%s: %s', async (value, condition) => {
    expect(await said(value, condition)).toEqual(['passed d']);
    expect(await judge(`${DISK} should not have ${condition}`, template([disk({ p: value })]))).toEqual(['failed d']);
  });

  it.each([
    "[parameters('asked')]",
    "[parameters('nowhere')]",
    "[parameters('password')]",
    "[parameters('secrets')]",
    "[parameters('secrets').a]",
    "[parameters('defined')]",
    "[parameters('wrong')]",
    "[parameters('place')]",
    "[parameters('escaped')]",
    "[parameters('twice')]",
    "[parameters('nothing')]",
    "[parameters('network').id]",
    "[parameters('network').missing]",
    "[parameters('zones')[2]]",
    "[parameters('zones').length]",
    "[empty(parameters('copies'))]",
    "[length(variables('part'))]",
    "[variables('a')]",
    "[variables('none')]",
    "[variables('list')[0]]",
    "[variables('looped')]",
    "[variables('copy')]",
    "[variables('part').not]",
    "[variables('part').l]",
    "[concat('a', parameters('asked'))]",
    "[concat('a', parameters('password'))]",
    "[concat('a', true())]",
    "[concat('[', 'a]')]",
    "[format('{0:N2}', 5)]",
    "[format('{1}', 5)]",
    "[format('{', 5)]",
    "[if(parameters('asked'), 'a', 'a')]",
    "[if('true', 'a', 'a')]",
    "[if(true(), parameters('asked'), 'a')]",
    "[and(true(), equals(reference('x'), 'a'))]",
    "[and(false(), 'x')]",
    "[or(false(), equals(parameters('asked'), 'a'))]",
    "[equals(1, '1')]",
    '[equals(createArray(), createArray())]',
    "[coalesce(parameters('asked'), 'a')]",
    "[createArray(parameters('asked'))]",
    "[createObject('a', 1, 'A', 2)]",
    "[createObject('a')]",
    "[toLower('É')]",
    '[string(true())]',
    "[int('5.5')]",
    "[bool('yes')]",
    '[true]',
    '[resourceGroup().location]',
    "[uniqueString('x')]",
    "[resourceId('a/b', 'c')]",
    "[listKeys('x', '1').keys[0]]",
    "[reference('x').a]",
    "[my.concat('a', 'b')]",
    "[constructor('a')]",
    '[__proto__]',
    "[parameters('network').__proto__]",
    "[parameters('network').constructor]",
    "[concat('a']",
    "[concat('a',)]",
    "[concat('a') 'b']",
    "['a' + 'b']",
    '[]',
  ])('%s stays undecided, whichever way it is asked', undecided);

  it.each([
    ['calls too deep', `[${'not('.repeat(300)}true()${')'.repeat(300)}]`],
    ['members too deep', `[parameters('network')${'.a'.repeat(9000)}]`],
    ['text too long', `[toLower('${'a'.repeat(30_000)}')]`],
  ])('%s stay undecided', (_title, value) => undecided(value));

  async function undecided(value: string): Promise<void> {
    for (const condition of ["p = 'a'", 'p', 'p = true', 'p isEmpty()']) {
      const input = template([disk({ p: value })]);
      const statuses = [
        ...(await judge(`${DISK} should have ${condition}`, input)),
        ...(await judge(`${DISK} should not have ${condition}`, input)),
      ];
      expect(statuses).toEqual(['error d', 'error d']);
    }
  }

  it('values that double are left at a size', async () => {
    const names = Array.from({ length: 60 }, (_, index) => `v${index}`);
    const doubled = (call: string): object =>
      Object.fromEntries(
        names.map((name, index) => [
          name,
          index === 0 ? "[createArray('x')]" : `[${call}(variables('v${index - 1}'), variables('v${index - 1}'))]`,
        ]),
      );
    for (const call of ['concat', 'createArray']) {
      const input = template([disk({ p: "[variables('v59')]", q: "[variables('v3')]" })], { variables: doubled(call) });
      expect(await judge(`${DISK} should have p`, input)).toEqual(['error d']);
      expect(await judge(`${DISK} should have q`, input)).toEqual(['passed d']);
    }
  });

  it('what stands in very many places is left in the last of them', async () => {
    const variables = { v: Array.from({ length: 2000 }, () => 'abc') };
    const input = template(
      Array.from({ length: 700 }, () => disk({ p: "[variables('v')]" })),
      { variables },
    );
    const statuses = await judge(`${DISK} should have p contain-any [ $ = 'abc' ]`, input);
    expect([statuses[0], statuses.at(-1)]).toEqual(['passed d', 'error d']);
  });

  it('a chain of variables too long is unknown', async () => {
    const variables = Object.fromEntries(
      Array.from({ length: 5000 }, (_, index) => [`v${index}`, index === 0 ? 'a' : `[variables('v${index - 1}')]`]),
    );
    const input = template([disk({ p: "[variables('v4999')]", q: "[variables('v9')]" })], { variables });
    expect(await judge(`${DISK} should have p = 'a'`, input)).toEqual(['error d']);
    expect(await judge(`${DISK} should have q = 'a'`, input)).toEqual(['passed d']);
  });
});

describe('values that are given to a template', () => {
  const file = (parameters: object): string =>
    JSON.stringify({ $schema: SCHEMA.replace('deploymentTemplate', 'deploymentParameters'), parameters });

  it.each<readonly [string, string, string, string]>([
    ["[parameters('stage')]", "p = 'prod'", file({ Stage: { value: 'prod' } }), 'passed d'],
    ["[parameters('stage')]", "p = 'prod'", '{"parameters":{"stage":{"value":"prod"}}}', 'passed d'],
    ["[parameters('stage')]", "p = 'prod'", '{"stage":"prod"}', 'passed d'],
    ["[variables('name')]", "p = 'prod-x'", file({ stage: { value: 'prod' } }), 'passed d'],
    ["[parameters('size')]", 'p = 7', '["size=7"]', 'passed d'],
    ["[parameters('isOpen')]", 'p = false', '["isOpen=False"]', 'passed d'],
    ["[parameters('zones')]", 'p isEmpty()', file({ zones: { value: [] } }), 'passed d'],
    // Neither the default nor what stands there is known to count.
    ["[parameters('stage')]", "p = 'Dev'", file({ stage: { reference: { secretName: 's' } } }), 'error d'],
    ["[parameters('stage')]", "p = 'Dev'", file({ stage: { value: null } }), 'error d'],
    ["[parameters('size')]", 'p = 5', file({ size: { value: 'many' } }), 'error d'],
    ["[parameters('password')]", "p = 'x'", file({ password: { value: 'x' } }), 'error d'],
    // What is given is no expression, nor what an expression would give.
    ["[parameters('stage')]", "p = 'x'", file({ stage: { value: "[variables('suffix')]" } }), 'error d'],
  ])('%s is %s, given %s: %s', async (value, condition, given, status) => {
    expect(await said(value, condition, given)).toEqual([status]);
  });

  it('have the form of Azure, all of them', () => {
    expect(() => parseParameters(file({ stage: 'prod' }))).toThrow(SyntaxError);
    expect(parseParameters('{"parameters":"x","other":1}')).toEqual({ parameters: 'x', other: 1 });
  });

  it('are said where they were assumed', async () => {
    const input = template([
      disk({ p: "[variables('name')]", q: "[parameters('asked')]", r: "[parameters('password')]" }),
    ]);
    const assumed = async (parameters: object): Promise<unknown> =>
      (await collectBytes(input, { parameters: { ...parameters } })).sources.flatMap((source) => source.assumed ?? []);
    expect(await assumed({})).toEqual(['the default of `stage`']);
    expect(await assumed({ stage: 'prod' })).toEqual([]);
  });

  it('that are secret by the name of what they are for are not shown', async () => {
    const input = template([disk({ adminPassword: "[variables('p')]" })], { variables: { p: 'hunter2' } });
    const { records } = await collectBytes(input);
    const [record] = records.filter(isEntityRecord);
    expect(record?.sensitive).toEqual(expect.arrayContaining(['adminPassword', 'properties.adminPassword']));
  });
});

describe('resources by conditions', () => {
  const on = (about: object): string => template([disk({ p: 1 }, { name: "[parameters('stage')]", ...about })]);
  const rule = `${DISK} should have p`;

  it.each<readonly [string, object, object, readonly string[]]>([
    ['by literals', { condition: "[equals('a', 'b')]" }, {}, []],
    ['by what is given', { condition: "[parameters('isOpen')]" }, { isOpen: false }, []],
    [
      'in no copies, by what is given',
      { copy: { name: 'c', count: "[length(parameters('zones'))]" } },
      { zones: [] },
      [],
    ],
    ['but not by a default', { condition: "[not(parameters('isOpen'))]" }, {}, ['passed Dev']],
    ['nor by what is not known', { condition: "[parameters('asked')]" }, {}, ['passed Dev']],
    ['nor where it is true', { condition: "[parameters('isOpen')]" }, { isOpen: true }, ['passed Dev']],
    ['nor by text', { condition: "[parameters('stage')]" }, { stage: 'false' }, ['passed false']],
  ])('are left out %s', async (_title, about, parameters, expected) => {
    expect(await judge(rule, on(about), { parameters: { ...parameters } })).toEqual(expected);
  });

  it('which is said', async () => {
    const { sources } = await collectBytes(on({ condition: '[false()]' }));
    expect(sources.flatMap((source) => source.assumed ?? [])).toEqual([
      'no `Dev` (its `condition` is false)',
      'the default of `stage`',
    ]);
  });
});

describe('templates in templates', () => {
  const inner = (about: object, head: object = {}): object => ({
    type: 'Microsoft.Resources/deployments',
    name: 'n',
    properties: {
      ...about,
      template: { ...head, resources: [disk({ p: "[parameters('stage')]", q: "[variables('v')]" })] },
    },
  });
  const INNER = { expressionEvaluationOptions: { scope: 'Inner' } };
  const own = {
    parameters: { stage: { type: 'string', defaultValue: 'own' } },
    variables: { v: "[concat(parameters('stage'), '!')]" },
  };
  const outer = { parameters: HEAD.parameters, variables: { v: 'outer' } };
  const given = (value: unknown): object => ({ ...INNER, parameters: { stage: { value } } });

  it.each<readonly [string, object, object, string, string]>([
    ['see the values around them', inner({}, own), outer, "p = 'Dev' and q = 'outer'", 'passed'],
    ['or their own', inner(INNER, own), outer, "p = 'own' and q = 'own!'", 'passed'],
    ['as they are given', inner(given("[parameters('stage')]"), own), outer, "p = 'Dev' and q = 'Dev!'", 'passed'],
    [
      'not the default of what is given and unknown',
      inner(given("[parameters('asked')]"), own),
      outer,
      "p = 'own'",
      'error',
    ],
    ['nor of what is given as null', inner(given("[parameters('nothing')]"), own), outer, "p = 'own'", 'error'],
    [
      'nor of what is in a vault',
      inner({ ...INNER, parameters: { stage: { reference: {} } } }, own),
      outer,
      "p = 'own'",
      'error',
    ],
    ['nor where a link gives', inner({ ...INNER, parametersLink: { uri: 'x' } }, own), outer, "p = 'own'", 'error'],
    [
      'nor where an expression gives',
      inner({ ...INNER, parameters: "[parameters('copies')]" }, own),
      outer,
      "p = 'own'",
      'error',
    ],
    ['their own in new templates', inner({}, own), { ...outer, languageVersion: '2.0' }, "p = 'own'", 'passed'],
    ['nothing where it is not sure', inner({}, { ...own, languageVersion: '2.0' }), outer, "p = 'own'", 'error'],
    [
      'nothing where an expression says',
      inner({ expressionEvaluationOptions: { scope: "[parameters('asked')]" } }, own),
      outer,
      "p = 'own'",
      'error',
    ],
  ])('%s', async (_title, deployment, head, condition, status) => {
    const rules = [`${DISK} should have ${condition}`, `${DISK} should not have ${condition}`];
    const input = template([deployment], head);
    const opposite = status === 'passed' ? 'failed' : status;
    expect(await judge(rules[0] ?? '', input)).toEqual([`${status} d`]);
    expect(await judge(rules[1] ?? '', input)).toEqual([`${opposite} d`]);
  });

  it('are not read by the values around them where they stand in the deployment', async () => {
    const input = template([inner(INNER, own)], outer);
    const path = 'template.resources contain [ properties.q = %s ]';
    for (const value of ["'outer'", "'own!'"]) {
      const rule = `Azure_Microsoft_Resources_deployments should have ${path.replace('%s', value)}`;
      expect(await judge(rule, input)).toEqual(['error n']);
    }
  });
});

describe('entities of the vendor by values of a template', () => {
  const account = (properties: object): object => ({
    type: 'Microsoft.Storage/storageAccounts',
    name: "[concat('st', parameters('env'))]",
    location: "[parameters('where')]",
    tags: "[variables('tags')]",
    properties,
  });
  const head = {
    parameters: {
      env: { type: 'string', defaultValue: 'dev' },
      where: { type: 'string', defaultValue: 'West Europe' },
      https: { type: 'bool', defaultValue: true },
      acls: { type: 'object', defaultValue: { defaultAction: 'Deny', bypass: 'None' } },
      key: { type: 'string' },
      rules: {
        type: 'array',
        defaultValue: [
          {
            name: 'ssh',
            properties: {
              priority: 100,
              direction: 'Inbound',
              access: 'Allow',
              protocol: 'Tcp',
              sourceAddressPrefix: '*',
              sourcePortRange: '*',
              destinationAddressPrefix: '*',
              destinationPortRange: '22',
            },
          },
        ],
      },
    },
    variables: { tags: { env: "[parameters('env')]" } },
  };
  const input = template(
    [
      account({
        supportsHttpsTrafficOnly: "[parameters('https')]",
        networkAcls: "[parameters('acls')]",
        allowSharedKeyAccess: "[parameters('key')]",
        encryption: { services: "[parameters('key')]" },
        publicNetworkAccess: "[if(parameters('https'), null(), 'Disabled')]",
      }),
      {
        type: 'Microsoft.Network/virtualNetworks',
        name: 'n',
        properties: { subnets: [{ name: 's', properties: "[parameters('key')]" }] },
      },
      {
        type: 'Microsoft.Network/networkSecurityGroups',
        name: 'g',
        properties: { securityRules: "[parameters('rules')]" },
      },
    ],
    head,
  );

  it.each<readonly [string, readonly string[]]>([
    ['StorageAccount should have httpsOnlyTraffic = true', ['passed stdev']],
    ["StorageAccount should have networkRuleSet.defaultAction = 'Deny'", ['passed stdev']],
    ["StorageAccount should have region = 'westeurope'", ['passed stdev']],
    ["StorageAccount should have tags contain [ key = 'env' and value = 'dev' ]", ['passed stdev']],
    ['StorageAccount should have allowSharedKeyAccess = false', ['error stdev']],
    // What null leaves out has the default of the service, not the one that an answer of Azure has for null.
    ["StorageAccount should not have publicNetworkAccess = 'Enabled'", ['error stdev']],
    ['NetworkSecurityGroup should not have inboundRules allowedHostsForPort(22) > 256', ['failed g']],
    ['StorageAccount should have encryption.services isEmpty()', ['error stdev']],
    ["VNet should have subnets contain [ name = 's' and securityGroup isEmpty() ]", ['error n']],
  ])('%s', async (rule, expected) => {
    expect(await judge(rule, input)).toEqual(expected);
  });
});
