import { ownObject, ownObjects, ownText, ownValue } from '../entity.ts';
import { givenByRun } from './placeholders.ts';
import type { PodTemplate } from './pod-template.ts';
import { strategicMerge } from './strategic-merge.ts';

type Values = Readonly<Record<string, unknown>>;

/** What the run of a task says of its pods. */
export interface RunSettings {
  /** Whether the run is there: a task by itself leaves it open. */
  readonly isRun: boolean;
  readonly pod: Values;
  /** What it says of single tasks of its pipeline, by their names. */
  readonly byTask: ReadonlyMap<string, Values>;
}

/** A task that no run is known of. */
export const NO_RUN: RunSettings = { isRun: false, pod: {}, byTask: new Map() };

/** What runs set of pods, and a task leaves to them. */
const LEFT_OPEN = ['automountServiceAccountToken', 'hostNetwork', 'securityContext', 'serviceAccountName'] as const;

/**
 * Whether an object has steps as tasks of Tekton (and strategies of Shipwright) have them: containers by their images, which
 * they may have in common, or by what their `ref` names.
 */
export function isTask(spec: Values): boolean {
  const steps = stepsOf(spec);
  if (steps.some((step) => ownText(step, 'image') !== undefined)) return true;
  if (steps.length === 0) return false;
  return ownText(ownObject(spec, 'stepTemplate') ?? {}, 'image') !== undefined || steps.every(isReference);
}

function isReference(step: Values): boolean {
  const ref = ownObject(step, 'ref') ?? {};
  return (ownText(ref, 'name') ?? ownText(ref, 'resolver')) !== undefined;
}

/** The pod of a task, whose steps are its containers. */
export function taskPod(spec: Values, { isRun, pod }: RunSettings, part?: string): PodTemplate {
  const defaults = ownObject(spec, 'stepTemplate') ?? {};
  const steps = stepsOf(spec).map((step, index) => containerOf(strategicMerge(defaults, step), index));
  const sidecars = ownObjects(spec, 'sidecars').map((one, index) => containerOf(one, index));
  const volumes = [spec, pod].flatMap((one) => ownObjects(one, 'volumes'));
  const { env: _env, volumes: _volumes, ...settings } = pod;
  const podSpec = {
    ...settings,
    containers: [...steps, ...sidecars],
    ...(volumes.length === 0 ? {} : { volumes }),
    restartPolicy: 'Never',
  };
  const open = isRun ? [] : LEFT_OPEN.filter((name) => !Object.hasOwn(podSpec, name));
  const elsewhere = stepsOf(spec).flatMap((step, index) =>
    Object.hasOwn(step, 'ref') ? [[`spec.containers.${index}`, 'what its `ref` names tells the step'] as const] : [],
  );
  return {
    template: { spec: podSpec },
    ...(part === undefined ? {} : { part }),
    unknown: Object.fromEntries([
      ...open.map((name) => [`spec.${name}`, 'the run of the task may set it'] as const),
      ...elsewhere,
      ...Object.entries(givenByRun({ spec: podSpec }, (text) => VARIABLE.test(text))),
    ]),
  };
}

/** What Tekton puts a value for when a task runs. */
const VARIABLE = /\$\((?:params|inputs|outputs|resources|context|tasks|steps|results|workspaces)[.[]/u;

/** What an object says of the pods of the tasks in it, over what is known already. */
export function settingsIn(spec: Values, known: RunSettings): RunSettings {
  const isRun = known.isRun || Object.hasOwn(spec, 'pipelineSpec') || isRunOfTask(spec);
  if (!isRun) return known;
  const own = settingsOf(ownObject(spec, 'taskRunTemplate') ?? spec);
  const tasks = ownObjects(spec, 'taskRunSpecs').flatMap((task) => {
    const name = ownText(task, 'pipelineTaskName');
    return name === undefined ? [] : [[name, settingsOf(task)] as const];
  });
  const ofTask = known.byTask.get(ownText(spec, 'name') ?? '') ?? {};
  return {
    isRun,
    pod: { ...known.pod, ...own, ...ofTask },
    byTask: tasks.length === 0 ? known.byTask : new Map(tasks),
  };
}

/** A task of a pipeline has a name of its own beside its `taskSpec`, a run of one has none. */
function isRunOfTask(spec: Values): boolean {
  return Object.hasOwn(spec, 'taskSpec') && !Object.hasOwn(spec, 'name');
}

function settingsOf(values: Values): Values {
  const pod = ownObject(values, 'podTemplate') ?? ownObject(values, 'taskPodTemplate') ?? {};
  const account = ownValue(values, 'serviceAccountName') ?? ownValue(values, 'taskServiceAccountName');
  return account === undefined ? pod : { ...pod, serviceAccountName: account };
}

function stepsOf(spec: Values): readonly Values[] {
  const isTekton = (ownValue(spec, 'steps') ?? undefined) !== undefined;
  return ownObjects(spec, isTekton ? 'steps' : 'buildSteps');
}

/** `computeResources` is what containers call `resources`. */
function containerOf(step: Values, index: number): Values {
  const resources = ownValue(step, 'computeResources');
  return { name: `unnamed-${index}`, ...step, ...(resources === undefined ? {} : { resources }) };
}
