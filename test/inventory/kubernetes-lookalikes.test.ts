import { describe, expect, it } from 'vitest';
import { KindsCovered } from '../../src/inventory/kubernetes/kinds-covered.ts';
import { ListPieces } from '../../src/inventory/kubernetes/list-pieces.ts';
import { OwnedTemplates } from '../../src/inventory/kubernetes/owned-templates.ts';
import { placeOf } from '../../src/inventory/problems.ts';
import { collectBytes } from './support.ts';

const containers = [{ name: 'c', image: 'i', securityContext: { privileged: true } }];
const template = { spec: { containers } };
const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p', namespace: 'x', uid: 'u' }, spec: { containers } };
const { apiVersion: _version, kind: _kind, ...nameless } = pod;

function workload(apiVersion: string, kind: string, spec: object): object {
  return { apiVersion, kind, metadata: { name: 'w', namespace: 'x' }, spec };
}

async function read(
  ...documents: readonly (object | string)[]
): Promise<readonly [readonly string[], string, readonly string[]]> {
  const text = documents.map((value) => (typeof value === 'string' ? value : JSON.stringify(value, null, 1)));
  const { entities, problems, sources } = await collectBytes(text.join('\n'));
  return [entities.map(({ type }) => type), problems.join('; '), sources.flatMap(({ covers }) => covers ?? [])];
}

describe('pods of workloads of other makers', () => {
  it.each([
    [
      'a Service of Knative, whose container has no name',
      workload('serving.knative.dev/v1', 'Service', { template: { spec: { containers: [{ image: 'i' }] } } }),
      'Kubernetes_serving_knative_dev_Service',
      1,
    ],
    [
      'a Job of Volcano, which has tasks',
      workload('batch.volcano.sh/v1alpha1', 'Job', { tasks: [{ template }, { template }] }),
      'Kubernetes_batch_volcano_sh_Job',
      2,
    ],
    [
      'a podTemplate',
      workload('elasticsearch.k8s.elastic.co/v1', 'Elasticsearch', { nodeSets: [{ podTemplate: template }] }),
      'KubernetesElasticsearch',
      1,
    ],
    ['a Rollout', workload('argoproj.io/v1alpha1', 'Rollout', { template }), 'KubernetesRollout', 1],
    [
      'a NetworkPolicy of Calico',
      workload('projectcalico.org/v3', 'NetworkPolicy', {}),
      'Kubernetes_projectcalico_org_NetworkPolicy',
      0,
    ],
    [
      'a Role of OpenShift, which is that of Kubernetes',
      workload('authorization.openshift.io/v1', 'Role', {}),
      'KubernetesRole',
      0,
    ],
    ['an Ingress of an old cluster', workload('extensions/v1beta1', 'Ingress', {}), 'KubernetesIngress', 0],
    ['an Ingress', workload('networking.k8s.io/v1', 'Ingress', {}), 'KubernetesIngress', 0],
  ])('%s', async (_title, manifest, type, pods) => {
    const [types] = await read(manifest);
    expect(types).toEqual([type, ...Array.from({ length: pods }, () => 'KubernetesPod')]);
  });

  it('a workload that an operator made is judged where the operator itself says nothing of pods', async () => {
    const made = {
      ...workload('apps/v1', 'Deployment', { template }),
      metadata: { name: 'd', uid: 'd', ownerReferences: [{ kind: 'Prometheus', name: 'k', uid: 'o' }] },
    };
    const operator = { ...workload('x.io/v1', 'Prometheus', {}), metadata: { name: 'k', uid: 'o' } };
    const [types] = await read({ apiVersion: 'v1', kind: 'List', items: [operator, made] });
    expect(types).toEqual(['KubernetesPrometheus', 'KubernetesDeployment', 'KubernetesPod']);
  });

  it('objects of a template of OpenShift are read, its parameters are unknown', async () => {
    const { records } = await collectBytes(
      JSON.stringify({
        apiVersion: 'template.openshift.io/v1',
        kind: 'Template',
        metadata: { name: 't' },
        objects: [
          workload('apps.openshift.io/v1', 'DeploymentConfig', { template, replicas: '${{COUNT}}', strategy: '${S}' }),
        ],
      }),
    );
    const read = records.filter((record) => record.kind === 'entity');
    expect(read.map(({ entity }) => entity.type)).toEqual([
      'KubernetesTemplate',
      'KubernetesDeploymentConfig',
      'KubernetesPod',
    ]);
    expect(Object.keys(read[1]?.unknown ?? {})).toEqual(['spec.replicas', 'spec.strategy']);
  });
});

