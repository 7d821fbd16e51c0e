import { nameOfSameWords, nearName } from '../check/names.ts';
import { knows } from '../check/schemas/knows.ts';
import { COMMON } from '../check/schemas/schema.ts';
import type { Predicate, Scalar } from '../plan/plan.ts';
import { ELEMENTS, type Location } from '../plan/reads.ts';
import { truthMeant } from '../run/doubts.ts';
import type { ComparisonEvidence } from '../run/evidence.ts';
import type { PathEvidence } from '../run/evidence-path.ts';
import { print } from '../syntax/print.ts';
import { defined } from '../text/defined.ts';
import type { Message } from '../text/message.ts';
import type { EvidenceContext } from './evidence-context.ts';
import { lookupMessages } from './lookup-messages.ts';
import { lookalikeNote, lookalikeOf } from './not-judged.ts';
import type { RuleRun } from './rule-run.ts';

/**
 * What a rule's verdicts do not rest on: its type was not there, a path was in no entity, a comparison could never be made.
 * An error where a name is near one that is there, since then the rule most likely asks for something else than it says.
 */
export function evidenceMessages(run: RuleRun, context: EvidenceContext): readonly Message[] {
  const { compiled, evidence, tested } = run;
  if (compiled?.target === undefined || evidence === undefined) return [];
  const { target, isList } = compiled;
  const missing = isList && !context.entityTypes.has(target) ? nearType(target, context) : undefined;
  if (missing !== undefined) return [typeMessage(run, target, missing)];
  if (tested === 0) return notJudged(target, context);
  const ofParts = evidence.evidence.flatMap((found): Message[] => {
    if (found.supported) return [];
    const message = found.kind === 'path' ? pathMessage(found, run, context) : comparisonMessage(found, run);
    return message === undefined ? [] : [message];
  });
  return [...ofParts, ...lookupMessages(compiled, context)];
}

function placeOf(
  run: RuleRun,
  { span }: { readonly span: { readonly start: number; readonly end: number } },
): Pick<Message, 'at'> {
  return run.compiled === undefined ? {} : { at: { kind: 'text', source: run.compiled.source, span } };
}

function pathMessage(found: PathEvidence, run: RuleRun, context: EvidenceContext): Message | undefined {
  const { part, owner, depth, asked, names } = found;
  if (asked === 0) return stopMessage(found, run) ?? slipMessage(found, run, context);
  const name = String(part.segments[depth]);
  const before = part.segments.slice(0, depth);
  const around = [...(owner?.path ?? []).filter((step) => step !== ELEMENTS), ...before];
  const { known, near: path } =
    owner === undefined ? { known: 'unknown' } : knows(context.schemas, owner.type, [...around, name]);
  if (known === 'yes') return slipMessage(found, run, context);
  // What a schema knows further out says nothing of this name.
  const inSchema = path?.length === around.length + 1 ? String(path.at(-1)) : undefined;
  const near = nearOf(name, names) ?? inSchema ?? moved(found, context);
  const of = ownerText(owner, before, asked);
  const have = near !== undefined && names.has(near) ? `, which have \`${near}\`` : '';
  return {
    code: 'unsupported-path',
    severity: near === undefined ? 'note' : 'error',
    message: `\`${name}\` is in none of ${of}${have}`,
    ...placeOf(run, part.node),
    ...defined({ help: pathHelp(near, names) }),
  };
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
const WRAPPERS: ReadonlySet<string> = new Set(['Properties', 'properties', 'values', 'attributes', 'configuration']);

/** A path with a step too many or too few: `Properties.AccessControl`, `hostPID` for `spec.hostPID`. */
function moved({ part, owner, depth, names }: PathEvidence, { schemas }: EvidenceContext): string | undefined {
  const [name, next] = part.segments.slice(depth).map(String);
  if (name === undefined || Object.hasOwn(COMMON, name)) return undefined;
  if (next !== undefined && names.has(next) && WRAPPERS.has(name)) return part.segments.slice(depth + 1).join('.');
  if (owner === undefined || owner.path.length > 0 || depth > 0) return undefined;
  return names.has('spec') && knows(schemas, owner.type, ['spec', name]).known === 'yes' ? `spec.${name}` : undefined;
}

/** That a path goes on into a single value: `Principal.AWS` where the principal is text. */
function stopMessage({ part, owner, stop }: PathEvidence, run: RuleRun): Message | undefined {
  if (stop === undefined) return undefined;
  const steps = part.segments.slice(0, stop.depth);
  // `Principal = '*' or Principal.AWS = '*'`, the same the other way round.
  if (steps.length > 0 && comparesItself(steps.join('.'), run)) return undefined;
  const what = steps.length === 0 ? 'the element' : `\`${steps.join('.')}\``;
  return {
    code: 'unsupported-path',
    severity: 'note',
    message: `${what} was ${stop.kind} in all ${ownerText(owner, [], stop.count)}, and has no \`${String(part.segments[stop.depth])}\``,
    ...placeOf(run, part.node),
  };
}

function pathHelp(near: string | undefined, names: ReadonlySet<string>): string | undefined {
  if (near !== undefined) return `did you mean \`${near}\`?`;
  const shown = [...names].filter((name) => name !== 'type').slice(0, 12);
  return shown.length === 0
    ? undefined
    : `they have ${shown.map((name) => `\`${name}\``).join(', ')}${names.size > 13 ? ', …' : ''}`;
}

/** What was looked for before: one entity after the other is often assessed by the same rules. */
const remembered = new Map<string, string | undefined>();
const MAX_REMEMBERED = 1_000;

/** A name that the written one is most likely a slip of. */
function nearOf(written: string, known: ReadonlySet<string>): string | undefined {
  const key = JSON.stringify([written, ...known]);
  if (remembered.has(key)) return remembered.get(key);
  if (remembered.size >= MAX_REMEMBERED) remembered.clear();
  const found = nearName(written, known) ?? nameOfSameWords(written, known);
  remembered.set(key, found);
  return found;
}

/** `214 \`IamUser\` entities`, `12 elements of \`inboundRules\``. */
function ownerText(owner: Location | undefined, before: readonly (string | number)[], count: number): string {
  const steps = [...(owner?.path ?? []), ...before];
  if (steps.length === 0) {
    const type = owner === undefined ? '' : `\`${owner.type}\` `;
    return count === 1 ? `1 ${type}entity` : `${count} ${type}entities`;
  }
  const isElement = steps.at(-1) === ELEMENTS;
  const path = textOf(isElement ? steps.slice(0, -1) : steps);
  if (isElement) return `${count} ${count === 1 ? 'element' : 'elements'} of \`${path}\``;
  return `${count} \`${path}\``;
}

