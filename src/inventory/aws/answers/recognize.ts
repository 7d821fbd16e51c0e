import { isObject, ownText } from '../../entity.ts';
import type { InputSample, JsonShape } from '../../formats/sample.ts';
import type { AwsCall, Item, Peek } from './call.ts';
import { AWS_CALLS } from './calls.ts';
import { isOfOtherService } from './arn-service.ts';
import { isCamelCase, membersAsApiWrites } from './camel-case.ts';
import { PAGE_MEMBERS } from './pages.ts';
import { isArn, isResource, mayBeAnswer, YAML_ANSWER, YAML_ITEM } from './signs.ts';
import { isNamedFor } from './subject.ts';
import { CALLS_BY_MEMBER } from './unread-calls.ts';

/** Members that stand beside what was asked for. */
const WRAPPERS: ReadonlySet<string> = new Set([
  ...PAGE_MEMBERS,
  'ResponseMetadata',
  'MaxItems',
  'MaxResults',
  'Owner',
  'Prefix',
  'failures',
]);

export function isWrapper(member: string): boolean {
  return WRAPPERS.has(member);
}

const BY_KEY: ReadonlyMap<string, readonly AwsCall[]> = new Map(
  AWS_CALLS.map(({ key }) => [key, AWS_CALLS.filter((call) => call.key === key)]),
);

/** The calls that answer with such a member. */
export function callsWith(key: string): readonly AwsCall[] {
  return BY_KEY.get(key) ?? [];
}

/** What is seen of an item. */
interface Look {
  /** The members that are seen, where that is all of them. */
  readonly members: readonly string[] | undefined;
  has(member: string): boolean;
  text(member: string): string | undefined;
}

/** What a value is, as far as calls are told apart by it. */
interface Outline {
  readonly kind: 'list' | 'object' | 'value';
  /** Of an object, or of the first item of a list; undefined for an empty list. */
  readonly item: Look | undefined;
}

/** The calls of which this can be the answer's member, those that ask for most first. */
function matching(key: string, { kind, item }: Outline, peek: Peek, file: string): readonly AwsCall[] {
  const calls = callsWith(key).filter((call) => {
    if (call.form !== 'value' && call.form !== kind) return false;
    if (call.form === 'value' && kind !== 'value') return false;
    if (item !== undefined && !isItemOf(call, item)) return false;
    return call.when?.(peek, file) ?? true;
  });
  return calls.toSorted((a, b) => b.has.length - a.has.length);
}

function isItemOf({ call, has }: AwsCall, item: Look): boolean {
  return has.every((member) => item.has(member)) && !isOfOtherService(call, (member) => item.text(member));
}

/** What is no object: it has nothing. */
const NO_ITEM: Look = { members: [], has: () => false, text: () => undefined };
/** What is not known of an item: it may be any. */
const ANY_ITEM: Look = { members: undefined, has: () => true, text: () => undefined };

function lookOf(item: Item): Look {
  return {
    members: Object.keys(item),
    has: (member) => Object.hasOwn(item, member),
    text: (member) => ownText(item, member),
  };
}

function lookOfShape(shape: JsonShape): Look {
  if (shape.kind !== 'object') return NO_ITEM;
  const { members, closed } = shape;
  return {
    // A long item is cut off: what it would have is not known.
    members: closed ? [...members.keys()] : undefined,
    has: (member) => members.has(member) || !closed,
    text: (member) => textOf(members.get(member)),
  };
}

function textOf(shape: JsonShape | undefined): string | undefined {
  return shape?.kind === 'text' ? shape.text : undefined;
}

/** What a parsed value is. */
function outlineOf(value: unknown): Outline {
  if (Array.isArray(value)) {
    const first: unknown = value.find(isObject);
    if (isObject(first)) return { kind: 'list', item: lookOf(first) };
    return { kind: 'list', item: value.length === 0 ? undefined : NO_ITEM };
  }
  if (isObject(value)) return { kind: 'object', item: lookOf(value) };
  return { kind: 'value', item: undefined };
}

/** What the sample shows of a value. */
function outlineOfShape(shape: JsonShape): Outline {
  if (shape.kind === 'array') {
    if (shape.first === undefined) return { kind: 'list', item: undefined };
    // A number or null among items is a broken one; others may follow.
    return { kind: 'list', item: shape.first.kind === 'scalar' ? ANY_ITEM : lookOfShape(shape.first) };
  }
  return shape.kind === 'object' ? { kind: 'object', item: lookOfShape(shape) } : { kind: 'value', item: undefined };
}

/** The call that a member of an answer tells; of several, the one that the file's name tells, or that asks for most. */
export function callOf(key: string, value: unknown, answer: Item, file: string): AwsCall | undefined {
  const peek: Peek = { members: Object.keys(answer), text: (member) => ownText(answer, member) };
  const calls = matching(key, outlineOf(value), peek, file);
  // An empty list tells a call only where no other has such a list.
  if (Array.isArray(value) && value.length === 0 && (isOfSeveral(calls) || isAmongOthers(key, calls, peek.members))) {
    return calls.find(({ call }) => isNamedFor(file, call));
  }
  return calls.find(({ call }) => isNamedFor(file, call)) ?? calls[0];
}

