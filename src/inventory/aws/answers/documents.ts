import type { CutPlan } from '../../formats/json-cutter.ts';
import { jsonPieces } from '../../formats/json-records.ts';
import { readYaml, yamlTexts } from '../../formats/yaml-documents.ts';
import type { ByteInput, ReadOptions } from '../../reader.ts';
import { isProblemRecord, type ProblemRecord, type Provenance } from '../../../values/record.ts';
import { isStreamable, isYamlAnswer, listedMember } from './recognize.ts';

/** A document of an input, or an item of its list. */
export interface AnswerDocument {
  readonly value: unknown;
  readonly problem?: ProblemRecord | undefined;
  readonly place: Provenance;
  /** The member of the answer in which an item stands that was read by itself. */
  readonly member?: string;
  /** Its bytes, where it is all that they hold; they are gone when the next documents are asked for. */
  readonly bytes?: Uint8Array | undefined;
  /** The value is one member of an answer whose items are read by themselves. */
  readonly isPiece?: true;
}

/** Documents one after the other, or a list of them. */
const DOCUMENTS: CutPlan = { many: true, array: {} };

/** Answers whose items are read one at a time: all that such an answer has beside them are its wrappers. */
const ANSWER: CutPlan = { object: (key) => (listedMember(key) ? { array: {} } : {}) };
const ANSWERS: CutPlan = { ...ANSWER, many: true, array: ANSWER };

/**
 * The documents of an input, as they come. A long list of items is not held, and lists in lists, as `--query
 * 'Reservations[*].Instances[*]'` gives them, are one list.
 */
export async function* answerDocuments(
  input: ByteInput,
  options: ReadOptions,
): AsyncGenerator<readonly AnswerDocument[]> {
  if (isYamlAnswer(input.sample)) {
    for await (const text of yamlTexts(input, options)) {
      if (isProblemRecord(text)) yield [{ value: undefined, problem: text, place: text.provenance }];
      else yield flat(readYaml(text, options));
    }
    return;
  }
  const isStreamed = isStreamable(input.sample);
  for await (const pieces of jsonPieces(input, isStreamed ? ANSWERS : DOCUMENTS, options)) {
    yield pieces.flatMap(({ value, problem, place, key, index, bytes }): readonly AnswerDocument[] => {
      if (problem !== undefined || key === undefined || !isStreamed) return flat({ value, problem, place, bytes });
      if (index === undefined || !listedMember(key)) return [{ value: { [key]: value }, place, isPiece: true }];
      return [{ value, place, member: key, bytes }];
    });
  }
}

function flat({ value, problem, place, bytes }: AnswerDocument): readonly AnswerDocument[] {
  if (problem !== undefined || !Array.isArray(value)) return [{ value, problem, place, bytes }];
  return value.flatMap((item: unknown) => flat({ value: item, place }));
}
