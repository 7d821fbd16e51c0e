import { namesOf } from '../check/known-names.ts';
import { folded, otherNumber } from '../check/names.ts';
import { movedTo } from '../check/moved-attributes.ts';
import { byNearness } from '../check/nearness.ts';
import { asksNoAccount, isOfPolicy } from '../check/schemas/aws-shapes.ts';
import { knows, namesAt } from '../check/schemas/knows.ts';
import { COMMON } from '../check/schemas/schema.ts';
import { isTerraformType } from '../check/target-types.ts';
import { steeringHelp } from '../check/terraform-meta.ts';
import { ELEMENTS } from '../plan/reads.ts';
import type { Evidence } from '../run/evidence.ts';
import type { PathEvidence } from '../run/evidence-path.ts';
import { defined } from '../text/defined.ts';
import type { Message } from '../text/message.ts';
import {
  casedMessage,
  comparisonMessage,
  conditionMessage,
  isDoubted,
  misreadMessages,
  readingMessage,
} from './comparison-messages.ts';
import { emptyListMessages } from './empty-lists.ts';
import type { EvidenceContext } from './evidence-context.ts';
import { allOf, inNoneOf, ownerText, placeOf, textOf } from './evidence-wording.ts';
import { lookupMessages, unansweredMessage } from './lookup-messages.ts';
import { mixedMessage } from './mixed-messages.ts';
import { asksToo, nearOf, otherwiseOf } from './near-names.ts';
import { lookalikeNote, lookalikeOf } from './not-judged.ts';
import { type OtherPlace, otherPlace, otherShape } from './other-place.ts';
import { comparesItself } from './other-questions.ts';
import { compiledOf, type RuleRun } from './rule-run.ts';
import { holdsSingles, shapeMessage } from './shape-messages.ts';
import { valueMessage } from './value-messages.ts';

/**
 * What a rule's verdicts do not rest on: its type was not there, a path was in no entity, a comparison could never be made.
 * An error where a name is near one that is there, since then the rule most likely asks for something else than it says.
 */
export function evidenceMessages(run: RuleRun, context: EvidenceContext): readonly Message[] {
  const { about, evidence, tested } = run;
  if (about?.target === undefined) return [];
  const { target, isList } = about;
  const missing = isList && !context.entityTypes.has(target) ? nearType(target, context) : undefined;
  if (missing !== undefined) return [typeMessage(run, target, missing)];
  if (tested === 0) return notJudged(target, context);
  const ofParts = (evidence?.evidence ?? []).flatMap((found): Message[] => {
    if (found.supported && found.kind === 'path') return [...twinMessage(found, run)];
    if (found.supported && (found.kind !== 'comparison' || found.beside === undefined)) return [];
    const message = messageOf(found, run, context);
    return message === undefined ? [] : [message];
  });
  const compiled = compiledOf(run);
  if (compiled === undefined) return ofParts;
  return [
    ...ofParts,
    ...misreadMessages(run, compiled),
    ...lookupMessages(compiled, context),
    ...(isList || ofParts.some(({ severity }) => severity === 'error')
      ? []
      : emptyListMessages(run, compiled.plan, context)),
    ...excludedMessages(run),
  ];
}

function messageOf(found: Evidence, run: RuleRun, context: EvidenceContext): Message | undefined {
  switch (found.kind) {
    case 'path':
      return pathMessage(found, run, context);
    case 'condition':
      return conditionMessage(found);
    case 'reading':
      return readingMessage(found, run);
    case 'value':
      return valueMessage(found, run);
    case 'lookup':
      return unansweredMessage(found, run, context);
    case 'case':
      return casedMessage(found, run);
    case 'mixed':
      return isDoubted(found, run) ? undefined : mixedMessage(found, run);
    case 'shape':
      return shapeMessage(found, run);
    case 'comparison':
      // What the checker said of it is said there.
      return isDoubted(found, run) ? undefined : comparisonMessage(found, run);
  }
}

