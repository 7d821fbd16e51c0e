import fc from 'fast-check';
import { dump } from 'js-yaml';
import { describe, expect, it, vi } from 'vitest';
import { LineCutter } from '../../src/inventory/formats/lines.ts';
import { YamlTree } from '../../src/inventory/formats/yaml-tree.ts';
import { plainScalar } from '../../src/inventory/formats/yaml-scalar.ts';
import { isEntityRecord } from '../../src/values/record.ts';
import { readInventory } from '../../src/inventory/index.ts';
import { isBatched } from '../../src/values/record-batches.ts';
import { collectBytes, stream } from './support.ts';

const head = 'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\n';

describe('YAML that kubectl reads', () => {
  it.each<readonly [string, string, object]>([
    ['quoted text at the column of its key', `${head}spec:\n  a: "x\n  y"\n  b: 'x\n\n  y'\n`, { a: 'x y', b: 'x\ny' }],
    ['quoted text at the first column', `${head}spec:\n  a: "x\ny\n\n z"\n  b: 1\n`, { a: 'x y\nz', b: 1 }],
    ['a bracket at the column of its key', `${head}spec: {\n  a: [\n  b,\nc\n],\n}\n`, { a: ['b', 'c'] }],
    ['quoted keys', `"apiVersion": v1\n'kind': Pod\n"metadata": {"name": p}\n"spec": {'a': 1}\n`, { a: 1 }],
    ['flow style', '{apiVersion: v1, kind: Pod, metadata: {name: p},\n spec: {a: [1, 2]}}\n', { a: [1, 2] }],
    ['tags of its own', `${head}spec: {a: !!str 5, b: !!int "5", c: !x 5, d: ! 5}\n`, { a: '5', b: 5, c: '5', d: '5' }],
    ['anchors', `${head}spec:\n  a: &x {k: 1}\n  b: *x\n  c: {<<: *x, l: 2}\n`, { b: { k: 1 }, c: { k: 1, l: 2 } }],
    ['indented as a whole', `# a\n${`${head}spec: {a: 1}\n`.replaceAll(/^(?=.)/gmu, '  ')}`, { a: 1 }],
    ['an alias as a key', `${head}spec: {a: &x k, *x : 1}\n`, { k: 1 }],
    ['a list at the column of its key', `${head}spec:\n  a:\n  - 1\n  -\n    - 2\n`, { a: [1, [2]] }],
  ])('%s', async (_, text, spec) => {
    const { entities, problems } = await collectBytes(text);
    expect(problems).toEqual([]);
    expect(entities[0]).toMatchObject({ name: 'p', spec });
  });

  it.each<readonly [string, unknown]>([
    ['', null],
    ['~', null],
    ['Null', null],
    ['nUll', 'nUll'],
    ['yes', true],
    ['Off', false],
    ['yEs', 'yEs'],
    ['0', 0],
    ['0644', 420],
    ['0o644', 420],
    ['-0644', -420],
    ['0x1F', 31],
    ['0b101', 5],
    ['1_000', 1000],
    ['+5', 5],
    ['-5', -5],
    ['0999', 999],
    ['1.5', 1.5],
    ['1e3', 1000],
    ['.5', 0.5],
    ['5.', 5],
    ['1e999', '1e999'],
    ['.inf', '.inf'],
    ['.nan', '.nan'],
    ['1:30', '1:30'],
    ['2026-11-25', '2026-11-25'],
    ['1.2.3', '1.2.3'],
    ['-', '-'],
    ['.', '.'],
    ['0x', '0x'],
    ['0_', 0],
  ])('the scalar %j is %j', (text, expected) => {
    expect(plainScalar(text)).toBe(expected);
  });
});

