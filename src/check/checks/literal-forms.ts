import type { ComparisonNode, ExpressionNode, InNode, LikeNode, OperandNode, StringNode } from '../../syntax/ast.ts';
import { print, quote } from '../../syntax/print.ts';
import type { Advice } from '../../text/message.ts';
import { networkOf } from '../../values/network.ts';
import type { CheckContext } from '../context.ts';
import { defineCheck } from '../define.ts';
import { neverEqual } from '../never-equal.ts';
import { hasStem, wordsOfPath } from '../path-words.ts';

/** Texts that came with something around them, and addresses that are none. */
export const literalForms = defineCheck({
  name: 'literal-forms',
  codes: {
    'padded-text': {
      title: 'a text with blanks or quotes around it',
      explanation:
        "A blank counts: `'prod '` is not `'prod'`. So do double quotes inside of the single ones, as a text has them that was copied from JSON.",
      example: "IamUser should not have name = 'alice '",
    },
    'not-an-address': {
      title: 'a text that is written like an address or a network, and is none',
      explanation:
        'Networks are four numbers up to 255 and a prefix up to 32, or IPv6 and a prefix up to 128: `0.0.0/0` is none, `0.0.0.0/0,::/0` is two.',
      example: "SecurityGroup should not have inboundRules contain [ scope = '0.0.0/0' ]",
    },
    'lookalike-letter': {
      title: 'a letter of another alphabet in a word of Latin ones',
      explanation:
        'The Cyrillic `а` looks like the Latin `a`, and is another letter: a text that has it equals nothing that is written by hand.',
      example: "IamUser should not have name = 'аdmin'",
    },
    'list-in-text': {
      title: 'several values in one text',
      explanation:
        "Each value of `in ( … )` is a text of its own: `('a', 'b')`. A comma or a `|` in a text is a part of it.",
      example: "IamUser should not have name in ('alice,bob')",
    },
  },
  visit: {
    Comparison(node, _, context) {
      const { left, right, operator } = node;
      if (right.kind === 'String' && (operator === '=' || operator === '!=')) report(node, left, right, context);
    },
    In(node, _, context) {
      const { left, list } = node;
      if ('kind' in list) return;
      for (const literal of list) {
        if (literal.kind !== 'String') continue;
        if (list.length === 1 && NAMED_LIST.test(literal.value)) reportName(node, literal, context);
        else report(node, left, literal, context);
        if (list.length === 1) reportList(literal, context);
      }
    },
    Like(node, _, context) {
      report(node, node.left, node.pattern, context);
    },
    Block(node, _, context) {
      if (node.body.kind === 'String') report(node.body, node.receiver, node.body, context);
    },
  },
});

type Around = ComparisonNode | InNode | LikeNode | StringNode;

