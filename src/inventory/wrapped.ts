import { bytesOfText } from './formats/bytes.ts';
import type { CutPlan } from './formats/json-cutter.ts';
import { jsonPieces, type ParsedPiece } from './formats/json-records.ts';
import { InputSample, SAMPLE_BYTES, type JsonShape } from './formats/sample.ts';
import { clip } from '../text/clip.ts';
import { isObject } from './entity.ts';
import { otherDocument } from './other-documents.ts';
import { problem } from './problems.ts';
import type { ByteInput, InventoryReader, ReadOptions } from './reader.ts';
import type { ProblemRecord } from '../values/record.ts';

/*
 * What scripts make of several answers: one document in which each stands under its region, account, subscription, project,
 * cluster or call (`{ "us-east-1": { "SecurityGroups": [...] } }`), or a list of documents. Each is read as if it were a file
 * of its own.
 */

/** Under so many names a document may stand. */
const MAX_UNDER = 6;

/** The readers that take any JSON: what they alone take is no document of its own. */
const GENERIC: ReadonlySet<string> = new Set(['json', 'ndjson']);

export function isGeneric({ name }: InventoryReader): boolean {
  return GENERIC.has(name);
}

/**
 * Whether the root holds a document, as far as the sample reaches. An entity has a `type`; a list of such is none.
 *
 * @param depth in how many others it stands
 */
export function isWrapped(sample: InputSample, readers: readonly InventoryReader[], depth: number): boolean {
  return new Search(readers.filter((reader) => !isGeneric(reader))).finds(sample, depth);
}

/** So many values are looked at: much JSON holds no document. */
const MAX_LOOKED_AT = 256;

class Search {
  readonly #readers: readonly InventoryReader[];
  #looked = 0;

  constructor(readers: readonly InventoryReader[]) {
    this.#readers = readers;
  }

