import { basename, dirname, join } from 'node:path';
import { isObject } from '../../entity.ts';
import { filesBeside } from '../../files/beside.ts';
import { bytesOfText } from '../../formats/bytes.ts';
import { parseJson } from '../../formats/json-value.ts';
import { placeOf } from '../../problems.ts';
import type { ReadOptions } from '../../reader.ts';
import { HclExpressions } from './expression.ts';
import { modulesInJson } from './json-configuration.ts';
import { blocksOf, childOf, type HclBlock, type HclParser } from './node.ts';
import { localSource } from './module-problem.ts';
import { parsed, piecesOf } from './pieces.ts';
import { HclScope, type HclFile, type HclValues, type ModuleCall } from './scope.ts';
import { HclUnknown } from './unknown.ts';

/** Modules within modules that hand on what they were given. */
const MAX_DEPTH = 50;

/** A folder of files that are one configuration. */
export interface HclFolder {
  /** What names stand for in it. */
  readonly scope: HclScope;
  /** Blocks of files that override others, by the type and the label of the resource. */
  readonly overrides: ReadonlyMap<string, Override>;
}

/** A block whose attributes stand above those of the block that it overrides, and the text that it stands in. */
export interface Override {
  readonly block: HclBlock;
  readonly text: string;
}

/** The folders of all inputs that are read together. What one calls as a module has the values that it gives. */
export class HclFolders {
  static readonly #ofReading = new WeakMap<object, HclFolders>();

  readonly #options: ReadOptions;
  readonly #parse: HclParser;
  readonly #folders = new Map<string, Promise<HclFolder>>();
  /** By the folder that is called. */
  readonly #calls = new Map<string, ModuleCall[]>();
  #inputs: Promise<void> | undefined;
  #depth = 0;

  constructor(options: ReadOptions, parse: HclParser) {
    this.#options = options;
    this.#parse = parse;
  }

  static of(options: ReadOptions, parse: HclParser): HclFolders {
    const key = options.inputs ?? options;
    const folders = this.#ofReading.get(key) ?? new HclFolders(options, parse);
    this.#ofReading.set(key, folders);
    return folders;
  }

  /** The folder of a file. */
  async folderOf(path: string): Promise<HclFolder> {
    await (this.#inputs ??= this.#readInputs());
    return this.#folder(path);
  }

  /** One after the other: thousands of folders are more files than may be open at once. */
  async #readInputs(): Promise<void> {
    for (const file of this.#configurations()) await this.#folder(file);
  }

  /** A file of each folder. */
  #configurations(): readonly string[] {
    const files = (this.#options.inputs ?? []).filter((file) => /\.(?:tf|tofu)(?:\.json)?$/u.test(file));
    return [...new Map(files.map((file) => [join(dirname(file)), file])).values()];
  }

  #folder(path: string): Promise<HclFolder> {
    const name = join(dirname(path));
    const folder = this.#folders.get(name) ?? this.#read(path, name);
    this.#folders.set(name, folder);
    return folder;
  }

  async #read(path: string, folder: string): Promise<HclFolder> {
    const near = async (ending: string): Promise<readonly HclFile[]> => {
      const files = await filesBeside(path, '.', ending);
      return parsed(files.flatMap(({ file, text }) => piecesOf(file, text, this.#options, this.#parse)));
    };
    const sources = [...(await near('.tf')), ...(await near('.tofu'))];
    const values = [...(await near('.tfvars')), ...(await this.#json(path, '.tfvars.json'))];
    const json = [...(await this.#json(path, '.tf.json')), ...(await this.#json(path, '.tofu.json'))].map(
      (one) => one.json,
    );
    const calls = (): readonly ModuleCall[] => this.#calls.get(folder) ?? [];
    const scope = new HclScope(sources, inForce(values), this.#options.parameters, { calls, json });
    for (const { text, root } of sources) {
      for (const { type, attributes } of blocksOf(childOf(root, 'body'), text)) {
        const source = type === 'module' ? attributes.get('source') : undefined;
        if (source === undefined) continue;
        // A source is literal; what names stand for is not known before all folders are read.
        this.#called(folder, new HclExpressions(text, () => undefined).value(source), (name) => {
          const given = attributes.get(name);
          return given === undefined ? undefined : new HclExpressions(text, scope.lookup).evaluate(given);
        });
      }
    }
    for (const { source, argument } of json.flatMap((one) => modulesInJson(one, scope)))
      this.#called(folder, source, argument);
    return { scope, overrides: overridesIn(sources) };
  }

  async #json(path: string, ending: string): Promise<readonly JsonFile[]> {
    const files = await filesBeside(path, '.', ending);
    return files.flatMap(({ file, text }) => {
      const { value } = parseJson(bytesOfText(text), placeOf(file), this.#options);
      return isObject(value) ? [{ file, json: value }] : [];
    });
  }

  #called(folder: string, source: unknown, argument: ModuleCall): void {
    const target = localSource(folder, source);
    if (target === undefined) return;
    const calls = this.#calls.get(target) ?? [];
    this.#calls.set(target, calls);
    calls.push((name) => {
      if (this.#depth >= MAX_DEPTH) return { value: new HclUnknown(`var.${name}`), isSecret: false };
      this.#depth += 1;
      const found = argument(name);
      this.#depth -= 1;
      return found;
    });
  }
}

type Values = HclValues & { readonly file: string };

interface JsonFile {
  readonly file: string;
  readonly json: Readonly<Record<string, unknown>>;
}

/** The files of values that count, the last above the others: `terraform.tfvars`, that in JSON, and the automatic ones by name. */
function inForce(values: readonly Values[]): readonly Values[] {
  const nameOf = ({ file }: Values): string => basename(file);
  const own = ['terraform.tfvars', 'terraform.tfvars.json'].flatMap((name) =>
    values.filter((one) => nameOf(one) === name),
  );
  const automatic = values.filter((one) => /\.auto\.tfvars(?:\.json)?$/u.test(nameOf(one)));
  return [...own, ...automatic.sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))];
}

/** Whether Terraform puts what a file has over what the others have. */
export function isOverride(file: string): boolean {
  return /^(?:.*_)?override\.(?:tf|tofu)$/u.test(basename(file));
}

/** Those that override something, of several the last. */
function overridesIn(sources: readonly HclFile[]): ReadonlyMap<string, Override> {
  const overrides = new Map<string, Override>();
  if (!sources.some(({ file }) => isOverride(file))) return overrides;
  const others = new Set<string>();
  for (const { file, text, root } of sources) {
    for (const block of blocksOf(childOf(root, 'body'), text)) {
      if (block.type !== 'resource') continue;
      if (isOverride(file)) overrides.set(block.labels.join('.'), { block, text });
      else others.add(block.labels.join('.'));
    }
  }
  return new Map([...overrides].filter(([key]) => others.has(key)));
}
