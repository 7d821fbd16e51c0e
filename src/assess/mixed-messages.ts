import type { Test } from '../plan/plan.ts';
import { comparedWith } from '../run/comparable.ts';
import { MAX_FIRST } from '../run/evidence-first.ts';
import {
  isEmptyText,
  isWordOfNull,
  type MixedEvidence,
  type MixedState,
  mixedState,
  NOTHING,
  OTHER_FORM,
} from '../run/evidence-mixed.ts';
import { endOfRange, RANGE } from '../run/evidence-ranges.ts';
import {
  EMPTY_ONES,
  EMPTY_TEXT,
  ENCODED,
  NOT_EMPTY,
  NULL,
  SECONDS,
  SPACED,
  WORD_OF_NOTHING,
} from '../run/evidence-words.ts';
import { print } from '../syntax/print.ts';
import { defined } from '../text/defined.ts';
import type { Message } from '../text/message.ts';
import { withoutCredentials } from '../text/credentials.ts';
import { KIND_WORDS } from '../values/kinds.ts';
import { isBesideTold, isComparedAtAll } from './comparison-messages.ts';
import { ownerText, placeOf, subjectText, textOf } from './evidence-wording.ts';
import { asksBeside, asksElements, asksFor, asksJson, asksMembers, asksOtherwise } from './other-questions.ts';
import type { RuleRun } from './rule-run.ts';

/**
 * That a value was of a kind that cannot be compared in some of what was judged, beside others that could: what passes by it
 * was not looked at. A note: that the others are no such value may be just what the rule says.
 */
export function mixedMessage(found: MixedEvidence, run: RuleRun): Message | undefined {
  const { part, owner } = found;
  const state = mixedState(found);
  const { asked, shown } = state;
  const others = new Map(state.others);
  // Where none could be compared, that is said with all numbers.
  // A word that some interface has for a value stands for null where there is nothing else.
  const isAllNull = isWordOfNull(part) && others.get(NOTHING)?.length === asked;
  if (others.has(RANGE)) return rangeMessage(found, state, run);
  const word = Object.keys(WORDS).find((kind) => others.has(kind));
  if (word !== undefined) return wordMessage(word, found, state, run);
  if (others.size === 0 || !(isEmptyText(part) || isAllNull || isComparedAtAll(part, run))) return undefined;
  const told = [...others]
    .filter(([kind]) => isTold(kind, found, state, run))
    .sort(([, a], [, b]) => b.length - a.length);
  const [kind, places] = told[0] ?? [];
  if (kind === undefined || places === undefined) return undefined;
  const all = `${asked < MAX_FIRST ? '' : 'the first '}${ownerText(owner, [], asked)}`;
  if (kind === OTHER_FORM) return formMessage(places.length, all, found, run);
  const such =
    shown === undefined || kind !== KIND_WORDS.text ? '' : `, such as \`${withoutCredentials(shown.text)}\`,`;
  return {
    code: 'unsupported-comparison',
    severity: 'note',
    message: `${subjectText(part.value)} was ${kind} in ${places.length} of ${all}${such} and was compared with ${isEmptyText(part) ? 'empty text' : (comparedWith(part.predicate) ?? 'another kind')}`,
    ...placeOf(run, part.node),
    ...defined({ help: helpOf(kind, part, state) }),
  };
}

/** What follows from a value that says something else than a rule reads from it, and what to write. */
const WORDS: Readonly<
  Record<string, readonly [so: string, help: (path: string, shown: string, part: Test) => string]>
> = {
  [WORD_OF_NOTHING]: [
    ', and is taken for something, as text is',
    (path, shown, { predicate }) =>
      predicate.kind === 'compare' && predicate.to !== true && predicate.operator === '='
        ? `ask for it too: \`${path} = '${shown}'\``
        : `leave it out too, \`${path} != '${shown}'\`, or make it null where the inventory is made`,
  ],
  [EMPTY_TEXT]: [', which is not null', (path) => `\`${path} isEmpty()\` takes in both`],
  [NOT_EMPTY]: [', which is not empty', (path) => `\`not ${path}\` asks whether it is false or not there`],
  [NULL]: [', which is not false', (path) => `\`not ${path}\` asks whether it is false or not there`],
  [EMPTY_ONES]: [
    ', which is not empty',
    (path) => `\`not ${path} contain [ not $ isEmpty() ]\` asks whether there is nothing in it`,
  ],
  [SECONDS]: [', and no number of days', (path) => `days from now are asked for by \`${path} before(30, 'days')\``],
  [SPACED]: [
    '',
    (path) => `ask for a property in it, as \`${path}.…\` or in a block: how JSON is laid out says nothing`,
  ],
  [ENCODED]: ['', () => 'decode it where the inventory is made: it is read as it stands'],
};

