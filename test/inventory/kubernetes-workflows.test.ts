import { describe, expect, it } from 'vitest';
import { assess } from '../../src/assess/assess.ts';
import { collectBytes } from './support.ts';

const PRIVILEGED = { privileged: true };
const SAFE = { image: 'example.org/tool:1', securityContext: { runAsNonRoot: true } };
const OPEN = { image: 'example.org/tool:1', securityContext: PRIVILEGED };

function object(apiVersion: string, kind: string, spec: object, more: object = {}): object {
  return { apiVersion, kind, metadata: { name: 'w', namespace: 'ci', uid: 'u-1' }, spec, ...more };
}

const argo = (kind: string, spec: object): object => object('argoproj.io/v1alpha1', kind, spec);
const tekton = (kind: string, spec: object, more: object = {}): object => object('tekton.dev/v1', kind, spec, more);

/** What a rule says of each pod, by its name. */
async function verdicts(manifest: object | readonly object[], logic: string): Promise<Record<string, string>> {
  const text = [manifest].flat().map((one) => JSON.stringify(one));
  const { records, problems } = await collectBytes(text.join('\n'), { format: 'kubernetes' });
  expect(problems).toEqual([]);
  const results = assess([{ id: 'r', severity: 'High', logic }], records, {
    now: 0,
    include: ['passed', 'failed', 'error'],
  });
  const found: Record<string, string> = {};
  for await (const { entity, status } of results) found[String(entity?.name)] = status;
  return found;
}

const NOT_PRIVILEGED = 'KubernetesPod should not have spec.containers contain [ securityContext.privileged=true ]';
const NOT_ROOT =
  'KubernetesPod should have spec.containers contain-all [ securityContext.runAsNonRoot=true ] or spec.securityContext.runAsNonRoot=true';
const NO_HOST = 'KubernetesPod should not have spec.hostNetwork=true';
const NO_HOST_PATH = 'KubernetesPod should not have spec.volumes contain [ hostPath ]';
const ACCOUNT = "KubernetesPod should have spec.serviceAccountName!='default'";
const TAGGED = "KubernetesPod should have spec.containers contain-all [ image like '%:%' ]";

const hostPath = { name: 'h', hostPath: { path: '/' } };

