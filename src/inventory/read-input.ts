import { vendorJoins } from './vendor-joins.ts';
import { wholeRecord, type RecordJoin } from './record-join.ts';
import { inBatches, type RecordBatch } from './batches.ts';
import { InputCoverage } from './coverage.ts';
import { InputFailure, placeOf, problem } from './problems.ts';
import { holdsEntities } from './generic/covered.ts';
import type { InputSample } from './formats/sample.ts';
import type { OtherDocument } from './other-document-forms.ts';
import { otherDocument } from './other-documents.ts';
import { isOtherFile } from './other-files.ts';
import { unreadForm } from './unread-forms.ts';
import { untypedAnswer } from './untyped-answers.ts';
import type { ByteInput, InventoryReader, OpenInput, ReadOptions } from './reader.ts';
import { isAside, isGeneric, isWrapped, wrappedInputs } from './wrapped.ts';
import type { ReadSettings } from './read-settings.ts';
import { clip } from '../text/clip.ts';
import { defined } from '../text/defined.ts';
import { type AskNeeds, asParsed } from '../values/record-batches.ts';
import { Superseded } from './superseded.ts';
import { isState } from './terraform/detect.ts';
import type { EntityRecord, InventoryRecord, ProblemRecord } from '../values/record.ts';

/** What is read together: entities that several inputs tell parts of are joined at the end. */
export class Reading {
  readonly #settings: ReadSettings;
  /** Made with the first input whose entities can be joined. */
  #joined: readonly RecordJoin[] = [];
  /** Whether nothing is held of a reader of someone else. */
  #areOurs = true;
  readonly #superseded = new Superseded();
  readonly #options: ReadOptions & { readonly inputs: readonly string[] };

  constructor(settings: ReadSettings, inputs: readonly string[], needs: AskNeeds | undefined) {
    this.#settings = settings;
    this.#options = { ...settings.limits, inputs, ...defined({ needs }) };
  }

