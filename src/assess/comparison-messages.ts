import { nearName } from '../check/known-names.ts';
import { callsOf, type Predicate, type Scalar, type Test } from '../plan/plan.ts';
import type { CompiledRule } from '../run/compiled-rule.ts';
import { truthMeant } from '../run/doubts.ts';
import type { CaseEvidence } from '../run/evidence-case.ts';
import type { ComparisonEvidence, ConditionEvidence, ReadingEvidence } from '../run/evidence.ts';
import { print } from '../syntax/print.ts';
import { withoutCredentials } from '../text/credentials.ts';
import { defined } from '../text/defined.ts';
import type { Message } from '../text/message.ts';
import { allOf, ownerText, placeOf, subjectText } from './evidence-wording.ts';
import { asksElements, asksFor, asksMembers } from './other-questions.ts';
import type { RuleRun } from './rule-run.ts';

/** That a condition is always true or false, as the checker says, and nothing in the run shows otherwise. */
export function conditionMessage({ owner, asked, said }: ConditionEvidence): Message {
  const { message, help, at, always } = said;
  const truth = always?.truth === true ? 'true' : 'false';
  const where =
    asked === 0 ? 'nothing in the run shows otherwise' : `the condition was ${truth} for ${allOf(owner, asked)}`;
  return {
    code: 'unsupported-condition',
    severity: 'error',
    message: `${message}, and ${where}`,
    at,
    ...defined({ help }),
  };
}

/** Whether the checker said already that it can never be so. */
export function isDoubted({ part }: Pick<ComparisonEvidence, 'part'>, run: RuleRun): boolean {
  return (
    run.evidence?.evidence.some((other) => other.kind === 'condition' && other.part === part && !other.supported) ===
    true
  );
}

/** Whether a test could be made of any value. */
export function isComparedAtAll(part: Test, run: RuleRun): boolean {
  return comparisonOf(part, run)?.supported === true;
}

/** Whether it is said that some of the values mean what the others are. */
export function isBesideTold(part: Test, run: RuleRun): boolean {
  return comparisonOf(part, run)?.beside !== undefined;
}

function comparisonOf(part: Test, run: RuleRun): ComparisonEvidence | undefined {
  return run.evidence?.evidence.find(
    (other): other is ComparisonEvidence => other.kind === 'comparison' && other.part === part,
  );
}

const ORDERS = ['<', '>', '<=', '>='];

export function comparisonMessage(found: ComparisonEvidence, run: RuleRun): Message | undefined {
  const { part, asked, kinds, other, owner, doubt } = found;
  if (found.supported) return besideMessage(found, run);
  if (asked === 0) return undefined;
  const value = part.kind === 'test' ? part.value : part.left;
  // `Action = '*' or Action contain [ … ]` asks both forms: whichever is there is asked rightly.
  if (kinds.has('a list') && kinds.size === 1 && asksElements(part, run)) return undefined;
  if (kinds.has('an object') && kinds.size === 1 && asksMembers(part, owner, run)) return undefined;
  const text = subjectText(value);
  const [kind = 'something else', count = asked] = [...kinds].sort(([, a], [, b]) => b - a)[0] ?? [];
  const compared = part.kind === 'compare' ? part : part.predicate;
  const operator = compared.kind === 'compare' ? compared.operator : '=';
  const where = count === asked ? allOf(owner, asked) : `${count} of ${ownerText(owner, [], asked)}`;
  const isOrder = ORDERS.includes(operator) && doubt?.against === undefined;
  const asAsked =
    part.node.kind === 'Path' ? 'was asked whether it is true' : `was compared with ${doubt?.against ?? other}`;
  const what = isOrder ? `has no order against ${other}` : asAsked;
  const meant = kind === 'true or false' ? truthOf(part) : undefined;
  // Only where all of them do: what else was there shows that the rule means what it says.
  const isAsked = part.kind === 'test' && doubt?.of !== undefined && asksFor(doubt.of, { part, owner }, run);
  const isDoubt = !isAsked && (doubt?.isSure === true || doubt?.count === asked);
  const doubted = meant ?? (isDoubt ? doubt?.about : undefined);
  return {
    code: 'unsupported-comparison',
    severity: doubted === undefined ? 'note' : 'error',
    message: `${text} was ${kind} in ${where}${found.unknown > 0 ? ' where it is known' : ''} and ${what}`,
    ...placeOf(run, part.node),
    ...defined({
      help:
        kind === 'a list'
          ? `a block looks into a list: \`${print(value.node)} contain [ $ … ]\``
          : (doubted ?? quoted(part)),
    }),
  };
}

