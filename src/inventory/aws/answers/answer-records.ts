import { insteadOf } from './instead.ts';
import { isObject, ownText } from '../../entity.ts';
import { placeOf, problem } from '../../problems.ts';
import type { InventoryRecord, Provenance } from '../../../values/record.ts';
import type { Origin } from '../shape.ts';
import { arnServiceOf, isOfOtherService, isOfService } from './arn-service.ts';
import { outlineOf } from './build.ts';
import { asApiWrites, isCamelCase } from './camel-case.ts';
import type { AwsCall, Item, Peek } from './call.ts';
import {
  callOf,
  callOfItem,
  callOfNothing,
  callsWith,
  isRefusal,
  isTelling,
  isWrapper,
  unreadCalls,
} from './recognize.ts';
import { isNamedFor, operationOf } from './subject.ts';

/** What is made of a document that may be an answer. */
export interface AnswerRecords {
  /** The calls whose answers it holds. */
  readonly calls: readonly AwsCall[];
  readonly records: readonly InventoryRecord[];
}

/**
 * The records of one document: an answer with its envelope, or an item without.
 *
 * @param isOutlined what waits for other records may be no more than what it is found by
 */
export function answerRecords(document: unknown, origin: Origin, isOutlined = false): AnswerRecords {
  const { place } = origin;
  if (isObject(document) && isCamelCase(Object.keys(document))) {
    // As it is written it may be of a service that writes so itself.
    const isKnown = Object.keys(document).some((member) => callOf(member, document[member], document, place.file));
    const other = isKnown || callOfItem(document) !== undefined ? undefined : asApiWrites(document);
    if (isObject(other) && holdsEntities(other)) return answerRecords(other, origin, isOutlined);
  }
  if (!isObject(document)) return { calls: [], records: [problem('not-an-entity', 'the answer is no object', place)] };
  const refused = refusal(document);
  if (refused !== undefined) return { calls: [], records: [problem('refused-answer', refused, place, REFUSED)] };
  const members = Object.keys(document).filter((member) => !isWrapper(member));
  const calls: AwsCall[] = [];
  const records: InventoryRecord[] = [];
  for (const member of members) {
    const call = callOf(member, document[member], document, place.file);
    if (call === undefined) continue;
    calls.push(call);
    for (const record of memberRecords(call, document[member], document, origin)) records.push(record);
  }
  if (calls.length > 0) return { calls, records };
  return (
    itemRecords(document, origin, isOutlined) ??
    emptyRecords(document, members, origin) ?? { calls: [], records: [unread(document, place)] }
  );
}

/** Whether some of an answer, or all of it as an item, is of a call that lists entities. */
function holdsEntities(answer: Item): boolean {
  const calls = [callOfItem(answer), ...Object.keys(answer).map((key) => callOf(key, answer[key], answer, ''))];
  return calls.some((call) => call !== undefined && isTelling(call));
}

const REFUSED = 'what it would have told is missing in the inventory: rules that need it are undecided or not judged';

/** What went wrong with a command that got no answer, as SDKs and `gsl collect` write it. */
function refusal(document: Item): string | undefined {
  const error = document['Error'];
  if (!isRefusal(Object.keys(document)) || !isObject(error)) return undefined;
  const what = named(ownText(document, 'Command'), (ownText(error, 'Code') ?? '').trim());
  const said = (ownText(error, 'Message') ?? '').trim().replace(/\.$/u, '');
  return said === '' ? what : `${what}: ${said}`;
}

function named(command: string | undefined, code: string): string {
  const call = command === undefined ? 'the call failed' : `\`${command}\` failed`;
  return code === '' ? call : `${call}: \`${code}\``;
}

/**
 * The records of an item that was read by itself, out of a member of a long answer.
 *
 * @param isOutlined what waits for other records may be no more than what it is found by
 */
export function listedItem(member: string, item: unknown, origin: Origin, isOutlined = false): AnswerRecords {
  const call = callOf(member, [item], {}, origin.place.file);
  if (call === undefined) return { calls: [], records: [unread({ [member]: [item] }, origin.place)] };
  return itemOf(call, item, origin, isOutlined);
}