/** That a rule's own `exclude` leaves nothing to judge. */
function excludedMessages(run: RuleRun): readonly Message[] {
  const { accepted, compiled, counts, tested } = run;
  const excluded = tested - counts.irrelevant;
  const exclude = compiled?.plan.exclude;
  // Those of a list say nothing of the rule.
  if (exclude === undefined || excluded === 0 || counts.excluded - accepted < excluded) return [];
  const which = excluded === 1 ? 'the 1 entity' : `all ${excluded} entities`;
  return [
    {
      code: 'all-excluded',
      severity: 'note',
      message: `${which} that the rule is about ${excluded === 1 ? 'is' : 'are'} excluded, so that none is judged`,
      ...placeOf(run, exclude.node),
      help: '`exclude` takes out each entity for which it is true; what shall be judged alone stands in `where`',
    },
  ];
}

/** That two names differ by case alone, of which the rule reads one. */
function twinMessage({ part, twin }: PathEvidence, run: RuleRun): readonly Message[] {
  if (twin === undefined) return [];
  const read = part.segments.map(String).find((name) => name.toLowerCase() === twin.toLowerCase());
  return [
    {
      code: 'unsupported-path',
      severity: 'note',
      message: `\`${twin}\` is there beside \`${read ?? twin}\`, which is the one that is read`,
      ...placeOf(run, part.node),
      help: 'names of properties mind case',
    },
  ];
}

function pathMessage(found: PathEvidence, run: RuleRun, context: EvidenceContext): Message | undefined {
  const { depth, asked, stop } = found;
  const message = nameMessage(found, run, context);
  // Where some have the value and others leave it out, what is there has no more steps all the same.
  if (message?.severity === 'error' || asked === 0 || stop === undefined || stop.depth <= depth) return message;
  return stopMessage(found, run, context) ?? message;
}

function nameMessage(found: PathEvidence, run: RuleRun, context: EvidenceContext): Message | undefined {
  const { part, owner, depth, asked, names } = found;
  if (asked === 0)
    return stopMessage(found, run, context) ?? beyondMessage(found, run) ?? slipMessage(found, run, context);
  const name = String(part.segments[depth]);
  const before = part.segments.slice(0, depth);
  const around = [...(owner?.path ?? []).filter((step) => step !== ELEMENTS), ...before];
  const { known, near: path } =
    owner === undefined ? { known: 'unknown' } : knows(context.schemas, owner.type, [...around, name]);
  const spelled = spelledOtherwise(found, around, run, context);
  if (isOfPolicy(around, name) && spelled === undefined) return undefined;
  // Each entity of the vendor's has these: where none has them, the source does not tell them.
  const isTold = around.length > 0 || (name !== 'region' && name !== 'accountNumber');
  // A manifest has in it what the vendor's entities have at the top.
  const isManifest = name === 'metadata' && names.has('namespace');
  const isKnown = known === 'yes' && isTold && !isManifest;
  const renamed = isKnown ? (spelled ?? renamedTo(found, run, context)) : spelled;
  const shape = isKnown && renamed === undefined ? otherShape(found, around, context.schemas) : undefined;
  if (isKnown && renamed === undefined && shape === undefined)
    return movedMessage(found, run, context) ?? slipMessage(found, run, context);
  // What a schema knows further out says nothing of this name.
  const inSchema = path?.length === around.length + 1 ? String(path.at(-1)) : undefined;
  const near = renamed ?? nearOf(name, names, context) ?? moved(found, context) ?? inSchema;
  const other =
    near === undefined
      ? (shape ?? ofList(found, run) ?? steered(found) ?? unquotedText(found, run) ?? otherPlace(found))
      : undefined;
  // All that the type has is known, and this is none of it: nothing can ever be there.
  const isNever = known === 'no';
  const isBoth = near !== undefined && asksToo(near, found, run);
  const have = near !== undefined && names.has(near) ? `, which ${asked === 1 ? 'has' : 'have'} \`${near}\`` : '';
  return {
    code: 'unsupported-path',
    severity: !isBoth && (near !== undefined || other?.isSure === true || isNever) ? 'error' : 'note',
    message: `\`${name}\` is ${inNoneOf(owner, before, asked)}${have}`,
    ...placeOf(run, part.node),
    ...defined({ help: other?.help ?? pathHelp(name, found, run, near) }),
  };
}

