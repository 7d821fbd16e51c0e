import { nameOfSameWords, nearName } from '../check/names.ts';
import { knows } from '../check/schemas/knows.ts';
import { COMMON } from '../check/schemas/schema.ts';
import { ELEMENTS } from '../plan/reads.ts';
import type { Evidence } from '../run/evidence.ts';
import type { PathEvidence } from '../run/evidence-path.ts';
import { print } from '../syntax/print.ts';
import { defined } from '../text/defined.ts';
import type { Message } from '../text/message.ts';
import { comparisonMessage, conditionMessage, isDoubted, readingMessage } from './comparison-messages.ts';
import type { EvidenceContext } from './evidence-context.ts';
import { allOf, ownerText, placeOf, textOf } from './evidence-wording.ts';
import { lookupMessages } from './lookup-messages.ts';
import { lookalikeNote, lookalikeOf } from './not-judged.ts';
import { compiledOf, type RuleRun } from './rule-run.ts';

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
  return compiled === undefined ? ofParts : [...ofParts, ...lookupMessages(compiled, context)];
}

function messageOf(found: Evidence, run: RuleRun, context: EvidenceContext): Message | undefined {
  switch (found.kind) {
    case 'path':
      return pathMessage(found, run, context);
    case 'condition':
      return conditionMessage(found);
    case 'reading':
      return readingMessage(found, run);
    case 'comparison':
      // What the checker said of it is said there.
      return isDoubted(found, run) ? undefined : comparisonMessage(found, run);
  }
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
    message: `${what} was ${stop.kind} in ${allOf(owner, stop.count)}, and has no \`${String(part.segments[stop.depth])}\``,
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
  const syntax = compiledOf(run)?.syntax;
  return syntax === undefined || syntax.kind === 'ConstantRule' ? {} : placeOf(run, { span: syntax.target.nameSpan });
}
