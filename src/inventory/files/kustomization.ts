import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isObject, ownList, ownObject, ownObjects, ownText, ownValue } from '../entity.ts';
import { bytesOfText } from '../formats/bytes.ts';
import { InputSample } from '../formats/sample.ts';
import { yamlDocuments } from '../formats/yaml-documents.ts';
import type { ChangeTarget, ManifestChange } from '../kubernetes/changes.ts';

type Values = Readonly<Record<string, unknown>>;
type Steps = readonly string[];

/** How the manifests of a folder are put together. */
export interface Kustomization {
  /** As it was given. */
  readonly folder: string;
  readonly file: string;
  /** Files and folders that it takes manifests from. */
  readonly resources: readonly string[];
  /** Folders whose changes are its own as well. */
  readonly components: readonly string[];
  /** The files of its patches. */
  readonly patches: readonly string[];
  readonly changes: readonly ManifestChange[];
  /** What it makes of something else than local manifests. */
  readonly makes: readonly string[];
  readonly isBroken: boolean;
}

const LIMITS = { maxRecordBytes: 1024 * 1024, maxDepth: 100 };

/** The kustomization of a folder. */
export async function readKustomization(folder: string, name: string): Promise<Kustomization> {
  const file = join(folder, name);
  const documents = await documentsOf(file);
  const [first] = documents ?? [];
  return new Reader(folder, file).read(isObject(first) ? first : {}, documents === undefined);
}

/** What the members of a kustomization do that something else than a file of its own has. */
export function changesWritten(value: Values, folder: string, file: string): Promise<Kustomization> {
  return new Reader(folder, file).read(value, false);
}

/** The documents in a file; undefined where it cannot be read as YAML. */
async function documentsOf(file: string): Promise<readonly unknown[] | undefined> {
  const about = await stat(file).catch(() => undefined);
  if (about?.isFile() !== true || about.size > LIMITS.maxRecordBytes) return undefined;
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : documentsIn(text);
}

export async function documentsIn(text: string): Promise<readonly unknown[] | undefined> {
  const bytes = bytesOfText(text.replace(/^\uFEFF/u, ''));
  const input = { file: '', sample: new InputSample('', bytes.subarray(0, 0), true), chunks: oneOf(bytes) };
  const documents: unknown[] = [];
  for await (const { value, problem } of yamlDocuments(input, LIMITS)) {
    if (problem !== undefined) return undefined;
    if (value !== null) documents.push(value);
  }
  return documents;
}

async function* oneOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}

/** A patch, in a file or in the kustomization itself. */
interface PatchEntry {
  readonly path?: string | undefined;
  readonly text?: string | undefined;
  readonly target?: Values | undefined;
}

function patchEntries(value: Values): readonly PatchEntry[] {
  const merged = ownList(value, 'patchesStrategicMerge').flatMap((one) => (typeof one === 'string' ? [one] : []));
  const others = ['patches', 'patchesJson6902'].flatMap((key) => ownObjects(value, key));
  return [
    ...merged.map((one) => (/\n|:\s/u.test(one) ? { text: one } : { path: one })),
    ...others.map((one) => ({
      path: ownText(one, 'path'),
      text: ownText(one, 'patch'),
      target: ownObject(one, 'target'),
    })),
  ];
}

/** Where labels and annotations are put. */
const TEMPLATES: readonly Steps[] = [[], ['spec', 'template'], ['spec', 'jobTemplate', 'spec', 'template']];
const about = (name: string): readonly Steps[] => TEMPLATES.map((at) => [...at, 'metadata', name]);

type Change = Partial<ManifestChange> & Pick<ManifestChange, 'does'>;
const set = (...paths: readonly Steps[]): Change => ({ does: 'set', paths }) as Change;
const setAll = (key: string): Change => ({ does: 'set-all', key }) as Change;

const LABELS: readonly Change[] = [set(...about('labels'), ['spec', 'selector']), setAll('matchLabels')];
const ANYTHING = set([]);

/** What a member does to every manifest, where it holds anything. */
const EVERYWHERE: Readonly<Record<string, readonly Change[]>> = {
  buildMetadata: [set(['metadata', 'labels'], ['metadata', 'annotations'])],
  commonAnnotations: [set(...about('annotations'))],
  commonLabels: LABELS,
  labels: LABELS,
  namePrefix: [set(['metadata', 'name'])],
  nameSuffix: [set(['metadata', 'name'])],
  namespace: [set(['metadata', 'namespace']), setAll('namespace')],
  transformers: [ANYTHING],
  vars: [ANYTHING],
};

/** What makes manifests. */
const MAKERS = ['configMapGenerator', 'generators', 'helmCharts', 'helmChartInflationGenerator', 'secretGenerator'];

function isFilled(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
  return value !== undefined && value !== null && value !== '';
}

/** An address of a repository, and no path: `github.com/o/r//base?ref=v1`, `git@…`, `https://…`. */
function isRemote(path: string): boolean {
  return /^(?:[\w+.-]+:\/\/|git@|(?:github|gitlab|bitbucket)\.\w+[/:])|\?ref=|\.git(?:\/|$)/u.test(path);
}

class Reader {
  readonly #folder: string;
  readonly #file: string;

