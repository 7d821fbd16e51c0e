import { dirname, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readKustomization } from '../../src/inventory/files/kustomization.ts';
import { isEntityRecord } from '../../src/values/record.ts';
import { collect, judge, temporaryFolder } from './support.ts';

const kustomizations = temporaryFolder();

it.each<readonly [title: string, text: string, files: readonly string[]]>([
  [
    'files',
    'patches:\n  - path: a.yaml\n  - target:\n      kind: Deployment\n    path: "b/c.json"\n',
    ['a.yaml', 'b/c.json'],
  ],
  ['files without an indent', "patches:\n- path: '../a.yml' # why\n\nimages: []\n", ['../a.yml']],
  ['files alone', 'patchesStrategicMerge:\n  - a.yaml\n  - |-\n    kind: Pod\n', ['a.yaml']],
  ['changes of objects', 'patchesJson6902:\n  - target: { name: x }\n    path: a.yaml\n', ['a.yaml']],
  ['files in braces', 'patches: [{ path: a.yaml }, {path: b.yml}]\n', ['a.yaml', 'b.yml']],
  ['files in brackets', 'patchesStrategicMerge: [a.yaml, "b.yaml"]\n', ['a.yaml', 'b.yaml']],
  ['patches within it', 'patches:\n  - patch: |-\n      - op: add\n        path: /spec/x\n        value: 1\n', []],
  ['resources', 'resources:\n  - a.yaml\npatches: []\nconfigurations:\n  - b.yaml\n', []],
  ['lines as Windows ends them', 'patches:\r\n  - path: a.yaml\r\nresources:\r\n  - b.yaml\r\n', ['a.yaml']],
  ['nothing', '', []],
])('a kustomization with %s', async (_title, text, files) => {
  const folder = dirname(kustomizations.write('kustomization.yaml', text));
  const { patches } = await readKustomization(folder, 'kustomization.yaml');
  expect(patches.map((file) => relative(folder, file))).toEqual(files);
});

describe('a patch is no manifest', () => {
  const folder = temporaryFolder();
  const deployment = (container: string): string =>
    `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: d\nspec:\n  template:\n    spec:\n      containers:\n        - { name: c, ${container} }\n`;
  folder.write('base/d.yaml', deployment('image: x, securityContext: { privileged: false }'));
  folder.write(
    'overlay/kustomization.yaml',
    'resources: [../base]\npatches:\n  - path: p.yaml\n  - path: ../shared/q.yaml\n',
  );
  folder.write('overlay/p.yaml', deployment('securityContext: { privileged: true }'));
  folder.write('shared/q.yaml', '- op: add\n  path: /spec/template/spec/hostPID\n  value: true\n');
  folder.write('alone/kustomization.yml', 'resources:\n  - d.yaml\n');
  folder.write('alone/d.yaml', deployment('image: x, securityContext: { privileged: true }'));
  const LIMITED = 'KubernetesPod should not have spec.containers contain [ securityContext.privileged isEmpty() ]';
  const PRIVILEGED = 'KubernetesPod should not have spec.containers contain [ securityContext.privileged = true ]';
  const PATCH = 'problem unrendered-template';

  it.each<readonly [inputs: readonly string[], logic: string, said: readonly string[]]>([
    // Judged by itself it failed for what the manifest has; and what it opens is not closed, also not in what it is laid over.
    [[''], LIMITED, [PATCH, PATCH, 'error d', 'passed d']],
    [['base', 'overlay', 'shared'], PRIVILEGED, [PATCH, PATCH, 'error d']],
    [['alone'], PRIVILEGED, ['failed d']],
    // What is named by itself is read.
    [['overlay/p.yaml'], PRIVILEGED, ['failed d']],
  ])('%j: %s', async (inputs, logic, said) => {
    const names = inputs.map((name) => `${folder.path}/${name}`);
    expect([...(await judge(logic, names))].sort()).toEqual([...said].sort());
  });
});

