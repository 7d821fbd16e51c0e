import { vocabularyOf } from '../check/names.ts';
import {
  beginningOfStar,
  nearValue,
  oneOfSeveral,
  otherNumberOf,
  otherStyle,
  shortSlip,
  valueAround,
  valueCovering,
  valueHolding,
  valueWithWord,
} from '../check/near-values.ts';
import { coreOfLike, coreOfPattern, isLong, otherForms, slipOf } from '../check/near-slips.ts';
import { codedOtherwise, ofDefaultRegistry } from '../check/near-codes.ts';
import { hasStem } from '../check/path-words.ts';
import { isAmong, severalHelp } from '../values/number-texts.ts';
import { sameMeaning } from '../check/same-meaning.ts';
import { nameOfVersion, ofOtherUnit, otherForm } from '../check/version-forms.ts';
import type { Predicate, Test } from '../plan/plan.ts';
import { relaxedLike, signsUnderLike, wholeTexts } from '../check/near-patterns.ts';
import {
  bareText,
  beginsOtherwise,
  holdsInAnyCase,
  holdsNearly,
  MAX_CHOICES,
  MAX_VALUES,
  slipsOf,
  textsAskedFor,
  type ValueEvidence,
} from '../run/evidence-values.ts';
import { testOf } from '../run/predicates.ts';
import { quote } from '../syntax/print.ts';
import { withoutCredentials } from '../text/credentials.ts';
import type { Message } from '../text/message.ts';
import { foldOf } from '../values/equality.ts';
import { isWithin, networkOf } from '../values/network.ts';
import { elsewhereMessage } from './elsewhere-message.ts';
import { ownerText, placeOf, subjectText } from './evidence-wording.ts';
import { asksFor } from './other-questions.ts';
import type { RuleRun } from './rule-run.ts';

/**
 * That none of a rule's texts was ever met, and one that it most likely means was: `PublicRead` beside `public-read`. A note:
 * that something is nowhere is what rules hope for.
 */
export function valueMessage(found: ValueEvidence, run: RuleRun): Message | undefined {
  const { part, asked, values, supported } = found;
  if (supported || asked === 0) return undefined;
  if (values.size > MAX_CHOICES) return amongMany(found, run);
  return nearMessage(found, run) ?? (isSaid(part, run) ? undefined : elsewhereMessage(found, run));
}

/** What has many values, as names have, is told where one has what is asked for but for a slip. */
function amongMany(found: ValueEvidence, run: RuleRun): Message | undefined {
  const isSlip = slipsOf(found.part.predicate, 'many');
  const slips = [...found.values].filter(([value]) => isSlip?.(value) === true);
  return slips.length === 0 ? undefined : nearMessage({ ...found, values: new Map(slips) }, run);
}

function nearMessage(found: ValueEvidence, run: RuleRun): Message | undefined {
  const { part, values } = found;
  const glob = found.byCase ? undefined : globMessage(found, run);
  if (glob !== undefined || isSaid(part, run)) return glob;
  const cased = caseMessage(found, run);
  if (cased !== undefined || found.byCase) return cased;
  if (part.predicate.kind === 'match') return patternMessage(part.predicate, found, run);
  if (run.environment.matchCase === true && [...values.keys()].some(holdsInAnyCase(part.predicate))) return undefined;
  for (const written of textsAskedFor(part.predicate, undefined)) {
    const near = part.predicate.kind === 'like' ? nearUnderLike(written, found, run) : nearAsWhole(written, found);
    if (near === undefined || isOneOf(near.value, part.predicate) || asksFor(near.value, found, run)) continue;
    const shown = withoutCredentials(near.value);
    const help = near.help ?? `did you mean \`${quote(near.pattern ?? shown)}\`?`;
    return unmet(found, run, { severity: 'note', never: `was not \`${quote(written)}\``, shown, help });
  }
  return undefined;
}

/** Whether a text is asked for beside the one that it is near to. */
function isOneOf(text: string, predicate: Predicate): boolean {
  return predicate.kind === 'oneOf' && testOf(predicate, {}, foldOf(false))(text) === true;
}

