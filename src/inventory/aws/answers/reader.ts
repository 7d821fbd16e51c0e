import { defined } from '../../../text/defined.ts';
import { inBatches } from '../../batches.ts';
import type { InventoryReader } from '../../reader.ts';
import { pageOfSeveral } from '../page-of-several.ts';
import { placeOf } from '../../problems.ts';
import { isObject } from '../../entity.ts';
import { sourceRecord, type InventoryRecord } from '../../../values/record.ts';
import { isTemplate } from '../../cloudformation/detect.ts';
import type { InputSample, JsonShape } from '../../formats/sample.ts';
import { answerRecords, listedItem } from './answer-records.ts';
import type { AwsCall } from './call.ts';
import { answerDocuments, type AnswerDocument } from './documents.ts';
import { HeldTexts, type ReadAnswer } from './held-texts.ts';
import { isPageMember, isPageOfSeveral } from './pages.ts';
import { callOfNothing, isYamlAnswer, looksLikeAnswer } from './recognize.ts';
import { mayBeAnswer, YAML_ANSWER, YAML_ITEM } from './signs.ts';

const SOURCE = 'aws-cli';

/**
 * Answers of the AWS command line and SDKs, as JSON: with their envelopes (`{ "SecurityGroups": [...] }`) and what an SDK
 * adds (`ResponseMetadata`), or the items alone; one after the other, in a list, in many files. The calls that are read are
 * those of `calls.ts`. Each resource becomes an entity:
 * - in the vendor's shape, where that is publicly known, with the answer's own properties beside it under their own names;
 *   else as the answer has it, under a type like `AWS_API_EC2_Snapshot`. Rules for CloudFormation's `AWS_EC2_Snapshot`,
 *   whose properties have other names, must not pass it over;
 * - what the vendor's entity has and the answer does not is listed as unknown, with the call that has it;
 * - account and region are those of the ARN, the owner, the Availability Zone; where the answer tells none, they are unknown.
 *
 * What several answers tell is put together: a bucket with its policy, ACL, encryption, versioning, logging and more; a key
 * with its rotation; a trail with its status, selectors and metric filters; a load balancer with its listeners; a policy
 * with its document; a user with keys and MFA. Answers that do not name what they are about take it from the file's name
 * (see `subject.ts`), or a member that `--query` adds. Instances, databases and load balancers have the rules of their
 * security groups, and all that is in a VPC has it, where those answers are read together.
 *
 * An answer of another call is a problem that names the call. Each answer covers the types that its call lists.
 *
 * Format: https://docs.aws.amazon.com/cli/latest/reference/
 */