function wordMessage(
  kind: string,
  { part, owner }: MixedEvidence,
  { asked, others = [], shown }: MixedState,
  run: RuleRun,
): Message | undefined {
  const [so, help] = WORDS[kind] ?? [];
  const text = shown?.text ?? '';
  // What is neither true nor false may be missing, which is what is asked.
  if (
    asksOtherwise(part, owner, run) ||
    so === undefined ||
    help === undefined ||
    (kind === NOT_EMPTY && others.length > 1) ||
    // Where some are true or false, null is what is not known of the others.
    ((kind === NULL || kind === SECONDS) && new Map(others).get(kind)?.length !== asked)
  )
    return undefined;
  const what = kind === WORD_OF_NOTHING ? `${kind}, \`${text}\`,` : kind;
  const all = `${asked < MAX_FIRST ? '' : 'the first '}${ownerText(owner, [], asked)}`;
  return {
    code: 'unsupported-value',
    severity: 'note',
    message: `${subjectText(part.value)} was ${what} in ${new Map(others).get(kind)?.length ?? 0} of ${all}${so}`,
    ...placeOf(run, part.node),
    help: help(print(part.value.node), text, part),
  };
}

/** That `port = 22` looks past what goes from 20 to 25. */
function rangeMessage(
  { part, owner }: MixedEvidence,
  { about, asked, others = [] }: MixedState,
  run: RuleRun,
): Message | undefined {
  const end = endOfRange(part);
  if (end === undefined || asksBeside(end, part, owner, run)) return undefined;
  const port = about?.text ?? '';
  const path = print(part.value.node);
  const to = path.replace(/[^.]*$/u, end);
  const all = `${asked < MAX_FIRST ? '' : 'the first '}${ownerText(owner, [], asked)}`;
  return {
    code: 'unsupported-value',
    severity: 'note',
    message: `\`${path}\` was ${RANGE} in ${new Map(others).get(RANGE)?.length ?? 0} of ${all}`,
    ...placeOf(run, part.node),
    help: `for ranges too, write \`${path} <= ${port} and ${to} >= ${port}\``,
  };
}

function formMessage(count: number, all: string, { part }: MixedEvidence, run: RuleRun): Message {
  const holder = part.value.kind === 'path' ? part.value.segments.slice(0, -1) : [];
  const what = holder.length === 0 ? 'they have' : `\`${textOf(holder)}\` has`;
  return {
    code: 'unsupported-path',
    severity: 'note',
    message: `${subjectText(part.value)} is missing in ${count} of ${all}, where ${what} another form, with none of the names that are known`,
    ...placeOf(run, part.node),
  };
}

/** What to write instead. */
function helpOf(kind: string, part: Test, { about }: MixedState): string | undefined {
  const text = print(part.value.node);
  if (kind === NOTHING) return `\`${text} isEmpty()\` takes in what is null or missing`;
  if (kind === KIND_WORDS.list) return `a block looks into a list: \`${text} contain [ $ … ]\``;
  return about?.text ?? (kind === KIND_WORDS.object ? 'a path leads to what is in an object' : undefined);
}

/** Numbers beside text are what a value holds; what stands for another is told, and so are lists and objects. */
function isTold(kind: string, found: MixedEvidence, state: MixedState, run: RuleRun): boolean {
  const { part, owner } = found;
  const { about, asked, others = [], shown } = state;
  if (kind === OTHER_FORM) return true;
  if (kind === NOTHING && isWordOfNull(part) && new Map(others).get(NOTHING)?.length !== asked) return false;
  if (kind === NOTHING) return !asksOtherwise(part, owner, run);
  if (kind === KIND_WORDS.list) return !asksElements(part, run) && !asksJson(part, owner, run);
  if (kind === KIND_WORDS.object) return !asksMembers(part, owner, run) && !asksJson(part, owner, run);
  if (about === undefined || isBesideTold(part, run)) return false;
  return shown === undefined || !asksFor(shown.text, found, run);
}
