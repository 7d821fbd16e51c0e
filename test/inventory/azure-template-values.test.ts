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

describe('lambdas', () => {
  it.each<readonly [string, string, string]>([
    ["[map(parameters('zones'), lambda('z', concat('x', lambdaVariables('z'))))]", "p contain [ 'x1' ]", 'passed'],
    ["[map(createArray('a'), lambda('z', 'i', lambdaVariables('i')))]", 'p contain [ 0 ]', 'passed'],
    ["[filter(range(0, 5), lambda('n', equals(lambdaVariables('N'), 3)))]", 'p length() = 1', 'passed'],
    [
      "[reduce(createArray('a', 'b'), '', lambda('c', 'n', concat(lambdaVariables('c'), lambdaVariables('n'))))]",
      "p = 'ab'",
      'passed',
    ],
    ["[toObject(parameters('zones'), lambda('z', concat('k', lambdaVariables('z'))))]", "p.k2 = '2'", 'passed'],
    ["[toObject(parameters('zones'), lambda('z', lambdaVariables('z')), lambda('z', true()))]", 'p.1 = true', 'passed'],
    [
      "[map(createArray('a'), lambda('x', map(createArray('b'), lambda('y', concat(lambdaVariables('x'), lambdaVariables('y'))))))]",
      "p contain [ $ contain [ 'ab' ] ]",
      'passed',
    ],
    // What is not known, or documented otherwise, is undecided.
    ["[map(parameters('asked'), lambda('z', 1))]", 'p contain [ 1 ]', 'error'],
    ["[map(parameters('zones'), lambda('z', uniqueString(lambdaVariables('z'))))]", 'p contain [ 1 ]', 'error'],
    ["[filter(parameters('zones'), lambda('z', lambdaVariables('z')))]", 'p isEmpty()', 'error'],
    ["[map(parameters('zones'), lambda(1))]", 'p contain [ 1 ]', 'error'],
    ["[map(parameters('zones'), lambda('z', lambdaVariables('y')))]", 'p contain [ 1 ]', 'error'],
    ["[toObject(parameters('zones'), lambda('z', 'a'))]", "p.a = '1'", 'error'],
    ["[concat(lambdaVariables('z'), 'a')]", "p = 'a'", 'error'],
  ])('%s', async (value, condition, expected) => {
    expect(await said(value, condition)).toEqual([`${expected} d`]);
  });
});

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
    ...([
      ["[contains('abc', 'B')]", 'p = false'],
      ["[contains('a5', 5)]", 'p = true'],
      ["[contains(parameters('zones'), '2')]", 'p = true'],
      ["[contains(variables('part').inner, 'a')]", 'p = true'],
      ["[contains(parameters('network'), 'DefaultAction')]", 'p = true'],
      ["[contains(parameters('network'), 'missing')]", 'p = false'],
      ["[union(parameters('network'), createObject('defaultAction', 'Allow')).defaultAction]", "p = 'Allow'"],
      [
        "[union(createObject('a', createObject('b', 1)), createObject('a', createObject('c', 2)))]",
        'p.a.b = 1 and p.a.c = 2',
      ],
      ["[length(union(createArray('a', 'b'), createArray('b', 'B')))]", 'p = 3'],
      ["[intersection(createArray('a', 'b'), createArray('c', 'b'))]", "p = 'b'"],
      ['[json(\'{"a": [true]}\').a[0]]', 'p = true'],
      ["[json('0.5')]", 'p < 1'],
      ["[split('a,b;c', ',')[1]]", "p = 'b;c'"],
      ["[split('a,b;c', createArray(',', ';'))[2]]", "p = 'c'"],
      ["[substring('abc', 1)]", "p = 'bc'"],
      ["[substring('abc', 0, 2)]", "p = 'ab'"],
      ["[replace('a.b.c', '.', '$&')]", "p = 'a$&b$&c'"],
      ["[padLeft(7, 3, '0')]", "p = '007'"],
      ["[padLeft('abc', 2)]", "p = 'abc'"],
      ["[trim('  a ')]", "p = 'a'"],
      ["[startsWith('Abc', 'aB')]", 'p = true'],
      ["[endsWith('Abc', 'B')]", 'p = false'],
      ["[indexOf('abc', 'C')]", 'p = 2'],
      ["[lastIndexOf(createArray('a', 'b', 'a'), 'a')]", 'p = 2'],
      ["[indexOf('abc', 'x')]", 'p = -1'],
      ['[add(1, sub(5, 2))]', 'p = 4'],
      ['[mul(3, div(-7, 2))]', 'p = -9'],
      ['[mod(-7, 3)]', 'p = -1'],
      ['[less(1, 2)]', 'p = true'],
      ['[greaterOrEquals(2, 2)]', 'p = true'],
      ['[greater(1, 2)]', 'p = false'],
      ['[lessOrEquals(3, 2)]', 'p = false'],
      ['[range(3, 2)[1]]', 'p = 4'],
      ['[max(createArray(1, 3, 2))]', 'p = 3'],
      ['[min(4, 3)]', 'p = 3'],
      ["[first('abc')]", "p = 'a'"],
      ["[last(parameters('zones'))]", "p = '2'"],
      ["[take('abc', 2)]", "p = 'ab'"],
      ["[skip(parameters('zones'), 1)]", "p = '2'"],
      ["[length(take(parameters('zones'), -1))]", 'p = 0'],
      ["[join(createArray('a', 1), '-')]", "p = 'a-1'"],
      ["[items(createObject('b', 1, 'a', 2))[0].key]", "p = 'a'"],
      ["[objectKeys(createObject('b', 1, 'a', 2))[1]]", "p = 'b'"],
      ["[coalesce(tryGet(parameters('network'), 'missing', 'x'), 'else')]", "p = 'else'"],
      ["[tryGet(parameters('network'), 'DefaultAction')]", "p = 'Deny'"],
      ["[equals(tryGet(parameters('zones'), 9), null())]", 'p = true'],
      ["[flatten(createArray(createArray('a'), createArray('b')))[1]]", "p = 'b'"],
      ["[array('a')[0]]", "p = 'a'"],
      ["[length(array(parameters('zones')))]", 'p = 2'],
      ["[variables('looped')[1]]", "p = 'x'"],
    ] as const),
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
    "[variables('copy')]",
    ...[
      "[contains(parameters('asked'), 'a')]",
      "[contains(variables('part').inner, 'b')]",
      "[contains(variables('part'), 'l')]",
      "[contains(parameters('zones'), createArray('1'))]",
      '[contains(5, 5)]',
      "[union(parameters('network'), createObject('DEFAULTACTION', 'Allow'))]",
      "[union(parameters('network'), createObject('defaultAction', null())).defaultAction]",
      "[union(variables('part'), createObject('a', 1)).a]",
      "[union(createArray('a'), createObject('a', 1))]",
      "[union(variables('part').inner, createArray('a'))[1]]",
      '[union()]',
      "[intersection(createArray(createObject('a', 1)), createArray('a'))]",
      "[intersection(createObject('a', 1), createObject('a', 1))]",
      "[json('{a: 1}')]",
      "[json(parameters('password'))]",
      "[split('a,b', '')]",
      "[split('a,b', createArray('ab'))]",
      "[split('a', ',')[1]]",
      "[substring('abc', 2, 2)]",
      "[substring('abc', -1)]",
      "[substring('é', 0, 1)]",
      "[replace('a', '', 'b')]",
      "[padLeft('a', 3, 'xy')]",
      "[padLeft('a', 1000000)]",
      "[startsWith('É', 'é')]",
      "[trim('\u00a0a')]",
      '[add(9007199254740991, 1)]',
      "[add('1', 1)]",
      '[div(1, 0)]',
      '[mod(1, 0)]',
      "[less('a', 'b')]",
      '[range(0, 10001)]',
      '[range(0, -1)]',
      '[max()]',
      "[max('1', '2')]",
      "[first('')]",
      '[last(createArray())]',
      "[first(variables('list'))]",
      "[take('é', 1)]",
      "[join(variables('part').inner, ',')]",
      "[join(createArray(true()), ',')]",
      "[items(createObject('b-c', 1))]",
      "[items(createObject('B', 1, 'a', 2))]",
      "[tryGet(parameters('network'), 'id')]",
      "[tryGet(parameters('network'))]",
      "[tryGet('a', 'b')]",
      "[tryGet(parameters('network'), 'missing')]",
      "[flatten(createArray('a'))]",
      '[array(null())]',
      '[copyIndex()]',
      "[copyIndex('c')]",
    ],
    "[variables('part').not]",
    "[variables('part').l]",
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