function isOfSeveral(calls: readonly AwsCall[]): boolean {
  return new Set(calls.map(({ covers }) => covers.join())).size > 1;
}

/** Whether more stands beside a list than calls that are read give: a broker has `Users` too. */
function isAmongOthers(key: string, calls: readonly AwsCall[], members: readonly string[]): boolean {
  // What tells a part may have its subject beside it.
  if (!calls.some(({ covers }) => covers.length > 0)) return false;
  return members.some((member) => member !== key && !isWrapper(member) && callsWith(member).length === 0);
}

/** The call whose item this is, without its envelope. */
export function callOfItem(item: Item): AwsCall | undefined {
  return callOfLook(lookOf(item));
}

function callOfLook(item: Look): AwsCall | undefined {
  const calls = AWS_CALLS.filter((call) => {
    if (call.form === 'value' || call.covers.length === 0 || call.has.length < 2 || !isItemOf(call, item)) return false;
    return call.only === undefined || (item.members ?? []).every((member) => call.only?.includes(member));
  });
  return calls.toSorted((a, b) => b.has.length - a.has.length)[0];
}

/** The call whose item this is a part of: it has its id, and not all that tells it. */
export function callOfPart(members: readonly string[]): AwsCall | undefined {
  if (!members.every((member) => PASCAL.test(member))) return undefined;
  const share = ({ has }: AwsCall): number => has.filter((member) => members.includes(member)).length;
  const calls = AWS_CALLS.filter(
    ({ covers, has }) => covers.length > 0 && has.some((member) => ID.test(member) && members.includes(member)),
  );
  return calls.toSorted((a, b) => share(b) - share(a))[0];
}

/** `VolumeId`, and not `OwnerId`, which most have. */
const ID = /^(?!Owner|Account|Vpc)\w+(?:Id|Identifier|Arn)$/u;

/** Whether a member is a list whose items are read one by one, each an entity whatever stands beside it. */
export function listedMember(key: string): boolean {
  const calls = callsWith(key);
  return calls.length > 0 && calls.every(({ form, covers }) => form === 'list' && covers.length > 0);
}

/** Whether an answer is long, and of calls that list entities as far as it shows: then it need not be held. */
export function isStreamable({ complete, shape }: InputSample): boolean {
  if (complete) return false;
  const answer = shape?.kind === 'array' ? shape.first : shape;
  const own = answer?.kind === 'object' ? [...answer.members.keys()].filter((member) => !isWrapper(member)) : [];
  const isBeside = (member: string): boolean => member === 'ResponseMetadata' || member === '$metadata';
  return own.length > 0 && own.every((member) => isBeside(member) || listedMember(member));
}

/** Whether the start of a text is an answer as `--output yaml` writes it: a member that a call answers with, and its list or object. */
export function isYamlAnswer({ shape, text }: InputSample): boolean {
  if (shape !== undefined) return false;
  const [, member = '', list] = YAML_ANSWER.exec(text) ?? [];
  if (callsWith(member).length === 0 && !CALLS_BY_MEMBER.has(member)) return isYamlItem(text);
  // The members of a template are objects too, and named in the plural.
  return list !== undefined || !member.endsWith('s');
}

/** Whether the start of a text is a list of items without their envelope, as `--query SecurityGroups` leaves it. */
function isYamlItem(text: string): boolean {
  if (!YAML_ITEM.test(text)) return false;
  const end = text.indexOf('\n- ');
  const first = end < 0 ? text : text.slice(0, end);
  const texts = new Map<string, string>();
  for (const [, member = '', value = ''] of first.matchAll(/^(?:- |[ ]{2})([A-Z]\w*):[ \t]*(.*)$/gmu))
    texts.set(member, value);
  const item = {
    members: [...texts.keys()],
    has: (member: string) => texts.has(member),
    text: (member: string) => texts.get(member),
  };
  return callOfLook(item) !== undefined;
}

/** Calls whose answer is empty, or nothing at all, where nothing is set. */
const EMPTY_MEANS_OFF = new Set([
  's3api get-bucket-versioning',
  's3api get-bucket-logging',
  's3api get-bucket-location',
]);

/** The call that an answer without anything is of, by the file's name. */
export function callOfNothing(file: string): AwsCall | undefined {
  return AWS_CALLS.find(({ call }) => EMPTY_MEANS_OFF.has(call) && isNamedFor(file, call));
}

/** The calls that may have answered so, though they are not read. */
export function unreadCalls(answer: Item): readonly string[] {
  const members = Object.keys(answer).filter((member) => !isWrapper(member));
  const calls = members.flatMap((member) => CALLS_BY_MEMBER.get(member) ?? []);
  // An answer of one that is read would have been: this one only looks like it.
  return calls.filter((call) => !READ.has(call)).slice(0, SHOWN);
}

