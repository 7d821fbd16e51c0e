/** What `kubectl kustomize` reads in a folder. */
const NAMES: ReadonlySet<string> = new Set(['kustomization', 'kustomization.yaml', 'kustomization.yml']);

/** Whether a file says by its name which manifests and patches a folder is made of. */
export function isKustomization(name: string): boolean {
  return NAMES.has(name.toLowerCase());
}
