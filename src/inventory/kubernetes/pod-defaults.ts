import { isObject, ownObject, ownValue } from '../entity.ts';
import { parsedArguments } from './arguments.ts';
import { hasAction } from './template-text.ts';

type Values = Readonly<Record<string, unknown>>;

/*
 * What the API server fills in, as the API reference of core/v1 documents it. The vendor's entities come from the API and
 * have these values; a manifest mostly leaves them out.
 */

const POD_DEFAULTS: Values = {
  dnsPolicy: 'ClusterFirst',
  enableServiceLinks: true,
  hostIPC: false,
  hostNetwork: false,
  hostPID: false,
  restartPolicy: 'Always',
  schedulerName: 'default-scheduler',
  securityContext: {},
  serviceAccountName: 'default',
  terminationGracePeriodSeconds: 30,
};

const CONTAINER_DEFAULTS: Values = {
  resources: {},
  terminationMessagePath: '/dev/termination-log',
  terminationMessagePolicy: 'File',
};

const PROBE_DEFAULTS: Values = { failureThreshold: 3, periodSeconds: 10, successThreshold: 1, timeoutSeconds: 1 };
const HTTP_DEFAULTS: Values = { path: '/', scheme: 'HTTP' };

/** The permissions of files in a volume: 0644. */
const FILE_MODE: Values = { defaultMode: 0o644 };

const VOLUME_DEFAULTS: Readonly<Record<string, Values>> = {
  configMap: FILE_MODE,
  downwardAPI: FILE_MODE,
  hostPath: { type: '' },
  projected: FILE_MODE,
  secret: FILE_MODE,
};

const CONTAINER_LISTS = ['containers', 'ephemeralContainers', 'initContainers'] as const;

/** The spec of a pod with the API's default values, and `parsedArgs` in its containers. */
export function podSpec(spec: Values): Values {
  const isOnHost = ownValue(spec, 'hostNetwork') === true;
  const account = ownValue(spec, 'serviceAccount');
  const made = withDefaults(
    spec,
    account === undefined ? POD_DEFAULTS : { ...POD_DEFAULTS, serviceAccountName: account },
  );
  for (const name of CONTAINER_LISTS) {
    const list = ownValue(spec, name);
    if (Array.isArray(list)) made[name] = list.map((item) => containerOf(item, isOnHost));
  }
  const volumes = ownValue(spec, 'volumes');
  if (Array.isArray(volumes)) made['volumes'] = volumes.map(volumeOf);
  return made;
}

/** A copy of the values, with a default for each that is not set: null is the same as nothing, for the API. */
function withDefaults(values: Values, defaults: Values): Record<string, unknown> {
  // Spread defines properties, it does not assign them: a `__proto__` key stays data.
  const made: Record<string, unknown> = { ...values };
  for (const key of Object.keys(defaults)) {
    if ((ownValue(made, key) ?? undefined) !== undefined) continue;
    if (key !== '__proto__') made[key] = defaults[key];
    else
      Object.defineProperty(made, key, { value: defaults[key], writable: true, enumerable: true, configurable: true });
  }
  return made;
}

/** The values with one of them changed, if it is an object. */
function withObject(values: Values, key: string, change: (value: Values) => Values): Values {
  const value = ownObject(values, key);
  return value === undefined ? values : { ...values, [key]: change(value) };
}

/** Changes the objects of one of the values' lists. */
function changeList(values: Record<string, unknown>, key: string, change: (value: Values) => Values): void {
  const list = ownValue(values, key);
  if (Array.isArray(list)) values[key] = list.map((item: unknown) => (isObject(item) ? change(item) : item));
}

function containerOf(value: unknown, isOnHost: boolean): unknown {
  if (!isObject(value)) return value;
  const pullPolicy = pullPolicyOf(ownValue(value, 'image'));
  const container = withDefaults(
    value,
    pullPolicy === undefined ? CONTAINER_DEFAULTS : { ...CONTAINER_DEFAULTS, imagePullPolicy: pullPolicy },
  );
  const change = (name: string, changed: (inner: Values) => Values): void => {
    const inner = ownObject(container, name);
    if (inner !== undefined) container[name] = changed(inner);
  };
  change('resources', resourcesOf);
  changeList(container, 'ports', (port) => portOf(port, isOnHost));
  changeList(container, 'env', (entry) =>
    withObject(entry, 'valueFrom', (from) =>
      withObject(from, 'fieldRef', (ref) => withDefaults(ref, { apiVersion: 'v1' })),
    ),
  );
  for (const name of PROBES) change(name, probeOf);
  container['parsedArgs'] = argumentsOf(value);
  return container;
}

const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'] as const;

/** Without a tag, and without a digest, the image is `latest`, and that is always pulled. */
function pullPolicyOf(image: unknown): string | undefined {
  if (typeof image !== 'string' || image === '') return undefined;
  // Which tag a template gives is not known: neither is the policy.
  if (hasAction(image)) return image;
  const name = image.slice(image.lastIndexOf('/') + 1);
  const [tagged = '', digest] = name.split('@', 2);
  const tag = tagged.split(':', 2)[1];
  return tag === 'latest' || (tag === undefined && digest === undefined) ? 'Always' : 'IfNotPresent';
}

/** What is limited and not requested is requested up to its limit. */
function resourcesOf(resources: Values): Values {
  const limits = ownObject(resources, 'limits');
  if (limits === undefined) return resources;
  return { ...resources, requests: withDefaults(ownObject(resources, 'requests') ?? {}, limits) };
}

function portOf(port: Values, isOnHost: boolean): Values {
  const hostPort = isOnHost ? (ownValue(port, 'containerPort') ?? 0) : 0;
  return withDefaults(port, { hostPort, protocol: 'TCP' });
}

function probeOf(probe: Values): Values {
  return withObject(withDefaults(probe, PROBE_DEFAULTS), 'httpGet', (get) => withDefaults(get, HTTP_DEFAULTS));
}

function volumeOf(value: unknown): unknown {
  if (!isObject(value)) return value;
  const sources = Object.keys(value).filter((key) => key !== 'name');
  let volume = sources.length === 0 ? { ...value, emptyDir: {} } : value;
  for (const source of sources) {
    const defaults = Object.hasOwn(VOLUME_DEFAULTS, source) ? VOLUME_DEFAULTS[source] : undefined;
    if (defaults !== undefined) volume = withObject(volume, source, (inner) => withDefaults(inner, defaults));
  }
  return volume;
}

/** A template in place of a list may hold any flags, and in place of one word too: they are kept, to be marked unknown. */
function argumentsOf(container: Values): unknown {
  const parts = [ownValue(container, 'command'), ownValue(container, 'args')];
  const open = parts.find((part) => typeof part === 'string' && hasAction(part));
  if (open !== undefined) return open;
  const words = parts.flatMap((part) => (Array.isArray(part) ? part.map(wordOf) : []));
  const openWords = words.filter((word) => hasAction(word) && !word.startsWith('-'));
  return [...parsedArguments(words), ...openWords.map((word) => ({ key: word, value: word }))];
}

function wordOf(value: unknown): string {
  return typeof value === 'object' || value === undefined ? '' : String(value);
}