  /** The records of an input. `onUnknown` is asked what to say of one whose format no reader knows, if none is given. */
  async *input(
    file: string,
    open: () => Promise<OpenInput>,
    given: { readonly reader?: InventoryReader | undefined; readonly onUnknown?: () => RecordBatch } = {},
  ): AsyncGenerator<RecordBatch> {
    let input: OpenInput | undefined;
    try {
      input = await open();
      const { sample } = input;
      const reader = given.reader ?? readerOf(input, this.#settings);
      if (reader !== undefined && !isOfLines(reader) && sample.repeated !== undefined)
        yield [repeatedName(sample, file)];
      const ofEmpty = sample.isEmpty
        ? this.#settings.readers.find((candidate) => candidate.detectEmpty?.(file) === true)
        : undefined;
      if (ofEmpty !== undefined) yield* this.#records(ofEmpty, input);
      else if (sample.isEmpty) {
        yield [problem('empty-input', 'nothing was read: the input is empty', placeOf(file))];
      } else if (reader === undefined) yield this.#unread(input, given);
      else if (reader === WRAPPED) yield* this.#wrapped(input);
      else yield* this.#records(reader, input, given.reader !== undefined);
    } catch (thrown) {
      if (!(thrown instanceof InputFailure)) throw thrown;
      yield [problem(thrown.code, thrown.message, placeOf(file), thrown.help)];
    } finally {
      await input?.close();
    }
  }

  /** The records of what is no file, and has a reader of its own. */
  async *database(
    name: string,
    open: () => Promise<{ readonly reader: InventoryReader; readonly open: () => Promise<OpenInput> }>,
  ): AsyncGenerator<RecordBatch> {
    try {
      const { reader, open: opened } = await open();
      yield* this.input(name, opened, { reader });
    } catch (thrown) {
      if (!(thrown instanceof InputFailure)) throw thrown;
      yield [problem(thrown.code, thrown.message, placeOf(name), thrown.help)];
    }
  }

  /** The entities that were held back. */
  *end(): Generator<RecordBatch> {
    yield this.#superseded.finish();
    for (const join of this.#joined)
      for (const batch of inBatches(join.finish())) yield this.#areOurs ? asParsed(batch) : batch;
  }

  async *#records(reader: InventoryReader, input: ByteInput, isGiven = false): AsyncGenerator<RecordBatch> {
    // A reader of someone else may make its entities of anything.
    const isOurs = isGiven || this.#settings.known.includes(reader);
    const isOneOfSeveral = this.#options.inputs.length > 1 || input.part !== undefined;
    const joins = reader.joins === 'records' || (reader.joins === 'inputs' && isOneOfSeveral);
    if (joins && this.#joined.length === 0) this.#joined = vendorJoins();
    if (joins) this.#areOurs &&= isOurs;
    const coverage = new InputCoverage(reader, input);
    yield coverage.opening;
    const isPast = isState(input.sample);
    for await (const read of reader.read(input, { ...this.#options, isJoined: joins })) {
      const batch: InventoryRecord[] = [];
      for (const record of isBatch(read) ? read : [read]) {
        const source = coverage.shownBy(record);
        if (source !== undefined) batch.push(source);
        if (isNameless(record)) batch.push(noType(record));
        else if (joins && this.#joined.some((join) => join.hold(record))) continue;
        else if (isOneOfSeveral && this.#superseded.hold(record, reader.name, isPast)) continue;
        else batch.push(joins ? wholeRecord(record) : record);
      }
      if (batch.length > 0) yield isOurs ? asParsed(batch) : batch;
    }
  }

  /** The records of documents that stand in one: each as those of a file by itself. */
  async *#wrapped(input: ByteInput): AsyncGenerator<RecordBatch> {
    for await (const parts of wrappedInputs(input, this.#options)) {
      for (const part of parts) {
        if (isProblem(part)) {
          yield [part];
          continue;
        }
        const reader = readerOf(part, this.#settings);
        if ((reader === undefined || isGeneric(reader)) && isAside(part.sample)) continue;
        if (reader === undefined) yield this.#unread(part, {});
        else if (reader === WRAPPED) yield* this.#wrapped(part);
        else yield* this.#records(reader, part);
      }
    }
  }

  /** What no reader reads; in a folder passed over, but for what tells of resources. */
  #unread({ file, sample }: ByteInput, { onUnknown }: { readonly onUnknown?: () => RecordBatch }): RecordBatch {
    const other =
      otherDocument(sample) ?? (isOther(sample) ? OF_TOOLS : undefined) ?? untypedAnswer(sample) ?? unreadForm(sample);
    if (onUnknown !== undefined && other?.isInventory !== true) return onUnknown();
    if (other === undefined) return [this.#unknownFormat(file)];
    const message = `looks like ${other.what}${other.isInventory === true ? '' : ': no inventory'}`;
    return [problem('unknown-format', message, placeOf(file), other.help)];
  }

  #unknownFormat(file: string): ProblemRecord {
    const titles = this.#settings.readers.map((candidate) => candidate.title).join(', ');
    return problem(
      'unknown-format',
      'the content is of no known format',
      placeOf(file),
      `the known formats are ${titles}; --input names one where the content does not tell`,
    );
  }
}

/** The reader of an input: the one that was named, or the first that knows the content. */
export function readerOf(
  { sample, part }: Pick<ByteInput, 'sample' | 'part'>,
  { named, readers }: ReadSettings,
): InventoryReader | undefined {
  if (named !== undefined) return named;
  if (otherDocument(sample) !== undefined) return undefined;
  const reader = readers.find(({ detect }) => detect(sample));
  if (reader !== undefined && !isGeneric(reader)) return reader;
  if (isWrapped(sample, readers, part?.depth ?? 0)) return WRAPPED;
  return isOther(sample) ? undefined : reader;
}

/** Whether a file is called as those of tools are, and holds nothing that is called as an entity is. */
function isOther(sample: InputSample): boolean {
  return isOtherFile(sample.file.replace(/^.*[/\\]/su, '')) && !holdsEntities(sample);
}

const OF_TOOLS: OtherDocument = {
  what: 'a file of a tool, by its name',
  help: '`--input json` reads it all the same',
};

/** Stands for the readers of the documents in an input; who reads some of several inputs asks again what it is. */
const WRAPPED: InventoryReader = {
  name: 'wrapped',
  title: 'Documents in one',
  summary: 'Documents by region, account or call: each is read as a file of its own.',
  command: '',
  covers: [],
  joins: 'records',
  detect: () => false,
  async *read() {
    // `Reading` reads the documents by their own readers.
  },
};

/** Of lines the sample shows the first alone, and none where a file is read in pieces. */
function isOfLines({ name }: InventoryReader): boolean {
  return name === 'ndjson';
}

function repeatedName({ repeated = '' }: InputSample, file: string): ProblemRecord {
  const message = `\`${clip(repeated, 60)}\` stands twice in one object`;
  return problem('repeated-name', message, placeOf(file), 'the last one counts, and what the others say is lost');
}

/** An entity whose type is empty text or blanks, as a reader of someone's own may yield it: no rule can name it. */
function isNameless(record: InventoryRecord): record is EntityRecord {
  return record.kind === 'entity' && record.entity.type.trim() === '';
}

function noType({ provenance }: EntityRecord): ProblemRecord {
  return problem('not-an-entity', '`type` should be text, found empty text', provenance);
}

function isProblem(part: ByteInput | ProblemRecord): part is ProblemRecord {
  return 'kind' in part;
}

function isBatch(read: InventoryRecord | RecordBatch): read is RecordBatch {
  return Array.isArray(read);
}
