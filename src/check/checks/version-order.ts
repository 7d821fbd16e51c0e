import type { ComparisonNode } from '../../syntax/ast.ts';
import { print } from '../../syntax/print.ts';
import type { CheckContext } from '../context.ts';
import { defineCheck } from '../define.ts';
import { hasStem, wordsOfPath } from '../path-words.ts';
import { networkOf } from '../../values/network.ts';
import { clipped } from '../wording.ts';

/** Versions that are put in order: they are read as numbers or text, and `1.9` is above `1.10`. */
export const versionOrder = defineCheck({
  name: 'version-order',
  codes: {
    'version-order': {
      title: 'versions that are put in order',
      explanation:
        'Orders compare numbers, and text by its characters: `1.9` is above `1.10` either way, and `10.2.1` below `9.4.0`.',
      example: "EksCluster should have version >= '1.10'",
    },
  },
  visit: { Comparison: visit },
});

/** Stems of the words of what has versions. */
export const VERSIONED = ['version', 'release', 'engine', 'kernel'];

const SEVERAL_DOTS = /^v?\d+(?:\.\d+){2}(?:[-+.]\w+)*$/iu;
const TWO_DIGITS = /^v?\d+\.\d{2,}$/iu;
const ONE_DOT = /^v?\d+\.\d$/iu;
/** Versions of protocols have one digit behind the dot. */
const PROTOCOLS = ['tls', 'ssl', 'protocol', 'http'];

function visit({ left, right, operator }: ComparisonNode, _: unknown, context: CheckContext): void {
  if (operator === '=' || operator === '!=' || left.kind !== 'Path') return;
  const text = right.kind === 'String' ? right.value : context.textOf(right.span);
  if (!/^v?\d+\./iu.test(text)) return;
  const words = wordsOfPath(left);
  const isVersion = hasStem(words, VERSIONED);
  if (hasStem(words, PROTOCOLS) || (!isVersion && networkOf(text) !== undefined)) return;
  const certain = SEVERAL_DOTS.test(text) || (isVersion && TWO_DIGITS.test(text));
  if (!certain && !(isVersion && ONE_DOT.test(text))) return;
  const message = `\`${operator}\` knows no versions: it takes \`${print(right)}\` for ${SEVERAL_DOTS.test(text) || /v/iu.test(text) ? 'text' : 'a number'}`;
  const help = {
    help: `list the versions that are meant, \`${clipped(left)} in ('${text}', …)\`, or match them with \`regexMatch\``,
  };
  if (certain) context.warn('version-order', right.span, message, help);
  else context.note('version-order', right.span, message, help);
}