/**
 * What a name of one version of a provider is there by the same words in another order, as a later one has it:
 * `enable_https_traffic_only`, `https_traffic_only_enabled`. Not where the rule asks for both.
 */
function renamedTo(found: PathEvidence, run: RuleRun, context: EvidenceContext): string | undefined {
  const name = String(found.part.segments[found.depth]);
  const meant = otherwiseOf(name, found.names, context);
  if (meant === undefined || meant === name || !/^[a-z\d_]+$/u.test(name)) return undefined;
  return asksToo(meant, found, run) ? undefined : meant;
}

/**
 * What a script or a database has made of a name that is not there: `CreateDate`, `created_date` for `createDate`. None that is
 * a property by itself, or that the rule asks for too.
 */
function spelledOtherwise(
  found: PathEvidence,
  around: readonly (string | number)[],
  run: RuleRun,
  { schemas }: EvidenceContext,
): string | undefined {
  const { part, owner, depth, names } = found;
  const name = String(part.segments[depth]);
  const letters = folded(name);
  // Headers of a table keep blanks, and JSON of XML a sign before its attributes.
  const bare = (there: string): string => folded(there.trim().replace(/^@/u, ''));
  // What is far longer has other letters: there may be thousands of names, and of paths.
  const most = 3 * name.length + 10;
  const alike = [...names.keys()].filter((there) => there !== name && there.length <= most && bare(there) === letters);
  return alike
    .filter((there) => owner === undefined || knows(schemas, owner.type, [...around, there]).known !== 'yes')
    .sort()
    .find((there) => !asksToo(there, found, run));
}

/** That an attribute, which is in no entity, stands in resources of their own, which are there. */
function movedMessage(
  { part, owner, depth, asked }: PathEvidence,
  run: RuleRun,
  { entityTypes }: EvidenceContext,
): Message | undefined {
  const name = String(part.segments[depth]);
  const apart = owner === undefined || owner.path.length > 0 || depth > 0 ? [] : movedTo(owner.type, name);
  const type = apart.find((one) => entityTypes.has(one));
  const count = type === undefined ? undefined : entityTypes.get(type);
  if (type === undefined || count === undefined) return undefined;
  return {
    code: 'unsupported-path',
    severity: 'note',
    message: `\`${name}\` is ${inNoneOf(owner, [], asked)}, and there ${count === 1 ? 'is' : 'are'} ${count} \`${type}\`, which may hold it`,
    ...placeOf(run, part.node),
    help: `judge \`${type}\` too: what \`${name}\` would hold may stand there`,
  };
}

/** `items`, which a list of a type has, and none of its entities. */
function ofList({ part, owner, depth }: PathEvidence, { about }: RuleRun): OtherPlace | undefined {
  if (owner === undefined || owner.path.length > 0 || depth > 0 || part.segments[0] !== 'items') return undefined;
  const help =
    about?.isList === true
      ? 'a path in a block begins at the element, which is in `items` already'
      : `\`List<${owner.type}>\` has \`items\``;
  return { help, isSure: true };
}

/** What steers Terraform and is no attribute, `lifecycle.prevent_destory`: its own names are told. */
function steered({ part, owner, depth }: PathEvidence): OtherPlace | undefined {
  if (owner === undefined || owner.path.length > 0 || depth > 0 || !isTerraformType(owner.type)) return undefined;
  const help = steeringHelp(part.segments);
  return help === undefined || help === '' ? undefined : { help, isSure: true };
}

