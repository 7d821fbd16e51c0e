import type { CallNode } from '../../syntax/ast.ts';
import { clip } from '../../text/clip.ts';
import { nearest } from '../../text/suggest.ts';
import { type CheckContext, didYouMean } from '../context.ts';
import { defineCheck } from '../define.ts';
import { clipped } from '../wording.ts';

const EXISTENCE = 'a property alone asks whether it is there: `should have vpc`';

/** Functions of look-alike languages and what GSL has for them: a function, or another way to say it. */
const LOOK_ALIKES: Readonly<Record<string, { readonly name: string } | { readonly help: string }>> = {
  len: { name: 'length' },
  size: { name: 'length' },
  count: { name: 'length' },
  isEarlierThan: { name: 'before' },
  isLaterThan: { name: 'after' },
  isOlderThan: { name: 'before' },
  lower: { name: 'toLower' },
  lowercase: { name: 'toLower' },
  toLowerCase: { name: 'toLower' },
  upper: { name: 'toUpper' },
  uppercase: { name: 'toUpper' },
  toUpperCase: { name: 'toUpper' },
  empty: { name: 'isEmpty' },
  isNull: { name: 'isEmpty' },
  isNotEmpty: { help: 'write `not` before the property: `not tags isEmpty()`' },
  exist: { help: EXISTENCE },
  exists: { help: EXISTENCE },
  isSet: { help: EXISTENCE },
  isDefined: { help: EXISTENCE },
  isPresent: { help: EXISTENCE },
  has: { help: 'a property alone asks whether it is there; a list is searched by `contain [ … ]`' },
  contains: { help: "a list is searched by `contain [ … ]`, text by `like`: `name like '%part%'`" },
  ...Object.fromEntries(
    ['matches', 're_match', 'regex.match', 'regex_match', 'regexp_like', 'regexp_match', 'regexp_matches'].map(
      (name) => [name, { help: 'write `name regexMatch /pattern/`' }],
    ),
  ),
};

const LOOK_ALIKES_BY_CASE: ReadonlyMap<string, { readonly name: string } | { readonly help: string }> =
  /*#__PURE__*/ new Map(
    /*#__PURE__*/ Object.entries(LOOK_ALIKES).map(([name, meant]) => [name.toLowerCase(), meant] as const),
  );

/** A call of something that is no function of the language. */
export const unknownFunction = defineCheck({
  name: 'unknown-function',
  codes: {
    'unknown-function': {
      title: 'a call of something that is no function',
      explanation: 'The functions are listed in functions.md. A blank stands between a property and its function.',
      example: 'NetworkSecurityGroup should have inboundRuleslength() > 0',
    },
    'function-case': {
      title: 'a function name in other letters than its own',
      explanation: 'It is understood, but written the way it is listed in functions.md, it is understood everywhere.',
      example: 'IamUser should have tags isempty()',
    },
  },
  also: ['foreign-word'],
  visit: {
    Call(node, _, context) {
      const definition = context.functionNamed(node.name);
      if (definition === undefined) reportUnknown(node, context);
      else if (definition.name !== node.name && context.options.strict !== true) {
        context.warn('function-case', node.nameSpan, `\`${node.name}\` is written \`${definition.name}\``, {
          help: 'other engines may not know it in other letters',
          fix: { span: node.nameSpan, text: definition.name },
        });
      }
    },
  },
});

function reportUnknown(node: CallNode, context: CheckContext): void {
  const { name, nameSpan: span } = node;
  const lower = name.toLowerCase();
  if (lower === 'notin' && node.receiver !== undefined) {
    const left = context.textOf(node.receiver.span);
    context.error('foreign-word', span, `\`${name}\` is not GSL`, {
      help: 'write `not` before the property: `not name in (…)`',
      fix: { span: { start: node.receiver.span.start, end: span.end }, text: `not ${left} in` },
    });
    return;
  }
  const meant = LOOK_ALIKES_BY_CASE.get(lower);
  if (meant !== undefined) {
    const [operand] = node.args;
    if ('name' in meant && node.receiver === undefined && node.args.length === 1 && operand?.kind === 'Path') {
      // Other languages call it with what it is about.
      context.error('foreign-word', span, `\`${name}()\` is not GSL`, {
        help: `write \`${clipped(operand)} ${meant.name}()\``,
        fix: { span: node.span, text: `${context.textOf(operand.span)} ${meant.name}()` },
      });
      return;
    }
    const advice =
      'help' in meant ? { help: meant.help } : { help: `write \`${meant.name}()\``, fix: { span, text: meant.name } };
    context.error('foreign-word', span, `\`${name}()\` is not GSL`, advice);
    return;
  }
  const dot = name.lastIndexOf('.');
  const method = dot > 0 && node.receiver === undefined ? LOOK_ALIKES_BY_CASE.get(lower.slice(dot + 1)) : undefined;
  if (method !== undefined) {
    // `tags.size()` as other languages call it.
    const operand = name.slice(0, dot);
    const text = 'name' in method ? `${operand} ${method.name}` : undefined;
    context.error('foreign-word', span, `\`${name}()\` is not GSL`, {
      help: 'help' in method ? method.help : `write \`${clip(text ?? '', 100)}(${node.args.length === 0 ? '' : '…'})\``,
      ...(text === undefined ? {} : { fix: { span, text } }),
    });
    return;
  }
  const message = `unknown function \`${name}\``;
  const glued = node.receiver === undefined ? gluedFunction(lower, context.functionNames) : undefined;
  if (glued !== undefined) {
    const at = span.end - glued.length;
    // `tags.length()` as other languages call it: the dot goes.
    const dotted = name.at(-1 - glued.length) === '.';
    context.error('unknown-function', span, message, {
      help: `put a blank before \`${glued}\`${dotted ? ' in place of the dot' : ''}`,
      fix: { span: { start: dotted ? at - 1 : at, end: at }, text: ' ' },
    });
    return;
  }
  const names = context.functionNames;
  const near = nearest(name, names);
  context.error(
    'unknown-function',
    span,
    message,
    near === undefined ? { help: `known functions: ${names.join(', ')}` } : didYouMean(near, span),
  );
}

/** The longest function name that a word ends with, where something is left before it. */
function gluedFunction(lower: string, names: readonly string[]): string | undefined {
  let found: string | undefined;
  for (const name of names) {
    // Something else is this function in other letters: it is known.
    if (lower.endsWith(name.toLowerCase()) && name.length > (found ?? '').length) found = name;
  }
  return found;
}
