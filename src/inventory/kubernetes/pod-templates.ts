import { isObject, ownObject, ownText, ownValue } from '../entity.ts';
import { isOfOtherMaker } from './kinds.ts';
import type { PodTemplate } from './pod-template.ts';
import { isTask, NO_RUN, settingsIn, taskPod, type RunSettings } from './task-pods.ts';
import { holdsWorkflow, workflowPods } from './workflow-pods.ts';

type Values = Readonly<Record<string, unknown>>;

/** The pod that a template makes, in the place of its owner. */
export function podOfTemplate({ template, part }: PodTemplate, owner: Values): Values {
  const metadata = ownObject(template, 'metadata') ?? {};
  const own = ownObject(owner, 'metadata') ?? {};
  const identity = part === undefined ? identityOf(own) : partIdentity(own, part);
  return { apiVersion: 'v1', kind: 'Pod', ...template, metadata: { ...metadata, ...identity } };
}

function identityOf(own: Values): Values {
  const kept = ['name', 'namespace', 'uid'].flatMap((key) => {
    const value = ownValue(own, key);
    return value === undefined ? [] : [[key, value] as const];
  });
  return Object.fromEntries(kept);
}

/** Of several pods of one owner none is it; they are called as it calls them. */
function partIdentity(own: Values, part: string): Values {
  const { uid: _uid, ...identity } = identityOf(own);
  const given = ownText(own, 'name') ?? ownText(own, 'generateName') ?? '';
  // `generateName` ends in the dash that the API server writes its part after.
  const name = given.endsWith('-') ? given.slice(0, -1) : given;
  return { ...identity, name: name === '' ? part : `${name}-${part}` };
}

/** How deep below the `spec` of a workload a template of pods is looked for. */
const TEMPLATE_DEPTH = 8;

/** Where the workloads of Kubernetes itself keep the template, however little it holds. */
const TEMPLATES = new Map<string, readonly string[]>([
  ['CronJob', ['spec', 'jobTemplate', 'spec', 'template']],
  ['DaemonSet', ['spec', 'template']],
  ['Deployment', ['spec', 'template']],
  ['DeploymentConfig', ['spec', 'template']],
  ['Job', ['spec', 'template']],
  ['PodTemplate', ['template']],
  ['ReplicaSet', ['spec', 'template']],
  ['ReplicationController', ['spec', 'template']],
  ['StatefulSet', ['spec', 'template']],
]);

/** Whether an object of this kind always has a template of pods. */
export function hasTemplate(manifest: Values, kind: string): boolean {
  return TEMPLATES.has(kind) && !isOfOtherMaker(manifest, kind);
}

/**
 * The templates of pods in a manifest. Workloads of other makers (Argo Rollouts, Knative, Kubeflow, Volcano, Ray) are told
 * by their shape: a `template` (`podTemplate`) below `spec`, whose own `spec` has a list of containers; so are workflows of
 * Argo by their `templates` with a `container`, and tasks of Tekton by their `steps` with an image.
 */
export function podTemplates(manifest: Values, kind: string): readonly PodTemplate[] {
  const path = TEMPLATES.get(kind);
  if (path === undefined || isOfOtherMaker(manifest, kind)) {
    if (isRevision(manifest, kind)) return [{ template: { ...pick(manifest, 'metadata'), ...pick(manifest, 'spec') } }];
    // What a run took from elsewhere it tells in its status.
    const status = ownObject(manifest, 'status') ?? {};
    const taken = { ...pick(status, 'taskSpec'), ...ownObject(manifest, 'spec') };
    const isReferenced = /(?:Template|^Sensor)$/u.test(kind);
    const found: PodTemplate[] = [];
    addTemplates(taken, TEMPLATE_DEPTH, { run: NO_RUN, isReferenced }, found);
    return found;
  }
  let template: Values | undefined = manifest;
  for (const key of path) template = template && ownObject(template, key);
  return template === undefined ? [] : [{ template }];
}

function pick(values: Values, name: string): Values {
  const value = ownValue(values, name);
  return value === undefined ? {} : { [name]: value };
}

/** A revision of Knative keeps the containers in its own `spec`. */
function isRevision(manifest: Values, kind: string): boolean {
  const isOfKnative = ownText(manifest, 'apiVersion')?.startsWith('serving.knative.dev/') === true;
  return isOfKnative && kind === 'Revision' && isPodTemplate(manifest);
}

/** What is known of the surroundings of a template. */
interface Surroundings {
  readonly run: RunSettings;
  readonly isReferenced: boolean;
}

/** Adds the templates below a value. Most objects of a manifest hold none, so each is asked only for what it has a name for. */
function addTemplates(value: unknown, depth: number, around: Surroundings, found: PodTemplate[]): void {
  if (depth === 0 || typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const item of value as readonly unknown[]) addTemplates(item, depth - 1, around, found);
    return;
  }
  const object = value as Values;
  if (Object.hasOwn(object, 'templates') && holdsWorkflow(object))
    found.push(...workflowPods(object, around.isReferenced));
  const run = settingsIn(object, around.run);
  if (hasSteps(object) && isTask(object)) found.push(taskPod(object, run));
  for (const key of Object.keys(object)) {
    const inner = object[key];
    if (typeof inner !== 'object' || inner === null) continue;
    if (/template$/iu.test(key) && isPodTemplate(inner)) found.push({ template: inner });
    else if (key === 'taskSpec' && isObject(inner) && isTask(inner))
      found.push(taskPod(inner, run, ownText(object, 'name')));
    else addTemplates(inner, depth - 1, run === around.run ? around : { ...around, run }, found);
  }
}

function hasSteps(object: Values): boolean {
  return Object.hasOwn(object, 'steps') || Object.hasOwn(object, 'buildSteps');
}

function isPodTemplate(value: unknown): value is Values {
  const spec = isObject(value) ? ownObject(value, 'spec') : undefined;
  const containers = spec && ownValue(spec, 'containers');
  return Array.isArray(containers) && containers.some(isContainer);
}

/** Knative names containers itself, Elastic's operators know their images. */
function isContainer(value: unknown): boolean {
  return isObject(value) && (ownText(value, 'name') ?? ownText(value, 'image')) !== undefined;
}