describe('long lists are read item by item', () => {
  const list = (items: string, kind = 'List'): string =>
    `apiVersion: v1\nitems:\n${items}kind: ${kind} # c\nmetadata: {}\n`;
  const names = async (text: string): Promise<readonly unknown[]> => {
    const { records } = await collectBytes(text, { format: 'kubernetes' });
    return records.map((record) =>
      isEntityRecord(record)
        ? [record.entity.type, record.entity.name, record.provenance.line, record.provenance.index]
        : [record.kind === 'problem' ? record.code : '', record.provenance.line, record.provenance.index],
    );
  };
  it.each<readonly [string, string, readonly unknown[]]>([
    [
      'at the column of the key',
      list('- kind: Pod\n  metadata:\n    name: a\n# c\n- kind: Node\n  metadata: {name: b}\n'),
      [
        ['KubernetesPod', 'a', 3, 0],
        ['KubernetesNode', 'b', 7, 1],
      ],
    ],
    [
      'indented, of one kind',
      list('  -\n    metadata: {name: a}\n  - metadata: {name: b}\n    spec:\n      - x\n', '"PodList"'),
      [
        ['KubernetesPod', 'a', 4, 0],
        ['KubernetesPod', 'b', 5, 1],
      ],
    ],
    [
      'with a list in it',
      list('- kind: NodeList\n  items:\n  - metadata: {name: a}\n  - metadata: {name: b}\n'),
      [
        ['KubernetesNode', 'a', 5, 0],
        ['KubernetesNode', 'b', 6, 1],
      ],
    ],
    [
      'one of them broken',
      list('- kind: Pod\n  metadata: {name: a}\n- kind: Pod\n  a: b: c\n- kind: Pod\n  metadata: {name: b}\n'),
      [
        ['KubernetesPod', 'a', 3, 0],
        ['invalid-yaml', 6, 1],
        ['KubernetesPod', 'b', 7, 2],
      ],
    ],
    [
      'with the anchor of another',
      list('- kind: Pod\n  metadata: &m {name: a}\n- kind: Node\n  metadata: *m\n- kind: Service\n  metadata: *m\n'),
      [
        ['KubernetesPod', 'a', 3, 0],
        ['KubernetesNode', 'a', 5, 1],
        ['KubernetesService', 'a', 7, 2],
      ],
    ],
    [
      'with quoted text that looks like an item',
      list('- kind: Pod\n  metadata: {name: a, x: "\n- kind: Pod"}\n- kind: Pod\n  metadata: {name: b}\n'),
      [
        ['KubernetesPod', 'a', 3, 0],
        ['KubernetesPod', 'b', 6, 1],
      ],
    ],
    [
      'behind marks and comments',
      `# c\n---\n${list('- kind: Pod\n  metadata: {name: a}\n')}...\n`,
      [['KubernetesPod', 'a', 5, 0]],
    ],
    [
      'with nothing in it',
      list('- \n- kind: Pod\n'),
      [
        ['not-an-entity', 3, 0],
        ['KubernetesPod', undefined, 4, 1],
      ],
    ],
    [
      'not of a kind that is no list',
      `kind: Thing\nitems:\n- kind: Pod\nmetadata: {name: t}\n`,
      [['KubernetesThing', 't', 1, undefined]],
    ],
    [
      'not when two lists have the name',
      `kind: List\nitems:\n- kind: Pod\nitems:\n- kind: Pod\n`,
      [['invalid-yaml', 4, undefined]],
    ],
  ])('%s', async (_, text, expected) => {
    expect(await names(text)).toEqual(expected);
  });

  it('and the depth counts from the document', async () => {
    const deep = (levels: number): string =>
      list(`- kind: Pod\n  metadata: {name: a}\n  a: ${'['.repeat(levels)}${']'.repeat(levels)}\n`);
    const flow = (levels: number): string =>
      `apiVersion: v1\nkind: List\nitems: [{kind: Pod, metadata: {name: a}, a: ${'['.repeat(levels)}${']'.repeat(levels)}}]\n`;
    for (const make of [deep, flow]) {
      expect((await collectBytes(make(18), { maxDepth: 20 })).problems).toEqual([]);
      expect((await collectBytes(make(19), { maxDepth: 20 })).problems).toEqual([expect.stringMatching(/^too-deep/u)]);
    }
  });
});