/** `protocol = TCP`: one word at the right of a comparison, which no entity has for a property; `owner != creator` may be right. */
function unquotedText({ part }: PathEvidence, run: RuleRun): OtherPlace | undefined {
  const [word, ...more] = part.segments;
  const isRight = run.evidence?.evidence.some(
    ({ kind, part: one }) =>
      kind === 'comparison' && one.kind === 'compare' && one.right === part && /^!?=$/u.test(one.operator),
  );
  // `latestVersion` is named as properties are.
  const isName = /^[a-z]+[A-Z_]/u.test(String(word));
  if (isRight !== true || isName || more.length > 0 || part.levels > 0) return undefined;
  const text = `'${String(word)}'`;
  // Two properties may be compared; none is called `TCP`.
  return /^[A-Z][A-Z\d_]+$/u.test(String(word))
    ? { help: `text stands between single quotes: \`${text}\``, isSure: true }
    : { help: `is \`${String(word)}\` a property, or text, \`${text}\`?`, isSure: false };
}

/** That a step which no entity came to is near a name that is known: the rest of an optional property, an element of an empty list. */
function slipMessage({ part, owner }: PathEvidence, run: RuleRun, { schemas }: EvidenceContext): Message | undefined {
  if (owner === undefined) return undefined;
  const around = owner.path.filter((step) => step !== ELEMENTS);
  const { known, near } = knows(schemas, owner.type, [...around, ...part.segments]);
  const index = (near?.length ?? 0) - 1 - around.length;
  const [name, meant] = [part.segments[index], near?.at(-1)];
  if (known === 'yes' || name === undefined || meant === undefined) return undefined;
  const steps = [...owner.path, ...part.segments.slice(0, index)];
  const of = steps.length === 0 ? owner.type : textOf(steps);
  return {
    code: 'unsupported-path',
    severity: 'error',
    message: `\`${String(name)}\` is not a known property of \`${of}\`, and no entity has it`,
    ...placeOf(run, part.node),
    help: `did you mean \`${String(meant)}\`?`,
  };
}

/** Objects that other forms of the same entity put around all that is in it: `Properties` of a template's resource. */
const WRAPPERS: ReadonlySet<string> = new Set([
  'metadata',
  'Properties',
  'properties',
  'values',
  'attributes',
  'configuration',
]);

/** What other languages begin a path with, for what is judged or for the element of a block. */
const SELVES: ReadonlySet<string> = new Set([
  ...['entity', 'resource', 'this', 'self', 'item', 'it', 'obj', 'object', 'element', 'input'],
]);

/** `IamUser.mfaActive`, `user.mfaActive`, `tags contain [ tag.key = 'env' ]`. */
function namesItself(name: string, next: string, owner: PathEvidence['owner']): boolean {
  if (SELVES.has(name)) return true;
  const list = owner?.path.findLast((step) => typeof step === 'string');
  const own = folded(String(list ?? owner?.type ?? ''));
  const fold = folded(name);
  if (fold === own) return true;
  // What many things have says little behind what may be another thing.
  if (list !== undefined) return otherNumber(own).includes(fold);
  return fold.length > 3 && own.endsWith(fold) && !Object.hasOwn(COMMON, next);
}

/** A path with a step too many or too few: `Properties.AccessControl`, `hostPID` for `spec.hostPID`. */
function moved({ part, owner, depth, names }: PathEvidence, { schemas }: EvidenceContext): string | undefined {
  const [name, next] = part.segments.slice(depth).map(String);
  if (name === undefined || Object.hasOwn(COMMON, name)) return undefined;
  if (next !== undefined && names.has(next) && (WRAPPERS.has(name) || namesItself(name, next, owner)))
    return part.segments.slice(depth + 1).join('.');
  if (owner === undefined || owner.path.length > 0 || depth > 0) return undefined;
  return names.has('spec') && knows(schemas, owner.type, ['spec', name]).known === 'yes' ? `spec.${name}` : undefined;
}

/**
 * That a path goes on into a single value: `Principal.AWS` where the principal is text. Where an object is known to be, what is
 * there has another form.
 */
