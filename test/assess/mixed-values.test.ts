import { describe, expect, test } from 'vitest';
import { assess, environment } from '../../src/index.ts';
import { MAX_FIRST } from '../../src/run/evidence-first.ts';
import type { Entity } from '../../src/values/entity.ts';
import { entityRecord, type InventoryRecord } from '../../src/values/record.ts';
import { assessedInParts } from '../support/in-parts.ts';

/* A place that holds values of several kinds: what passes by one that cannot be compared is told, with numbers. */

const recordsOf = (entities: readonly Entity[]): InventoryRecord[] =>
  entities.map((entity) => entityRecord(entity, { file: 'x', index: Number(entity.id) }));

/** What is said of a rule; the same where every three entities are a part that is judged elsewhere. */
async function said(logic: string, entities: readonly Entity[], size = 3): Promise<string[]> {
  const { rules } = await assessedInParts(
    [{ id: 'r', severity: 'High', logic }],
    recordsOf(entities),
    { now: 0 },
    size,
  );
  return rules.flatMap(({ evidence }) =>
    evidence.map(({ severity, message, help }) => `${severity}: ${message}${help === undefined ? '' : ` (${help})`}`),
  );
}

const things = (...values: readonly unknown[]): Entity[] =>
  values.map((v, index) => ({ type: 'T', id: String(index), name: `t${index}`, v }));

const IN_LIST = 'a block looks into a list: `v contain [ $ … ]`';

