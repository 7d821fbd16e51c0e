import { assumedRecord } from '../../coverage.ts';
import { hclParser, HCL_PACKAGES } from '../../files/hcl-library.ts';
import { readWhole } from '../../formats/whole.ts';
import { invalidUtf8, recordTooLarge, tooDeep } from '../../formats/json-value.ts';
import { placeOf, problem } from '../../problems.ts';
import type { RecordBatch } from '../../batches.ts';
import type { ByteInput, ReadOptions } from '../../reader.ts';
import type { InventoryRecord, Provenance } from '../../../values/record.ts';
import { textOf } from '../../formats/bytes.ts';
import { HclExpressions } from './expression.ts';
import type { HclFolder } from './folder.ts';
import { HclFolders } from './folders.ts';
import { hclBody, instanceRecords, isLeftOut, type ResourceBody } from './instances.ts';
import { blocksOf, brokenIn, childOf, type HclBlock, type HclNode, type HclParser } from './node.ts';
import { isJsonConfiguration } from './is-json.ts';
import { jsonConfiguration } from './json-configuration.ts';
import { moduleProblem } from './module-problem.ts';
import { isOverride } from './override.ts';
import { filesOf, piecesOf, type Piece } from './pieces.ts';
import { HclScope } from './scope.ts';

/** The entities of a configuration's resource blocks. */
export async function* blocksOfFile(
  input: ByteInput,
  options: ReadOptions,
): AsyncGenerator<InventoryRecord | RecordBatch> {
  if (isJsonConfiguration(input.sample)) {
    const bytes = await readWhole(input, options.maxRecordBytes);
    if (bytes === undefined) yield recordTooLarge(placeOf(input.file), options);
    else {
      const parse = await hclParser();
      const folder = await folderBeside(input, options, parse);
      if (folder?.isLeftOut() === true) yield notMade(input.file);
      else yield* jsonConfiguration(bytes, input.file, options, { folder, parse });
    }
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

/** What names stand for beside a file in JSON, as far as HCL can be read. */
async function folderBeside(
  { path }: ByteInput,
  options: ReadOptions,
  parse: HclParser | undefined,
): Promise<HclFolder | undefined> {
  return path === undefined || parse === undefined ? undefined : HclFolders.of(options, parse).folderOf(path);
}

/** That the resources of a module are not there. */
function notMade(file: string): InventoryRecord {
  const what = 'no resources of the module, which is called with a `count` of 0 or an empty `for_each`';
  return assumedRecord('terraform-configuration', placeOf(file), [what]);
}

async function* records(
  text: string,
  input: ByteInput,
  options: ReadOptions,
  parse: HclParser,
): AsyncGenerator<InventoryRecord | RecordBatch> {
  const pieces = (): Iterable<Piece> => piecesOf(input.file, text, options, parse);
  const folder = input.path === undefined ? undefined : await HclFolders.of(options, parse).folderOf(input.path);
  const scope = folder?.scope ?? new HclScope(filesOf(pieces(), false), [], options.parameters);
  if (folder?.isLeftOut() === true) {
    yield notMade(input.file);
    return;
  }
  const overridesOf = ({ type, labels }: HclBlock): readonly ResourceBody[] =>
    (type === 'resource' ? folder?.overrides.get(labels.join('.')) : undefined) ?? [];
  for (const { root, text: own, line } of pieces()) {
    const lineAt = (node: { readonly line: number }): Provenance => placeOf(input.file, line + node.line - 1);
    if (root === undefined) {
      yield tooDeep(placeOf(input.file, line), options);
      continue;
    }
    const expressions = new HclExpressions(own, scope.lookup);
    const batch: InventoryRecord[] = [];
    for (const block of blocksOf(childOf(root, 'body'), own)) {
      const overrides = overridesOf(block);
      if (block.broken !== undefined) batch.push(notHcl(lineAt(block.broken)));
      // What it says stands in the record of what it overrides.
      else if (overrides.length === 0 || !isOverride(input.path ?? ''))
        for (const record of blockRecords(block, expressions, overrides, lineAt(block), options)) batch.push(record);
    }
    yield batch;
    const stray = strayIn(root);
    if (stray !== undefined) yield notHcl(lineAt(stray));
  }
  if (scope.assumed.length > 0) yield assumedRecord('terraform-configuration', placeOf(input.file), scope.assumed);
}

function* blockRecords(
  block: HclBlock,
  expressions: HclExpressions,
  overrides: readonly ResourceBody[],
  place: Provenance,
  options: ReadOptions,
): Generator<InventoryRecord> {
  const body = hclBody(block, expressions);
  if (block.type === 'module') {
    if (isLeftOut(body)) return;
    const source = block.attributes.get('source');
    const from = source === undefined ? undefined : expressions.value(source);
    const missing = moduleProblem(block.labels[0] ?? '', from, place, options);
    if (missing !== undefined) yield missing;
  } else if (block.type === 'resource') {
    const [type, label = ''] = block.labels;
    yield* instanceRecords(type, label, [body, ...overrides], place);
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
