import { basename, dirname, join } from 'node:path';
import { addTo } from '../../by-key.ts';
import { isObject, ownValue } from '../../entity.ts';
import { filesBeside, MAX_NEAR_BYTES, type NearFile } from '../../files/beside.ts';
import { bytesOfText } from '../../formats/bytes.ts';
import { parseJson } from '../../formats/json-value.ts';
import { placeOf } from '../../problems.ts';
import type { ReadOptions } from '../../reader.ts';
import { HclExpressions } from './expression.ts';
import type { Found } from './lookup.ts';
import type { HclFolder } from './folder.ts';
import { hclBody, jsonBody, type ResourceBody } from './instances.ts';
import { labelled, modulesInJson } from './json-configuration.ts';
import { JsonTemplates } from './json-templates.ts';
import { blocksOf, childOf, type HclParser } from './node.ts';
import { localSource } from './module-problem.ts';
import { filesOf, namingPieces, piecesOf } from './pieces.ts';
import { isNone } from './made.ts';
import { isOverride } from './override.ts';
import { HclScope, type HclFile, type HclValues, type JsonFile, type ModuleCall } from './scope.ts';
import { HclUnknown } from './unknown.ts';

/** What belongs to a configuration. */
const ENDINGS = ['.tf', '.tofu', '.tfvars', '.tfvars.json', '.tf.json', '.tofu.json'];

/** Modules within modules that hand on what they were given. */
const MAX_DEPTH = 50;

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
    const { inputs = [], maxRecordBytes } = this.#options;
    const all = await filesBeside(path, '.', ENDINGS, { inputs, maxBytes: maxRecordBytes });
    const near = (ending: string): readonly NearFile[] => all.filter(({ file }) => file.endsWith(ending));
    // Of resources, only those are looked at that override others.
    const hasOverrides = all.some(({ file }) => isOverride(file));
    const hcl = (ending: string): readonly HclFile[] =>
      near(ending).flatMap(({ file, text }) => {
        const pieces = text.length > MAX_NEAR_BYTES && !hasOverrides ? namingPieces : piecesOf;
        return filesOf(pieces(file, text, this.#options, this.#parse), hasOverrides);
      });
    const sources = [...hcl('.tf'), ...hcl('.tofu')];
    const values = [...hcl('.tfvars'), ...this.#json(near('.tfvars.json'))];
    const json = this.#json([...near('.tf.json'), ...near('.tofu.json')]);
    const calls = (): readonly ModuleCall[] => this.#madeCalls(folder).map(({ argument }) => argument);
    const scope = new HclScope(sources, inForce(values), this.#options.parameters, {
      calls,
      json,
      parse: this.#parse,
    });
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
    const templates = new JsonTemplates(scope.lookup, this.#parse);
    for (const { source, argument } of json.flatMap((one) => modulesInJson(one.json, templates)))
      this.#called(folder, source, argument);
    return { scope, isLeftOut: () => this.#isLeftOut(folder), overrides: overridesIn(sources, json, scope, templates) };
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

/** The files of values that count, the last above the others: `terraform.tfvars`, that in JSON, and the automatic ones by name. */
function inForce(values: readonly Values[]): readonly Values[] {
  const nameOf = ({ file }: Values): string => basename(file);
  const own = ['terraform.tfvars', 'terraform.tfvars.json'].flatMap((name) =>
    values.filter((one) => nameOf(one) === name),
  );
  const automatic = values.filter((one) => /\.auto\.tfvars(?:\.json)?$/u.test(nameOf(one)));
  return [...own, ...automatic.sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))];
}

/** What overrides a resource that another file has. */
function overridesIn(
  sources: readonly HclFile[],
  json: readonly JsonFile[],
  scope: HclScope,
  templates: JsonTemplates,
): ReadonlyMap<string, readonly ResourceBody[]> {
  const files = [...sources, ...json].sort((a, b) => (basename(a.file) < basename(b.file) ? -1 : 1));
  const overrides = new Map<string, ResourceBody[]>();
  if (!files.some(({ file }) => isOverride(file))) return overrides;
  const others = new Set<string>();
  for (const one of files) {
    for (const [key, body] of 'json' in one ? bodiesInJson(one, templates) : bodiesInHcl(one, scope)) {
      if (isOverride(one.file)) addTo(overrides, key, body);
      else others.add(key);
    }
  }
  return new Map([...overrides].filter(([key]) => others.has(key)));
}

type Bodies = readonly (readonly [key: string, body: ResourceBody])[];

function bodiesInHcl({ text, root }: HclFile, scope: HclScope): Bodies {
  const expressions = new HclExpressions(text, scope.lookup);
  return blocksOf(childOf(root, 'body'), text)
    .filter(({ type }) => type === 'resource')
    .map((block) => [block.labels.join('.'), hclBody(block, expressions)] as const);
}

function bodiesInJson({ json }: JsonFile, templates: JsonTemplates): Bodies {
  return [...labelled(ownValue(json, 'resource'))].map(
    ([type, label, body]) => [`${type}.${label}`, jsonBody(body, templates)] as const,
  );
}