/** `lastUsed > 'firstAccessKey.lastRotated'`: a property that stands in quotes is text. */
function quoted(part: ComparisonEvidence['part']): string | undefined {
  const to = part.kind === 'test' && part.predicate.kind === 'compare' ? part.predicate.to : undefined;
  return typeof to === 'string' && /^[a-z][A-Za-z\d]*(?:\.[a-z][A-Za-z\d]*)+$/u.test(to)
    ? `if \`${to}\` is a property, it stands without quotes`
    : undefined;
}

/** That two properties, of which case is minded, were never the same and differ by it alone. */
export function casedMessage({ part, owner, asked, near, pair }: CaseEvidence, run: RuleRun): Message | undefined {
  if (near === 0) return undefined;
  const [left, right] = [print(part.left.node), print(part.right.node)];
  const as = pair === undefined ? '' : `, as \`${pair.map(withoutCredentials).join('` and `')}\``;
  return {
    code: 'unsupported-comparison',
    severity: 'error',
    message: `\`${left}\` and \`${right}\` differ by case alone in ${near} of ${ownerText(owner, [], asked)}${as}, and are the same in none`,
    ...placeOf(run, part.node),
    help: `\`matchCase\` minds case: for any case, write \`${left} toLower() ${part.operator} ${right} toLower()\``,
  };
}

/** That a function read nothing from anything that it was called on. */
export function readingMessage({ part, owner, asked, near, as }: ReadingEvidence, run: RuleRun): Message | undefined {
  if (asked === 0 || part.on === undefined) return undefined;
  // What is written like an address was meant as one.
  const isMeant = near === asked;
  return {
    code: 'unsupported-comparison',
    severity: isMeant ? 'error' : 'note',
    message: `${subjectText(part.on)} was not ${as} in ${allOf(owner, asked)}, which \`${part.name}()\` reads`,
    ...placeOf(run, part.node),
    ...defined({
      help: isMeant ? (HELPS[as] ?? NETWORKS) : undefined,
    }),
  };
}

/** That a function could not read some of what it read, among what it could. */
export function misreadMessages(run: RuleRun, { plan }: CompiledRule): readonly Message[] {
  return [...(run.misreads ?? [])].sort().flatMap(([name, { count, text }]): Message[] => {
    const isSaid = run.evidence?.evidence.some(
      (found) => found.kind === 'reading' && !found.supported && found.part.name.toLowerCase() === name.toLowerCase(),
    );
    const call = callsOf(plan).find((one) => one.name.toLowerCase() === name.toLowerCase());
    if (isSaid === true || call === undefined) return [];
    const what =
      count === 1
        ? `a text that is written like an address and is none, \`${text}\``
        : `${count} texts that are written like addresses and are none, such as \`${text}\``;
    return [
      {
        code: 'unsupported-comparison',
        severity: 'note',
        message: `\`${call.name}()\` met ${what}`,
        ...placeOf(run, call.node),
        help: NETWORKS,
      },
    ];
  });
}

/** By what a function reads. */
const HELPS: Readonly<Record<string, string>> = {
  'a time':
    'a year, or a date of eight digits, is read as so many seconds since 1970: dates are text in ISO 8601, `2026-01-31`',
};

const NETWORKS =
  'write networks as `10.0.0.0/24`: four numbers up to 255 without leading zeros, and a prefix up to 32; IPv6 up to 128';

/** That some of the values mean what the others are: `'yes'` beside true and false. */
function besideMessage({ part, beside }: ComparisonEvidence, run: RuleRun): Message | undefined {
  if (part.kind !== 'test' || part.predicate.kind !== 'compare') return undefined;
  const path = print(part.value.node);
  const written = typeof beside === 'string' ? `'${beside}'` : String(beside);
  const to = typeof part.predicate.to === 'string' ? `'${part.predicate.to}'` : String(part.predicate.to);
  return {
    code: 'unsupported-comparison',
    severity: 'note',
    message: `\`${path}\` was \`${written}\` in some of what was judged, which \`${to}\` is never equal to, and of another kind in the rest`,
    ...placeOf(run, part.node),
    help: `ask for both: \`${path} in (${to}, ${written})\``,
  };
}

/** What text beside true or false most likely stands for: then the rule asks for something else than it says. */
export function truthOf(part: ComparisonEvidence['part']): string | undefined {
  if (part.kind !== 'test') return undefined;
  const { predicate } = part;
  const meant = valuesOf(predicate)
    .map((one) => truthMeant(one) ?? nearName(String(one).toLowerCase(), ['true', 'false']))
    .find((truth) => truth !== undefined);
  return meant === undefined ? undefined : `did you mean \`${meant}\`?`;
}

/** The values that a predicate compares with. */
export function valuesOf(predicate: Predicate): readonly Scalar[] {
  if (predicate.kind === 'oneOf') return predicate.values;
  return predicate.kind === 'compare' ? [predicate.to] : [];
}
