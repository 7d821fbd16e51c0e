import { refuseMisspelt } from '../text/known-options.ts';
import { didYouMean } from './fields.ts';
import { selectorTest } from './selector.ts';
import { dataProblem, type Problem } from './problem.ts';
import { isEnabled, type Rule } from './rule.ts';
import { readSeverity, severityHelp } from './severity.ts';

/**
 * Which rules to take: those that match something in every list given. An empty list counts as not given. What begins
 * with `!` leaves rules out.
 */
export interface Selection {
  /** Rule ids or the vendor's ruleIds; `*` stands for any run of characters. */
  readonly ids?: readonly string[];
  readonly severities?: readonly string[];
  /** Frameworks, with or without the control in brackets and the vendor's name before them (`AWS`, `CloudGuard`); `*` as in ids. */
  readonly frameworks?: readonly string[];
  /** Categories; `*` as in ids. */
  readonly categories?: readonly string[];
}

/** The rules taken, and the selectors that took none. */
export interface SelectedRules<R extends Rule = Rule> {
  /** In the order given, without those that are not enabled. */
  readonly rules: readonly R[];
  /** A selector that matches no rule is an error: a typing error must not select less than was meant. */
  readonly problems: readonly Problem[];
}

/** What a rule offers to each kind of selector. */
const OFFERS: Readonly<Record<keyof Selection, (rule: Rule) => readonly string[]>> = {
  ids: ({ id, ruleId }) => (ruleId === undefined ? [id] : [id, ruleId]),
  severities: ({ severity }) => [severity],
  frameworks: ({ frameworks = [] }) => [...new Set(frameworks.flatMap(frameworkNames))],
  categories: ({ category }) => (category === undefined ? [] : [category]),
};

const KINDS = Object.keys(OFFERS) as (keyof Selection)[];

/**
 * The rules that a user asked for by id, severity, framework and category, upper and lower case as the same letter.
 * Within a list one match is enough; all lists must match. Behaviour: examples/rulesets/README.md.
 *
 * @param rules rules of one or more rulesets
 * @param selection see Selection
 * @returns the selected rules and a problem for each selector that matches none of `rules`
 * @throws TypeError for a misspelt name of a list, by which all would be taken
 * @example
 * const { rules } = selectRules(bundledRules, { ids: ['D9.AWS.IAM.*'] });
 * rules.map(({ id }) => id) // ['D9.AWS.IAM.51']
 */
export function selectRules<R extends Rule>(rules: readonly R[], selection: Selection): SelectedRules<R> {
  refuseMisspelt('selectRules', selection, new Set(KINDS));
  const problems: Problem[] = [];
  const enabled = rules.filter(isEnabled);
  let selected: readonly R[] = enabled;
  for (const kind of KINDS) {
    const words = (selection[kind] ?? []).map((word) => wordOf(word, kind));
    if (words.length === 0) continue;
    const offers = OFFERS[kind];
    const known = new Set(rules.flatMap(offers));
    for (const [index, { text, test }] of words.entries()) {
      if ([...known].some(test)) continue;
      // A severity that exists but that no rule has is a fair thing to ask for.
      if (kind === 'severities' && readSeverity(text) !== undefined) continue;
      problems.push(unknownWord(kind, index, text, known));
    }
    const isOffered = (rule: R, some: readonly Word[]): boolean =>
      offers(rule).some((offer) => some.some(({ test }) => test(offer)));
    const wanted = words.filter(({ isLeftOut }) => !isLeftOut);
    const unwanted = words.filter(({ isLeftOut }) => isLeftOut);
    if (wanted.length > 0) selected = selected.filter((rule) => isOffered(rule, wanted));
    selected = selected.filter((rule) => !isOffered(rule, unwanted));
  }
  return { rules: selected, problems };
}

/** A selector as it was written, without its `!`. */
interface Word {
  readonly text: string;
  readonly isLeftOut: boolean;
  readonly test: (offer: string) => boolean;
}

function wordOf(written: string, kind: keyof Selection): Word {
  const isLeftOut = written.startsWith('!');
  const text = isLeftOut ? written.slice(1).trim() : written;
  return { text, isLeftOut, test: selectorTest(kind === 'severities' ? (readSeverity(text) ?? text) : text) };
}

function unknownWord(kind: keyof Selection, index: number, word: string, known: ReadonlySet<string>): Problem {
  const help = kind === 'severities' ? severityHelp(word) : didYouMean(word, known);
  const message = `no rule has the ${SINGULAR[kind]} \`${word}\``;
  return dataProblem({ code: 'unknown-selector', severity: 'error', message, path: [kind, index], help });
}

const SINGULAR: Readonly<Record<keyof Selection, string>> = {
  ids: 'id',
  severities: 'severity',
  frameworks: 'framework',
  categories: 'category',
};

/** `AWS CIS v. 2.0.0 (1.10)` is also known without the control, without the vendor, and without both. */
function frameworkNames(framework: string): readonly string[] {
  const names = [framework, withoutControl(framework)];
  return [
    ...names,
    ...names.flatMap((name) =>
      PREFIXES.filter((prefix) => prefix.test(name)).map((prefix) => name.replace(prefix, '')),
    ),
  ];
}

/** How the vendor's names of frameworks begin, whichever is left out. */
const PREFIXES: readonly RegExp[] = [/^AWS /iu, /^AWS CloudGuard /iu, /^CloudGuard /iu];

function withoutControl(framework: string): string {
  const open = framework.endsWith(')') ? framework.lastIndexOf(' (') : -1;
  return open < 0 ? framework : framework.slice(0, open);
}
