import { describe, expect, it } from 'vitest';
import { parsedArguments } from '../../src/inventory/kubernetes/arguments.ts';
import { isEntityRecord } from '../../src/values/record.ts';
import { collectBytes } from './support.ts';

const manifest = (kind: string, spec: unknown, metadata: object = {}): string =>
  JSON.stringify({ apiVersion: 'v1', kind, metadata: { name: 'n', ...metadata }, spec });

const container = async (value: object, spec: object = {}): Promise<unknown> => {
  const { entities, problems } = await collectBytes(manifest('Pod', { ...spec, containers: [value] }));
  expect(problems).toEqual([]);
  const pod = entities[0] as unknown as { spec: { containers: readonly unknown[] } };
  return pod.spec.containers[0];
};

describe('the flags of a command line', () => {
  it.each<readonly [string, readonly string[], readonly (readonly [string, string])[]]>([
    [
      'a value behind `=`',
      ['kubelet', '--a=b', '--c=d=e', '--f='],
      [
        ['a', 'b'],
        ['c', 'd=e'],
        ['f', ''],
      ],
    ],
    [
      'a value as the next word',
      ['--a', 'b', '--c', '-5'],
      [
        ['a', 'b'],
        ['c', '-5'],
      ],
    ],
    [
      'bare flags',
      ['--a', '--b', '--c'],
      [
        ['a', 'true'],
        ['b', 'true'],
        ['c', 'true'],
      ],
    ],
    [
      'one hyphen',
      ['-v', '4', '-config=x', '-h'],
      [
        ['v', '4'],
        ['config', 'x'],
        ['h', 'true'],
      ],
    ],
    ['words that are no flags', ['server', '-', '---', '-5', 'x'], []],
    ['nothing after `--`', ['--a', '--', '--b'], [['a', 'true']]],
    [
      'twice',
      ['--a=1', '--a=2'],
      [
        ['a', '1'],
        ['a', '2'],
      ],
    ],
    [
      'the script of a shell',
      ['/bin/sh', '-ec', 'exec server --a=b "--c=d e" 1>>/log 2>&1; other \\\n --f g'],
      [
        ['ec', 'exec server --a=b "--c=d e" 1>>/log 2>&1; other \\\n --f g'],
        ['a', 'b'],
        ['c', 'd e'],
        ['f', 'g'],
      ],
    ],
    ['a variable', ['--a=$(POD_IP)'], [['a', '$(POD_IP)']]],
    ['nothing', [], []],
  ])('%s', (_, words, expected) => {
    expect(parsedArguments(words).map(({ key, value }) => [key, value])).toEqual(expected);
  });

  it('come from the command and the arguments', async () => {
    expect(await container({ name: 'c', command: ['x', '--a=1'], args: ['--b', 2] })).toMatchObject({
      command: ['x', '--a=1'],
      args: ['--b', 2],
      parsedArgs: [
        { key: 'a', value: '1' },
        { key: 'b', value: '2' },
      ],
    });
  });
});

describe('what the API server fills in', () => {
  it.each([
    ['nginx', 'Always'],
    ['nginx:latest', 'Always'],
    ['nginx:1.27', 'IfNotPresent'],
    ['registry:5000/nginx', 'Always'],
    ['registry:5000/nginx:1', 'IfNotPresent'],
    ['nginx@sha256:abc', 'IfNotPresent'],
    ['nginx:latest@sha256:abc', 'Always'],
    ['', undefined],
    [null, undefined],
  ])('the pull policy of the image %j is %s', async (image, expected) => {
    expect((await container({ name: 'c', image })) as { imagePullPolicy?: string }).toHaveProperty(
      ...((expected === undefined ? ['name', 'c'] : ['imagePullPolicy', expected]) as [string, string]),
    );
  });

  it.each<readonly [string, object, object, object]>([
    [
      'a port',
      { ports: [{ containerPort: 80 }] },
      {},
      { ports: [{ containerPort: 80, hostPort: 0, protocol: 'TCP' }] },
    ],
    [
      'a port on the network of the host',
      { ports: [{ containerPort: 80, protocol: 'UDP' }] },
      { hostNetwork: true },
      { ports: [{ containerPort: 80, hostPort: 80, protocol: 'UDP' }] },
    ],
    [
      'a probe',
      { livenessProbe: { httpGet: { port: 80 }, periodSeconds: 5 } },
      {},
      {
        livenessProbe: {
          httpGet: { port: 80, path: '/', scheme: 'HTTP' },
          failureThreshold: 3,
          periodSeconds: 5,
          successThreshold: 1,
          timeoutSeconds: 1,
        },
      },
    ],
    [
      'requests',
      { resources: { limits: { cpu: '1', memory: '1Gi' }, requests: { cpu: '2' } } },
      {},
      { resources: { limits: { cpu: '1', memory: '1Gi' }, requests: { cpu: '2', memory: '1Gi' } } },
    ],
    [
      'a field',
      { env: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'a' } } }] },
      {},
      { env: [{ name: 'A', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'a' } } }] },
    ],
    ['null as nothing', { imagePullPolicy: null, image: 'a:1' }, {}, { imagePullPolicy: 'IfNotPresent' }],
    ['what is set stays', { imagePullPolicy: 'Never', image: 'a' }, {}, { imagePullPolicy: 'Never' }],
  ])('%s', async (_, value, spec, expected) => {
    expect(await container({ name: 'c', ...value }, spec)).toMatchObject(expected);
  });

  it('into volumes, and into init containers', async () => {
    const spec = {
      volumes: [
        { name: 'a' },
        { name: 'b', hostPath: { path: '/' } },
        { name: 'c', configMap: { name: 'x', defaultMode: 0o400 } },
        { name: 'd', secret: { secretName: 'x' } },
        'broken',
      ],
      initContainers: [{ name: 'i', args: ['--a'] }, null],
      serviceAccount: 'old',
    };
    const { entities } = await collectBytes(manifest('Pod', spec));
    expect(entities[0]).toMatchObject({
      namespace: 'default',
      spec: {
        volumes: [
          { name: 'a', emptyDir: {} },
          { hostPath: { path: '/', type: '' } },
          { configMap: { defaultMode: 0o400 } },
          { secret: { defaultMode: 0o644 } },
          'broken',
        ],
        initContainers: [{ parsedArgs: [{ key: 'a', value: 'true' }] }, null],
        serviceAccountName: 'old',
        hostNetwork: false,
      },
    });
  });

  it.each(['text', 5, null, [], [[]], { containers: 'x' }, { containers: [5, { ports: 'x', env: [1] }] }])(
    'and takes the spec %j',
    async (spec) => {
      const { entities, problems } = await collectBytes(manifest('Pod', spec));
      expect(problems).toEqual([]);
      expect(entities).toHaveLength(1);
    },
  );
});