/** A value that is near what is asked for, and what to write for it. */
interface NearValue {
  readonly value: string;
  readonly pattern?: string;
  readonly help?: string;
}

function nearUnderLike(written: string, found: ValueEvidence, run: RuleRun): NearValue | undefined {
  const { part, values } = found;
  const around = valueAround(written, values.keys()) ?? placeAround(written, part, values.keys());
  if (around !== undefined) {
    const { value, pattern } = around;
    const help = `without a \`%\`, \`like\` asks for the whole text; for any text beside it, write \`${quote(pattern)}\``;
    return { value, help };
  }
  const signs = asSigns(written, values.keys()) ?? inAnotherForm(written, values.keys());
  if (signs !== undefined) return signs;
  // Without a `%` it is an equality.
  if (!written.includes('%')) return nearAsWhole(written, found);
  const there = [...values.keys()].sort();
  const coded = ofDefaultRegistry(written, there) ?? codedOtherwise(written, there) ?? begunBy(written, there);
  if (coded !== undefined) return coded;
  const word = isFreeText(part) ? undefined : valueWithWord(written, values.keys());
  return (
    word ??
    nearBySigns(written, found, run) ??
    nearVersion(written, found) ??
    ofOtherStyle(written, values.keys()) ??
    withSlip(written, part, there)
  );
}

/** A pattern in which one letter is another than there. */
function withSlip(pattern: string, part: Test, there: readonly string[]): NearValue | undefined {
  const core = coreOfLike(pattern);
  if (core === undefined || (isFreeText(part) && !isLong(core))) return undefined;
  const slip = slipOf(core);
  for (const value of there) {
    const meant = slip(value);
    if (meant !== undefined && withoutCredentials(value) === value)
      return { value, pattern: pattern.replace(/[^%]+/u, () => meant) };
  }
  return undefined;
}

/** A pattern with quotes, a blank, or signs of another language around it. */
function inAnotherForm(pattern: string, there: Iterable<string>): NearValue | undefined {
  const values = [...there].sort();
  for (const form of otherForms(pattern)) {
    const holds = testOf({ kind: 'like', pattern: form }, {}, foldOf(false));
    const value = values.find((one) => holds(one) === true);
    if (value !== undefined)
      return { value, help: `each sign of a pattern but \`%\` stands for itself: write \`${quote(form)}\`` };
  }
  return undefined;
}

/** `PostgreSQL%` beside `POSTGRES_14`, which begins with another word for the same. */
function begunBy(written: string, there: readonly string[]): NearValue | undefined {
  const [, word] = /^([A-Za-z]+)%$/u.exec(written) ?? [];
  if (word === undefined) return undefined;
  for (const value of there) {
    const [first] = /^[A-Za-z]+(?=[-_. \d])/u.exec(value) ?? [];
    if (first !== undefined && sameMeaning(word, [first]) !== undefined) return { value, pattern: `${first}%` };
  }
  return undefined;
}

/** `s_te` and `sit?` of `site`: what stands for one sign in other languages. */
function asSigns(written: string, there: Iterable<string>): NearValue | undefined {
  const near = signsUnderLike(written);
  const value = near && [...there].sort().find((one) => near.test(one));
  if (value === undefined) return undefined;
  return {
    value,
    help: 'under `like`, `%` stands for any run of characters, and all else for itself: `_` and `?` too',
  };
}

/** `europe` of `westeurope` and of `europe-west1`: of places, a word is a part. */
function placeAround(
  written: string,
  { value }: Test,
  there: Iterable<string>,
): { readonly value: string; readonly pattern: string } | undefined {
  const isPlace =
    value.kind === 'path' && /(?:^|[a-z_])(?:location|region|zone)$/iu.test(String(value.segments.at(-1)));
  if (!isPlace || !/^[a-z]{4,}$/iu.test(written)) return undefined;
  const found = [...there].sort().find((one) => one.toLowerCase().includes(written.toLowerCase()));
  return found === undefined ? undefined : { value: found, pattern: `%${written}%` };
}