  constructor(folder: string, file: string) {
    this.#folder = folder;
    this.#file = file;
  }

  async read(value: Values, isBroken: boolean): Promise<Kustomization> {
    const taken = ['resources', 'bases'].flatMap((key) => textsOf(ownValue(value, key)));
    const components = textsOf(ownValue(value, 'components'));
    const changes = Object.entries(EVERYWHERE).flatMap(([key, made]) => (isFilled(ownValue(value, key)) ? made : []));
    const entries = patchEntries(value);
    const makers = MAKERS.filter((key) => isFilled(ownValue(value, key))).map((key) => `\`${key}\``);
    return {
      folder: this.#folder,
      file: this.#file,
      resources: this.#local(taken),
      components: this.#local(components),
      patches: this.#local(entries.flatMap(({ path }) => (path === undefined ? [] : [path]))),
      changes: [
        ...changes.map((change) => this.#by(change)),
        ...this.#images(value),
        ...this.#replicas(value),
        ...(await Promise.all(entries.map((entry) => this.#patch(entry)))).flat(),
        ...(await this.#replacements(value)),
        // What the code of others does is not known.
        ...(components.some(isRemote) ? [this.#by(ANYTHING)] : []),
      ],
      makes: [...makers, ...[...taken, ...components].filter(isRemote).map((path) => `\`${path}\``)],
      isBroken,
    };
  }

  #by(change: Change, target?: ChangeTarget): ManifestChange {
    return { ...change, by: this.#folder, ...(target === undefined ? {} : { target }) } as ManifestChange;
  }

  #local(paths: readonly string[]): readonly string[] {
    return paths.filter((path) => !isRemote(path)).map((path) => join(this.#folder, path));
  }

  #images(value: Values): readonly ManifestChange[] {
    return ownObjects(value, 'images').flatMap((one) => {
      const image = ownText(one, 'name');
      return image === undefined ? [] : [this.#by({ does: 'set-image', image } as Change)];
    });
  }

  #replicas(value: Values): readonly ManifestChange[] {
    return ownObjects(value, 'replicas').map((one) =>
      this.#by(set(['spec', 'replicas']), { name: ownText(one, 'name') }),
    );
  }

  async #patch({ path, text, target }: PatchEntry): Promise<readonly ManifestChange[]> {
    const documents = text === undefined ? await this.#read(path ?? '') : await documentsIn(text);
    const meant = target === undefined ? undefined : targetOf(target);
    return (documents ?? [undefined]).map((document): ManifestChange => {
      if (Array.isArray(document)) return this.#by(set(...document.flatMap(operationPaths)), meant);
      if (!isObject(document)) return this.#by(ANYTHING, meant);
      return this.#by({ does: 'merge', patch: document } as Change, meant ?? identityOf(document));
    });
  }

  async #read(path: string): Promise<readonly unknown[] | undefined> {
    return isRemote(path) ? undefined : documentsOf(join(this.#folder, path));
  }

  async #replacements(value: Values): Promise<readonly ManifestChange[]> {
    const found: ManifestChange[] = [];
    for (const one of ownObjects(value, 'replacements')) {
      const path = ownText(one, 'path');
      const given = path === undefined ? [one] : await this.#read(path);
      for (const replacement of given?.flat() ?? [undefined]) {
        const targets = isObject(replacement) ? ownObjects(replacement, 'targets') : [];
        if (targets.length === 0) found.push(this.#by(ANYTHING));
        for (const target of targets) {
          const paths = textsOf(ownValue(target, 'fieldPaths')).map(fieldPath);
          const select = targetOf(ownObject(target, 'select') ?? {});
          found.push(this.#by(paths.length === 0 ? set(['metadata', 'name']) : set(...paths), select));
        }
      }
    }
    return found;
  }
}

function textsOf(value: unknown): readonly string[] {
  return [value].flat().flatMap((one) => (typeof one === 'string' ? [one] : []));
}

function targetOf(target: Values): ChangeTarget {
  return { kind: ownText(target, 'kind'), name: ownText(target, 'name') };
}

/** What a patch itself says that it is for. */
function identityOf(patch: Values): ChangeTarget {
  return { kind: ownText(patch, 'kind'), name: ownText(ownObject(patch, 'metadata') ?? {}, 'name') };
}

const INDEX = /^(?:\d+|-)$/u;

/** What an operation of a JSON patch sets; where it moves the items of a list, all of the list. */
function operationPaths(operation: unknown): readonly Steps[] {
  if (!isObject(operation)) return [[]];
  const op = ownText(operation, 'op');
  if (op === 'test') return [];
  const pointers = ['path', ...(op === 'move' ? ['from'] : [])].map((key) => ownText(operation, key));
  return pointers.map((pointer) => {
    const steps = (pointer ?? '')
      .split('/')
      .slice(1)
      .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
    return op !== 'replace' && INDEX.test(steps.at(-1) ?? '') ? steps.slice(0, -1) : steps;
  });
}

/** A path of a replacement, up to where it picks items of a list. */
function fieldPath(text: string): Steps {
  const steps = text.split('.');
  const cut = steps.findIndex((step) => /[[*\\]/u.test(step));
  return cut < 0 ? steps : steps.slice(0, cut);
}