describe('pods of workflows, told by their shape', () => {
  it.each<readonly [string, object, string, Record<string, string>]>([
    [
      'a container',
      argo('Workflow', { templates: [{ name: 'a', container: OPEN }] }),
      NOT_PRIVILEGED,
      { 'w-a': 'failed' },
    ],
    [
      'a script',
      argo('Workflow', { templates: [{ name: 'a', script: { ...SAFE, source: 'x' } }] }),
      NOT_ROOT,
      { 'w-a': 'passed' },
    ],
    [
      'a set of containers',
      argo('Workflow', {
        templates: [
          {
            name: 'a',
            containerSet: {
              containers: [
                { name: 'x', ...SAFE },
                { name: 'y', ...OPEN },
              ],
            },
          },
        ],
      }),
      NOT_PRIVILEGED,
      { 'w-a': 'failed' },
    ],
    [
      'a sidecar',
      argo('Workflow', { templates: [{ name: 'a', container: SAFE, sidecars: [{ name: 's', ...OPEN }] }] }),
      NOT_PRIVILEGED,
      { 'w-a': 'failed' },
    ],
    [
      'one pod a template, none for what orders others',
      argo('Workflow', {
        templates: [
          { name: 'main', steps: [[{ name: 's', template: 'a' }]] },
          { name: 'a', container: OPEN },
          { name: 'b', container: SAFE },
        ],
      }),
      NOT_PRIVILEGED,
      { 'w-a': 'failed', 'w-b': 'passed' },
    ],
    [
      'a template in place of its name',
      argo('Workflow', { templates: [{ name: 'main', dag: { tasks: [{ name: 't', inline: { container: OPEN } }] } }] }),
      NOT_PRIVILEGED,
      { 'w-t': 'failed' },
    ],
    [
      'a template in place of its name, beside another',
      argo('Workflow', {
        templates: [
          { name: 'a', container: SAFE },
          { name: 'main', steps: [[{ name: 't', inline: { container: OPEN } }]] },
        ],
      }),
      NOT_PRIVILEGED,
      { 'w-a': 'passed', 'w-t': 'failed' },
    ],
    [
      'what the workflow says of all its pods',
      argo('Workflow', { hostNetwork: true, templates: [{ name: 'a', container: SAFE }] }),
      NO_HOST,
      { 'w-a': 'failed' },
    ],
    [
      'what a template says over that',
      argo('Workflow', {
        serviceAccountName: 'default',
        templates: [
          { name: 'a', container: SAFE, serviceAccountName: 'x' },
          { name: 'b', container: SAFE },
        ],
      }),
      ACCOUNT,
      { 'w-a': 'passed', 'w-b': 'failed' },
    ],
    [
      'defaults of templates',
      argo('Workflow', {
        templateDefaults: { container: { securityContext: PRIVILEGED } },
        templates: [
          { name: 'a', container: { image: 'i' } },
          { name: 'b', container: { image: 'i', securityContext: { privileged: false } } },
        ],
      }),
      NOT_PRIVILEGED,
      { 'w-a': 'failed', 'w-b': 'passed' },
    ],
    [
      'defaults within what a template says',
      argo('Workflow', {
        templateDefaults: { container: { securityContext: PRIVILEGED } },
        templates: [
          { name: 'a', container: SAFE },
          { name: 'b', container: { image: 'i', securityContext: null } },
        ],
      }),
      NOT_PRIVILEGED,
      { 'w-a': 'failed', 'w-b': 'failed' },
    ],
    [
      'variables of both, by their names',
      argo('Workflow', {
        templateDefaults: {
          container: {
            env: [
              { name: 'A', value: '1' },
              { name: 'B', value: '1' },
            ],
          },
        },
        templates: [
          {
            name: 'a',
            container: {
              image: 'i',
              env: [
                { name: 'B', value: '2' },
                { name: 'C', value: '3' },
              ],
            },
          },
        ],
      }),
      "KubernetesPod should have spec.containers contain-all [ env length()=3 and env contain [ name='A' ] and env contain [ name='B' and value='2' ] ]",
      { 'w-a': 'passed' },
    ],
    [
      'an image by default',
      argo('Workflow', {
        templateDefaults: { container: { image: 'i', securityContext: PRIVILEGED } },
        templates: [
          { name: 'a', container: { args: ['x'] } },
          { name: 'b', script: { image: 'i', source: 'x' } },
          { name: 'c', steps: [[{ name: 's', template: 'a' }]] },
        ],
      }),
      NOT_PRIVILEGED,
      { 'w-a': 'failed', 'w-b': 'passed' },
    ],
    [
      'volumes of both',
      argo('Workflow', {
        volumes: [hostPath],
        templates: [{ name: 'a', container: SAFE, volumes: [{ name: 'e', emptyDir: {} }] }],
      }),
      NO_HOST_PATH,
      { 'w-a': 'failed' },
    ],
    [
      'a workflow that a clock starts',
      argo('CronWorkflow', { workflowSpec: { templates: [{ name: 'a', container: OPEN }] } }),
      NOT_PRIVILEGED,
      { 'w-a': 'failed' },
    ],
    [
      'what the workflow that uses a template decides',
      argo('WorkflowTemplate', { templates: [{ name: 'a', container: SAFE }] }),
      NO_HOST,
      { 'w-a': 'error' },
    ],
    [
      'what a patch changes',
      argo('Workflow', { templates: [{ name: 'a', container: SAFE, podSpecPatch: '{}' }] }),
      NOT_PRIVILEGED,
      { 'w-a': 'error' },
    ],
    [
      'an image that an input tells',
      argo('Workflow', { templates: [{ name: 'a', container: { ...SAFE, image: '{{inputs.parameters.image}}' } }] }),
      TAGGED,
      { 'w-a': 'error' },
    ],
  ])('%s', async (_title, manifest, logic, expected) => {
    expect(await verdicts(manifest, logic)).toEqual(expected);
  });
});