/** What a pattern would match if it minded signs between words and what stands around less, and the pattern of that. */
function nearBySigns(written: string, found: ValueEvidence, run: RuleRun): NearValue | undefined {
  const near = relaxedLike(written);
  if (near === undefined) return undefined;
  const there = [...found.values.keys()].sort();
  // `db.t2.micro` has its family behind a dot.
  const isFamily = hasWords(found.part, TYPES) && !written.startsWith('%');
  const ofFamily = isFamily
    ? there.find((value) => value.toLowerCase().includes(`.${bareText(written).toLowerCase()}`))
    : undefined;
  if (ofFamily !== undefined && !asksFor(ofFamily, found, run)) return { value: ofFamily, pattern: `%.${written}` };
  for (const value of there) {
    const { 0: text = '', index = 0 } = near.exec(value) ?? {};
    // What stands before a name is of the name, but for a slash that all such names begin with.
    const isNamed =
      isFreeText(found.part) && !/^\/?$/u.test(value.slice(0, Math.max(0, index + text.search(/[^/:=,]/u))));
    if (text === '' || isNamed || asksFor(value, found, run)) continue;
    // The whole of a name in brackets is one.
    if (value.startsWith('<')) return { value };
    const isEnd = index + text.length === value.length && !written.endsWith('%');
    return { value, pattern: `${index === 0 && !written.startsWith('%') ? '' : '%'}${text}${isEnd ? '' : '%'}` };
  }
  return undefined;
}

/** `public-%` beside `PublicRead`, which begins with the same words. */
function ofOtherStyle(written: string, there: Iterable<string>): NearValue | undefined {
  const [, words, sign] = /^([a-z]{4,})([-_ ])%$/u.exec(written) ?? [];
  if (words === undefined || sign === undefined) return undefined;
  const begin = words.charAt(0).toUpperCase() + words.slice(1);
  const value = [...there].sort().find((one) => one.startsWith(begin) && /^(?:[A-Z][a-z]+){2,}$/u.test(one));
  return value === undefined ? undefined : { value, pattern: `${begin}%` };
}

/** That versions are all written in another way than a pattern has them. */
function nearVersion(written: string, { part, values }: ValueEvidence): NearValue | undefined {
  const there = [...values.keys()].sort();
  const form = otherForm(bareText(written), there, hasWords(part, VERSIONS));
  return form === undefined ? nameAlone(bareText(written), there) : { value: form.value, help: AS_IT_IS };
}

/** The name without a version: services have that in a property of its own. */
function nameAlone(written: string, there: readonly string[]): NearValue | undefined {
  const value = nameOfVersion(written, there);
  return value === undefined
    ? undefined
    : { value, help: `\`${value}\` is there without a version, which most likely has a property of its own` };
}

const AS_IT_IS = 'a pattern minds each sign: write it as it is there';

/** As an equality asks: for the whole of a text. */
function nearAsWhole(written: string, found: ValueEvidence): NearValue | undefined {
  const { part, values } = found;
  const there = [...values.keys()].sort();
  const isVersion = hasWords(part, VERSIONS);
  const isFree = isFreeText(part);
  const same =
    nearValue(written, there) ??
    (isFree ? undefined : (otherNumberOf(written, there) ?? shortSlip(written, there))) ??
    (isOfAnotherKey(written, part, there) ? undefined : sameMeaning(written, there));
  if (same !== undefined) return { value: same };
  const several = oneOfSeveral(written, there);
  if (several !== undefined) {
    const { value, all } = several;
    return { value, help: `one text is one value: for any of several, write \`in (${all.map(quote).join(', ')})\`` };
  }
  const network = sameNetwork(written, there);
  if (network !== undefined) return { value: network };
  const word = isFree ? undefined : wordOfLabel(written, there);
  if (word !== undefined)
    return { value: word, help: `what is there are single words: did you mean \`${quote(word)}\`?` };
  const covering = valueCovering(written, there);
  if (covering !== undefined)
    return { value: covering, help: `which takes it in: ask for what a \`*\` stands in too, or match it by \`like\`` };
  const style = otherStyle(written, there);
  if (style !== undefined)
    return { value: style.value, help: `did you mean \`${quote(style.meant)}\`, as the others are written?` };
  const ports = /^\d{1,5}$/u.test(written) ? there.find((text) => isAmong(Number(written), text)) : undefined;
  if (ports !== undefined) return { value: ports, help: severalHelp(ports) };
  const form = otherForm(written, there, isVersion);
  if (form !== undefined && form.pattern === undefined) return form;
  const amount = form === undefined ? ofOtherUnit(written, there) : undefined;
  if (amount !== undefined) return { value: amount, help: 'an amount is compared as text: write it as it is there' };
  const ofType = hasWords(part, TYPES);
  const name = form === undefined ? nameAlone(written, there) : undefined;
  if (name !== undefined) return name;
  const holding = form ?? valueHolding(written, there, { ofType, isFree });
  if (holding?.pattern === undefined)
    return (
      ofProtocol(written, part, there) ??
      codedOtherwise(written, there) ??
      endOf(written, there) ??
      coreGroup(written, there) ??
      begunWithStar(written, found)
    );
  const help = `this asks for the whole text; for any text beside it, write \`like ${quote(holding.pattern)}\``;
  return { value: holding.value, help };
}

