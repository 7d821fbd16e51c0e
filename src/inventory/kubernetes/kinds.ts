import { ownText } from '../entity.ts';

type Manifest = Readonly<Record<string, unknown>>;

/** The kinds of the API that are in a namespace: without one, they are in `default`, which the empty one is equivalent to. */
export const NAMESPACED: ReadonlySet<string> = new Set([
  'ConfigMap',
  'CronJob',
  'DaemonSet',
  'Deployment',
  'EndpointSlice',
  'Endpoints',
  'Event',
  'HorizontalPodAutoscaler',
  'Ingress',
  'Job',
  'Lease',
  'LimitRange',
  'NetworkPolicy',
  'PersistentVolumeClaim',
  'Pod',
  'PodDisruptionBudget',
  'PodTemplate',
  'ReplicaSet',
  'ReplicationController',
  'ResourceQuota',
  'Role',
  'RoleBinding',
  'Secret',
  'Service',
  'ServiceAccount',
  'StatefulSet',
]);

/** The kinds of the API that are in none. */
const CLUSTER_WIDE: ReadonlySet<string> = new Set([
  'ClusterRole',
  'ClusterRoleBinding',
  'CustomResourceDefinition',
  'IngressClass',
  'MutatingWebhookConfiguration',
  'Namespace',
  'Node',
  'PersistentVolume',
  'PodSecurityPolicy',
  'PriorityClass',
  'RuntimeClass',
  'StorageClass',
  'ValidatingAdmissionPolicy',
  'ValidatingWebhookConfiguration',
]);

/** Whether the API of Kubernetes itself has such a kind. */
export function isOwnKind(kind: string): boolean {
  return NAMESPACED.has(kind) || CLUSTER_WIDE.has(kind);
}

/**
 * Whether an object is of an API of another maker that calls it as Kubernetes calls one of its own: the Service of Knative,
 * the Job of Volcano, the NetworkPolicy of Calico. OpenShift serves the roles of Kubernetes under its own name as well.
 */
export function isOfOtherMaker(manifest: Manifest, kind: string): boolean {
  if (!isOwnKind(kind)) return false;
  const [group, version] = (ownText(manifest, 'apiVersion') ?? '').split('/', 2);
  if (version === undefined || group === undefined || !group.includes('.')) return false;
  return !group.endsWith('.k8s.io') && group !== 'authorization.openshift.io';
}

/** `KubernetesPod`; `Kubernetes_serving_knative_dev_Service` for what is only called as a kind of Kubernetes. */
export function entityTypeOf(manifest: Manifest, kind: string): string {
  if (!isOfOtherMaker(manifest, kind)) return `Kubernetes${kind}`;
  const [group = ''] = (ownText(manifest, 'apiVersion') ?? '').split('/', 1);
  return `Kubernetes_${group.replaceAll(/[^A-Za-z0-9]/gu, '_')}_${kind}`;
}
