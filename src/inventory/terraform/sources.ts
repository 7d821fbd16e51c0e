import { join } from 'node:path';
import { filesBeside, type NearFile } from '../files/beside.ts';
import { isObject, ownText, ownValue } from '../entity.ts';
import type { EntityRecord, InventoryRecord, Provenance } from '../../values/record.ts';

/** Where the blocks of a folder's configuration stand. */
interface Folder {
  /** By type and label. */
  readonly resources: ReadonlyMap<string, Provenance>;
  /** The folders of its modules whose sources are local, by their names. */
  readonly modules: ReadonlyMap<string, string>;
}

const RESOURCE = /^[ \t]*resource[ \t]+"?([\w-]+)"?[ \t]+"?([\w-]+)"?[ \t]*\{/u;
const MODULE = /^[ \t]*module[ \t]+"?([\w-]+)"?[ \t]*\{/u;
const SOURCE = /^[ \t]*source[ \t]*=[ \t]*"(\.\.?(?:\/[^"$]*)?)"/u;
/** The `[0]` and `["key"]` of what `count` and `for_each` make. */
const INSTANCE = /\[(?:\d+|"(?:[^"\\]|\\.)*")\]/gu;

/** The sources beside a plan; undefined where there are none. */
export async function sourcesBeside(plan: string | undefined): Promise<TerraformSources | undefined> {
  if (plan === undefined) return undefined;
  const files = await filesBeside(plan, '.', ['.tf']);
  if (files.length === 0) return undefined;
  return new TerraformSources(plan, folderOf(files, '.'), await notedModules(plan));
}

/**
 * The `.tf` files beside a plan: a finding is mended in the block that makes the resource, so its record points there.
 * Modules are found by what `terraform init` notes of them, else by their local sources. What is not there is not needed:
 * then the record keeps its place in the plan.
 */
class TerraformSources {
  readonly #plan: string;
  readonly #folders = new Map<string, Promise<Folder>>();
  readonly #noted: ReadonlyMap<string, string>;

  constructor(plan: string, root: Folder, noted: ReadonlyMap<string, string>) {
    this.#plan = plan;
    this.#noted = noted;
    this.#folders.set('.', Promise.resolve(root));
  }

  /** The record of an entity with the place of its block. */
  async located(record: InventoryRecord): Promise<InventoryRecord> {
    const address = record.kind === 'entity' ? record.provenance.address : undefined;
    const place = address === undefined ? undefined : await this.#placeOf(address);
    return place === undefined
      ? record
      : { ...(record as EntityRecord), provenance: { ...place, address: address ?? '' } };
  }

  async #placeOf(address: string): Promise<Provenance | undefined> {
    const parts = address.replace(INSTANCE, '').split('.');
    const modules: string[] = [];
    while (parts[0] === 'module' && parts.length > 2) {
      modules.push(parts[1] ?? '');
      parts.splice(0, 2);
    }
    const folder = await this.#folderOf(modules);
    return folder?.resources.get(parts.join('.'));
  }

  async #folderOf(modules: readonly string[]): Promise<Folder | undefined> {
    let folder = await this.#read('.');
    for (let depth = 1; depth <= modules.length; depth += 1) {
      const name = modules[depth - 1] ?? '';
      const path: string | undefined = this.#noted.get(modules.slice(0, depth).join('.')) ?? folder.modules.get(name);
      if (path === undefined) return undefined;
      folder = await this.#read(path);
    }
    return folder;
  }

  #read(path: string): Promise<Folder> {
    const known = this.#folders.get(path);
    if (known !== undefined) return known;
    const folder = filesBeside(this.#plan, path, ['.tf']).then((files) => folderOf(files, path));
    this.#folders.set(path, folder);
    return folder;
  }
}

function folderOf(files: readonly NearFile[], path: string): Folder {
  const resources = new Map<string, Provenance>();
  const modules = new Map<string, string>();
  for (const { file, text } of files) {
    let module: string | undefined;
    for (const [index, line] of text.split('\n').entries()) {
      const [, type, label = ''] = RESOURCE.exec(line) ?? [];
      if (type !== undefined) resources.set(`${type}.${label}`, { file, line: index + 1 });
      module = MODULE.exec(line)?.[1] ?? (line.startsWith('}') ? undefined : module);
      const source = module === undefined ? undefined : SOURCE.exec(line)?.[1];
      if (module !== undefined && source !== undefined) modules.set(module, join(path, source));
    }
  }
  return { resources, modules };
}

/** What `terraform init` notes: `{ "Modules": [{ "Key": "net.subnets", "Dir": "modules/net/subnets" }] }`. */
async function notedModules(plan: string): Promise<ReadonlyMap<string, string>> {
  const [file] = await filesBeside(plan, '.terraform/modules', ['modules.json']);
  if (file === undefined) return new Map();
  try {
    const data = JSON.parse(file.text) as unknown;
    const modules = isObject(data) ? ownValue(data, 'Modules') : undefined;
    return new Map(
      (Array.isArray(modules) ? (modules as readonly unknown[]) : []).flatMap((module) => {
        const [key, folder] = isObject(module) ? [ownText(module, 'Key'), ownText(module, 'Dir')] : [];
        return key === undefined || folder === undefined || folder.startsWith('/') ? [] : [[key, folder] as const];
      }),
    );
  } catch {
    return new Map();
  }
}