/** Two workloads and a policy, over which each row lays a kustomization; the files beside it are in the folder as well. */
const MANIFESTS = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, labels: { app: web } }
spec:
  template:
    metadata: { labels: { app: web } }
    spec:
      hostNetwork: false
      containers:
        - { name: app, image: 'nginx:1.25', securityContext: { privileged: false } }
        - { name: log, image: 'fluent:2', args: ['--quiet'] }
---
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { type: ClusterIP, selector: { app: web } }
`;

describe('what a kustomization does to manifests is not known before it is rendered', () => {
  const folder = temporaryFolder();
  const PRIVILEGED = 'KubernetesPod should not have spec.containers contain [ securityContext.privileged = true ]';
  const HOST = 'KubernetesPod should not have spec.hostNetwork = true';
  const NAMESPACE = "KubernetesPod should not have namespace = 'default'";
  const TAGGED = "KubernetesPod should not have spec.containers contain [ image like 'nginx:1%' ]";
  const PULLED = "KubernetesPod should have spec.containers contain-all [ imagePullPolicy = 'IfNotPresent' ]";
  const QUIET = "KubernetesPod should have spec.containers contain [ parsedArgs contain [ key = '--quiet' ] ]";
  const LABEL = "KubernetesDeployment should have labels contain [ key = 'owner' ]";
  const SERVICE = "KubernetesService should not have spec.type = 'LoadBalancer'";
  const WEB = 'passed web';
  const OPEN = 'error web';
  const MORE = 'problem incomplete-input';
  const patch = (text: string, target = ''): string =>
    `patches:\n  - patch: |-\n${text.replace(/^/gmu, '      ')}\n${target === '' ? '' : `    target: ${target}\n`}`;
  const web = (spec: string): string =>
    `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec: { template: { spec: ${spec} } }`;
  const operation = (op: string): string => patch(`- { ${op} }`, '{ kind: Deployment, name: web }');

  type Row = readonly [kustomization: string, logic: string, said: readonly string[], beside?: Record<string, string>];
  const ROWS: readonly Row[] = [
    // None.
    ['', PRIVILEGED, [WEB]],
    ['namespace: ""\npatches: []\ncommonLabels: {}\n', NAMESPACE, ['failed web']],
    // Patches within it, by what they touch.
    [patch(web('{ hostNetwork: true }')), HOST, [OPEN]],
    [patch(web('{ hostNetwork: true }')), PRIVILEGED, [OPEN]],
    [patch(web('{ dnsPolicy: Default }')), HOST, [WEB]],
    [patch(web('{ containers: [{ name: app, securityContext: { privileged: true } }] }')), PRIVILEGED, [OPEN]],
    [patch(web('{ containers: [{ name: app, resources: { limits: { cpu: 1 } } }] }')), PRIVILEGED, [WEB]],
    [patch(web('{ containers: [{ name: sidecar, image: x }] }')), PRIVILEGED, [OPEN]],
    [patch(web('{ containers: [{ name: app, $patch: delete }] }')), TAGGED, [OPEN]],
    [patch(web('{ containers: [{ name: log, args: [] }] }')), QUIET, [OPEN]],
    [patch(`$patch: delete\n${web('{}')}`), HOST, [OPEN]],
    [patch(web('{ hostNetwork: true }').replace('name: web', 'name: other')), HOST, [WEB]],
    [patch(web('{ hostNetwork: true }').replace('Deployment', 'StatefulSet')), HOST, [WEB]],
    [patch(web('{ hostNetwork: true }').replace('name: web', 'name: x'), '{ kind: Deployment }'), HOST, [OPEN]],
    [patch(web('{ hostNetwork: true }').replace('name: web', 'name: x'), '{ name: w.*, kind: Dep.* }'), HOST, [OPEN]],
    [patch(web('{ hostNetwork: true }'), '{ kind: Service }'), HOST, [WEB]],
    [`patchesStrategicMerge:\n  - |-\n${web('{ hostNetwork: true }').replace(/^/gmu, '    ')}\n`, HOST, [OPEN]],
    // JSON patches.
    [operation('op: replace, path: /spec/template/spec/hostNetwork, value: true'), HOST, [OPEN]],
    [operation('op: test, path: /spec/template/spec/hostNetwork, value: true'), HOST, [WEB]],
    [operation('op: replace, path: /spec/template/spec/containers/1/image, value: x'), TAGGED, ['failed web']],
    [operation('op: replace, path: /spec/template/spec/containers/1/image, value: x'), PULLED, [OPEN]],
    [operation('op: replace, path: /spec/template/spec/containers/0/image, value: x'), TAGGED, [OPEN]],
    [operation('op: add, path: /spec/template/spec/containers/-, value: {}'), PRIVILEGED, [OPEN]],
    [operation('op: remove, path: /spec/template/spec/containers/0'), TAGGED, [OPEN]],
    [operation('op: copy, from: /spec/x, path: /spec/template/spec'), HOST, [OPEN]],
    [
      'patchesJson6902:\n  - target: { kind: Service, name: web }\n    patch: \'[{"op": "replace", "path": "/spec/type", "value": "LoadBalancer"}]\'\n',
      SERVICE,
      [OPEN],
    ],
    // What is set everywhere.
    ['namespace: prod\n', NAMESPACE, [OPEN]],
    ['namespace: prod\n', HOST, [WEB]],
    ['images: [{ name: nginx, newTag: "2" }]\n', TAGGED, [OPEN]],
    ['images: [{ name: nginx, newTag: latest }]\n', PULLED, [OPEN]],
    ['images: [{ name: ngin, newTag: "2" }]\n', TAGGED, ['failed web']],
    ['commonLabels: { owner: me }\n', LABEL, [OPEN]],
    ['labels: [{ pairs: { owner: me } }]\n', LABEL, [OPEN]],
    ['commonAnnotations: { owner: me }\n', LABEL, ['failed web']],
    ['namePrefix: dev-\n', "KubernetesService should have name like 'dev-%'", [OPEN]],
    ['namePrefix: dev-\n' + patch(web('{ hostNetwork: true }').replace('name: web', 'name: dev-web')), HOST, [OPEN]],
    ['replicas: [{ name: web, count: 3 }]\n', 'KubernetesDeployment should have spec.replicas > 1', [OPEN]],
    [
      'replacements: [{ source: {}, targets: [{ select: { kind: Service }, fieldPaths: [spec.type] }] }]\n',
      SERVICE,
      [OPEN],
    ],
    [
      'replacements: [{ source: {}, targets: [{ select: { kind: Deployment }, fieldPaths: ["spec.template.spec.containers.[name=app].image"] }] }]\n',
      SERVICE,
      [WEB],
    ],
    [
      'transformers: [t.yaml]\n',
      HOST,
      [OPEN],
      { 't.yaml': 'apiVersion: builtin\nkind: PrefixTransformer\nmetadata: { name: t }\n' },
    ],
    ['vars: [{ name: X }]\n', HOST, [OPEN]],
    // What it makes besides.
    ['configMapGenerator: [{ name: c }]\n', HOST, [MORE, WEB]],
    ['secretGenerator: [{ name: c }]\n', HOST, [MORE, WEB]],
    ['helmCharts: [{ name: c }]\n', HOST, [MORE, WEB]],
    ['bases: ["github.com/o/r//base?ref=v1"]\n', HOST, [MORE, WEB]],
    ['bases: ["https://example.com/m.yaml"]\n', HOST, [MORE, WEB]],
    ['bases: [../../elsewhere]\n', HOST, [MORE, WEB]],
    // Components, and what several folders make of the same.
    ['components: [../part]\n', HOST, [OPEN], { '../part/kustomization.yaml': patch(web('{ hostNetwork: true }')) }],
    [
      '',
      HOST,
      [OPEN],
      { '../prod/kustomization.yaml': `resources: [../base]\n${patch(web('{ hostNetwork: true }'))}` },
    ],
    ['', HOST, [WEB], { '../prod/kustomization.yaml': 'resources: [../base]\n' }],
    [
      '',
      NAMESPACE,
      [OPEN],
      {
        '../prod/kustomization.yaml': 'resources: [../all]\nnamespace: prod\n',
        '../all/kustomization.yml': 'resources: [../base, ../all]\n',
      },
    ],
    // It cannot be read.
    ['namespace: {{ stage }}\n', HOST, ['problem unrendered-template', WEB]],
    // A folder of a chart beside it, an ending of Windows, a byte order mark.
    [`\uFEFFnamespace: prod\r\n`, NAMESPACE, [OPEN]],
  ];
  it.each(ROWS.map(([kustomization, logic, said, beside = {}]) => [kustomization, logic, said, beside] as const))(
    '%j: %s',
    async (kustomization, logic, said, beside) => {
      const root = `k${String((count += 1))}`;
      folder.write(`${root}/base/m.yaml`, MANIFESTS);
      folder.write(`${root}/base/kustomization.yaml`, `${kustomization}resources: [m.yaml]\n`);
      for (const [name, text] of Object.entries(beside)) folder.write(`${root}/base/${name}`, text);
      expect([...(await judge(logic, [`${folder.path}/${root}`]))].sort()).toEqual([...said].sort());
    },
  );

  it('a kustomization that a pattern finds counts, and one that is named by itself is no manifest', async () => {
    folder.write('glob/kustomization.yaml', 'namespace: prod\nresources: [m.yaml]\n');
    folder.write('glob/m.yaml', MANIFESTS);
    expect(await judge(NAMESPACE, [`${folder.path}/glob/*.yaml`])).toEqual([OPEN]);
    const own = folder.write(
      'own.yaml',
      'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: []\n',
    );
    expect(await judge(NAMESPACE, [own])).toEqual(['problem not-an-entity']);
  });
});

describe('what Flux and Argo CD do to manifests is not known before they are applied', () => {
  const folder = temporaryFolder();
  const HOST = 'KubernetesPod should not have spec.hostNetwork = true';
  const NAMESPACE = "KubernetesService should not have namespace = 'default'";
  const TAGGED = "KubernetesPod should not have spec.containers contain [ image like 'nginx:1%' ]";
  const QUIET = "KubernetesPod should have spec.containers contain [ args contain [ '--quiet' ] ]";
  const LABEL = "KubernetesService should have labels contain [ key = 'owner' ]";
  const WEB = 'passed web';
  const OPEN = 'error web';
  const flux = (spec: string, metadata = 'name: apps'): string =>
    `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { ${metadata} }\nspec: { path: ./apps, ${spec} }\n`;
  const argo = (source: string, more = ''): string =>
    `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: { name: apps }\nspec: { source: { path: apps, ${source} }${more} }\n`;
  const patch =
    'patches: [{ target: { kind: Deployment }, patch: \'[{"op":"add","path":"/spec/template/spec/hostNetwork","value":true}]\' }]';
  const merged =
    'apiVersion: apps/v1, kind: Deployment, metadata: { name: web }, spec: { template: { spec: { hostNetwork: true } } }';
  const withText = (from: string, to: string): string => MANIFESTS.replace(from, () => to);

  type Row = readonly [deployer: string, logic: string, said: string, manifests?: string, place?: string];
  const ROWS: readonly Row[] = [
    [flux(''), HOST, WEB],
    [flux(patch), HOST, OPEN],
    [flux(patch), NAMESPACE, 'failed web'],
    [flux(`patchesStrategicMerge: [{ ${merged} }]`), HOST, OPEN],
    [flux('images: [{ name: nginx, newTag: "2" }]'), TAGGED, OPEN],
    [flux('targetNamespace: prod'), NAMESPACE, OPEN],
    [flux('commonMetadata: { labels: { owner: me } }'), LABEL, OPEN],
    [flux(patch, 'name: apps, uid: u'), HOST, WEB],
    [flux(patch), HOST, WEB, MANIFESTS, 'other/m.yaml'],
    [flux(patch), HOST, OPEN, MANIFESTS, 'repo/apps/web/m.yaml'],
    [flux(patch).replace('./apps', './'), HOST, OPEN, MANIFESTS, 'any/m.yaml'],
    // Variables in texts, wherever they stand.
    [flux('postBuild: { substitute: { A: b } }'), TAGGED, 'failed web'],
    [flux('postBuild: { substitute: { A: b } }'), TAGGED, OPEN, withText('nginx:1.25', '${R:=nginx}:1.25')],
    [flux('postBuild: { substitute: { A: b } }'), HOST, WEB, withText('nginx:1.25', '${R:=nginx}:1.25')],
    [flux('postBuild: { substituteFrom: [] }'), QUIET, OPEN, withText('--quiet', '--q${R}')],
    [flux('postBuild: { substituteFrom: [] }'), QUIET, 'failed web', withText('--quiet', '--q$${R}')],
    [
      flux('postBuild: {}'),
      QUIET,
      'failed web',
      withText('--quiet', '--q${R}').replace(
        'labels: { app: web } }',
        "labels: { 'kustomize.toolkit.fluxcd.io/substitute': disabled } }",
      ),
    ],
    [flux(''), QUIET, 'failed web', withText('--quiet', '--q${R}')],
    // Argo CD.
    [argo('kustomize: {}'), HOST, WEB],
    [argo(`kustomize: { ${patch} }`), HOST, OPEN],
    [argo('kustomize: { images: ["nginx:2"] }'), TAGGED, OPEN],
    [argo('kustomize: { images: ["nginx=ngx@sha256:00"] }'), TAGGED, OPEN],
    [argo('kustomize: { images: ["host:5000/nginx:2"] }'), TAGGED, 'failed web'],
    [argo('', ', destination: { namespace: prod }'), NAMESPACE, OPEN],
    [
      argo('', ', destination: { namespace: prod }'),
      NAMESPACE,
      WEB,
      MANIFESTS.replace(
        'kind: Service\nmetadata: { name: web }',
        'kind: Service\nmetadata: { name: web, namespace: own }',
      ),
    ],
    [argo(`kustomize: { ${patch} }`).replace('path: apps', "path: 'apps/{{name}}'"), HOST, OPEN],
    [
      `apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata: { name: s }\nspec: { template: { spec: { sources: [{ path: apps, kustomize: { ${patch} } }] } } }\n`,
      HOST,
      OPEN,
    ],
    ['# argoproj.io\nkind: [', HOST, WEB],
  ];
  it.each(
    ROWS.map(([deployer, logic, said, manifests = MANIFESTS, place = 'apps/m.yaml']) => {
      return [deployer, logic, said, manifests, place] as const;
    }),
  )('%j: %s', async (deployer, logic, said, manifests, place) => {
    const root = `d${String((count += 1))}`;
    folder.write(`${root}/${place}`, manifests);
    folder.write(`${root}/clusters/apps.yaml`, deployer);
    const all = await judge(logic, [`${folder.path}/${root}`]);
    expect(all.filter((one) => !one.startsWith('problem'))).toEqual([said]);
  });

  const release = (spec: string, metadata = 'name: r'): string =>
    `apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: { ${metadata} }\nspec: { ${spec} }\n`;
  it.each<readonly [text: string, said: readonly string[]]>([
    [release('chart: { spec: { chart: redis } }'), ['problem incomplete-input']],
    [release('chart: { spec: { chart: redis } }', 'name: r, uid: u'), []],
    [argo('chart: redis').replace('path: apps, ', ''), ['problem incomplete-input']],
    [argo('repoURL: x'), []],
  ])('what a chart makes is in no input: %j', async (text, said) => {
    folder.write('charts/release.yaml', text);
    expect(await judge(HOST, [`${folder.path}/charts`])).toEqual(said);
  });

  it('and the report says what it hangs on', async () => {
    folder.write('why/apps/m.yaml', MANIFESTS);
    const file = folder.write('why/flux.yaml', flux(patch));
    const { records } = await collect([`${folder.path}/why`]);
    const pod = records.find((record) => isEntityRecord(record) && record.entity.type === 'KubernetesPod');
    expect(pod !== undefined && isEntityRecord(pod) ? pod.unknown?.['spec.hostNetwork'] : '').toBe(
      `what the Kustomization of Flux in ${file} makes of it is known when it is applied`,
    );
  });
});

let count = 0;