  finds(sample: InputSample, depth: number): boolean {
    const { shape } = sample;
    if (shape === undefined || depth >= MAX_UNDER || isTyped(shape) || !holdsContainer(shape)) return false;
    if (shape.kind === 'array' && (shape.first === undefined || isTyped(shape.first))) return false;
    return sample.parts().some(({ sample: part }) => this.#isDocument(part) || this.finds(part, depth + 1));
  }

  #isDocument(part: InputSample): boolean {
    const text = part.shape === undefined && part.complete ? JSON_TEXT.exec(part.text)?.[0] : undefined;
    const document = text === undefined ? part : textDocument(parsedText(text), part.file);
    if (document?.shape === undefined || this.#looked >= MAX_LOOKED_AT) return false;
    this.#looked += 1;
    return this.#readers.some(({ detect }) => detect(document));
  }
}

/** A text that holds JSON, as JSON writes it. */
const JSON_TEXT = /^"\s*(?:\\[nrt]\s*)*[[{][^]*$/u;

function parsedText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The JSON that a text holds, as a document: what a script has kept of a command's output. */
function textDocument(value: unknown, file: string): InputSample | undefined {
  if (typeof value !== 'string' || !/^\s*[[{]/u.test(value)) return undefined;
  // A line feed in JSON is a blank: so each line of it is that of the text in the file.
  const bytes = bytesOfText(value.replaceAll('\n', ' '));
  return new InputSample(file, bytes, true);
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
  // Beside what is said of them, what is null says nothing of another.
  const isEachOne = beside.length === 0;
  for await (const pieces of jsonPieces(input, PARTS, options)) {
    yield pieces.flatMap((piece): readonly (ByteInput | ProblemRecord)[] => {
      const said = problemOf(piece, isEachOne);
      if (said !== undefined) return [said];
      return isDocument(piece.value) || isText(piece.value) ? [partOf(input, piece, beside)] : [];
    });
  }
}

/** What may say where the documents are from: the texts beside them. */
function textsOf(shape: JsonShape | undefined): readonly string[] {
  if (shape?.kind !== 'object') return [];
  return [...shape.members.values()].flatMap((member) => (member.kind === 'text' ? [member.text] : []));
}

function problemOf({ value, problem: broken, place, key }: ParsedPiece, isEachOne: boolean): ProblemRecord | undefined {
  if (broken !== undefined) return broken;
  const failure = failureIn(key, value) ?? failureWithin(value);
  if (failure !== undefined) {
    const name = key === undefined || ERROR.test(key) ? '' : ` of \`${key}\``;
    return problem(
      'refused-answer',
      `an error stands in place of the answer${name}: ${clip(failure, 200)}`,
      place,
      REFUSED,
    );
  }
  if (value === null && (isEachOne || (key !== undefined && PLACE.test(key)))) {
    const name = key === undefined ? 'an element' : `\`${key}\``;
    return problem('not-an-entity', `${name} holds nothing where others hold answers`, place, 'ask again for it');
  }
  if (typeof value === 'string' && /^user,arn,/u.test(value)) {
    const name = key === undefined ? 'an element' : `\`${key}\``;
    return problem('unknown-format', `${name} is a credential report as text, which is not read here`, place, REPORT);
  }
  if (key === undefined && typeof value !== 'object' && !isText(value)) {
    const found = clip(String(value), 60);
    return problem('not-an-entity', `\`${found}\` stands where others are answers`, place, REFUSED);
  }
  if (key === undefined || !NEXT_PAGE.test(key) || typeof value !== 'string' || value === '') return undefined;
  return problem('truncated-input', 'the output is one page of several', place, `ask for all of it: \`${key}\` is set`);
}

const REPORT = 'read it as a file by itself: `jq -r .NAME FILE > credential-report.csv`';

/** A region, an account, a subscription. */
const PLACE = /^(?:[a-z]{2,4}(?:-[a-z]+)+-?\d|\d{12}|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/u;

const REFUSED = 'what it would have told is missing in the inventory: rules that need it are undecided or not judged';

/** How scripts call what went wrong. */
const ERROR = /^(?:err|errors?|error_?message|exception|failure)$/iu;

/** The error that a value is, by its name or as a command printed it. */
function failureIn(key: string | undefined, value: unknown): string | undefined {
  if (typeof value === 'string' && isErrorText(value)) return value.trim();
  if (key === undefined || !ERROR.test(key)) return undefined;
  if (typeof value === 'string') return value.trim() === '' ? undefined : value;
  return isObject(value) && Object.keys(value).length > 0 ? JSON.stringify(value) : undefined;
}

/** The error in an object that has nothing else to read. */
function failureWithin(value: unknown): string | undefined {
  if (!isObject(value)) return undefined;
  const members = Object.entries(value);
  const told = members.find(([key, inner]) => /^(?:message|__type)$/iu.test(key) && typeof inner === 'string');
  if (told !== undefined && members.every(([key]) => OF_REFUSAL.test(key))) return String(told[1]);
  if (members.some(([key, inner]) => !ERROR.test(key) && typeof inner === 'object' && inner !== null)) return undefined;
  return members.map(([key, inner]) => failureIn(key, inner)).find((failure) => failure !== undefined);
}

/** What stands beside the message in the answer of an interface that refuses. */
const OF_REFUSAL = /^(?:message|__type|type|code|reason|status(?:_?code)?|request_?id|documentation_url)$/iu;

function isErrorText(text: string): boolean {
  return otherDocument(new InputSample('', bytesOfText(text.slice(0, START)), true))?.isInventory === true;
}

const START = 1024;

/** What names the page that follows, as each cloud calls it. */
const NEXT_PAGE = /^(?:next_?(?:page_?)?(?:token|link|marker)|\$?skip_?token)$/iu;

/** An empty one tells nothing, and no value by itself does. */
function isDocument(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return isObject(value) && Object.keys(value).length > 0;
}

/** Whether a part is about the others: who made them, and when. It holds values alone. */
export function isAside({ shape, complete }: InputSample): boolean {
  // A text that only looks like JSON.
  if (shape === undefined) return true;
  // An entity may hold values alone, too.
  if (!complete || shape.kind !== 'object' || (isTyped(shape) && shape.members.has('id'))) return false;
  return [...shape.members.values()].every(({ kind }) => kind === 'text' || kind === 'scalar');
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && /^\s*[[{]/u.test(value);
}

function partOf(input: ByteInput, piece: ParsedPiece, beside: readonly string[]): ByteInput {
  // The bytes of a piece are gone when the next pieces are asked for.
  const bytes =
    textDocument(piece.value, input.file)?.bytes ?? piece.bytes?.slice() ?? bytesOfText(JSON.stringify(piece.value));
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