/** Quotes of every kind, at both ends. */
const QUOTED = /^(["“”`])([^"“”`]*)["“”`]$/u;
/** A prefix behind numbers with dots or colons, or four numbers, or more of such with commas between. */
const PARTS = /[,;|]|\sor\s/iu;
const WITH_PREFIX = /^[\dOo]{1,5}(?:\.[\dOo]{1,5}){0,4}\/[\dOo]{1,3}$|^[\da-f]{0,5}(?::[\da-f]{0,5}){2,8}\/\d{1,4}$/iu;
const FOUR_NUMBERS = /^\d{1,5}(?:\.\d{1,5}){3}(?::\d{1,5})?$/u;
const EVERYWHERE_IN_FULL = /^0*(?::0*){2,7}\/0$/u;
const DATE = /^\d{4}\/\d{1,2}$/u;

function report(node: Around, left: OperandNode, literal: StringNode, context: CheckContext): void {
  const text = literal.value;
  const trimmed = text.trim();
  const bare = (QUOTED.exec(trimmed)?.[2] ?? trimmed).trim();
  // What `like` has a `%` beside is meant so: `% admin`.
  const isMeant = node.kind === 'Like' && text.includes('%');
  if (bare !== '' && bare !== text && !isMeant) {
    const what = bare === trimmed ? 'a blank' : 'quotes';
    const message = `\`${print(literal)}\` has ${what} around the text, which ${what === 'quotes' ? 'are' : 'is'} a part of it`;
    context.warn('padded-text', literal.span, message, meant(node, literal, quote(bare)));
    return;
  }
  if (LOOKALIKE.test(text)) {
    context.warn('lookalike-letter', literal.span, `\`${print(literal)}\` has a letter that looks like a Latin one`, {
      help: 'type the word anew: it most likely came from another text with the letter',
    });
    return;
  }
  reportAddress(node, left, literal, context);
}

/** A Cyrillic letter, or one of those of Greek that are no signs of units, beside a Latin one. */
const LOOKALIKE =
  /[A-Za-z][\p{Script=Cyrillic}ΑΒΕΖΗΙΚΜΝΟΡΤΥΧανορυχ]|[\p{Script=Cyrillic}ΑΒΕΖΗΙΚΜΝΟΡΤΥΧανορυχ][A-Za-z]/u;

/** Versions are written like addresses. */
function isVersion(left: OperandNode): boolean {
  return hasStem(wordsOfPath(left), ['version', 'release', 'kernel', 'date']);
}

function reportAddress(node: Around, left: OperandNode, literal: StringNode, context: CheckContext): void {
  const text = literal.value;
  if (EVERYWHERE_IN_FULL.test(text) && text !== '::/0' && !isVersion(left)) {
    const message = `\`${print(literal)}\` is compared as text, and entities write it \`'::/0'\``;
    context.warn('not-an-address', literal.span, message, meant(node, literal, "'::/0'"));
    return;
  }
  const parts = partsOf(text, PARTS);
  if (!parts.every(isLikeAddress) || (parts.length === 1 && networkOf(text) !== undefined)) return;
  if (isVersion(left)) return;
  const message = `\`${print(literal)}\` is ${parts.length > 1 ? 'no address, but several in one text' : 'no address or network'}`;
  const zeros = text.replace(/[Oo]/gu, '0');
  const repaired = networkOf(zeros) !== undefined ? quote(zeros) : undefined;
  const several = `each is a text of its own: \`in (${parts.map(quote).join(', ')})\``;
  const help =
    parts.length > 1 ? several : 'write networks as `10.0.0.0/24`: four numbers up to 255, and a prefix up to 32';
  context.warn(
    'not-an-address',
    literal.span,
    message,
    repaired === undefined ? { help, ...(isAddress(left) ? certain(node) : {}) } : meant(node, literal, repaired),
  );
}

/** Whether a place most likely holds an address by itself: an endpoint has a port behind it, a build of Windows four numbers. */
function isAddress(left: OperandNode): boolean {
  const words = wordsOfPath(left);
  return words.size === 0 || hasStem(words, ADDRESSES);
}

const ADDRESSES = ['scope', 'source', 'destination', 'cidr', 'ip', 'address', 'network', 'subnet', 'range', 'remote'];

/** What stands between signs, without the blanks around: a pattern that takes blanks with the sign looks at many again and again. */
function partsOf(text: string, between: RegExp): string[] {
  return text.split(between).map((part) => part.trim());
}

function isLikeAddress(text: string): boolean {
  return (WITH_PREFIX.test(text) && !DATE.test(text) && /[.:].*\//u.test(text)) || FOUR_NUMBERS.test(text);
}

/** A named list, as it stands without quotes. */
const NAMED_LIST = /^\$[A-Za-z_]\w*$/u;

function reportName(node: InNode, { span, value }: StringNode, context: CheckContext): void {
  context.warn('list-in-text', span, `\`${quote(value)}\` is a text, and no named list`, {
    help: `a named list stands without quotes: \`in (${value})\``,
    fix: { span, text: value, isSuggestion: true },
    ...certain(node),
  });
}

/** Words only: a name with a comma in it, `Smith, John`, is a text. */
function reportList(literal: StringNode, context: CheckContext): void {
  const parts = partsOf(literal.value, /[,|]/u);
  if (parts.length < 2 || !parts.every((part) => /^[\w.:@*/-]+$/u.test(part)) || parts.every(isLikeAddress)) return;
  context.note('list-in-text', literal.span, `\`${print(literal)}\` is one text`, {
    help: `if several values are meant, write \`in (${parts.map(quote).join(', ')})\``,
  });
}

function meant(node: Around, { span }: StringNode, text: string): Advice {
  return { help: `write \`${text}\``, fix: { span, text, isSuggestion: true }, ...certain(node) };
}

/** That nothing is so; of a literal that is a block's whole body, too. */
function certain(node: ExpressionNode): Advice {
  return node.kind === 'String' ? { always: { span: node.span, truth: false } } : neverEqual(node);
}
