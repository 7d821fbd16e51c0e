import { assumedRecord } from '../../coverage.ts';
import { hclParser, HCL_PACKAGES } from '../../files/hcl-library.ts';
import { filesBeside } from '../../files/beside.ts';
import { readWhole } from '../../formats/whole.ts';
import { invalidUtf8, recordTooLarge, tooDeep } from '../../formats/json-value.ts';
import { placeOf, problem } from '../../problems.ts';
import type { ByteInput, ReadOptions } from '../../reader.ts';
import type { InventoryRecord, Provenance } from '../../../values/record.ts';
import { resourceRecords } from '../resource.ts';
import { textOf } from '../../formats/bytes.ts';
import { dirname } from 'node:path';
import { blockValues } from './block-values.ts';
import { HclExpressions } from './expression.ts';
import { blocksOf, brokenIn, childOf, type HclBlock, type HclNode, type HclParser } from './node.ts';
import { isJsonConfiguration } from './is-json.ts';
import { jsonConfiguration } from './json-configuration.ts';
import { moduleProblem } from './module-problem.ts';
import { HclScope, type HclFile } from './scope.ts';

/** The entities of a configuration's resource blocks. */
export async function* blocksOfFile(input: ByteInput, options: ReadOptions): AsyncGenerator<InventoryRecord> {
  if (isJsonConfiguration(input.sample)) {
    const bytes = await readWhole(input, options.maxRecordBytes);
    if (bytes === undefined) yield recordTooLarge(placeOf(input.file), options);
    else yield* jsonConfiguration(bytes, input.file, options);
    return;
  }
  const parse = await hclParser();
  if (parse === undefined) {
    const names = HCL_PACKAGES.map((name) => `\`${name}\``).join(' and ');
    const message = `reading Terraform configurations needs the packages ${names}`;
    yield problem('missing-package', message, placeOf(input.file), `npm install ${HCL_PACKAGES.join(' ')}`);
    return;
  }
  const bytes = await readWhole(input, options.maxRecordBytes);
  if (bytes === undefined) yield recordTooLarge(placeOf(input.file), options);
  else {
    const text = textOf(bytes);
    if (text === undefined) yield invalidUtf8(placeOf(input.file));
    else yield* records(text, input, options, parse);
  }
}

/** The grammar has several nodes for each level of the text. */
const NODES_PER_LEVEL = 8;

async function* records(
  text: string,
  input: ByteInput,
  options: ReadOptions,
  parse: HclParser,
): AsyncGenerator<InventoryRecord> {
  const pieces = piecesOf(input.file, text, options, parse);
  const scope = await scopeOf(pieces, input, options, parse);
  for (const { root, text: own, line } of pieces) {
    const lineAt = (node: { readonly line: number }): Provenance => placeOf(input.file, line + node.line - 1);
    if (root === undefined) {
      yield tooDeep(placeOf(input.file, line), options);
      continue;
    }
    const expressions = new HclExpressions(own, scope.lookup);
    for (const block of blocksOf(childOf(root, 'body'), own)) {
      if (block.broken !== undefined) yield notHcl(lineAt(block.broken));
      else yield* blockRecords(block, expressions, lineAt(block), options);
    }
    const stray = strayIn(root);
    if (stray !== undefined) yield notHcl(lineAt(stray));
  }
  if (scope.assumed.length > 0) yield assumedRecord('terraform-configuration', placeOf(input.file), scope.assumed);
}

/** A text that is parsed by itself, and the line that it begins on. */
interface Piece {
  readonly file: string;
  readonly text: string;
  /** Undefined where the text nests too deep. */
  readonly root: HclNode | undefined;
  readonly line: number;
}

/**
 * The file as one piece; where something in it is not HCL, each block that begins at the start of a line, so that the
 * others are read.
 */
function piecesOf(file: string, text: string, options: ReadOptions, parse: HclParser): readonly Piece[] {
  const piece = (own: string, line: number): Piece => ({
    file,
    text: own,
    root: parse(own, options.maxDepth * NODES_PER_LEVEL),
    line,
  });
  const whole = piece(text, 1);
  if (whole.root !== undefined && brokenIn(whole.root) === undefined) return [whole];
  const parts = text.split(BLOCK_START);
  if (parts.length === 1) return [whole];
  let line = 1;
  return parts.map((part) => {
    const own = piece(part, line);
    line += part.split('\n').length - 1;
    return own;
  });
}

const BLOCK_START =
  /(?<=\n)(?=(?:resource|data|module|variable|output|provider|locals|terraform|moved|import|removed|check)\b[^\n=]*\{)/u;

function* blockRecords(
  block: HclBlock,
  expressions: HclExpressions,
  place: Provenance,
  options: ReadOptions,
): Generator<InventoryRecord> {
  if (block.type === 'module') {
    const source = block.attributes.get('source');
    const from = source === undefined ? undefined : expressions.value(source);
    const missing = moduleProblem(block.labels[0] ?? '', from, place, options);
    if (missing !== undefined) yield missing;
  } else if (block.type === 'resource') {
    const [type, label = ''] = block.labels;
    const count = block.attributes.get('count');
    if (count !== undefined && expressions.value(count) === 0) return;
    const { values, unknown, partly, documents, sensitive } = blockValues(block, expressions);
    const address = `${type ?? ''}.${label}`;
    const later = ['id', 'arn'].filter((name) => !Object.hasOwn(values, name));
    const reasons = new Map([...later.map((name) => [name, `known after apply (${address})`] as const), ...unknown]);
    yield* resourceRecords({ type, label, address, values, unknown: reasons, partly, documents, sensitive }, place);
  }
}

function notHcl(place: Provenance): InventoryRecord {
  return problem('invalid-hcl', 'the text is not HCL here: what stands around it is not read', place);
}

/** What is broken outside of blocks. */
function strayIn(root: HclNode): HclNode | undefined {
  for (const part of [...root.children, ...(childOf(root, 'body')?.children ?? [])]) {
    const found = part.type === 'block' || part.type === 'body' ? undefined : brokenIn(part);
    if (found !== undefined) return found;
  }
  return root.isBroken ? root : undefined;
}

/** The scopes of folders, for all inputs that are read together. */
const SCOPES = new WeakMap<object, Map<string, Promise<HclScope>>>();

function scopeOf(own: readonly Piece[], input: ByteInput, options: ReadOptions, parse: HclParser): Promise<HclScope> {
  const { path } = input;
  if (path === undefined) return Promise.resolve(new HclScope(parsed(own), [], options.parameters));
  const key = options.inputs ?? options;
  const scopes = SCOPES.get(key) ?? new Map<string, Promise<HclScope>>();
  SCOPES.set(key, scopes);
  const folder = dirname(path);
  const scope = scopes.get(folder) ?? folderScope(path, options, parse);
  scopes.set(folder, scope);
  return scope;
}

async function folderScope(path: string, options: ReadOptions, parse: HclParser): Promise<HclScope> {
  const near = async (ending: string): Promise<readonly HclFile[]> => {
    const files = await filesBeside(path, '.', ending);
    return parsed(files.flatMap(({ file, text }) => piecesOf(file, text, options, parse)));
  };
  const sources = [...(await near('.tf')), ...(await near('.tofu'))];
  const values = (await near('terraform.tfvars')).filter(({ file }) => /(?:^|[/\\])terraform\.tfvars$/u.test(file));
  return new HclScope(sources, [...values, ...(await near('.auto.tfvars'))], options.parameters);
}

function parsed(pieces: readonly Piece[]): readonly HclFile[] {
  return pieces.flatMap(({ file, text, root }) => (root === undefined ? [] : [{ file, text, root }]));
}
