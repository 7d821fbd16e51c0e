import { basename, dirname, join } from 'node:path';
import { isObject } from '../../entity.ts';
import { filesBeside, type NearFile } from '../../files/beside.ts';
import { bytesOfText } from '../../formats/bytes.ts';
import { parseJson } from '../../formats/json-value.ts';
import { placeOf } from '../../problems.ts';
import type { ReadOptions } from '../../reader.ts';
import { HclExpressions, type Found } from './expression.ts';
import { modulesInJson } from './json-configuration.ts';
import { blocksOf, childOf, type HclBlock, type HclParser } from './node.ts';
import { localSource } from './module-problem.ts';
import { parsed, piecesOf } from './pieces.ts';
import { isNone } from './made.ts';
import { HclScope, type HclFile, type HclValues, type ModuleCall } from './scope.ts';
import { HclUnknown } from './unknown.ts';

/** What belongs to a configuration. */
const ENDINGS = ['.tf', '.tofu', '.tfvars', '.tfvars.json', '.tf.json', '.tofu.json'];

/** Modules within modules that hand on what they were given. */
const MAX_DEPTH = 50;

/** A folder of files that are one configuration. */
export interface HclFolder {
  /** What names stand for in it. */
  readonly scope: HclScope;
  /** Whether it is a module that is called, and each call makes none. */
  readonly isLeftOut: () => boolean;
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
  readonly #calls = new Map<string, Called[]>();
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
    const all = await filesBeside(path, '.', ...ENDINGS);
    const near = (ending: string): readonly NearFile[] => all.filter(({ file }) => file.endsWith(ending));
    const hcl = (ending: string): readonly HclFile[] =>
      parsed(near(ending).flatMap(({ file, text }) => piecesOf(file, text, this.#options, this.#parse)));
    const sources = [...hcl('.tf'), ...hcl('.tofu')];
    const values = [...hcl('.tfvars'), ...this.#json(near('.tfvars.json'))];
    const json = this.#json([...near('.tf.json'), ...near('.tofu.json')]).map((one) => one.json);
    const calls = (): readonly ModuleCall[] => this.#madeCalls(folder).map(({ argument }) => argument);
    const scope = new HclScope(sources, inForce(values), this.#options.parameters, { calls, json });
    for (const { text, root } of sources) {
      for (const { type, attributes } of blocksOf(childOf(root, 'body'), text)) {
        const source = type === 'module' ? attributes.get('source') : undefined;
        if (source === undefined) continue;
        // A source is literal; what names stand for is not known before all folders are read.
        const valueOf = (name: string): Required<Found> | undefined => {
          const given = attributes.get(name);
          return given === undefined ? undefined : new HclExpressions(text, scope.lookup).evaluate(given);
        };
        this.#called(folder, new HclExpressions(text, () => undefined).value(source), valueOf);
      }
    }
    for (const { source, argument } of json.flatMap((one) => modulesInJson(one, scope)))
      this.#called(folder, source, argument);
    return { scope, isLeftOut: () => this.#isLeftOut(folder), overrides: overridesIn(sources) };
  }

  #json(files: readonly NearFile[]): readonly JsonFile[] {
    return files.flatMap(({ file, text }) => {
      const { value } = parseJson(bytesOfText(text), placeOf(file), this.#options);
      return isObject(value) ? [{ file, json: value }] : [];
    });
  }

  /** The calls that may make something; all where none does. */
  #madeCalls(folder: string): readonly Called[] {
    const all = this.#calls.get(folder) ?? [];
    const made = all.filter((call) => !call.isNone());
    return made.length > 0 ? made : all;
  }

  #isLeftOut(folder: string, depth = 0): boolean {
    const calls = this.#calls.get(folder) ?? [];
    if (calls.length === 0 || depth > MAX_DEPTH) return false;
    return calls.every((call) => call.isNone() || this.#isLeftOut(call.from, depth + 1));
  }

  #called(folder: string, source: unknown, argument: ModuleCall): void {
    const target = localSource(folder, source);
    if (target === undefined) return;
    const calls = this.#calls.get(target) ?? [];
    this.#calls.set(target, calls);
    const bounded: ModuleCall = (name) => {
      if (this.#depth >= MAX_DEPTH) return { value: new HclUnknown(`var.${name}`), isSecret: false };
      this.#depth += 1;
      const found = argument(name);
      this.#depth -= 1;
      return found;
    };
    calls.push({ from: folder, argument: bounded, isNone: () => isNone(bounded('count') ?? bounded('for_each')) });
  }
}

/** A call of a folder as a module, and whether it certainly makes none. */
interface Called {
  /** The folder that calls it. */
  readonly from: string;
  readonly argument: ModuleCall;
  readonly isNone: () => boolean;
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
