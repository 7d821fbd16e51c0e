import type { InventoryReader } from '../reader.ts';
import { unindented } from '../formats/yaml-sign.ts';
import { isList, isWatched, isYaml } from './detect.ts';
import { manifestsOf } from './records.ts';
import { isNamelessList } from './nameless.ts';

/**
 * Kubernetes manifests: YAML of any number of documents, and what `kubectl get -o json` prints. A manifest becomes an
 * entity as it is, and has beside its own properties those of the vendor's entities:
 * - `type`: its kind after `Kubernetes`, as `KubernetesDeployment`; the kind's own `type` (of a Secret, an Event) is then
 *   called `typeProperty`;
 * - `name` from its metadata, and `id` where the cluster has given a uid;
 * - `namespace`, which is `default` where a namespaced kind names none, `labels` and `annotations` as lists of
 *   `{ key, value }`;
 * - in a pod, the values that the API server fills in (`hostNetwork` false, `hostPort` 0, `restartPolicy` Always), and in
 *   each container `parsedArgs`, the flags of its command line as a list of `{ key, value }`.
 *
 * What another maker calls as Kubernetes calls a kind of its own is `Kubernetes_serving_knative_dev_Service`. Lists are read
 * item by item, several one after the other too, and the objects of OpenShift's templates. The pod template of a workload,
 * also of one of another maker, is yielded as the `KubernetesPod` that it makes as well, with the id, name and namespace of
 * the workload; not for a workload whose owner is in the input, whose template is the same. The provenance's address is
 * `namespace/Kind/name`, of the workload for its template.
 *
 * A file of manifests covers every kind, a list that `kubectl get` gives those in it alone.
 *
 * What a kustomization of the same run does to a manifest (patches, images, a namespace) is unknown in the places that it
 * touches, and so is what a Kustomization of Flux or an Application of Argo CD does to those below its path.
 *
 * A template of Helm is no manifest: where only values hold an action (`image: "{{ .Values.image }}"`), these are unknown;
 * any other is a problem. The data of a Secret is marked as sensitive.
 */
export const kubernetes: InventoryReader = {
  name: 'kubernetes',
  title: 'Kubernetes manifests',
  summary: 'YAML manifests and kubectl JSON; each object becomes an entity, each pod template a KubernetesPod as well.',
  command:
    'kubectl get all,configmaps,ingresses,networkpolicies,serviceaccounts --all-namespaces -o json > cluster.json',
  covers: [],
  vendor: 'kubernetes',
  extensions: ['.yaml', '.yml', '.json', '.ndjson', '.jsonl'],
  detect: (sample) => {
    if (isYaml(sample)) {
      const text = unindented(sample.text);
      return BRACES.test(text) || (hasKey(text, 'apiVersion') && (hasKey(text, 'kind') || hasKey(text, 'items')));
    }
    const first = sample.firstObject;
    const type = first?.get('type');
    // An entity that was made from a manifest is an entity, not a manifest.
    if (type?.kind === 'text' && type.text.startsWith('Kubernetes')) return false;
    return (
      isWatched(sample) ||
      isNamelessList(sample) ||
      (first?.get('apiVersion')?.kind === 'text' && (first.get('kind')?.kind === 'text' || isList(sample)))
    );
  },
  read: manifestsOf,
};

/** An object in braces whose keys have no quotes. */
const BRACES = /^\s*\{\s*(?:apiVersion|kind)\s*:/u;

/** Whether some document has the key at its root; the `kind` of a long list stands at its end. */
function hasKey(text: string, key: string): boolean {
  return new RegExp(`^["']?${key}["']?[ \\t]*:(?:\\s|$)`, 'mu').test(text);
}
