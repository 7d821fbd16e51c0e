import { describe, expect, it } from 'vitest';
import { collectBytes } from './support.ts';

const pod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'p', namespace: 'ns', uid: 'u-1' },
  spec: { hostPID: true },
};
const podEntity = { ...pod, type: 'KubernetesPod', id: 'u-1', name: 'p', source: 'kubernetes' };

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
        containers: [{ name: 'c', image: 'nginx:latest', securityContext: { privileged: true } }],
        volumes: [{ name: 'v', secret: { defaultMode: 0o644 } }],
      },
      type: 'KubernetesPod',
      name: 'web',
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

  it('reads NDJSON', async () => {
    expect((await collectBytes(`${JSON.stringify(pod)}\n${JSON.stringify(pod)}\n`)).entities).toEqual([
      podEntity,
      podEntity,
    ]);
  });

  it('takes the kind from the list where the items have none', async () => {
    const { entities } = await collectBytes('{"kind":"PodList","apiVersion":"v1","items":[{"metadata":{"name":"a"}}]}');
    expect(entities).toEqual([{ metadata: { name: 'a' }, type: 'KubernetesPod', name: 'a', source: 'kubernetes' }]);
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
    expect((await collectBytes(JSON.stringify(owned))).entities).toHaveLength(1);
  });

  it('leaves entities alone', async () => {
    expect((await collectBytes(JSON.stringify([podEntity]))).entities).toEqual([podEntity]);
  });

  it('merges, and keeps `__proto__` as data', async () => {
    const { entities } = await collectBytes(
      'apiVersion: v1\nkind: Pod\nbase: &b {a: 1, b: 1}\nspec:\n  <<: *b\n  b: 2\n__proto__: {admin: true}\n',
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
    it.each([
      [
        'a template',
        `${start}metadata:\n  name: {{ .Values.name }}\n  x: [\n`,
        /^invalid-yaml@\d+: the document is not valid YAML/u,
      ],
      ['a bad indent', `${start}metadata:\n  name: a\n bad: b\n`, /^invalid-yaml@5/u],
      ['an alias without an anchor', `${start}a: *nowhere\n`, /^invalid-yaml/u],
      ['a billion laughs', `${start}${laugh}\n`, /^invalid-yaml@1: aliases add more than 100000 values/u],
      ['an alias inside of its anchor', `${start}a: &a [*a, *a]\n`, /^too-deep@1/u],
      ['deep lists', `${start}a: ${'['.repeat(300)}${']'.repeat(300)}\n`, /^too-deep@1/u],
      ['very deep lists', `${start}a: ${'['.repeat(20_000)}${']'.repeat(20_000)}\n`, /^too-deep@1/u],
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