describe('what is known of a text counts', () => {
  it.each<readonly [string, string, string]>([
    ["[concat('st', uniqueString('x'), '-logs')]", "p like 'st%' and p like '%-logs'", 'passed'],
    ["[concat('st', uniqueString('x'))]", "p = 'data'", 'failed'],
    ["[concat('st', uniqueString('x'))]", 'p', 'passed'],
    ["[concat('st', uniqueString('x'))]", 'p isEmpty()', 'failed'],
    ["[concat('st', uniqueString('x'))]", "p in ('', null)", 'failed'],
    ["[concat('st', uniqueString('x'))]", "p like '%x'", 'error'],
    ["[format('{0}-{1}{{}}', parameters('asked'), 'b')]", "p like '%-b{}'", 'passed'],
    ["[toLower(format('AB{0}', parameters('asked')))]", "p like 'ab%'", 'passed'],
    ["[concat(concat('a', parameters('asked')), variables('name'))]", "p like 'a%Dev-x'", 'passed'],
    ["[concat('key-', parameters('password'))]", "p like 'key-%'", 'passed'],
    [
      "[resourceId('Microsoft.Network/virtualNetworks/subnets', 'hub', 'apps')]",
      "p like '%/virtualNetworks/hub/subnets/apps'",
      'passed',
    ],
    [
      "[resourceId('g', 'Microsoft.Network/virtualNetworks', parameters('asked'))]",
      "p like '%/providers/Microsoft.Network/virtualNetworks/%'",
      'passed',
    ],
    [
      "[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'b24988ac')]",
      "p like '/subscriptions/%/roleDefinitions/b24988ac'",
      'passed',
    ],
    ["[extensionResourceId(resourceId('A.B/c', 'd'), 'E.F/g', 'h')]", "p like '%/A.B/c/d/providers/E.F/g/h'", 'passed'],
    ["[concat('a', true())]", "p like 'a%'", 'passed'],
    ["[concat('a', true())]", "p like '%b'", 'error'],
    ["[resourceId('A.B/c/d', 'e')]", "p like '%d'", 'error'],
    ["[resourceId(parameters('asked'), 'c')]", "p like '%c'", 'error'],
    ["[concat(parameters('asked'), parameters('asked'))]", "p like 'a%'", 'error'],
    ["[format('{0}', parameters('asked'))]", "p = 'a'", 'error'],
    ["[concat(parameters('asked'), createArray('a'))]", "p like '%a'", 'error'],
    ["[uniqueString('x')]", 'p', 'error'],
  ])('%s: %s: %s', async (value, condition, status) => {
    expect(await said(value, condition)).toEqual([`${status} d`]);
  });
});

