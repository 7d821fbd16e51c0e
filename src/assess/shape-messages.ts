import { asksNoAccount } from '../check/schemas/aws-shapes.ts';
import type { Location } from '../plan/reads.ts';
import { MAX_FIRST } from '../run/evidence-first.ts';
import { type Form, formsOf, isOfSingles, ITSELF, type ShapeEvidence, shapeState } from '../run/evidence-shape.ts';
import type { Message } from '../text/message.ts';
import { defined } from '../text/defined.ts';
import { ownerText, placeOf, textOf } from './evidence-wording.ts';
import type { RuleRun } from './rule-run.ts';

/** What objects of all kinds have. */
const OF_ANYTHING = /^(?:arn|description|id|name|type)$/iu;

/**
 * That what a rule looks into was made in some of what was judged as it asks, and in some not: a list of keys and values here,
 * an object of names there, single values in a third. A note: the others are judged rightly.
 */
export function shapeMessage(found: ShapeEvidence, run: RuleRun): Message | undefined {
  const { part, owner, names } = found;
  const state = shapeState(found);
  const forms = formsOf(state);
  const isAsked = ({ names: there }: Form): boolean => there.some((name) => names.has(name));
  const fitting = forms.filter(([form]) => isAsked(form));
  // Where no value has what is asked for, that is told with all names.
  if (forms.length < 2 || fitting.length === 0 || asksNoAccount(part.segments, names)) return undefined;
  const path = textOf(part.segments);
  const isKnown = names.has(ITSELF);
  const others = forms.filter(([form]) =>
    isOther(
      form,
      fitting.map(([one]) => one),
      isKnown,
    ),
  );
  const [first] = [...others].sort(([a], [b]) => (a.names.join() < b.names.join() ? -1 : 1));
  if (first === undefined) return undefined;
  const counts = new Map<string, number>();
  for (const [form, count] of others) counts.set(kindText(form), (counts.get(kindText(form)) ?? 0) + count);
  const was = [...counts]
    .sort(([a, some], [b, more]) => more - some || (a < b ? -1 : 1))
    .map(([text, count]) => `${text} in ${count}`)
    .join(' and ');
  const asked = [...names].filter((name) => name !== ITSELF);
  const all = `${state.asked < MAX_FIRST ? '' : 'the first '}${ownerText(owner, [], state.asked)}`;
  return {
    code: 'unsupported-path',
    severity: 'note',
    message: `\`${path}\` was ${was} of ${all}, and has no ${asked.map((name) => `\`${name}\``).join(', ')} there`,
    ...placeOf(run, part.node),
    ...defined({ help: helpFor(path, first[0]) }),
  };
}

/** Whether a value is made otherwise than those that have what is asked for. */
function isOther(form: Form, fitting: readonly Form[], asksItself: boolean): boolean {
  const { is, names, kind } = form;
  if (names.length === 0) return kind !== undefined && !asksItself;
  if (fitting.includes(form) || !names.some((name) => !OF_ANYTHING.test(name))) return false;
  const beside = fitting.filter((one) => one.is !== is);
  // An object beside lists of objects that have one of its names is one of them.
  return beside.length === fitting.length && !beside.some((one) => one.names.some((name) => names.includes(name)));
}

/** What a value of a form is. */
function kindText({ is, names, kind = '' }: Form): string {
  if (is === 'single') return kind;
  if (names.length === 0) return `a list of ${kind === 'a number' ? 'numbers' : kind}`;
  return is === 'list' ? 'a list of objects with other names' : 'an object with other names';
}

function helpFor(path: string, { is, names }: Form): string | undefined {
  if (is === 'single') return undefined;
  const [first] = names;
  if (first === undefined) return `a block that asks for the element itself: \`${path} contain [ $ … ]\``;
  return is === 'object' ? `ask for both: \`${path}.${first} … \`` : `ask for both: \`${path} contain [ ${first} … ]\``;
}

/** Whether the elements of a list that a block looks into are single values, of which the rule asks nothing but names. */
export function holdsSingles(owner: Location | undefined, run: RuleRun): boolean {
  return (
    owner !== undefined &&
    run.evidence?.evidence.some(
      (found) =>
        found.kind === 'shape' &&
        found.elements === owner &&
        !found.names.has(ITSELF) &&
        formsOf(shapeState(found)).some(([form]) => isOfSingles(form)),
    ) === true
  );
}