describe('pods of tasks, told by their shape', () => {
  const task = (step: object, more: object = {}): object => ({ steps: [{ name: 's', ...step }], ...more });

  it.each<readonly [string, object, string, Record<string, string>]>([
    ['a step', tekton('Task', task(OPEN)), NOT_PRIVILEGED, { w: 'failed' }],
    ['what the run of a task decides', tekton('Task', task(SAFE)), NO_HOST, { w: 'error' }],
    ['what no run can change', tekton('Task', task(SAFE)), NOT_PRIVILEGED, { w: 'passed' }],
    ['a sidecar', tekton('Task', task(SAFE, { sidecars: [{ name: 'd', ...OPEN }] })), NOT_PRIVILEGED, { w: 'failed' }],
    ['a volume', tekton('Task', task(SAFE, { volumes: [hostPath] })), NO_HOST_PATH, { w: 'failed' }],
    [
      'what is common to steps',
      tekton('Task', task({ image: 'i' }, { stepTemplate: { securityContext: PRIVILEGED } })),
      NOT_PRIVILEGED,
      { w: 'failed' },
    ],
    [
      'a run',
      tekton('TaskRun', { taskSpec: task(SAFE), podTemplate: { hostNetwork: true } }),
      NO_HOST,
      { w: 'failed' },
    ],
    ['a run that says nothing', tekton('TaskRun', { taskSpec: task(SAFE) }), NO_HOST, { w: 'passed' }],
    [
      'a run that tells what it took',
      tekton('TaskRun', { taskRef: { name: 't' } }, { status: { taskSpec: task(OPEN) } }),
      NOT_PRIVILEGED,
      { w: 'failed' },
    ],
    ['a run of a task that is elsewhere', tekton('TaskRun', { taskRef: { name: 't' } }), NOT_PRIVILEGED, {}],
    [
      'a pipeline',
      tekton('Pipeline', {
        tasks: [{ name: 'a', taskSpec: task(OPEN) }],
        finally: [{ name: 'b', taskSpec: task(SAFE) }],
      }),
      NOT_PRIVILEGED,
      { 'w-a': 'failed', 'w-b': 'passed' },
    ],
    [
      'what the run of a pipeline decides',
      tekton('Pipeline', { tasks: [{ name: 'a', taskSpec: task(SAFE) }] }),
      ACCOUNT,
      { 'w-a': 'error' },
    ],
    [
      'a run of a pipeline, of all tasks and of one',
      tekton('PipelineRun', {
        pipelineSpec: {
          tasks: [
            { name: 'a', taskSpec: task(SAFE) },
            { name: 'b', taskSpec: task(SAFE) },
          ],
        },
        taskRunTemplate: { serviceAccountName: 'builder' },
        taskRunSpecs: [{ pipelineTaskName: 'b', serviceAccountName: 'default' }],
      }),
      ACCOUNT,
      { 'w-a': 'passed', 'w-b': 'failed' },
    ],
    [
      'a step that is elsewhere',
      tekton('TaskRun', { taskSpec: { steps: [{ name: 's', ...SAFE }, { ref: { name: 'x' } }] } }),
      NOT_PRIVILEGED,
      { w: 'error' },
    ],
    [
      'steps that are all elsewhere',
      tekton('Task', { steps: [{ name: 's', ref: { name: 'x' } }, { ref: { resolver: 'git', params: [] } }] }),
      NOT_PRIVILEGED,
      { w: 'error' },
    ],
    [
      'what all steps have, within what one says',
      tekton('TaskRun', {
        taskSpec: { stepTemplate: { securityContext: PRIVILEGED }, steps: [{ name: 's', ...SAFE }] },
      }),
      NOT_PRIVILEGED,
      { w: 'failed' },
    ],
    [
      'an image that all steps have',
      tekton('TaskRun', { taskSpec: { stepTemplate: OPEN, steps: [{ name: 's', script: 'x' }] } }),
      NOT_PRIVILEGED,
      { w: 'failed' },
    ],
    ['an image that a parameter tells', tekton('Task', task({ image: '$(params.image)' })), TAGGED, { w: 'error' }],
    [
      'a run in the template of a trigger',
      object('triggers.tekton.dev/v1beta1', 'TriggerTemplate', {
        resourcetemplates: [tekton('TaskRun', { taskSpec: task(OPEN) })],
      }),
      NOT_PRIVILEGED,
      { w: 'failed' },
    ],
    [
      'a strategy of Shipwright',
      object('shipwright.io/v1beta1', 'BuildStrategy', task(OPEN)),
      NOT_PRIVILEGED,
      { w: 'failed' },
    ],
  ])('%s', async (_title, manifest, logic, expected) => {
    expect(await verdicts(manifest, logic)).toEqual(expected);
  });
});

describe('objects that the API server names', () => {
  const run = { apiVersion: 'tekton.dev/v1', kind: 'TaskRun', metadata: { generateName: 'build-', namespace: 'ci' } };
  const manifest = { ...run, spec: { taskSpec: { steps: [{ name: 's', ...OPEN }] } } };

  it.each([
    ['are called by the start of it', NOT_PRIVILEGED, 'failed'],
    ['which decides what it can', "KubernetesPod should have name like 'build-%'", 'passed'],
    ['and what it cannot be', "KubernetesPod should have name!='deploy-1'", 'passed'],
    ['and leaves the rest open', "KubernetesPod should have name='build-1'", 'error'],
  ])('%s', async (_title, logic, expected) => {
    expect(await verdicts(manifest, logic)).toEqual({ 'build-': expected });
  });
});

describe('pods of Knative', () => {
  const spec = { containers: [{ image: 'i', securityContext: PRIVILEGED }] };

  it.each<readonly [string, object | readonly object[], number]>([
    ['a service', object('serving.knative.dev/v1', 'Service', { template: { spec } }), 1],
    ['a revision', object('serving.knative.dev/v1', 'Revision', spec), 1],
    [
      'a revision of a service that changed since',
      [
        object('serving.knative.dev/v1', 'Configuration', { template: { spec: { containers: [{ image: 'i' }] } } }),
        {
          ...object('serving.knative.dev/v1', 'Revision', spec),
          metadata: { name: 'w-1', uid: 'u-2', ownerReferences: [{ kind: 'Configuration', name: 'w', uid: 'u-1' }] },
        },
      ],
      1,
    ],
    ['containers that are patched into another pod', object('monitoring.coreos.com/v1', 'Prometheus', spec), 0],
  ])('%s', async (_title, manifests, count) => {
    const found = Object.values(await verdicts(manifests, NOT_PRIVILEGED));
    expect(found.filter((status) => status === 'failed')).toHaveLength(count);
  });
});
