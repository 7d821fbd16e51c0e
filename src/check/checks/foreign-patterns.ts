import type { CallNode, ComparisonNode, InNode, LikeNode, MatchNode, RegexNode, StringNode } from '../../syntax/ast.ts';
import { print, quote } from '../../syntax/print.ts';
import type { Span } from '../../text/source.ts';
import type { CheckContext } from '../context.ts';
import { defineCheck } from '../define.ts';
import { readRegex } from '../kinds-of-patterns.ts';
import { neverEqual } from '../never-equal.ts';
import { neverMatched } from '../pattern-needs.ts';
import { clipped } from '../wording.ts';

/** Patterns in the habit of one operator under another: `%` under `=`, `*` and regular expressions under `like`. */
export const foreignPatterns = defineCheck({
  name: 'foreign-patterns',
  codes: {
    'percent-in-equality': {
      title: 'a `%` in a text that is compared as it stands',
      explanation: '`=`, `!=` and `in` take every character for itself; `%` stands for any text under `like` alone.',
      example: "IamUser should not have name = 'ci-%'",
    },
    'foreign-pattern': {
      title: 'a pattern of another operator or language',
      explanation:
        '`like` knows `%` and nothing else, `regexMatch` knows regular expressions, `=` knows no pattern. A `*` for any text is read nowhere.',
      example: "IamUser should have name like '^ci-.*$'",
    },
  },
  visit: { Comparison: checkEquality, In: checkValues, Like: checkLike, Match: checkRegex, Call: checkAffix },
});

/*
 * Texts of rules are untrusted, and long: before each sign that is looked for stands what cannot be one, so that none of these
 * begins anew at the next.
 */

