import { isObject, ownList, ownObject, ownObjects, ownText, ownValue } from '../entity.ts';
import { givenByRun } from './placeholders.ts';
import type { PodTemplate } from './pod-template.ts';
import { strategicMerge } from './strategic-merge.ts';

type Values = Readonly<Record<string, unknown>>;

/** What both a template and its workflow may say of the pod; the template goes first. */
const SETTINGS = [
  'affinity',
  'automountServiceAccountToken',
  'hostAliases',
  'nodeSelector',
  'priorityClassName',
  'schedulerName',
  'securityContext',
  'serviceAccountName',
  'tolerations',
] as const;

/** What only a workflow says. */
const OF_WORKFLOW = ['dnsConfig', 'dnsPolicy', 'hostNetwork', 'imagePullSecrets'] as const;

/** What a workflow that uses a template of another object sets of its own, where that one leaves it open. */
const LEFT_OPEN = ['automountServiceAccountToken', 'hostNetwork', 'securityContext', 'serviceAccountName'] as const;

/** Whether Argo puts a value in when a template runs: `{{inputs.parameters.image}}`. */
function holdsVariable(text: string): boolean {
  const start = text.indexOf('{{');
  return start >= 0 && text.indexOf('}}', start + 3) >= 0;
}

/** Whether an object holds templates as those of Argo Workflows are: steps of which some are containers. */
export function holdsWorkflow(spec: Values): boolean {
  return templatesOf(spec).some((template) => containersOf(template).length > 0);
}

/** The templates of a workflow over their defaults, each with those that stand in it. */
function templatesOf(spec: Values): readonly Values[] {
  const defaults = ownObject(spec, 'templateDefaults') ?? {};
  return ownObjects(spec, 'templates').flatMap((template) =>
    [template, ...inlineIn(template)].map((one) => over(defaults, one)),
  );
}

/**
 * The pods of a workflow: one for each template that runs containers, with what it leaves to the workflow. Those that only
 * order others (`steps`, `dag`) run none; what stands in them in place of a name (`inline`) does.
 *
 * @param isReferenced whether other workflows run the templates, with settings of their own
 */
export function workflowPods(spec: Values, isReferenced: boolean): readonly PodTemplate[] {
  return templatesOf(spec).flatMap((template) => podOf(template, spec, isReferenced));
}

function podOf(template: Values, spec: Values, isReferenced: boolean): readonly PodTemplate[] {
  const containers = containersOf(template);
  if (containers.length === 0) return [];
  const settings = [...SETTINGS, ...OF_WORKFLOW].flatMap((name) => {
    const isOwn = (SETTINGS as readonly string[]).includes(name) ? ownValue(template, name) : undefined;
    const value = isOwn ?? ownValue(spec, name);
    return value === undefined ? [] : [[name, value] as const];
  });
  const volumes = [...ownList(spec, 'volumes'), ...ownList(template, 'volumes')];
  const initContainers = ownList(template, 'initContainers');
  const podSpec = {
    ...Object.fromEntries(settings),
    containers: [...containers, ...ownList(template, 'sidecars')],
    ...(initContainers.length === 0 ? {} : { initContainers }),
    ...(volumes.length === 0 ? {} : { volumes }),
    restartPolicy: 'Never',
  };
  const metadata = { ...ownObject(spec, 'podMetadata'), ...ownObject(template, 'metadata') };
  const name = ownText(template, 'name');
  return [
    {
      template: { metadata, spec: podSpec },
      ...(name === undefined ? {} : { part: name }),
      unknown: unknownOf(template, spec, podSpec, isReferenced),
    },
  ];
}

function unknownOf(template: Values, spec: Values, podSpec: Values, isReferenced: boolean): Record<string, string> {
  if ([template, spec].some((one) => ownValue(one, 'podSpecPatch') !== undefined)) {
    return { spec: '`podSpecPatch` changes it when the pod is made' };
  }
  const open = isReferenced ? LEFT_OPEN.filter((name) => !Object.hasOwn(podSpec, name)) : [];
  const settings = open.map((name) => [`spec.${name}`, 'the workflow that uses the template may set it'] as const);
  return { ...givenByRun({ spec: podSpec }, holdsVariable), ...Object.fromEntries(settings) };
}

/** The containers of a template, whose first has no name of its own. */
function containersOf(template: Values): readonly unknown[] {
  const alone = ['container', 'script'].flatMap((name) => {
    const value = ownObject(template, name);
    return value !== undefined && ownText(value, 'image') !== undefined ? [{ name: 'main', ...value }] : [];
  });
  const set = ownObject(template, 'containerSet');
  return set === undefined ? alone : [...alone, ...ownList(set, 'containers')];
}

/** What a template does is one of these, and its own: defaults of another kind say nothing of it. */
const WORK = ['container', 'containerSet', 'dag', 'data', 'http', 'plugin', 'resource', 'script', 'steps', 'suspend'];

function over(defaults: Values, template: Values): Values {
  const common = Object.entries(defaults).filter(([name]) => !WORK.includes(name) || Object.hasOwn(template, name));
  return strategicMerge(Object.fromEntries(common), template);
}

/** Templates that stand where the name of one would: in `dag.tasks` and in the groups of `steps`. */
function inlineIn(template: Values): readonly Values[] {
  const dag = ownObject(template, 'dag');
  const steps = ownList(template, 'steps').flatMap((group) => (Array.isArray(group) ? group.filter(isObject) : []));
  return [...(dag === undefined ? [] : ownObjects(dag, 'tasks')), ...steps].flatMap((step) => {
    const inline = ownObject(step, 'inline');
    const name = ownText(step, 'name');
    return inline === undefined ? [] : [{ ...(name === undefined ? {} : { name }), ...inline }];
  });
}