describe('a value of another kind in some of what is judged', () => {
  test.each<[condition: string, values: readonly unknown[], said: string | undefined]>([
    // An object beside text.
    [
      "v = '*'",
      ['x', { AWS: '*' }],
      'an object in 1 of 2 `T` entities and was compared with text (`AWS` in it is what is asked for: a path leads there)',
    ],
    [
      "v like '%1%'",
      ['x', { AWS: 'a' }, { AWS: 'b' }],
      'an object in 2 of 3 `T` entities and was compared with text (a path leads to what is in an object)',
    ],
    ["v in ('a', 'b')", ['x', { AWS: 'a' }], 'an object in 1 of 2 `T` entities and was compared with text'],
    ["not v != 'a'", ['x', { AWS: 'a' }], 'an object in 1 of 2 `T` entities and was compared with text'],
    // Where the rule fails by it, everybody sees that.
    ["v != 'a'", ['x', { AWS: 'a' }], undefined],
    ["not v = 'a'", ['x', { AWS: 'a' }], undefined],
    ['v regexMatch /^arn/', ['x', { AWS: 'a' }], 'an object in 1 of 2 `T` entities and was compared with a pattern'],
    // A list beside text.
    ["v = 's3:*'", ['x', ['s3:*', 'b']], `a list in 1 of 2 \`T\` entities and was compared with text (${IN_LIST})`],
    [
      "v like 's3:%'",
      ['x', ['a', 'b'], ['a']],
      `a list in 1 of 3 \`T\` entities and was compared with text (${IN_LIST})`,
    ],
    // Whoever asks both ways knows both.
    ["v = '*' or v.AWS = '*'", ['x', { AWS: 'y' }], undefined],
    ["v = 's3:*' or v contain [ $ = 's3:*' ]", ['x', ['b', 'c']], undefined],
    ["v = 's3:*' or v regexMatch /s3:./", ['x', ['b', 'c']], undefined],
    ['v regexMatch /s3:./', ['x', ['b', 'c'], { a: 1 }], undefined],
    // Nothing in it, one in it, nothing at all, what is not known.
    ["v = '*'", ['x', [], {}, ['y'], null, undefined], undefined],
    // A number beside its name, several in a text, and what stands for any.
    ['v = 6', ['6', 'tcp'], 'text in 1 of 2 `T` entities, such as `tcp`, and was compared with a number (`tcp` is the'],
    ["v = 'https'", ['x', 443], 'a number in 1 of 2 `T` entities and was compared with text (`https` is the name'],
    [
      'v = 22',
      [80, '20-25'],
      'text in 1 of 2 `T` entities, such as `20-25`, and was compared with a number (`20-25` is',
    ],
    ['v = 22', [80, '443, 20 - 25'], 'text in 1 of 2 `T` entities, such as `443, 20 - 25`, and was compared with a'],
    [
      'v in (22, 3389)',
      [80, '*'],
      'text in 1 of 2 `T` entities, such as `*`, and was compared with a number (`*` stands',
    ],
    ['v <= 22', [80, '20-25'], 'text in 1 of 2 `T` entities, such as `20-25`, and was compared with a number'],
    ['v > 1', [80, '2Gi'], 'text in 1 of 2 `T` entities, such as `2Gi`, and was compared with a number'],
    ["v = 22 or v = '*'", [80, '*'], undefined],
    ['v = 22', [80, '100-200', 'x', '22-'], undefined],
    ['v <= 22', [80, '*'], undefined],
    // Several ports, or one with its protocol, where numbers are.
    [
      "v = '20-25'",
      ['all', 22],
      'a number in 1 of 2 `T` entities and was compared with text (there are numbers, which no',
    ],
    [
      "v in ('22/tcp', 'all')",
      ['x', 22],
      'a number in 1 of 2 `T` entities and was compared with text (there are numbers',
    ],
    ["v = '20-25'", ['all', 80], undefined],
    // What is not there is no empty text.
    [
      "v = ''",
      ['x', null, undefined],
      'null or missing in 2 of 3 `T` entities and was compared with empty text (`v isE',
    ],
    ["not v != ''", ['x', null], 'null or missing in 1 of 2 `T` entities and was compared with empty text'],
    ["v = ''", [null, null], 'null or missing in 2 of 2 `T` entities and was compared with empty text'],
    ["v = '' or v isEmpty()", ['x', null], undefined],
    ["v != ''", ['x', null], undefined],
    ["v = ''", ['x', 'y'], undefined],
    // Null is not false, where that is all there is.
    [
      'v = false',
      [null, null],
      'nothing but null in 2 of 2 `T` entities, which is not false (`not v` asks whether it is false',
    ],
    ['not v != false', [null], 'nothing but null in 1 of 1 `T` entity, which is not false'],
    ['v = false', [null, true], undefined],
    ['v = false or v isEmpty()', [null], undefined],
    ['v != false', [null], undefined],
    ['v = true', [null], undefined],
    // A list of empty texts is not empty.
    [
      'v isEmpty()',
      [[''], ['', null], ['x']],
      'a list of empty texts alone in 2 of 3 `T` entities, which is not empty',
    ],
    ['v isEmpty()', [['x', ''], []], undefined],
    ['not v isEmpty()', [['']], undefined],
    // What a property may hold besides says nothing of what is asked for.
    ["v = 'on'", ['off', 3600], undefined],
    ['v = 3600', ['off', 60], undefined],
  ])('%s of %j', async (condition, values, there) => {
    const all = await said(`T should not have ${condition}`, things(...values));
    const found = all.filter((text) => text.startsWith('note: `v` was ') && text.includes(' in '));
    expect(found).toEqual(there === undefined ? [] : [expect.stringContaining(there)]);
    if (there !== undefined) expect(all).toHaveLength(1);
  });

  test.each<[property: string, condition: string, values: readonly unknown[], count: number]>([
    ['notAfter', '< 30', [1_900_000_000, 1_910_000_000], 1],
    ['expiresAt', '<= 30', [1_900_000_000], 1],
    ['notAfter', '< 30', [1_900_000_000, 20], 0],
    ['notAfter', '= 30', [1_900_000_000], 0],
    ['maxSizeBytes', '> 100', [2_147_483_648], 0],
    ['format', '> 100', [2_147_483_648], 0],
    ['notAfter', '> 1800000000', [1_900_000_000], 0],
  ])('days beside seconds since 1970: %s %s of %j', async (property, condition, values, count) => {
    const entities = values.map((value, index) => ({ type: 'T', id: String(index), name: 'x', [property]: value }));
    const found = await said(`T should not have ${property} ${condition}`, entities);
    expect(found.map((text) => text.replace(/ \(.*/u, ''))).toEqual(
      Array<string>(count).fill(
        `note: \`${property}\` was a number of seconds since 1970 in ${values.length} of ${values.length} \`T\` ${values.length === 1 ? 'entity' : 'entities'}, and no number of days`,
      ),
    );
  });

  test('of elements, where another path of theirs is asked for too', async () => {
    const entities = things(['x', { uri: 'x' }]);
    expect(await said("T should not have v contain [ $ = 'y' ]", entities)).toEqual([
      'note: the element was an object in 1 of 2 elements of `v` and was compared with text (a path leads to what is in an object)',
    ]);
    expect(await said("T should not have v contain [ $ = 'y' or uri = 'y' ]", entities)).toEqual([]);
  });

  test('of each place by itself, though rules look at one together', async () => {
    const entities = [
      { type: 'T', id: '0', name: 'a', v: { 'a.b': 'x', a: { b: 'x' } }, l: [{ v: 'x' }], k: [{ v: 'x' }] },
      { type: 'T', id: '1', name: 'b', v: { 'a.b': { c: 1 }, a: { b: 'y' } }, l: [{ v: { a: 1 } }], k: [{ v: 'y' }] },
      { type: 'U', id: '2', name: 'c', v: { a: { b: { c: 1 } } } },
      { type: 'U', id: '3', name: 'd', v: { a: { b: 'x' } } },
    ];
    const asks = ["v['a.b'] = 'y'", "v.a.b = 'z'", "v.a.b = 'q'", "l contain [ v = 'y' ]", "k contain [ v = 'z' ]"];
    const logics = [...asks.map((ask) => `T should not have ${ask}`), "U should not have v.a.b = 'y'"];
    const rules = logics.map((logic, index) => ({ id: `r${index}`, severity: 'High' as const, logic }));
    const whole = await assessedInParts(rules, recordsOf(entities), { now: 0 }, 1);
    const told = whole.rules.map(({ evidence }) =>
      evidence.some(({ message }) => message.includes('was an object in 1')),
    );
    expect(told).toEqual([true, false, false, true, false, true]);
  });

  test('in the first of them', async () => {
    const many = Array.from({ length: MAX_FIRST - 1 }, () => 'x');
    const rule = "T should not have v = 'y'";
    const [first, behind] = [things(...many, { a: 1 }, { a: 1 }), things(...many, 'x', { a: 1 })];
    expect(await said(rule, first, 150)).toEqual([
      `note: \`v\` was an object in 1 of the first ${MAX_FIRST} \`T\` entities and was compared with text (a path leads to what is in an object)`,
    ]);
    expect(await said(rule, behind, 150)).toEqual([]);
  });

  test('not where a schema knows that it is of one kind', async () => {
    const rules = [{ id: 'r', severity: 'High' as const, logic: "T should not have v = 'y'" }];
    const schemas = { T: { v: 'text' } } as const;
    const { rules: found } = await assess(rules, things('x', { a: 1 }), { now: 0, schemas }).finish();
    expect(found[0]?.evidence).toEqual([]);
  });

  test('no secret is shown', async () => {
    const records = things(6, 'tcp').map((entity) => ({ ...entityRecord(entity, { file: 'x' }), sensitive: ['v'] }));
    const rules = [{ id: 'r', severity: 'High' as const, logic: 'T should not have v = 6' }];
    const found = await assess(rules, records, { now: 0 }).finish();
    expect(JSON.stringify(found.rules[0]?.evidence)).not.toContain('such as');
  });
});

describe('what a number is asked of', () => {
  test.each<[condition: string, values: readonly unknown[], said: string]>([
    ['v = 6', ['tcp', 'udp'], 'error: `v` was text in all 2 `T` entities and was compared with a number'],
    ["v = 'tcp'", [6, 17], 'error: `v` was a number in all 2 `T` entities and was compared with text'],
    ['v = 22', ['20-25', 'x'], 'error: `v` was text in all 2 `T` entities and was compared with a number'],
    ['v = 22', ['*'], 'error: `v` was text in the 1 `T` entity and was compared with a number'],
    ['v = 22', ['100-200'], 'note: `v` was text in the 1 `T` entity and was compared with a number'],
    ['v = 22 or v = 6', ['udp', 'x'], 'note: `v` was text in all 2 `T` entities and was compared with a number'],
    ["v = 6 or v = 'tcp'", ['tcp', 'x'], 'note: `v` was text in all 2 `T` entities and was compared with a number'],
    ["v = '22'", ['20-25', '80'], "note: `v` was not `'22'` in any of the 2 `T` entities, and was `'20-25'`"],
    ["v = '22'", ['*', '80'], "note: `v` was not `'22'` in any of the 2 `T` entities, and was `'*'`"],
  ])('%s of %j', async (condition, values, there) => {
    const found = await said(`T should not have ${condition}`, things(...values));
    expect(found[0]).toContain(there);
  });

  test('a range is found among many ports', async () => {
    const ports = Array.from({ length: 40 }, (_, index) => String(index + 100));
    expect(await said("T should not have v = '22'", things(...ports, '20-25'))).toHaveLength(1);
  });
});

describe('two properties that are compared with regard to case', () => {
  const pairs = (...all: readonly (readonly [unknown, unknown])[]): Entity[] =>
    all.map(([a, b], index) => ({ type: 'T', id: String(index), name: 'x', a, b }));
  test.each<[condition: string, entities: readonly Entity[], said: string | undefined]>([
    [
      'should not have a = b',
      pairs(['Prod', 'prod'], ['x', 'y']),
      'error: `a` and `b` differ by case alone in 1 of 2 `T` entities, as `Prod` and `prod`, and are the same in none',
    ],
    ['should have a != b', pairs(['x', 'y'], ['Prod', 'prod']), 'error: `a` and `b` differ by case alone in 1 of 2'],
    ['should not have a = b', pairs(['Prod', 'prod'], ['x', 'x']), undefined],
    ['should not have a = b', pairs(['x', 'y'], ['x', 1]), undefined],
    ['should not have a toLower() = b toLower()', pairs(['Prod', 'prod']), undefined],
    ['should not have a < b', pairs(['Prod', 'prod']), undefined],
  ])('%s', async (condition, entities, there) => {
    const rules = [{ id: 'r', severity: 'High' as const, logic: `T ${condition}` }];
    const options = { now: 0, environment: environment({ matchCase: true }) };
    const whole = await assessedInParts(rules, recordsOf(entities), options, 1);
    const found = (whole.rules[0]?.evidence ?? []).map(({ severity, message }) => `${severity}: ${message}`);
    expect(found).toEqual(there === undefined ? [] : [expect.stringContaining(there)]);
    // Where case is not minded, they are the same.
    expect((await assess(rules, entities, { now: 0 }).finish()).rules[0]?.evidence).toEqual([]);
  });
});

describe('a port that stands in a range', () => {
  const range = (port: unknown, portTo: unknown): object => ({ port, portTo });
  const WITHIN = 'note: `port` was the first of a range that has it in';
  test.each<[condition: string, values: readonly unknown[], said: string | undefined]>([
    [
      'v contain [ port = 22 ]',
      [[range(20, 25), range(80, 80)], [range(0, 65_535)]],
      `${WITHIN} 2 of 3 elements of \`v\` (for ranges too, write \`port <= 22 and portTo >= 22\`)`,
    ],
    [
      'v contain [ port in (22, 3306) ]',
      [[range(3000, 4000)]],
      `${WITHIN} 1 of 1 element of \`v\` (for ranges too, write \`port <= 3306 and portTo >= 3306\`)`,
    ],
    ["v contain [ port in ('3306', 5432) ]", [[range('3000', '4000')]], `${WITHIN} 1 of 1 element of \`v\``],
    ['v.port = 22', [range(20, 25)], 'note: `v.port` was the first of a range that has it in 1 of 1 `T` entity'],
    ['v contain [ port = 22 ]', [[range(22, 25), range(23, 25), range(1, 21)]], undefined],
    ['v contain [ port <= 22 and portTo >= 22 ]', [[range(20, 25)]], undefined],
    ['v contain [ port = 22 and portTo = 22 ]', [[range(20, 25)]], undefined],
    ['v contain [ port = 0 ]', [[range(0, 65_535)]], undefined],
    ['v contain [ not port = 22 ]', [[range(20, 25)]], undefined],
  ])('%s of %j', async (condition, values, there) => {
    const all = await said(`T should not have ${condition}`, things(...values));
    expect(all).toEqual(there === undefined ? [] : [expect.stringContaining(there)]);
  });
});

test('a value outside of the element that asks for it counts, whatever the element has', async () => {
  const entities = ['x', { AWS: '*' }].map((v, index) => ({ type: 'T', id: String(index), v, l: [{ a: 1 }] }));
  expect(await said("T should not have l contain [ a = 1 and ~.v = '*' ]", entities)).toEqual([
    expect.stringContaining('`~.v` was an object in 1 of 2 elements of `l` and was compared with text'),
  ]);
});