/** What only regular expressions write. */
const REGEX = /^\^|\.[*+]|\\[dDwWsSb.]|\[[^\]]{0,40}[a-z0-9]-[a-z0-9][^\]]{0,40}\][*+{$]?/iu;
/** `/admin/i`: with flags, or with signs that no path has. */
const QUOTED_REGEX = /^\/(?:[^/]+\/[gimsuy]{1,3}|[^/^$|+\\]*[\^$|+\\][^/]*\/)$/u;
/** A star at an end or between words. In policies, paths and rights (`s3:*`, `pods/*`) a star is a star. */
const GLOB = /^(?=.*\w)[^%:/*]*\*[^%:/]*$/u;
/** A star in front, before what a policy or a path would have: nothing of AWS's or of Kubernetes' begins so. */
const LEADING_GLOB = /^\*[^%*\w]*\w[^%*]*$/u;
const PERCENT_AT_END = /^%.|.%$/u;
const PERCENTAGE = /^\d+(?:[.,]\d+)?\s?%$/u;
/** Of characters that can be printed: `%20` and its like, and not the start of `%admin`. */
const ESCAPED_OCTETS = /^[^%]*(?:%[2-7][0-9a-f][^%]*)+$/iu;

function checkEquality(node: ComparisonNode, _: unknown, context: CheckContext): void {
  const { left, right, operator, span } = node;
  if (right.kind !== 'String' || left.kind !== 'Path' || (operator !== '=' && operator !== '!=')) return;
  const path = clipped(left);
  const not = operator === '=' ? '' : 'not ';
  if (hasWildcard(right.value)) {
    context.warn(
      'percent-in-equality',
      right.span,
      `\`${operator}\` takes the \`%\` in \`${print(right)}\` for itself`,
      {
        help: `for any text, write \`${not}${path} like ${print(right)}\``,
        ...neverEqual(node),
        fix: {
          span,
          text: `${not}${context.textOf(left.span)} like ${context.textOf(right.span)}`,
          isSuggestion: true,
        },
      },
    );
  } else reportPattern(node, right, `\`${operator}\``, `${not}${path}`, context);
}

function checkValues(node: InNode, _: unknown, context: CheckContext): void {
  const { left, list } = node;
  if ('kind' in list || left.kind !== 'Path') return;
  const isNever = list.every((literal) => literal.kind === 'String' && hasWildcard(literal.value));
  for (const literal of list) {
    if (literal.kind !== 'String') continue;
    if (!hasWildcard(literal.value)) {
      reportPattern(node, literal, '`in`', clipped(left), context);
      continue;
    }
    const message = `\`in\` takes the \`%\` in \`${print(literal)}\` for itself`;
    context.warn('percent-in-equality', literal.span, message, {
      ...(isNever ? { always: { span: node.span, truth: false } } : neverEqual(node)),
      help: `for any text, write \`${clipped(left)} like ${print(literal)}\``,
    });
  }
}

/** `startsWith('ci-%')`. */
function checkAffix({ name, args: [affix] }: CallNode, _: unknown, context: CheckContext): void {
  const known = context.functionNamed(name)?.name;
  if ((known !== 'startsWith' && known !== 'endsWith') || affix?.kind !== 'String') return;
  if (!hasWildcard(affix.value)) {
    reportBare(affix, known, context);
    return;
  }
  const message = `\`${known}\` takes the \`%\` in \`${print(affix)}\` for itself`;
  const text = quote(affix.value.replaceAll(/^%+|%+$/gu, ''));
  context.warn('percent-in-equality', affix.span, message, {
    help: `any text may stand there anyway: write \`${known}(${text})\``,
    fix: { span: affix.span, text, isSuggestion: true },
  });
}

/** `startsWith('^ci-')`, `endsWith('*.tmp')`: what is meant stands without these signs. */
function reportBare(affix: StringNode, known: string, context: CheckContext): void {
  const text = affix.value;
  const isBound = known === 'endsWith' && /\w{3}\$$/u.test(text);
  if (!isBound && !REGEX.test(text) && !GLOB.test(text) && !LEADING_GLOB.test(text)) return;
  const bare = quote(text.replaceAll(/^\^|^\.?\*|\.?\*$|\$$/gu, ''));
  context.warn(
    'foreign-pattern',
    affix.span,
    `\`${known}\` takes \`${print(affix)}\` as it stands, and not for a pattern`,
    {
      help: `any text may stand there anyway, as in \`${known}(${bare})\`; a pattern stands beside \`regexMatch\``,
    },
  );
}

function hasWildcard(text: string): boolean {
  return PERCENT_AT_END.test(text) && !PERCENTAGE.test(text) && !ESCAPED_OCTETS.test(text);
}

/** `%a% or %b%`, `a%|b%`; with a comma, it may be a list in a text. */
const SEVERAL = /\w%(?:\s(?:or|and)\s|\s?\|\|?\s?)(?:%\w|\w[^%]{0,100}%)/iu;

/** `(a|b)%` of regular expressions, and `{a,b}%` of shells. */
const CHOICE = /\([\w.-]+(?:\|[\w.-]+)+\)|\{[\w.-]+(?:,[\w.-]+)+\}/u;

function checkLike(node: LikeNode, _: unknown, context: CheckContext): void {
  const { left, pattern } = node;
  if (PRINTED_JSON.test(pattern.value)) reportJson(pattern.span, context);
  else if (SEVERAL.test(pattern.value))
    context.note('foreign-pattern', pattern.span, `\`like\` takes \`${print(pattern)}\` for one pattern`, {
      help: `for any of several, write \`${clipped(left)} like '…' or ${clipped(left)} like '…'\``,
    });
  else if (left.kind === 'Path' && /^%+$/u.test(pattern.value))
    context.note('foreign-pattern', pattern.span, `\`like ${print(pattern)}\` holds of every text`, {
      help: `\`${clipped(left)}\` alone asks whether it is there`,
    });
  else if (CHOICE.test(pattern.value))
    context.note(
      'foreign-pattern',
      pattern.span,
      `\`like\` takes the brackets in \`${print(pattern)}\` for themselves`,
      {
        help: `for any of several, write \`${clipped(left)} like '…' or ${clipped(left)} like '…'\`, or \`regexMatch\``,
      },
    );
  else reportPattern(node, pattern, '`like`', clipped(left), context);
}

function reportJson(span: Span, context: CheckContext): void {
  context.note(
    'foreign-pattern',
    span,
    'the JSON text of a list or an object has no blanks, and other text may have none',
    {
      help: "ask its properties by a path or a block: `policy.Statement contain [ Effect = 'Allow' ]`",
    },
  );
}

/** A regular expression, or a text with a star for any text, beside an operator that reads neither. */
function reportPattern(
  around: ComparisonNode | InNode | LikeNode,
  node: StringNode,
  operator: string,
  left: string,
  context: CheckContext,
): void {
  const text = node.value;
  if (REGEX.test(text)) {
    context.warn(
      'foreign-pattern',
      node.span,
      `${operator} takes \`${print(node)}\` as it stands, and not for a pattern`,
      {
        help: `a regular expression stands between slashes: \`${left} regexMatch /${text.replace(/(?<!\\)\//gu, '\\/')}/\``,
        ...neverEqual(around),
      },
    );
  } else if (QUOTED_REGEX.test(text)) {
    context.note('foreign-pattern', node.span, `${operator} takes \`${print(node)}\` as it stands, with the slashes`, {
      help: `a regular expression stands without quotes: \`${left} regexMatch ${text}\``,
    });
  } else if (GLOB.test(text) || (operator === '`like`' && LEADING_GLOB.test(text))) {
    const like = quote(text.replaceAll('*', '%'));
    context.note('foreign-pattern', node.span, `${operator} takes the \`*\` in \`${print(node)}\` for itself`, {
      help: `for any text, write \`${left} like ${like}\``,
    });
  }
}

/** A name or value of JSON, and a blank behind the colon, as it is printed for people. */
const PRINTED_JSON = /"\s*: +["[{\dtfn]|" :/u;
/** A backslash that is itself escaped, before what only needs one: as a pattern stands in JSON or in a string of a program; not that of `C:\\data`. */
const ESCAPED_TWICE = /(?<!\\|(?<![\w:])[A-Za-z]:)\\\\[.*+?()[\]{}|/dwsb-]/u;

/** What may be empty is found at the beginning of every text, unless it is bound to what stands behind or around it. */
function findsEverything({ pattern, ignoreCase }: RegexNode): boolean {
  if (/\$|\\[bBzZ]/u.test(pattern)) return false;
  return readRegex(pattern, ignoreCase)?.('') === true;
}

/** `/^mysql|mariadb|postgres$/`; of two, the beginning of one and the end of the other may be meant. */
const BOUND_APART = /^\^[^|^$()[\]\\]+(?:\|[^|^$()[\]\\]+){2,}\$$/u;
/** `[prod|test]`, `[20-25]`: words and numbers, of which a class takes each sign by itself. */
const SEVERAL_IN_CLASS = /\[(?:[a-z]{2,20}(?:\|[a-z]{2,20}){1,20}|\d{2,5}-\d{1,5}|\d-\d{2,5})\]/iu;

function checkRegex(around: MatchNode, _: unknown, context: CheckContext): void {
  const { pattern: node } = around;
  const { pattern, span } = node;
  if (PRINTED_JSON.test(pattern)) reportJson(span, context);
  if (/\[[^\]]{0,40}A-z/u.test(pattern)) {
    context.note('foreign-pattern', span, '`A-z` holds the signs between `Z` and `a` too, `[`, `_` and others', {
      help: 'letters are `A-Za-z`',
    });
  }
  if (findsEverything(node)) {
    context.note('foreign-pattern', span, 'this pattern is found in every text', {
      help: 'an unanchored pattern that may be empty is found anywhere: bind it with `^` and `$`, or ask for more',
    });
  }
  const never = neverMatched(pattern);
  if (never !== undefined) {
    const where =
      never === '^'
        ? 'the beginning of the text, and something must stand before it'
        : 'the end of the text, and something must stand behind it';
    context.warn('foreign-pattern', span, `\`${never}\` is ${where}: this pattern is found in no text`, {
      help: `\`\\${never}\` is the sign itself`,
      ...neverEqual(around),
    });
  }
  if (BOUND_APART.test(pattern)) {
    context.note('foreign-pattern', span, '`^` binds the first of these alone, and `$` the last', {
      help: `both bind each in \`/^(?:${pattern.slice(1, -1)})$/\``,
    });
  }
  const [several] = SEVERAL_IN_CLASS.exec(pattern) ?? [];
  if (several !== undefined) {
    const inside = several.slice(1, -1);
    context.note('foreign-pattern', span, `\`${several}\` is one character of these`, {
      help: inside.includes('|')
        ? `one of several words stands in round brackets: \`(${inside})\``
        : `numbers from ${inside.replace('-', ' to ')} are two comparisons, with \`>=\` and \`<=\``,
    });
  }
  if (ESCAPED_TWICE.test(pattern)) {
    context.note('foreign-pattern', span, 'two backslashes in a pattern stand for a backslash', {
      help: 'what is escaped takes one: `\\.` for a dot',
    });
  }
  if (!/^\^?%|%\$?$/u.test(pattern)) return;
  context.note('foreign-pattern', span, 'a `%` stands for itself in a regular expression', {
    help: 'any text is `.*` here, and an unanchored pattern finds it anywhere',
  });
}
