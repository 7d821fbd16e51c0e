import type { Entity } from '../../values/entity.ts';
import { isObject, ownList, ownObject, ownText, ownValue } from '../entity.ts';

type Reasons = Readonly<Record<string, string>>;

/** What a manifest leaves open of a pod, which has containers, and of a binding, which has a role: it is a part, as a patch is. */
export function openPart(entity: Entity): Reasons | undefined {
  if (/^Kubernetes(?:Cluster)?RoleBinding$/u.test(entity.type))
    return isObject(entity['roleRef']) ? undefined : { roleRef: 'the manifest tells none, and every binding has one' };
  if (entity.type !== 'KubernetesPod') return undefined;
  const spec = ownObject(entity, 'spec');
  if (spec === undefined) return { spec: 'the manifest has no `spec`, which every pod has' };
  const containers = ownValue(spec, 'containers');
  if (!Array.isArray(containers)) return { 'spec.containers': 'the manifest tells none, and every pod has some' };
  const unknown: Record<string, string> = {};
  for (const [at, container] of (containers as readonly unknown[]).entries()) {
    const path = `spec.containers.${at}`;
    if (!isObject(container)) unknown[path] = 'a container should be an object';
    else addVariables(container, path, unknown);
    if (isObject(container) && !isObject(ownValue(container, 'securityContext') ?? {}))
      unknown[`${path}.securityContext`] = 'it should be an object';
  }
  return Object.keys(unknown).length === 0 ? undefined : unknown;
}

/** What is put in when a container starts: `$(NAME)`, and not `$$(NAME)`. */
const STARTED = /(?:^|[^$])\$\([\w.-]+\)/u;

/** The arguments of a container that hold a variable. */
function addVariables(
  container: Readonly<Record<string, unknown>>,
  path: string,
  unknown: Record<string, string>,
): void {
  for (const [index, argument] of ownList(container, 'parsedArgs').entries())
    if (isObject(argument) && STARTED.test(ownText(argument, 'value') ?? ''))
      unknown[`${path}.parsedArgs.${index}.value`] = 'a variable is put in when the container starts';
}