export const awsCli: InventoryReader = {
  name: SOURCE,
  title: 'AWS command line and SDK answers',
  summary: 'Answers of describe-, list- and get- calls, several joined; each resource is an entity.',
  command: [
    'aws ec2 describe-instances > instances.json',
    'aws ec2 describe-security-groups > security-groups.json',
    'aws s3api list-buckets > buckets.json',
    'mkdir -p get-bucket-policy get-bucket-versioning',
    "for b in $(aws s3api list-buckets --query 'Buckets[].Name' --output text); do",
    '  aws s3api get-bucket-policy --bucket "$b" > "get-bucket-policy/$b.json"',
    '  aws s3api get-bucket-versioning --bucket "$b" > "get-bucket-versioning/$b.json"',
    'done',
  ].join('\n'),
  // Each answer says what its call lists.
  covers: [],
  vendor: 'aws',
  extensions: ['.json', '.ndjson', '.jsonl'],
  joins: 'records',
  detect: isAnswer,
  detectEmpty: (file) => callOfNothing(file) !== undefined,
  async *read(input, options) {
    const told = new Set<string>();
    if (input.sample.isEmpty) {
      yield* answerRecords({}, { place: placeOf(input.file), source: SOURCE, maxDepth: options.maxDepth }).records;
      return;
    }
    // Of pages one after the other the last one says whether there are more.
    let isPage = false;
    let cut: ReadonlySet<AwsCall> = new Set();
    let isLost = false;
    const pieces = new PiecesOfAnswers();
    const texts = new HeldTexts(options.isJoined === true);
    const recordsIn = function* (documents: readonly AnswerDocument[]): Generator<InventoryRecord> {
      for (const { value, problem: broken, place, member, isPiece, bytes } of documents) {
        const origin = { place, source: SOURCE, maxDepth: options.maxDepth, ...defined({ under: input.part?.under }) };
        if (broken !== undefined) yield broken;
        else if (member !== undefined) {
          const read: ReadAnswer = (item, isOutlined) => listedItem(member, item, origin, isOutlined);
          const { calls, records } = texts.records(value, bytes, read);
          pieces.item(calls);
          yield* records;
        } else {
          const read: ReadAnswer = (document, isOutlined) => answerRecords(document, origin, isOutlined);
          const { calls, records } = texts.records(value, bytes, read);
          if (isPiece === true) pieces.beside(value, calls);
          else {
            const isCut = isPageOfSeveral(value);
            // Documents of other calls are no pages that follow, and what a list leaves out of one entity is in none.
            isLost ||= isPage && calls.length > 0 && !calls.some((call) => cut.has(call));
            isPage = isCut && (told.size > 0 || calls.some(isOfType));
            isLost ||= isCut && !isPage && calls.some(({ marksCut }) => marksCut !== true);
            cut = new Set(isPage ? calls : []);
            if (!isPage) yield* sources(calls, told, input.file);
          }
          yield* records;
        }
      }
    };
    for await (const documents of answerDocuments(input, options)) yield* inBatches(recordsIn(documents));
    if (!pieces.isPage) yield* sources([...pieces.calls], told, input.file);
    if (isPage || isLost || pieces.isPage) yield pageOfSeveral(input.file);
  },
};

/** Whether a call lists entities, and no part of one. */
function isOfType({ covers }: AwsCall): boolean {
  return covers.length > 0;
}

function isAnswer(sample: InputSample): boolean {
  if (sample.shape === undefined)
    return (YAML_ANSWER.test(sample.text) || YAML_ITEM.test(sample.text)) && isYamlAnswer(sample);
  const first = firstIn(sample.shape);
  return first !== undefined && mayBeAnswer(first) && looksLikeAnswer(first, sample.file) && !isTemplate(sample);
}

/**
 * What an answer says whose items are read by themselves. Its other members stand before the list or behind it; behind it,
 * they are of the page before where more items follow, and of the last page otherwise.
 */
class PiecesOfAnswers {
  readonly calls = new Set<AwsCall>();
  #page: Record<string, unknown> = {};
  #hasItems = false;
  #isBehind = false;
  /** Where what tells of pages stands first it is not known which items end a page: then one is enough. */
  #isFirst = false;

  item(calls: readonly AwsCall[]): void {
    if (this.#isBehind) this.#page = {};
    this.#isBehind = false;
    this.#hasItems = true;
    this.#add(calls);
  }

  beside(value: unknown, calls: readonly AwsCall[]): void {
    this.#add(calls);
    if (!isObject(value)) return;
    for (const [name, said] of Object.entries(value)) {
      if (!isPageMember(name)) continue;
      this.#page[name] = said;
      this.#isBehind = this.#hasItems && !this.#isFirst;
      if (!this.#hasItems) this.#isFirst = true;
    }
  }

  #add(calls: readonly AwsCall[]): void {
    for (const call of calls) this.calls.add(call);
  }

  /** Whether the last page is not the end of a list. */
  get isPage(): boolean {
    return isPageOfSeveral(this.#page) && [...this.calls].some(isOfType);
  }
}

/** The first object, also of lists in lists. */
function firstIn(shape: JsonShape | undefined): ReadonlyMap<string, JsonShape> | undefined {
  if (shape?.kind === 'array') return firstIn(shape.first);
  return shape?.kind === 'object' ? shape.members : undefined;
}

/** That answers of these calls were read, said once for each call and input. */
function* sources(calls: readonly AwsCall[], told: Set<string>, file: string): Generator<InventoryRecord> {
  for (const { call, covers } of calls) {
    const key = `${call} ${covers.join()}`;
    if (told.has(key) || covers.length === 0) continue;
    told.add(key);
    yield sourceRecord(SOURCE, placeOf(file), covers, 'aws');
  }
}