function itemOf(call: AwsCall, item: unknown, origin: Origin, isOutlined: boolean): AnswerRecords {
  const outline = isOutlined ? outlineOf(call, item, { origin, beside: {} }) : undefined;
  return { calls: [call], records: outline === undefined ? call.read(item, { origin, beside: {} }) : [outline] };
}

/** A list of items becomes a record for each; all else is read as a whole. */
function memberRecords(call: AwsCall, value: unknown, answer: Item, origin: Origin): readonly InventoryRecord[] {
  if (call.form !== 'list' || call.covers.length === 0 || !Array.isArray(value)) {
    return call.read(value, { origin, beside: answer });
  }
  return value.flatMap((item: unknown, index) => {
    const { file, line } = origin.place;
    return call.read(item, { origin: { ...origin, place: placeOf(file, line, index) }, beside: answer });
  });
}

function itemRecords(item: Item, origin: Origin, isOutlined: boolean): AnswerRecords | undefined {
  const call = callOfItem(item);
  return call === undefined ? undefined : itemOf(call, item, origin, isOutlined);
}

/** An answer without anything, of a call for which that says something. */
function emptyRecords(answer: Item, members: readonly string[], origin: Origin): AnswerRecords | undefined {
  if (members.some((member) => member !== 'Bucket')) return undefined;
  const call = callOfNothing(origin.place.file);
  if (call !== undefined) return { calls: [call], records: call.read(null, { origin, beside: answer }) };
  // An envelope that holds nothing but its wrappers: nothing to read, and nothing wrong.
  return members.length === 0 && Object.keys(answer).length > 0 ? { calls: [], records: [] } : undefined;
}

/** The problem that an answer is of a call which is not read, with the call's name as far as it can be told. */
function unread(answer: Item, place: Provenance): InventoryRecord {
  const members = Object.keys(answer).filter((member) => !isWrapper(member));
  const calls = unreadCalls(answer);
  const named = calls.find((call) => isNamedFor(place.file, call));
  const unnamed = namelessCalls(answer, members);
  if (unnamed.length > 0) {
    const list = unnamed.map((call) => `\`aws ${call}\``).join(' or ');
    const operation = unnamed[0]?.split(' ')[1] ?? '';
    const message = `looks like the answer of ${list}, and does not say of what`;
    return problem(
      'unnamed-part',
      message,
      place,
      `name the file \`${operation}/NAME.json\` or \`NAME.${operation}.json\``,
    );
  }
  const read = members.flatMap((member) => callsWith(member));
  const other = read.map((call) => otherForm(call, answer[call.key])).find((said) => said !== undefined);
  const isOfThese = named === undefined || read.some(({ call }) => isNamedFor(place.file, call));
  // A list of names is the answer of a call that lists them.
  const isNames = calls.length > 0 && members.some((member) => isListOfText(answer[member]));
  const help = 'the calls that are read are listed under `aws-cli` in examples/inventory/README.md';
  const elsewhere = other === undefined ? undefined : (ofOtherService(read, answer) ?? besideArn(read, answer));
  if (elsewhere !== undefined && named === undefined) return problem('unread-answer', elsewhere, place, help);
  const isOther =
    calls.length > 0 &&
    read.every((call) => (call.form === 'value' && tellsOf(call.key, members)) || isUnlike(call, answer[call.key]));
  if (other !== undefined && isOfThese && !isNames && !isOther) return problem('not-an-entity', other, place);
  if (calls.length > 0) {
    const those = named === undefined ? calls : [named];
    const list = those.map((call) => `\`aws ${call}\``).join(' or ');
    return problem(
      'unread-answer',
      `looks like the answer of ${list}, which is not read yet`,
      place,
      insteadOf(those) ?? help,
    );
  }
  const shown = members.slice(0, SHOWN).map((member) => `\`${member}\``);
  const what = shown.length === 0 ? 'nothing' : shown.join(', ');
  return problem(
    'unread-answer',
    `looks like the answer of an AWS call that is not known: it holds ${what}`,
    place,
    help,
  );
}

function isListOfText(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'string');
}

const SHOWN = 3;

