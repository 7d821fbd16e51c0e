import { vocabularyOf } from '../check/names.ts';
import { print, quote } from '../syntax/print.ts';
import type { Message } from '../text/message.ts';
import { MAX_OBJECTS, rareTexts } from '../run/evidence-elsewhere.ts';
import type { ValueEvidence } from '../run/evidence-values.ts';
import { ownerText, placeOf, subjectText } from './evidence-wording.ts';
import type { RuleRun } from './rule-run.ts';

/** Properties that may hold any word, and those that stand for two ends of one thing. */
const ANY_WORD =
  /^(?:name|id|type|kind|arn|description|.*Name|.*Id|label|title|region|location|category|source|destination|from|to)$/iu;

/** That what a property was asked for was never there, and was in one other property of the same objects. */
export function elsewhereMessage(found: ValueEvidence, run: RuleRun): Message | undefined {
  const { part, owner, asked, elsewhere } = found;
  const [one, ...others] = elsewhere;
  if (one === undefined || others.length > 0 || part.value.kind !== 'path') return undefined;
  const [name, places] = one;
  const own = String(part.value.segments.at(-1));
  // No kind is written with signs: `kind = 'cluster-admin'` is meant of the name.
  const isNoKind = /^(?:kind|type)$/u.test(own) && rareTexts(part.predicate).every((text) => /[-:/]/u.test(text));
  if ((!isNoKind && (ANY_WORD.test(name) || ANY_WORD.test(own))) || haveWordInCommon(name, own) || asksToo(name, run))
    return undefined;
  const text = rareTexts(part.predicate).map(quote).join(', ');
  const path = [...part.value.segments.slice(0, -1), name].join('.');
  return {
    code: 'unsupported-value',
    severity: 'note',
    message: `${subjectText(part.value)} was not \`${text}\` in ${asked === 1 ? 'the' : 'any of the'} ${ownerText(owner, [], asked)}, and \`${path}\` was in ${places.length} of ${asked <= MAX_OBJECTS ? 'them' : `the first ${MAX_OBJECTS}`}`,
    ...placeOf(run, part.node),
    help: `did you mean \`${print(part.node).replace(own, name)}\`?`,
  };
}

function haveWordInCommon(one: string, other: string): boolean {
  const words = vocabularyOf([one]);
  return [...vocabularyOf([other])].some((word) => words.has(word));
}

/** Whether the rule asks for the other property too: then it knows both. */
function asksToo(name: string, { evidence }: RuleRun): boolean {
  return (evidence?.evidence ?? []).some(
    (other) => other.kind === 'path' && other.part.segments.some((step) => step === name),
  );
}
