import { bytesOfText } from './formats/bytes.ts';
import type { CutPlan } from './formats/json-cutter.ts';
import { jsonPieces, type ParsedPiece } from './formats/json-records.ts';
import { InputSample, SAMPLE_BYTES, type JsonShape } from './formats/sample.ts';
import { isObject } from './entity.ts';
import { problem } from './problems.ts';
import type { ByteInput, InventoryReader, ReadOptions } from './reader.ts';
import type { ProblemRecord } from '../values/record.ts';

/*
 * What scripts make of several answers: one document in which each stands under its region, account, subscription, project,
 * cluster or call (`{ "us-east-1": { "SecurityGroups": [...] } }`), or a list of documents. Each is read as if it were a file
 * of its own.
 */

/** Under so many names a document may stand. */
const MAX_UNDER = 4;

/** The readers that take any JSON: what they alone take is no document of its own. */
const GENERIC: ReadonlySet<string> = new Set(['json', 'ndjson']);

export function isGeneric({ name }: InventoryReader): boolean {
  return GENERIC.has(name);
}

/** Whether the root holds a document, as far as the sample reaches. An entity has a `type`; a list of such is none. */
export function isWrapped(sample: InputSample, readers: readonly InventoryReader[], depth: number): boolean {
  const { shape } = sample;
  if (shape === undefined || depth >= MAX_UNDER || isTyped(shape)) return false;
  if (shape.kind === 'array' && (shape.first === undefined || isTyped(shape.first))) return false;
  if (!holdsContainer(shape)) return false;
  const known = readers.filter((reader) => !isGeneric(reader));
  return sample.parts().some(({ sample: part }) => {
    if (part.shape === undefined) return false;
    return known.some(({ detect }) => detect(part)) || isWrapped(part, readers, depth + 1);
  });
}

function isTyped(shape: JsonShape): boolean {
  return shape.kind === 'object' && shape.members.get('type')?.kind === 'text';
}

function holdsContainer(shape: JsonShape): boolean {
  const values = shape.kind === 'object' ? [...shape.members.values()] : [shape.kind === 'array' ? shape.first : shape];
  return values.some((value) => value?.kind === 'object' || value?.kind === 'array');
}

const PARTS: CutPlan = { many: true, array: {}, object: () => ({}) };

/** The documents in an input, and what is wrong with what stands beside them. */
export async function* wrappedInputs(
  input: ByteInput,
  options: ReadOptions,
): AsyncGenerator<readonly (ByteInput | ProblemRecord)[]> {
  const beside = textsOf(input.sample.shape);
  for await (const pieces of jsonPieces(input, PARTS, options)) {
    yield pieces.flatMap((piece): readonly (ByteInput | ProblemRecord)[] => {
      const said = problemOf(piece);
      if (said !== undefined) return [said];
      return isDocument(piece.value) ? [partOf(input, piece, beside)] : [];
    });
  }
}

/** What may say where the documents are from: the texts beside them. */
function textsOf(shape: JsonShape | undefined): readonly string[] {
  if (shape?.kind !== 'object') return [];
  return [...shape.members.values()].flatMap((member) => (member.kind === 'text' ? [member.text] : []));
}

function problemOf({ value, problem: broken, place, key }: ParsedPiece): ProblemRecord | undefined {
  if (broken !== undefined) return broken;
  if (value === null) {
    const name = key === undefined ? 'an element' : `\`${key}\``;
    return problem('not-an-entity', `${name} holds nothing where others hold answers`, place, 'ask again for it');
  }
  if (key === undefined || !NEXT_PAGE.test(key) || typeof value !== 'string' || value === '') return undefined;
  return problem('truncated-input', 'the output is one page of several', place, `ask for all of it: \`${key}\` is set`);
}

/** What names the page that follows, as each cloud calls it. */
const NEXT_PAGE = /^(?:next_?(?:page_?)?(?:token|link|marker)|\$?skip_?token)$/iu;

/** An empty one tells nothing, and no value by itself does. */
function isDocument(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return isObject(value) && Object.keys(value).length > 0;
}

/** Whether a part is about the others: who made them, and when. It holds values alone. */
export function isAside({ shape, complete }: InputSample): boolean {
  if (!complete || shape?.kind !== 'object') return false;
  return [...shape.members.values()].every(({ kind }) => kind === 'text' || kind === 'scalar');
}

function partOf(input: ByteInput, piece: ParsedPiece, beside: readonly string[]): ByteInput {
  // The bytes of a piece are gone when the next pieces are asked for.
  const bytes = piece.bytes?.slice() ?? bytesOfText(JSON.stringify(piece.value));
  return {
    file: input.file,
    sample: new InputSample(input.file, bytes.subarray(0, SAMPLE_BYTES), bytes.length <= SAMPLE_BYTES),
    chunks: once(bytes),
    part: {
      under: [...(piece.key === undefined ? [] : [piece.key]), ...beside, ...(input.part?.under ?? [])],
      firstLine: piece.place.line ?? 1,
      depth: (input.part?.depth ?? 0) + 1,
    },
  };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}
