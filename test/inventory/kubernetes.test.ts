import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collectBytes } from './support.ts';

const pod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'p', namespace: 'ns', uid: 'u-1' },
  spec: { hostPID: true },
};
/** What the API server fills into a pod. */
const defaults = {
  dnsPolicy: 'ClusterFirst',
  enableServiceLinks: true,
  hostIPC: false,
  hostNetwork: false,
  hostPID: false,
  restartPolicy: 'Always',
  schedulerName: 'default-scheduler',
  securityContext: {},
  serviceAccountName: 'default',
  terminationGracePeriodSeconds: 30,
};
const podEntity = {
  ...pod,
  spec: { ...defaults, hostPID: true },
  type: 'KubernetesPod',
  id: 'u-1',
  name: 'p',
  namespace: 'ns',
  labels: [],
  annotations: [],
  source: 'kubernetes',
};

const deployment = `# a comment

apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: shop
spec:
  template:
    metadata:
      labels: { app: web }
    spec:
      containers:
        - name: c
          image: nginx:latest
          securityContext: { privileged: yes }
      volumes: [{ name: v, secret: { defaultMode: 0644 } }]
---
apiVersion: v1
kind: Secret
type: Opaque
metadata: {name: s}
stringData:
  expires: 2026-11-23
  text: |
    one
     --- not a marker
`;

/** A workload named `n` with a template. */
function workload(kind: string, about: object, ownerReferences?: readonly object[], replicas = 1): object {
  const template = { spec: { containers: [{ name: 'c', image: 'i' }] } };
  const spec = kind === 'CronJob' ? { jobTemplate: { spec: { template } } } : { replicas, template };
  return { apiVersion: 'v1', kind, metadata: { name: 'n', ...about, ownerReferences }, spec };
}