const READ: ReadonlySet<string> = new Set(AWS_CALLS.map(({ call }) => call));

const SHOWN = 3;

/** Whether these are the members of what comes in place of an answer: `{ Error: { Code, Message } }`. */
export function isRefusal(members: readonly string[]): boolean {
  return members.includes('Error') && members.every((member) => REFUSAL.has(member));
}

const REFUSAL = new Set(['Error', 'Command', 'ResponseMetadata']);

/** Whether the start of an input is an answer, of a call that is read or not. */
export function looksLikeAnswer(members: ReadonlyMap<string, JsonShape>, file: string): boolean {
  if (!mayBeAnswer(members)) return false;
  if (isMetadata(members.get('ResponseMetadata'))) return true;
  if (isRefusal([...members.keys()])) return isError(members.get('Error'));
  const peek: Peek = {
    members: [...members.keys()],
    text: (member) => textOf(members.get(member)),
  };
  const own = [...members].filter(([member]) => !isWrapper(member));
  if (own.every(([member]) => member === 'Bucket') && callOfNothing(file) !== undefined) return true;
  if (own.length === 0) return false;
  if (own.some(([member, shape]) => isKnown(member, shape, peek, file))) return true;
  if (callOfLook(lookOfShape({ kind: 'object', members, closed: true })) !== undefined) return true;
  if (own.length <= FEW && own.some(([member, shape]) => isUnread(member, shape, members))) return true;
  return isResource(members) || (isCamelCase(peek.members) && isKnownAsApiWrites(membersAsApiWrites(members), file));
}

/** Whether members that some SDK has renamed are of a call that lists entities; little else has all that it asks for. */
function isKnownAsApiWrites(members: ReadonlyMap<string, JsonShape>, file: string): boolean {
  const peek: Peek = { members: [...members.keys()], text: (member) => textOf(members.get(member)) };
  const item = callOfLook(lookOfShape({ kind: 'object', members, closed: true }));
  if (item !== undefined && isTelling(item)) return true;
  return [...members].some(([member, shape]) => {
    const outline = outlineOfShape(shape);
    return outline.item?.members !== undefined && matching(member, outline, peek, file).some(isTelling);
  });
}

/** Whether what a call asks for of an item is its own, so that an item is told by it where names are written otherwise. */
export function isTelling({ covers, has, key }: AwsCall): boolean {
  return covers.length > 0 && (has.length >= 2 || key === 'Reservations');
}

/** An envelope holds one list, rarely two or three; an item has more members. */
const FEW = 3;

function isKnown(member: string, shape: JsonShape, peek: Peek, file: string): boolean {
  const outline = outlineOfShape(shape);
  if (outline.kind === 'list' && outline.item === undefined && !isEmptyList(shape)) return false;
  return matching(member, outline, peek, file).length > 0;
}

function isEmptyList(shape: JsonShape): boolean {
  return shape.kind === 'array' && shape.first === undefined;
}

/** The answer of an SDK has it: `{ HTTPStatusCode, RequestId, ... }`. */
function isMetadata(shape: JsonShape | undefined): boolean {
  return shape?.kind === 'object' && (shape.members.has('HTTPStatusCode') || shape.members.has('RequestId'));
}

function isError(shape: JsonShape | undefined): boolean {
  return shape?.kind === 'object' && shape.members.has('Code');
}

const PASCAL = /^[A-Z][A-Za-z0-9]*$/u;

/** A list or object that some call answers with, or whose items are written as AWS writes them. */
function isUnread(member: string, shape: JsonShape, members: ReadonlyMap<string, JsonShape>): boolean {
  const known = CALLS_BY_MEMBER.has(member);
  if (shape.kind === 'array') {
    if (shape.first === undefined || shape.first.kind === 'text') return known;
    if (shape.first.kind !== 'object') return false;
    if (isResource(shape.first.members)) return true;
    return (known && hasArn(shape.first.members)) || isPascal(shape.first.members, known || hasPage(members));
  }
  if (shape.kind === 'object' && isResource(shape.members)) return true;
  // The members of a template are objects too, and named in the plural.
  if (shape.kind === 'object') return known && !member.endsWith('s') && isPascal(shape.members, true);
  return known && shape.kind === 'text' && members.size <= 2;
}

function hasPage(members: ReadonlyMap<string, JsonShape>): boolean {
  return ['NextToken', 'NextMarker', 'IsTruncated'].some((member) => members.has(member));
}

/** Whether all members are in Pascal case; one that no table knows must also hold an ARN. */
function isPascal(members: ReadonlyMap<string, JsonShape>, known: boolean): boolean {
  if (members.size === 0 || ![...members.keys()].every((member) => PASCAL.test(member))) return false;
  return known || hasArn(members);
}

function hasArn(members: ReadonlyMap<string, JsonShape>): boolean {
  return [...members.values()].some(isArn);
}