describe('lists of a cluster', () => {
  const list = { kind: 'PodList', apiVersion: 'v1', metadata: {}, items: [nameless] };

  it.each([
    [
      'one after the other',
      [pod, workload('apps/v1', 'Deployment', { template })],
      ['KubernetesPod', 'KubernetesDeployment', 'KubernetesPod'],
      /^$/u,
      'Kubernetes*',
    ],
    [
      'a dump, with logs between its lists',
      [
        { kind: 'NodeList', apiVersion: 'v1', items: [] },
        '==== START logs for container c of pod x/p ====',
        'started {"a":1}',
        '==== END logs ====',
        list,
      ],
      ['KubernetesPod'],
      /^[^;]*not valid JSON[^;]*$/u,
      'KubernetesPod',
    ],
    [
      'an empty list, as Go writes it',
      [{ kind: 'PodList', apiVersion: 'v1', metadata: {}, items: null }],
      [],
      /^$/u,
      'KubernetesPod',
    ],
    [
      'a list without items',
      [{ kind: 'PodList', apiVersion: 'v1', metadata: {} }],
      [],
      /the list has no `items`/u,
      undefined,
    ],
    ['an empty list', [{ kind: 'PodList', apiVersion: 'v1', metadata: {}, items: [] }], [], /^$/u, 'KubernetesPod'],
    [
      'an object that is called a list',
      [workload('x.io/v1', 'AllowList', {})],
      ['KubernetesAllowList'],
      /^$/u,
      'Kubernetes*',
    ],
    ['a table', [{ kind: 'Table', apiVersion: 'meta.k8s.io/v1', rows: [] }], [], /a table/u, undefined],
    [
      'an error in place of an answer',
      [{ kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', code: 403 }],
      [],
      /an error in place of an answer/u,
      undefined,
    ],
    [
      'an error with its reason',
      [{ kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', reason: 'Forbidden', code: 403 }],
      [],
      /an error in place of an answer: `Forbidden`/u,
      undefined,
    ],
    [
      'metadata alone',
      [{ kind: 'PartialObjectMetadataList', apiVersion: 'meta.k8s.io/v1', items: [{ metadata: { name: 'p' } }] }],
      [],
      /metadata of an object alone/u,
      undefined,
    ],
    ['events of a watch', [{ type: 'ADDED', object: pod }], [], /what a watch told/u, undefined],
    [
      'an audit log',
      [{ kind: 'Event', apiVersion: 'audit.k8s.io/v1', requestObject: pod }],
      [],
      /audit log/u,
      undefined,
    ],
    [
      'a review for admission',
      [{ kind: 'AdmissionReview', apiVersion: 'admission.k8s.io/v1', request: { object: pod } }],
      ['KubernetesPod'],
      /^$/u,
      'KubernetesPod',
    ],
    [
      'a review of a deletion',
      [{ kind: 'AdmissionReview', apiVersion: 'admission.k8s.io/v1', request: { object: null } }],
      [],
      /no object to admit/u,
      undefined,
    ],
    [
      'the settings of a tool, which cover nothing',
      [{ kind: 'Config', apiVersion: 'v1', clusters: [] }],
      ['KubernetesConfig'],
      /^$/u,
      'KubernetesConfig',
    ],
  ])('%s', async (_title, documents, types, message, covered) => {
    const [found, problems, covers] = await read(...documents);
    expect(found).toEqual(types);
    expect(problems).toMatch(message);
    if (covered === undefined) expect(covers.filter((type) => type !== 'KubernetesPartialObjectMetadata')).toEqual([]);
    else expect(covers).toContain(covered);
  });

  it('lists behind the logs of a long dump are read', async () => {
    const pods = Array.from({ length: 900 }, (_, index) => ({
      ...nameless,
      metadata: { name: `p${index}`, note: 'x'.repeat(60) },
    }));
    const [types, problems] = await read(
      { kind: 'PodList', apiVersion: 'v1', metadata: {}, items: pods },
      '==== START logs for container c of pod x/p ====',
      'started {"a":1}',
      '==== END logs ====',
      { kind: 'SecretList', apiVersion: 'v1', items: [{ metadata: { name: 's' } }, { metadata: { name: 't' } }] },
      'more words',
      '[1] [2]',
      [pod],
    );
    expect(types.filter((type) => type !== 'KubernetesPod')).toEqual(['KubernetesSecret', 'KubernetesSecret']);
    expect(types).toHaveLength(902);
    expect(problems.split('; ')).toEqual([
      expect.stringContaining('not valid JSON'),
      expect.stringContaining('not valid JSON'),
      expect.stringContaining('an object that is no list follows a long list'),
    ]);
  });

  it('long lists of several kinds keep their kinds, whatever the order of their members', async () => {
    const pods = Array.from({ length: 900 }, (_, index) => ({
      ...nameless,
      metadata: { name: `p${index}`, note: 'x'.repeat(60) },
    }));
    const services = { apiVersion: 'v1', items: [{ metadata: { name: 's' } }], kind: 'ServiceList', metadata: {} };
    const [types, problems] = await read(
      { kind: 'PodList', apiVersion: 'v1', metadata: {}, items: pods },
      { kind: 'SecretList', apiVersion: 'v1', metadata: { continue: 'x' }, items: [{ metadata: { name: 's' } }] },
      services,
      { kind: 'RoleList', apiVersion: 'v1', items: null },
      { kind: 'AllowList', apiVersion: 'x.io/v1', items: { a: 1 } },
      pod,
    );
    expect(types.filter((type) => type !== 'KubernetesPod')).toEqual(['KubernetesSecret', 'KubernetesService']);
    expect(types).toHaveLength(902);
    // What is not known is said: an object among lists.
    expect(problems.split('; ').map((text) => text.replace(/^[^ ]+: /u, ''))).toEqual([
      'the list is one page of several',
      'an object that is no list follows a long list, and is not read',
      'an object that is no list follows a long list, and is not read',
    ]);
  });

  const many = Array.from({ length: 900 }, (_, index) => ({
    metadata: { name: `p${index}`, note: 'x'.repeat(60), uid: `u${index}` },
    spec: { containers },
  }));

  it.each([
    ['sorted keys', { apiVersion: 'v1', items: many, kind: 'PodList', metadata: {} }, 900, 0, ['KubernetesPod']],
    ['items first', { items: many, kind: 'PodList', apiVersion: 'v1' }, 900, 0, ['KubernetesPod']],
    ['a list of all kinds', { apiVersion: 'v1', items: [pod, ...many], kind: 'List' }, 1, 900, ['KubernetesPod']],
    ['no kind at all', { apiVersion: 'v1', items: many, metadata: {} }, 0, 900, []],
    ['neither kind nor version', { items: many, metadata: {} }, 0, 900, []],
  ])('the kind of a long list behind its items: %s', async (_title, list, pods, unread, covered) => {
    const { entities, problems, sources } = await collectBytes(JSON.stringify(list));
    expect(entities.map(({ type }) => type)).toEqual(Array.from({ length: pods }, () => 'KubernetesPod'));
    expect(problems).toHaveLength(unread);
    for (const text of problems) expect(text).toContain('the document has no `kind`');
    expect(sources.flatMap(({ covers }) => covers ?? [])).toEqual(covered);
  });

  it('no more items wait for the kind of their list than may be held', () => {
    const known = {
      covered: new KindsCovered('f'),
      owned: new OwnedTemplates(),
      changes: [],
      onTemplate: () => undefined,
    };
    const list = new ListPieces(known, undefined, 25);
    const at = { place: placeOf('f', 1), problem: undefined, document: 1, size: 10 };
    const items = [0, 1, 2].map((index) => ({ ...at, key: 'items', index, value: many[index] }));
    const kind = { ...at, key: 'kind', index: undefined, value: 'PodList' };
    const found = [...items, kind].map((piece) => [...list.piece(piece)].map((record) => record.kind));
    expect(found).toEqual([[], [], ['problem'], ['source', 'entity', 'entity']]);
    // What was held is free again.
    const next = [...items, kind].map((piece) => [...list.piece({ ...piece, document: 2 })].length);
    expect(next).toEqual([0, 0, 1, 2]);
  });
});
