import { readFileSync } from 'node:fs';
import { dirname, resolve, sep } from 'node:path';
import { isObject, ownList, ownObject, ownObjects, ownText, ownValue } from '../entity.ts';
import type { ManifestChange } from '../kubernetes/changes.ts';
import { changesWritten, documentsIn } from './kustomization.ts';

/*
 * What deploys manifests from a repository and changes them on the way: the Kustomizations of Flux and the Applications of
 * Argo CD. They name a folder from the root of the repository, which is not told: every folder of the run whose path ends so
 * is meant.
 */

type Values = Readonly<Record<string, unknown>>;

/** What is deployed from the files below a folder. */
interface Deployer {
  /** The end of the folder's path; empty for all. */
  readonly path: string;
  readonly changes: readonly ManifestChange[];
}

/** A file may be one where one of these stands in it. */
const SIGNS = ['kustomize.toolkit.fluxcd.io', 'argoproj.io'];

/** What those among some files do to the manifests of others, by the path of each; a cluster's own answers are none. */
export async function deployedChanges(files: readonly string[]): Promise<(file: string) => readonly ManifestChange[]> {
  const all: Deployer[] = [];
  for (const file of files) for (const one of await deployersOf(file)) all.push(one);
  return (file) =>
    all.flatMap(({ path, changes }) => (isBelow(`${resolve(dirname(file))}${sep}`, path) ? changes : []));
}

function isBelow(folder: string, path: string): boolean {
  return path === '' || folder.replaceAll(sep, '/').includes(`/${path}/`);
}

async function deployersOf(file: string): Promise<readonly Deployer[]> {
  const bytes = bytesOf(file);
  if (!SIGNS.some((sign) => bytes.includes(sign))) return [];
  const found: Deployer[] = [];
  for (const document of (await documentsIn(bytes.toString('utf8'))) ?? []) {
    const isApplied = isObject(document) && ownText(ownObject(document, 'metadata') ?? {}, 'uid') !== undefined;
    if (isObject(document) && !isApplied) found.push(...(await deployersIn(document, file)));
  }
  return found;
}

/** One small file after the other is read in a third of the time that promises take. */
function bytesOf(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    return Buffer.alloc(0);
  }
}

async function deployersIn(document: Values, file: string): Promise<readonly Deployer[]> {
  const [group] = (ownText(document, 'apiVersion') ?? '').split('/', 1);
  const kind = ownText(document, 'kind');
  const spec = ownObject(document, 'spec') ?? {};
  if (group === 'kustomize.toolkit.fluxcd.io' && kind === 'Kustomization') return [await ofFlux(spec, file)];
  if (group !== 'argoproj.io') return [];
  if (kind === 'Application') return ofArgo(spec, file);
  if (kind !== 'ApplicationSet') return [];
  return ofArgo(ownObject(ownObject(spec, 'template') ?? {}, 'spec') ?? {}, file);
}

/** https://fluxcd.io/flux/components/kustomize/kustomizations */
async function ofFlux(spec: Values, file: string): Promise<Deployer> {
  const about = ownObject(spec, 'commonMetadata') ?? {};
  const why = `what the Kustomization of Flux in ${file} makes of it is known when it is applied`;
  const written = {
    ...spec,
    namespace: ownValue(spec, 'targetNamespace'),
    commonAnnotations: ownValue(about, 'annotations'),
    // They are put on the objects alone.
    buildMetadata: ownValue(about, 'labels'),
    patchesStrategicMerge: ownObjects(spec, 'patchesStrategicMerge').map((patch) => JSON.stringify(patch, null, 1)),
    patchesJson6902: ownObjects(spec, 'patchesJson6902').map((one) => ({
      ...one,
      patch: JSON.stringify(one['patch']),
    })),
  };
  const { changes } = await changesWritten(written, dirname(file), file);
  const substitutes = ownObject(spec, 'postBuild') === undefined ? [] : [{ does: 'substitute', by: file } as const];
  return deployer(ownText(spec, 'path'), [...changes, ...substitutes], why);
}

/** https://argo-cd.readthedocs.io/en/stable/user-guide/kustomize */
async function ofArgo(spec: Values, file: string): Promise<readonly Deployer[]> {
  const why = `what the Application of Argo CD in ${file} makes of it is known when it is applied`;
  const namespace = ownText(ownObject(spec, 'destination') ?? {}, 'namespace');
  const placed: readonly ManifestChange[] =
    namespace === undefined ? [] : [{ does: 'set-absent', paths: [['metadata', 'namespace']], by: file }];
  const found: Deployer[] = [];
  for (const source of [ownObject(spec, 'source') ?? [], ownObjects(spec, 'sources')].flat()) {
    const path = ownText(source, 'path');
    if (path === undefined) continue;
    const options = ownObject(source, 'kustomize') ?? {};
    const images = ownList(options, 'images').flatMap((image) => (typeof image === 'string' ? [imageOf(image)] : []));
    const { changes } = await changesWritten({ ...options, images }, dirname(file), file);
    // What is called by a template may be any.
    found.push(deployer(path.includes('{{') ? '' : path, [...changes, ...placed], why));
  }
  return found;
}

/** Which image `old=new:tag` and `name:tag` are for. */
function imageOf(text: string): Values {
  const [old = ''] = text.split('=', 1);
  return { name: text.includes('=') ? old : text.replace(/@.*$/u, '').replace(/:[^:/]*$/u, '') };
}

function deployer(path = '', changes: readonly ManifestChange[], why: string): Deployer {
  const steps = path.split('/').filter((step) => step !== '' && step !== '.');
  return { path: steps.join('/'), changes: changes.map((change) => ({ ...change, why })) };
}