/** `eu-*` under `=`, where it stands for itself. Policies have it in their own texts. */
function begunWithStar(written: string, found: ValueEvidence): NearValue | undefined {
  const begin = beginningOfStar(written)?.toLowerCase();
  const there = [...found.values.keys()].sort();
  if (begin === undefined || isOfPolicies(found) || there.some((text) => text.includes('*'))) return undefined;
  const value = there.find((text) => text.toLowerCase().startsWith(begin));
  const help = `\`=\` and \`in\` ask for the whole text: for its beginning, write \`like ${quote(written.replace('*', '%'))}\``;
  return value === undefined ? undefined : { value, help };
}

/** `10.0.0.0/20` for `10.0.0.1/20`: the same addresses, which are compared as text. */
function sameNetwork(written: string, there: readonly string[]): string | undefined {
  const asked = /^[\d.:a-f]+\/\d+$/iu.test(written) ? networkOf(written) : undefined;
  return (
    asked &&
    there.find((text) => {
      const found = text === written ? undefined : networkOf(text);
      return found !== undefined && isWithin(found, asked) && isWithin(asked, found);
    })
  );
}

/** `mysql`, which a page calls `MySQL Community`: of several words the first, where no value has more than one. */
function wordOfLabel(written: string, there: readonly string[]): string | undefined {
  const [, first] = /^(\p{Lu}\S{2,}) \p{Lu}/u.exec(written) ?? [];
  if (first === undefined || there.some((text) => text.includes(' '))) return undefined;
  return there.find((text) => text.toLowerCase() === first.toLowerCase());
}

/** A service in place of the protocol that carries it. */
function ofProtocol(written: string, { value }: Test, there: readonly string[]): NearValue | undefined {
  const isProtocol = value.kind === 'path' && /protocol$/iu.test(String(value.segments.at(-1)));
  const carrier = there.find((text) => /^(?:tcp|udp|6|17)$/iu.test(text));
  if (!isProtocol || carrier === undefined || !SERVICES.test(written)) return undefined;
  return {
    value: carrier,
    help: `\`${written}\` is a service: the port tells it, and the protocol is what carries it`,
  };
}

const SERVICES = /^(?:dns|ftp|rdp|smb|smtp|ssh|telnet)$/iu;

/** A bare name, where all that is there are whole addresses and ARNs. */
function endOf(written: string, there: readonly string[]): NearValue | undefined {
  const [value] = there;
  if (value === undefined || !there.every((text) => WHOLE.test(text))) return undefined;
  if (/^(?:none|nil|undefined|n\/a)$/iu.test(written))
    return { value, help: 'what is not there is null: ask for `null`, or `isEmpty()`' };
  if (!/^[\w.-]*\p{L}[\w.-]*$/u.test(written)) return undefined;
  return {
    value,
    help: `all that is there are whole addresses: for the end of one, write \`like ${quote(`%/${written}`)}\``,
  };
}

