import { describe, expect, it } from 'vitest';
import { patchesIn } from '../../src/inventory/files/kustomize.ts';
import { judge, temporaryFolder } from './support.ts';

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
])('a kustomization with %s', (_title, text, files) => {
  expect(patchesIn(text)).toEqual(files);
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
    // Judged by itself it failed for what the manifest has; and what it opens is not closed.
    [[''], LIMITED, [PATCH, PATCH, 'passed d', 'passed d']],
    [['base', 'overlay', 'shared'], PRIVILEGED, [PATCH, PATCH, 'passed d']],
    [['alone'], PRIVILEGED, ['failed d']],
    // What is named by itself is read.
    [['overlay/p.yaml'], PRIVILEGED, ['failed d']],
  ])('%j: %s', async (inputs, logic, said) => {
    const names = inputs.map((name) => `${folder.path}/${name}`);
    expect([...(await judge(logic, names))].sort()).toEqual([...said].sort());
  });
});