describe('namespaces, labels and annotations', () => {
  it.each([
    ['Pod', {}, 'default'],
    ['Pod', { namespace: 'a' }, 'a'],
    ['ClusterRole', {}, undefined],
    ['Rollout', {}, undefined],
  ])('a %s with %j is in %s', async (kind, metadata, expected) => {
    const { entities } = await collectBytes(manifest(kind, {}, metadata));
    expect(entities[0]!['namespace']).toBe(expected);
  });

  it('are lists beside the maps', async () => {
    const { entities } = await collectBytes(manifest('Pod', {}, { labels: { 'a.b/c': 'd' }, annotations: { e: 'f' } }));
    expect(entities[0]).toMatchObject({
      labels: [{ key: 'a.b/c', value: 'd' }],
      annotations: [{ key: 'e', value: 'f' }],
      metadata: { labels: { 'a.b/c': 'd' }, annotations: { e: 'f' } },
    });
  });
});

describe('pods of workloads', () => {
  const template = { metadata: { labels: { a: 'b' } }, spec: { containers: [{ name: 'c' }] } };
  it.each<readonly [string, unknown, number]>([
    ['Rollout', { template }, 1],
    ['Service', { template }, 1],
    ['TFJob', { tfReplicaSpecs: { Worker: { replicas: 2, template }, Chief: { template } } }, 2],
    ['RayCluster', { headGroupSpec: { template }, workerGroupSpecs: [{ template }, { template }] }, 3],
    ['ScaledJob', { jobTargetRef: { template } }, 1],
    ['CustomResourceDefinition', { template: { spec: { containers: { type: 'array' } } } }, 0],
    ['Application', { template: { spec: { containers: [] } } }, 0],
    ['Deep', { a: { b: { c: { d: { e: { f: { g: { h: { template } } } } } } } } }, 0],
  ])('a %s with %j gives %i', async (kind, spec, pods) => {
    const { entities, records } = await collectBytes(manifest(kind, spec, { namespace: 's', uid: 'u' }));
    expect(entities[0]!.type).toBe(`Kubernetes${kind}`);
    const made = entities.slice(1);
    expect(made).toHaveLength(pods);
    for (const pod of made) {
      expect(pod).toMatchObject({
        type: 'KubernetesPod',
        id: 'u',
        name: 'n',
        namespace: 's',
        labels: [{ key: 'a', value: 'b' }],
        spec: { hostPID: false },
      });
    }
    expect(records.map(({ provenance }) => provenance.address)).toEqual(records.map(() => `s/${kind}/n`));
  });
});

const APPLIED = { 'kubectl.kubernetes.io/last-applied-configuration': '{"data":{"a":"cGFzcw=="}}', other: 'x' };

describe('secrets', () => {
  it('are marked as sensitive', async () => {
    const { records } = await collectBytes(
      JSON.stringify([
        { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's', annotations: APPLIED }, data: { a: 'cGFzcw==' } },
        { apiVersion: 'v1', kind: 'Secret', metadata: { name: 't' }, stringData: { a: 'pass' } },
        { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' }, data: { a: 'b' } },
      ]),
    );
    expect(records.map((record) => (isEntityRecord(record) ? record.sensitive : record))).toEqual([
      ['data', 'annotations.0.value', 'metadata.annotations'],
      ['data', 'stringData'],
      undefined,
    ]);
  });

  it('are values of variables whose names say so, where they are written out', async () => {
    const env = [
      { name: 'DB_PASSWORD', value: 'tr0ub4dor' },
      { name: 'TOKEN', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } },
      { name: 'MODE', value: 'x' },
      { name: 'API_KEY', value: '' },
      'x',
    ];
    const spec = {
      containers: [{ name: 'c', env }, { name: 'd' }, null],
      initContainers: [{ name: 'i', env: [env[0]] }],
    };
    const { records } = await collectBytes(
      JSON.stringify([
        { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec },
        { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'j' }, spec: { template: { spec } } },
        { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'q' }, spec: { containers: [{ name: 'c' }] } },
        { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'r', annotations: APPLIED }, spec },
        { apiVersion: 'v1', kind: 'Pod', metadata: { name: 's', annotations: APPLIED }, spec: { containers: [] } },
      ]),
    );
    const paths = ['spec.containers.0.env.0.value', 'spec.initContainers.0.env.0.value'];
    expect(records.map((record) => (isEntityRecord(record) ? record.sensitive : record))).toEqual([
      paths,
      paths.map((path) => `spec.template.${path}`),
      paths,
      undefined,
      // The manifest that was applied repeats them.
      [...paths, 'annotations.0.value', 'metadata.annotations'],
      undefined,
    ]);
  });
});