/** Kubernetes writes the group of pods and secrets as an empty text. */
function coreGroup(written: string, there: readonly string[]): NearValue | undefined {
  if (!/^(?:core|v1)$/iu.test(written) || !there.includes('')) return undefined;
  return { value: '', help: "the core group of Kubernetes is written `''`" };
}

const WHOLE = /^(?:https?:\/\/|arn:aws|\/subscriptions\/|projects\/)/iu;

/** Stems of the words of properties whose values are versions, or begin with a family: `t3.micro`. */
const VERSIONS = ['version', 'release', 'tls', 'ssl', 'runtime', 'kubelet'];
const TYPES = ['type', 'class', 'size'];

/** `on` beside the values of other keys: it says nothing there of what is `false`. */
function isOfAnotherKey(written: string, { value }: Test, there: readonly string[]): boolean {
  const isValue = value.kind === 'path' && /^value$/iu.test(String(value.segments.at(-1)));
  const isSwitch = (text: string): boolean => sameMeaning(text, SWITCHES) !== undefined;
  return isValue && isSwitch(written) && !there.every(isSwitch);
}

/** Each has another of its meaning beside it. */
const SWITCHES = ['on', 'enabled', 'off', 'disabled'];

function hasWords({ value }: Test, stems: readonly string[]): boolean {
  return value.kind === 'path' && hasStem(vocabularyOf(value.segments.slice(-1).map(String)), stems);
}

/**
 * That a `like` with `*` found nothing, and would have with `%`: nothing passes by it. In policies a `*` stands for itself,
 * so that who asks for one may mean it.
 */
function globMessage(found: ValueEvidence, run: RuleRun): Message | undefined {
  const { part, values } = found;
  const { predicate } = part;
  if (predicate.kind !== 'like' || !predicate.pattern.includes('*')) return undefined;
  // Whoever writes a `%` too most likely means the star, as names of many hosts begin.
  const isStar = predicate.pattern.includes('%');
  if (isStar && /^%*\*[.%]/u.test(predicate.pattern)) return undefined;
  const there = [...values.keys()].sort();
  if (isOfPolicies(found) || there.some((value) => value.includes('*'))) return undefined;
  const pattern = predicate.pattern.replaceAll('*', '%');
  const holds = testOf({ ...predicate, pattern }, {}, foldOf(run.environment.matchCase));
  const meant = there.find((value) => holds(value) === true);
  if (meant === undefined) return undefined;
  return unmet(found, run, {
    severity: isStar ? 'note' : 'error',
    never: `was not \`${quote(predicate.pattern)}\``,
    shown: withoutCredentials(meant),
    help: `any run of characters is \`%\` under \`like\`: write \`${quote(pattern)}\``,
  });
}

function isOfPolicies({ owner, part }: ValueEvidence): boolean {
  const steps = [...(owner?.path ?? []), ...(part.value.kind === 'path' ? part.value.segments : [])];
  return OF_POLICIES.test(steps.filter((step) => typeof step === 'string').at(-1) ?? '');
}

/** Where policies write patterns of their own. */
const OF_POLICIES = /^(?:not_?)?(?:actions?|resources?|principals?|aws|verbs|api_?groups|resource_?names)$|^aws:/iu;

/**
 * That what there is differs by case alone from what is asked for. Where text is compared with regard to case, whoever wrote
 * the rule most likely took it from somewhere else: then nothing passes by it.
 */
function caseMessage(found: ValueEvidence, run: RuleRun): Message | undefined {
  const { part, values } = found;
  const { predicate } = part;
  const isPattern = predicate.kind === 'match';
  if (!isPattern && !found.byCase) return undefined;
  const holds = holdsInAnyCase(predicate);
  const there = [...values.keys()].sort().find((value) => holds(value) && !asksFor(value, found, run));
  if (there === undefined) return undefined;
  const written = isPattern ? `/${predicate.pattern}/` : textsAskedFor(predicate, true).map(quote).join(', ');
  return unmet(found, run, {
    severity: isPattern ? 'note' : 'error',
    never: `${isPattern ? 'did not match' : 'was not'} \`${written}\``,
    shown: withoutCredentials(there),
    beside: ', which differs by case alone',
    help: isPattern ? `for any case, write \`${written}i\`` : 'write it as it is there: `matchCase` minds case',
  });
}