describe('whatever is written', () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 20 }),
    fc.constantFrom('- a', 'a: b', '"', "'", '{{', '#', 'yes', '0644'),
  );
  const json = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      text,
      fc.boolean(),
      fc.integer(),
      fc.constant(null),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(text, tie('value'), { maxKeys: 3, noNullPrototype: true }),
    ),
  })).value;

  it('is read as it was', () => {
    fc.assert(
      fc.property(json, fc.constantFrom(-1, 1, 2), (value, flowLevel) => {
        expect(new YamlTree(dump(value, { flowLevel }), 200).value).toEqual(value);
      }),
      { numRuns: 300 },
    );
  });

  it('is read in the items of a list as it is by itself', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(json, { minLength: 1, maxLength: 4 }), fc.boolean(), async (values, seqNoIndent) => {
        const items = values.map((spec) => ({ kind: 'Thing', apiVersion: 'v1', spec }));
        const yaml = dump({ apiVersion: 'v1', items, kind: 'List' }, { seqNoIndent });
        const { entities, problems } = await collectBytes(yaml, { format: 'kubernetes' });
        expect(problems).toEqual([]);
        expect(entities.map((entity) => entity['spec'])).toEqual(values);
      }),
      { numRuns: 100 },
    );
  });

  it('and whatever is not, never throws but a fault', async () => {
    const bits = fc.constantFrom(
      '- ',
      'a: ',
      '&x ',
      '*x',
      '!t ',
      '{',
      '}',
      '[',
      ']',
      '"',
      "'",
      '|',
      '>',
      '\n',
      '  ',
      '#',
      '? ',
      ',',
      '{{ x }}',
      '<<: ',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(bits, { maxLength: 25 }), async (parts) => {
        const { records } = await collectBytes(`kind: Thing\n${parts.join('')}\n`, { format: 'kubernetes' });
        expect(records.length).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });
});

describe('what a long list costs', () => {
  const PODS = 1_000;
  const pods = Array.from({ length: PODS }, (_, index) => `- kind: Pod\n  metadata:\n    name: p${index}\n`);
  const list = `apiVersion: v1\nkind: List\nitems:\n${pods.join('')}`;

  it('its lines are not cut one by one, nor counted for each item, and its entities come together', async () => {
    const cut = vi.spyOn(LineCutter.prototype, 'lineAt');
    const counted = vi.spyOn(YamlTree.prototype, 'childLines');
    const records = readInventory(['-'], { stdin: stream([Buffer.from(list)]) });
    if (!isBatched(records)) throw new TypeError('they come in batches');
    const lines: (number | undefined)[] = [];
    let batches = 0;
    for await (const batch of records.batches()) {
      batches += 1;
      for (const record of batch) if (isEntityRecord(record)) lines.push(record.provenance.line);
    }
    expect(lines).toEqual(pods.map((_, index) => 4 + 3 * index));
    expect([cut.mock.calls.length, counted.mock.calls.length]).toEqual([1, 0]);
    expect(batches).toBeLessThan(PODS / 32);
    vi.restoreAllMocks();
  });

  it.each([
    ['-\n  kind: Pod\n  metadata: {name: p}\n', 5],
    ['- # a pod\n\n  kind: Pod\n  metadata: {name: p}\n', 6],
    ['- &a\n  kind: Pod\n  metadata: {name: p}\n', 5],
    ['- "kind": Pod\n  metadata: {name: p}\n', 4],
  ])('where an item begins elsewhere it is looked for: %j', async (item, line) => {
    const { records } = await collectBytes(`apiVersion: v1\nkind: List\nitems:\n${item}`);
    expect(records.map(({ provenance }) => provenance.line)).toEqual([line]);
  });
});