function stopMessage(
  { part, owner, asked, stop }: PathEvidence,
  run: RuleRun,
  { schemas }: EvidenceContext,
): Message | undefined {
  if (stop === undefined) return undefined;
  const steps = part.segments.slice(0, stop.depth);
  // `Principal = '*' or Principal.AWS = '*'`, the same the other way round.
  if (steps.length > 0 && comparesItself(textOf(steps), run)) return undefined;
  if (asksNoAccount(steps, [String(part.segments[stop.depth])])) return undefined;
  const what = steps.length === 0 ? 'the element' : `\`${textOf(steps)}\``;
  const around = [...(owner?.path ?? []).filter((step) => step !== ELEMENTS), ...steps];
  const isObject = owner !== undefined && around.length > 0 && namesAt(schemas, owner.type, around).length > 0;
  // What a block asks of an element it never can have where all elements are single values; that a rule may ask them too.
  const isNever = steps.length === 0 && holdsSingles(owner, run);
  return {
    code: 'unsupported-path',
    severity: isObject || isNever ? 'error' : 'note',
    message: `${what} was ${stop.kind} in ${asked === 0 ? allOf(owner, stop.count) : `${ownerText(owner, [], stop.count)} that ${stop.count === 1 ? 'has' : 'have'} it`}, and has no \`${String(part.segments[stop.depth])}\``,
    ...placeOf(run, part.node),
  };
}

/** So many names are shown of what is there instead. */
const MAX_SHOWN = 12;

/** That every list ended before the place that a path asks for. */
function beyondMessage({ part, owner, beyond }: PathEvidence, run: RuleRun): Message | undefined {
  if (beyond === undefined) return undefined;
  const { depth, place, longest, count } = beyond;
  const list = `\`${textOf(part.segments.slice(0, depth))}\``;
  return {
    code: 'unsupported-path',
    severity: 'note',
    message: `${list} has no place \`${place}\` in ${allOf(owner, count)}: the longest has ${longest} ${longest === 1 ? 'element' : 'elements'}`,
    ...placeOf(run, part.node),
    help: 'places count from 0; a block looks at all elements',
  };
}

/** Longer names are not shown. */
const MAX_NAME = 100;
/** A rule that rests on more than this has its names shown in the order in which they are there: ordering them takes long. */
const MANY = 200;

/** What is there, the nearest first. */
function pathHelp(
  written: string,
  { names, asked }: PathEvidence,
  { evidence }: RuleRun,
  near: string | undefined,
): string | undefined {
  if (near !== undefined) return `did you mean \`${near}\`?`;
  const isMuch = (evidence?.evidence.length ?? 0) > MANY;
  const others = [...names.keys()].filter((name) => name !== 'type');
  const short = others.filter(({ length }) => length <= MAX_NAME);
  const there = isMuch ? short : byNearness(written, short);
  if (there.length === 0) return undefined;
  const shown = there.slice(0, MAX_SHOWN).map((name) => `\`${name}\``);
  return `${asked === 1 ? 'it has' : 'they have'} ${shown.join(', ')}${others.length > shown.length ? ', …' : ''}`;
}

function nearType(target: string, { entityTypes }: EvidenceContext): string | undefined {
  return namesOf(entityTypes).near(target) ?? lookalikeOf(target, entityTypes.keys());
}

function typeMessage(run: RuleRun, target: string, near: string): Message {
  return {
    code: 'unsupported-type',
    severity: 'error',
    message: `no entity is of the type \`${target}\`; there are \`${near}\``,
    ...targetPlace(run),
    help: `did you mean \`${near}\`?`,
  };
}

/** That entities of the target are there under a name that differs in case or number, where none was judged. */
function notJudged(target: string, { entityTypes }: EvidenceContext): readonly Message[] {
  const lookalike = lookalikeOf(target, entityTypes.keys());
  return lookalike === undefined ? [] : [lookalikeNote(target, lookalike)];
}

function targetPlace(run: RuleRun): Pick<Message, 'at'> {
  const syntax = compiledOf(run)?.syntax;
  return syntax === undefined || syntax.kind === 'ConstantRule' ? {} : placeOf(run, { span: syntax.target.nameSpan });
}