function textOf(steps: readonly (string | number | typeof ELEMENTS)[]): string {
  return steps
    .map((step) => (step === ELEMENTS ? '[]' : String(step)))
    .join('.')
    .replaceAll('.[]', '[]');
}

const ORDERS = ['<', '>', '<=', '>='];

function comparisonMessage(found: ComparisonEvidence, run: RuleRun): Message | undefined {
  const { part, asked, kinds, other, owner, doubt } = found;
  if (asked === 0) return undefined;
  const value = part.kind === 'test' ? part.value : part.left;
  // `Action = '*' or Action contain [ … ]` asks both forms: whichever is there is asked rightly.
  if (kinds.has('a list') && kinds.size === 1 && asksElements(value.node, run)) return undefined;
  if (kinds.has('an object') && kinds.size === 1 && asksMembers(value.node, run)) return undefined;
  const text = value.kind === 'path' && value.segments.length === 0 ? 'the element' : `\`${print(value.node)}\``;
  const [kind = 'something else', count = asked] = [...kinds].sort(([, a], [, b]) => b - a)[0] ?? [];
  const compared = part.kind === 'compare' ? part : part.predicate;
  const operator = compared.kind === 'compare' ? compared.operator : '=';
  const where = `${count === asked ? 'all ' : `${count} of `}${ownerText(owner, [], asked)}`;
  const what = ORDERS.includes(operator) ? `has no order against ${other}` : `was compared with ${other}`;
  const meant = kind === 'true or false' ? truthOf(part) : undefined;
  // Only where all of them do: what else was there shows that the rule means what it says.
  const doubted = meant ?? (doubt?.count === asked ? doubt.about : undefined);
  return {
    code: 'unsupported-comparison',
    severity: doubted === undefined ? 'note' : 'error',
    message: `${text} was ${kind} in ${where} and ${what}`,
    ...placeOf(run, part.node),
    ...defined({
      help: kind === 'a list' ? `a block looks into a list: \`${print(value.node)} contain [ $ … ]\`` : doubted,
    }),
  };
}

/** What text beside true or false most likely stands for: then the rule asks for something else than it says. */
function truthOf(part: ComparisonEvidence['part']): string | undefined {
  if (part.kind !== 'test') return undefined;
  const { predicate } = part;
  const meant = valuesOf(predicate)
    .map((one) => truthMeant(one) ?? nearName(String(one).toLowerCase(), ['true', 'false']))
    .find((truth) => truth !== undefined);
  return meant === undefined ? undefined : `did you mean \`${meant}\`?`;
}

function valuesOf(predicate: Predicate): readonly Scalar[] {
  if (predicate.kind === 'oneOf') return predicate.values;
  return predicate.kind === 'compare' ? [predicate.to] : [];
}

/** Whether the rule also looks into what a node names. */
function asksElements(node: Parameters<typeof print>[0], run: RuleRun): boolean {
  return run.evidence?.lists.has(print(node)) === true;
}

/** Whether the rule also asks for something in what a node names. */
function asksMembers(node: Parameters<typeof print>[0], run: RuleRun): boolean {
  const start = `${print(node)}.`;
  return (
    run.evidence?.evidence.some(({ kind, part }) => kind === 'path' && print(part.node).startsWith(start)) === true
  );
}

/** Whether the rule also compares the value at a path as it is. */
function comparesItself(path: string, run: RuleRun): boolean {
  return (
    run.evidence?.evidence.some(({ kind, part }) => {
      if (kind !== 'comparison') return false;
      return print((part.kind === 'test' ? part.value : part.left).node) === path;
    }) === true
  );
}

function nearType(target: string, { entityTypes }: EvidenceContext): string | undefined {
  return nearName(target, entityTypes.keys());
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
  const syntax = run.compiled?.syntax;
  return syntax === undefined || syntax.kind === 'ConstantRule' ? {} : placeOf(run, { span: syntax.target.nameSpan });
}