describe('loops', () => {
  const looped = (properties: unknown, about: object = {}): object =>
    disk(properties, {
      name: "[format('d{0}', copyIndex())]",
      copy: { name: 'disks', count: "[length(parameters('zones'))]" },
      ...about,
    });

  it.each<readonly [string, object, string, readonly string[]]>([
    [
      'a resource for each turn',
      looped({ p: "[parameters('zones')[copyIndex()]]" }),
      "p = '2'",
      ['failed d0', 'passed d1'],
    ],
    ['with an offset', looped({ p: '[copyIndex(5)]' }), 'p = 6', ['failed d0', 'passed d1']],
    ['by name', looped({ p: "[copyIndex('Disks', 1)]" }), 'p = 1', ['passed d0', 'failed d1']],
    ['by a name that is none', looped({ p: "[copyIndex('x')]" }), 'p = 1', ['error d0', 'error d1']],
    [
      'a property',
      disk({ copy: [{ name: 'p', count: 3, input: "[copyIndex('p')]" }] }),
      'p contain [2] and p length() = 3',
      ['passed d'],
    ],
    ['a property of none', disk({ copy: [{ name: 'p', count: 0, input: 'x' }] }), 'p isEmpty()', ['passed d']],
    [
      'a property in a resource for each turn',
      looped({ copy: [{ name: 'p', count: 2, input: "[concat(string(copyIndex()), string(copyIndex('p')))]" }] }),
      "p contain ['10']",
      ['failed d0', 'passed d1'],
    ],
    [
      'within one another',
      disk({
        p: {
          copy: [
            {
              name: 'a',
              count: 2,
              input: { copy: [{ name: 'b', count: 2, input: "[add(mul(copyIndex('a'), 10), copyIndex('b'))]" }] },
            },
          ],
        },
      }),
      'p.a contain [ b contain [11] ]',
      ['passed d'],
    ],
    [
      'as often as is not known',
      looped({ p: 1 }, { name: 'd', copy: { name: 'c', count: "[length(parameters('asked'))]" } }),
      'p = 1',
      ['passed d'],
    ],
    [
      'more often than Azure lets',
      looped({ p: 1 }, { name: 'd', copy: { name: 'c', count: 801 } }),
      'p = 1',
      ['passed d'],
    ],
    [
      'none by a default',
      looped({ p: 1 }, { name: 'd', copy: { name: 'c', count: '[length(createArray())]' } }),
      'p = 1',
      [],
    ],
  ])('%s', async (_title, resource, condition, expected) => {
    expect(await judge(`${DISK} should have ${condition}`, template([resource]))).toEqual(expected);
  });

  it('of deployments give their templates what each turn is of', async () => {
    const resource = {
      type: 'Microsoft.Resources/deployments',
      name: "[format('m{0}', copyIndex())]",
      copy: { name: 'm', count: 2 },
      properties: {
        expressionEvaluationOptions: { scope: 'inner' },
        parameters: { zone: { value: "[parameters('zones')[copyIndex()]]" } },
        template: {
          parameters: { zone: { type: 'string' } },
          resources: [disk({ p: "[parameters('zone')]" }, { name: "[concat('d', parameters('zone'))]" })],
        },
      },
    };
    expect(await judge(`${DISK} should have p = '2'`, template([resource]))).toEqual(['failed d1', 'passed d2']);
  });

  it('do not run for long within one another', async () => {
    const loop = (depth: number): object =>
      depth === 0 ? {} : { copy: [{ name: 'p', count: 800, input: loop(depth - 1) }] };
    expect(await judge(`${DISK} should have q`, template([disk({ q: 'x', ...loop(6) })]))).toEqual(['passed d']);
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