describe('kubernetes', () => {
  it('reads YAML of several documents, and the pods that workloads make', async () => {
    const { entities, problems, records } = await collectBytes(deployment);
    expect(problems).toEqual([]);
    expect(entities.map(({ type, name }) => [type, name])).toEqual([
      ['KubernetesDeployment', 'web'],
      ['KubernetesPod', 'web'],
      ['KubernetesSecret', 's'],
    ]);
    expect(records.map(({ provenance: { line, address } }) => [line, address])).toEqual([
      [3, 'shop/Deployment/web'],
      [3, 'shop/Deployment/web'],
      [19, 'Secret/s'],
    ]);
    expect(entities[1]).toEqual({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'web', namespace: 'shop', labels: { app: 'web' } },
      spec: {
        ...defaults,
        containers: [
          {
            name: 'c',
            image: 'nginx:latest',
            imagePullPolicy: 'Always',
            parsedArgs: [],
            resources: {},
            securityContext: { privileged: true },
            terminationMessagePath: '/dev/termination-log',
            terminationMessagePolicy: 'File',
          },
        ],
        volumes: [{ name: 'v', secret: { defaultMode: 0o644 } }],
      },
      type: 'KubernetesPod',
      name: 'web',
      namespace: 'shop',
      labels: [{ key: 'app', value: 'web' }],
      annotations: [],
      source: 'kubernetes',
    });
    expect(entities[2]).toMatchObject({
      typeProperty: 'Opaque',
      stringData: { expires: '2026-11-23', text: 'one\n --- not a marker\n' },
    });
  });

  it.each<readonly [string, string]>([
    ['one object', JSON.stringify(pod, null, 4)],
    ['a list', JSON.stringify({ apiVersion: 'v1', items: [pod], kind: 'List', metadata: {} }, null, 4)],
    ['a list of one kind', JSON.stringify({ kind: 'PodList', apiVersion: 'v1', items: [pod] })],
    ['an array', JSON.stringify([pod])],
    ['a list in YAML', `apiVersion: v1\nkind: List\nitems:\n- ${JSON.stringify(pod)}\n`],
    [
      'YAML in CRLF with a mark',
      `\ufeff---\r\napiVersion: v1\r\nkind: Pod\r\nmetadata: {name: p, namespace: ns, uid: u-1}\r\nspec:\r\n  hostPID: true\r\n...\r\n`,
    ],
  ])('reads %s', async (_, text) => {
    const { entities, problems } = await collectBytes(text);
    expect(problems).toEqual([]);
    expect(entities).toEqual([podEntity]);
  });

  describe('empty documents lose no manifest', () => {
    const manifest = (name: string): string => `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}}\n`;
    const [a, b] = [manifest('A'), manifest('B')];
    it.each<readonly [string, string, readonly (readonly [string, number])[]]>([
      ['a comment in a document before', `---\n# empty\n---\n${b}`, [['B', 4]]],
      [
        'marks in a row',
        `${a}---\n---\n${b}`,
        [
          ['A', 1],
          ['B', 6],
        ],
      ],
      [
        'a comment between',
        `---\n${a}---\n# empty\n---\n${b}`,
        [
          ['A', 2],
          ['B', 8],
        ],
      ],
      [
        'Helm',
        `---\n# Source: a.yaml\n---\n# Source: b.yaml\n${a}---\n# Source: c.yaml\n\n---\n# Source: d.yaml\n${b}`,
        [
          ['A', 5],
          ['B', 13],
        ],
      ],
      [
        'comments and a directive before the mark',
        `# c\n%YAML 1.1\n---\n${a}...\n# d\n%YAML 1.1\n---\n${b}`,
        [
          ['A', 4],
          ['B', 11],
        ],
      ],
      [
        'marks with comments, and ends',
        `--- # one\n... # end\n...\n--- # two\r\n---\t\n${a}...\n---\n...\n${b}---`,
        [
          ['A', 6],
          ['B', 12],
        ],
      ],
      [
        'an indent of 300 spaces',
        `---\n${' '.repeat(300)}{apiVersion: v1, kind: Pod, metadata: {name: A}}\n---\n${b}`,
        [
          ['A', 2],
          ['B', 4],
        ],
      ],
    ])('%s', async (_, text, expected) => {
      const { entities, problems, records } = await collectBytes(text, { format: 'kubernetes' });
      expect(problems).toEqual([]);
      expect(records.map(({ provenance }, index) => [entities[index]!['name'], provenance.line])).toEqual(expected);
    });

    it.each([
      ['text after an end mark', `${a}... kind: Pod\n---\n${b}`, /^invalid-yaml@4/u],
      ['text like a mark', `---\n---#no mark\n---\n${b}`, /^not-an-entity@2/u],
      ['text behind the mark of a block text', `| ---\n---\n${b}`, /^invalid-yaml@\d: the document is not valid YAML/u],
      ['a directive after the mark', `---\n%x\n---\n${b}`, /^invalid-yaml@2/u],
    ])('%s is a problem', async (_, text, expected) => {
      const { entities, problems } = await collectBytes(text, { format: 'kubernetes' });
      expect(problems).toEqual([expect.stringMatching(expected)]);
      expect(entities.at(-1)!['name']).toBe('B');
    });

    it('wherever they are inserted', async () => {
      const empty = fc.constantFrom('', '\n', '# c\n', '\n# c\n  # d\n', ' \t\n', '# c\r\n', '~\n');
      const mark = fc.constantFrom('---\n', '--- # m\n', '---\r\n', '--- \n', '...\n---\n', '...\n# c\n---\n');
      const gap = fc.array(fc.tuple(mark, empty), { maxLength: 4 });
      await fc.assert(
        fc.asyncProperty(fc.array(gap, { maxLength: 6 }), gap, mark, async (gaps, last, start) => {
          const text = (parts: readonly (readonly [string, string])[]): string => parts.flat().join('');
          const names = gaps.map((_, index) => `n${index}`);
          const input = names.map((name, index) => `${text(gaps[index]!)}${start}${manifest(name)}`).join('');
          const { entities, problems } = await collectBytes(`${input}${text(last)}# end\n`, { format: 'kubernetes' });
          expect(problems).toEqual([]);
          expect(entities.map(({ name }) => name)).toEqual(names);
        }),
        { numRuns: 300 },
      );
    });
  });

  it('gives the items of lists in YAML their own lines', async () => {
    const { records } = await collectBytes(
      'apiVersion: v1\nkind: List\nitems:\n- kind: Pod\n  metadata: {name: a}\n# c\n- kind: PodList\n  items:\n' +
        '  - metadata: {name: b}\n  -\n    metadata: {name: c}\n- 5\n',
    );
    expect(records.map(({ provenance: { line, index } }) => [line, index])).toEqual([
      [4, 0],
      [9, 0],
      [11, 1],
      [12, 2],
    ]);
  });

  it('reads a list that has a line for each item', async () => {
    const item = (name: string): string => `{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"${name}"}}`;
    const text = `{"apiVersion":"v1","kind":"List","items":[\n${item('a')},\n${item('b')}\n]}\n`;
    const { records } = await collectBytes(text);
    expect(records.map((record) => record.kind)).toEqual(['entity', 'entity']);
  });

  it('reads NDJSON', async () => {
    expect((await collectBytes(`${JSON.stringify(pod)}\n${JSON.stringify(pod)}\n`)).entities).toEqual([
      podEntity,
      podEntity,
    ]);
  });

  it('takes the kind from the list where the items have none', async () => {
    const { entities } = await collectBytes('{"kind":"PodList","apiVersion":"v1","items":[{"metadata":{"name":"a"}}]}');
    expect(entities).toEqual([
      {
        metadata: { name: 'a' },
        type: 'KubernetesPod',
        name: 'a',
        namespace: 'default',
        labels: [],
        annotations: [],
        source: 'kubernetes',
      },
    ]);
  });

  it.each([
    ['CronJob', { jobTemplate: { spec: { template: { spec: {} } } } }, 2],
    ['StatefulSet', { template: { spec: {} } }, 2],
    ['Service', { template: { spec: {} } }, 1],
    ['Job', {}, 1],
    ['Deployment', null, 1],
  ])('%s with %j gives %i entities', async (kind, spec, count) => {
    const { entities } = await collectBytes(JSON.stringify({ apiVersion: 'v1', kind, metadata: { name: 'n' }, spec }));
    expect(entities).toHaveLength(count);
  });

  it('does not repeat the template of a workload that another one owns', async () => {
    const owned = {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: { name: 'r', ownerReferences: [{ kind: 'Deployment' }] },
      spec: { template: { spec: {} } },
    };
    const owner = { ...owned, kind: 'Deployment', metadata: { name: 'd' } };
    const other = { ...owned, metadata: { name: 'r', ownerReferences: [{ kind: 'Deployment', name: 'd' }] } };
    const types = async (...manifests: readonly object[]): Promise<readonly string[]> =>
      (await collectBytes(JSON.stringify({ apiVersion: 'v1', kind: 'List', items: manifests }))).entities.map(
        ({ type }) => type,
      );
    expect(await types(other, owner)).toEqual(['KubernetesReplicaSet', 'KubernetesDeployment', 'KubernetesPod']);
    // Without its owner it is all that tells of its pods.
    expect(await types(other)).toEqual(['KubernetesReplicaSet', 'KubernetesPod']);
    expect(await types(owned)).toEqual(['KubernetesReplicaSet', 'KubernetesPod']);
    expect(await types({ ...other, spec: { ...owned.spec, replicas: 0 } })).toEqual(['KubernetesReplicaSet']);
  });

  it.each([
    ['a Deployment of an operator, scaled to none', [workload('Deployment', {}, [{ kind: 'X', name: 'x' }], 0)], 1],
    [
      'a ReplicationController that ran before',
      [workload('ReplicationController', {}, [{ kind: 'X', name: 'x' }], 0)],
      0,
    ],
    [
      'an owner by its uid',
      [workload('CronJob', { uid: 'u' }), workload('Job', {}, [{ kind: 'CronJob', name: 'n', uid: 'u' }])],
      1,
    ],
    [
      'an owner that was made anew',
      [workload('CronJob', { uid: 'u' }), workload('Job', {}, [{ kind: 'CronJob', name: 'n', uid: 'v' }])],
      2,
    ],
    [
      'a file without uids',
      [workload('CronJob', {}), workload('Job', {}, [{ kind: 'CronJob', name: 'n', uid: 'v' }])],
      1,
    ],
    [
      'a reference without an uid',
      [workload('CronJob', { uid: 'u' }), workload('Job', {}, [{ kind: 'CronJob', name: 'n' }])],
      1,
    ],
    [
      'the namespace by default',
      [workload('CronJob', { namespace: 'default' }), workload('Job', {}, [{ kind: 'CronJob', name: 'n' }])],
      1,
    ],
    [
      'another namespace',
      [workload('CronJob', { namespace: 'b' }), workload('Job', {}, [{ kind: 'CronJob', name: 'n' }])],
      2,
    ],
    ['another kind', [workload('Deployment', {}), workload('Job', {}, [{ kind: 'CronJob', name: 'n' }])], 2],
  ])('templates of owned workloads: %s', async (_title, items, pods) => {
    const { entities } = await collectBytes(JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
    expect(entities.filter(({ type }) => type === 'KubernetesPod')).toHaveLength(pods);
  });

  it('leaves entities alone', async () => {
    expect((await collectBytes(JSON.stringify([podEntity]))).entities).toEqual([podEntity]);
  });

  it('merges, and keeps `__proto__` as data', async () => {
    const { entities } = await collectBytes(
      'apiVersion: v1\nkind: Service\nbase: &b {a: 1, b: 1}\nspec:\n  <<: *b\n  b: 2\n__proto__: {admin: true}\n',
    );
    expect(entities[0]!['spec']).toEqual({ a: 1, b: 2 });
    expect(Object.getPrototypeOf(entities[0])).toBe(Object.prototype);
    expect(Object.hasOwn(entities[0]!, '__proto__')).toBe(true);
  });

  describe('broken YAML: the other documents are read', () => {
    const good = 'apiVersion: v1\nkind: Pod\nmetadata: {name: g}\n';
    const start = 'apiVersion: v1\nkind: Pod\n';
    const laugh = [
      'a: &a [1,1,1,1,1,1,1,1,1,1]',
      ...'bcdefgh'
        .split('')
        .map((name, index) => `${name}: &${name} [${Array(10).fill(`*${'abcdefg'[index]!}`).join(',')}]`),
    ].join('\n');
    const merges = [
      `a: &a {${Array.from({ length: 60_000 }, (_, index) => `k${index}: 1`).join(', ')}}`,
      'b: {<<: [*a, *a]}',
    ].join('\n');
    it.each([
      [
        'a template',
        `${start}metadata:\n  name: {{ .Values.name }}\n  x: [\n`,
        /^unrendered-template@\d+: the document is a template, no manifest: line 6 is no YAML before `\{\{ \.Values\.name \}\}` is rendered \(.*deficient/u,
      ],
      ['a bad indent', `${start}metadata:\n  name: a\n bad: b\n`, /^invalid-yaml@5/u],
      ['an alias without an anchor', `${start}a: *nowhere\n`, /^invalid-yaml/u],
      ['a billion laughs', `${start}${laugh}\n`, /^invalid-yaml@1: aliases add more than 100000 values/u],
      ['an alias inside of its anchor', `${start}a: &a [*a, *a]\n`, /^too-deep@1/u],
      ['deep lists', `${start}a: ${'['.repeat(300)}${']'.repeat(300)}\n`, /^too-deep@1/u],
      ['very deep lists', `${start}a: ${'['.repeat(20_000)}${']'.repeat(20_000)}\n`, /^too-deep@1/u],
      [
        'a map as a key',
        `${start}a:\n  {b: c}: d\n`,
        /^invalid-yaml@4: an object or a list stands where a key should/u,
      ],
      ['a list as a key', `${start}? [a]\n: b\n`, /^invalid-yaml@3: an object or a list stands where a key should/u],
      [
        'a key twice',
        `${start}a:\n  b: 1\n  c: 2\n  b: 3\n`,
        /^invalid-yaml@6: the key `b` stands twice in one object/u,
      ],
      ['a key twice, quoted', `${start}'kind': Pod\n`, /^invalid-yaml@3: the key `kind` stands twice/u],
      ['merges of merges', `${start}${merges}\n`, /^invalid-yaml@1: aliases add more than 100000 values/u],
      ['no kind', 'apiVersion: v1\n', /^not-an-entity@1: the document has no `kind`/u],
      ['no object', '- 1\n- 2\n', /^not-an-entity@1/u],
    ])('%s', async (_, text, expected) => {
      const found = await collectBytes(`${text}---\n${good}`, { format: 'kubernetes' });
      expect(found.problems).toEqual([expect.stringMatching(expected)]);
      expect(found.entities.map(({ name }) => name)).toEqual(['g']);
    });
    it('a large document, and bytes that are not UTF-8', async () => {
      const large = `${start}a: ${'x'.repeat(300)}\n---\n${good}`;
      expect((await collectBytes(large, { maxRecordBytes: 200 })).problems).toEqual([
        'record-too-large@1: the record is larger than 200 bytes',
      ]);
      const bytes = Buffer.concat([
        Buffer.from(`${good}---\n${start}a: `),
        Buffer.from([0xff]),
        Buffer.from(`\n---\n${good}`),
      ]);
      const { entities, problems } = await collectBytes(bytes);
      expect(problems).toEqual(['invalid-utf8@5: the record holds bytes that are not UTF-8']);
      expect(entities).toHaveLength(2);
    });
  });
});