/** That what there is differs from what a pattern asks for by signs between words, or by what stands around. */
function patternMessage(
  predicate: Predicate & { readonly kind: 'match' },
  found: ValueEvidence,
  run: RuleRun,
): Message | undefined {
  const there = [...found.values.keys()].sort();
  const never = `did not match \`/${predicate.pattern}/\``;
  const first = (holds: (value: string) => boolean): string | undefined =>
    there.find((value) => holds(value) && !asksFor(value, found, run));
  const near = first(holdsNearly(predicate));
  if (near !== undefined) {
    const help = 'a pattern minds each sign, `^` the beginning of the whole text and `$` its end';
    return unmet(found, run, { severity: 'note', never, shown: withoutCredentials(near), help });
  }
  const core = coreOfPattern(predicate.pattern);
  const slip = core && (isLong(core) || !isFreeText(found.part)) ? slipOf(core) : undefined;
  const slipped = slip && first((value) => slip(value) !== undefined && withoutCredentials(value) === value);
  if (slipped !== undefined) {
    const help = `did you mean \`${slip?.(slipped) ?? ''}\`?`;
    return unmet(found, run, { severity: 'note', never, shown: withoutCredentials(slipped), help });
  }
  for (const text of wholeTexts(predicate.pattern)) {
    const meant = nearAsWhole(text, found);
    if (meant === undefined || asksFor(meant.value, found, run)) continue;
    const shown = withoutCredentials(meant.value);
    const help = `did you mean \`${quote(shown)}\`? \`^\` and \`$\` ask for the whole text`;
    return unmet(found, run, { severity: 'note', never, shown, help });
  }
  // Of versions, all are written otherwise.
  const isOther = beginsOtherwise(predicate);
  const other = there.length > 0 && there.every(isOther) ? first(isOther) : undefined;
  return other === undefined
    ? undefined
    : unmet(found, run, { severity: 'note', never, shown: withoutCredentials(other), help: AS_IT_IS });
}

interface Unmet {
  readonly severity: 'error' | 'note';
  /** What the value never was, in words. */
  readonly never: string;
  /** What it was, without credentials. */
  readonly shown: string;
  readonly beside?: string;
  readonly help: string;
}

function unmet(found: ValueEvidence, run: RuleRun, { severity, never, shown, beside = '', help }: Unmet): Message {
  const { part } = found;
  const message = `${subjectText(part.value)} ${never} in ${askedText(found)}, and was \`${quote(shown)}\`${beside}`;
  return { code: 'unsupported-value', severity, message, ...placeOf(run, part.node), help };
}

/** The entities or elements that were looked at, in words. */
function askedText({ owner, asked }: ValueEvidence): string {
  const which = asked < MAX_VALUES ? '' : 'first ';
  return asked === 1 ? `the ${ownerText(owner, [], 1)}` : `any of the ${which}${ownerText(owner, [], asked)}`;
}

/** What people and systems call things as they like: that a word of a pattern is in none of these says little. */
const FREE_TEXT =
  /^(?:[Aa]rn|[Cc]omment|[Dd]escription|[Ee]mail|[Hh]ostname|[Ii]d|[Nn]ame|[Nn]ote|[Tt]itle)$|(?:Name|Id|Arn|ARN|Description|_name|_id|_arn|_description)$/u;

function isFreeText({ value }: Test): boolean {
  return value.kind === 'path' && FREE_TEXT.test(String(value.segments.at(-1)));
}

/** Whether the checker said something of the text already; what it does not know of the property says nothing of the text. */
function isSaid({ node: { span } }: Test, { diagnostics }: RuleRun): boolean {
  return diagnostics.some(
    ({ at, code, severity }) =>
      at.span.start >= span.start && at.span.end <= span.end && !(code === 'unknown-property' && severity === 'note'),
  );
}
