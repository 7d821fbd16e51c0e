import { isObject, ownObject, ownText, ownValue } from '../entity.ts';
import { isOfOtherMaker } from './kinds.ts';

type Values = Readonly<Record<string, unknown>>;

/** The pod that a template makes, in the place of its owner. */
export function podOfTemplate(template: Values, owner: Values): Values {
  const metadata = ownObject(template, 'metadata') ?? {};
  const own = ownObject(owner, 'metadata') ?? {};
  const identity = ['name', 'namespace', 'uid'].flatMap((key) => {
    const value = ownValue(own, key);
    return value === undefined ? [] : [[key, value] as const];
  });
  return { apiVersion: 'v1', kind: 'Pod', ...template, metadata: { ...metadata, ...Object.fromEntries(identity) } };
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

/**
 * The templates of pods in a manifest. Workloads of other makers (Argo Rollouts, Knative, Kubeflow, Volcano, Ray) are told
 * by their shape: a `template` (`podTemplate`) below `spec`, whose own `spec` has a list of containers.
 */
export function podTemplates(manifest: Values, kind: string): readonly Values[] {
  const path = TEMPLATES.get(kind);
  if (path === undefined || isOfOtherMaker(manifest, kind))
    return [...templatesBelow(ownValue(manifest, 'spec'), TEMPLATE_DEPTH)];
  let template: Values | undefined = manifest;
  for (const key of path) template = template && ownObject(template, key);
  return template === undefined ? [] : [template];
}

function* templatesBelow(value: unknown, depth: number): Generator<Values> {
  if (depth === 0 || typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const item of value) yield* templatesBelow(item, depth - 1);
    return;
  }
  for (const [key, inner] of Object.entries(value)) {
    if (/template$/iu.test(key) && isPodTemplate(inner)) yield inner;
    else yield* templatesBelow(inner, depth - 1);
  }
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