/** Calls that are read where the file is named for them, which tells what they are about. */
function namelessCalls(answer: Item, members: readonly string[]): readonly string[] {
  // A part comes with little beside it.
  if (members.length > SHOWN) return [];
  const peek: Peek = { members: Object.keys(answer), text: (member) => ownText(answer, member) };
  const calls = members.flatMap((member) =>
    callsWith(member).filter(
      ({ when, form, call, has, covers }) =>
        when?.(peek, `name.${operationOf(call)}.json`) === true &&
        (covers.length === 0 || call.includes(' get-')) &&
        isOfForm(form, answer[member]) &&
        !tellsOf(member, members) &&
        canBeOf(call, has, answer[member]),
    ),
  );
  return [...new Set(calls.map(({ call }) => call))].slice(0, SHOWN);
}

/** Whether something beside a member tells of what the answer is: then it is of a call that has such a member. */
function tellsOf(member: string, members: readonly string[]): boolean {
  return members.some((other) => other !== member && ID.test(other));
}

const ID = /^(?!Revision|Request|Account|Owner)\w+(?:Id|Identifier|Arn|ARN)$/u;

function isOfForm(form: AwsCall['form'], value: unknown): boolean {
  if (form === 'list') return Array.isArray(value);
  return form === 'object' ? isObject(value) : typeof value === 'string' || value === null;
}

function canBeOf(call: string, has: readonly string[], value: unknown): boolean {
  const item: unknown = Array.isArray(value) ? value[0] : value;
  if (!isObject(item)) return true;
  return (
    has.every((member) => Object.hasOwn(item, member)) && !isOfOtherService(call, (member) => ownText(item, member))
  );
}

/** Whether a text or a list is of another call, by its form; so is an empty list, of which nothing can be said. */
function isUnlike({ form }: AwsCall, value: unknown): boolean {
  if (typeof value === 'string') return form !== 'value';
  return Array.isArray(value) && (form !== 'list' || value.length === 0);
}

/** More names than these tell nobody more. */
const NAMED = 6;

function listed(names: readonly string[]): string {
  const more = names.length > NAMED ? ', …' : '';
  return (
    names
      .slice(0, NAMED)
      .map((name) => `\`${name}\``)
      .join(', ') + more
  );
}

/** That a member is called as in answers which are read, and by its ARN is of another service. */
function ofOtherService(read: readonly AwsCall[], answer: Item): string | undefined {
  for (const { key } of read) {
    const value = answer[key];
    const item: unknown = Array.isArray(value) ? value.find(isObject) : value;
    const service = isObject(item) ? arnServiceOf(key, item) : undefined;
    if (service !== undefined && !read.some(({ call }) => isOfService(call, service)))
      return `looks like the answer of a call of \`${service}\` which is not read yet: that is the service in the ARN of what is in \`${key}\``;
  }
  return undefined;
}

/** The same of a text, which is of what stands beside it. */
function besideArn(read: readonly AwsCall[], answer: Item): string | undefined {
  const key = read.map((call) => call.key).find((member) => typeof answer[member] === 'string');
  const service = arnServiceOf('Resource', answer);
  if (key === undefined || service === undefined || read.some(({ call }) => isOfService(call, service)))
    return undefined;
  return `looks like the answer of a call of \`${service}\` which is not read yet: that is the service in the ARN beside \`${key}\``;
}

/** What is wrong with a member that a call which is read would answer otherwise. */
function otherForm({ call, key, form, has }: AwsCall, value: unknown): string | undefined {
  if (form === 'list' && !Array.isArray(value)) return `\`${key}\` is not a list, as \`aws ${call}\` gives it`;
  if (form === 'object' && !isObject(value)) return `\`${key}\` is not an object, as \`aws ${call}\` gives it`;
  const item: unknown = Array.isArray(value) ? value.find(isObject) : value;
  if (has.length === 0 || (isObject(item) && has.every((member) => Object.hasOwn(item, member)))) return undefined;
  const names = isObject(item) ? Object.keys(item) : [];
  const missing = listed(has.filter((member) => !names.includes(member)));
  if (names.length === 0) return `nothing in \`${key}\` has ${missing}, which \`aws ${call}\` gives`;
  return `what is in \`${key}\` has no ${missing}, which \`aws ${call}\` gives; it has ${listed(names)}`;
}
