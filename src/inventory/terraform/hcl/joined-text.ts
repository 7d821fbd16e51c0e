import { templateOf } from './json-text.ts';
import { MAX_TEXT, piecesOf, textOf } from './known-text.ts';
import { childOf, type HclNode } from './node.ts';
import type { TemplatePart } from './text.ts';
import { HclUnknown } from './unknown.ts';

/** The text that stands for a node, as it is and as messages show it. */
export interface Words {
  text(node: HclNode): string;
  shown(node: HclNode): string;
}

/** Values as one text, of which parts may not be known. */
export function joinedText(
  node: HclNode,
  values: readonly unknown[],
  parts: readonly TemplatePart[],
  words: Words,
): string | HclUnknown {
  const texts = values.map(textOf);
  const length = texts.reduce((sum, text) => sum + (text?.length ?? 0), 0);
  if (length > MAX_TEXT) return new HclUnknown(words.shown(node));
  if (!texts.includes(undefined)) return texts.join('');
  const pieces = isPlain(parts, words) ? piecesOf(values) : undefined;
  if (pieces === undefined) return new HclUnknown(words.shown(node));
  const gaps = values.flatMap((value, index) => {
    if (texts[index] !== undefined) return [];
    if (value instanceof HclUnknown) return [value.expression];
    const part = parts[index];
    return [words.shown(typeof part === 'object' ? (childOf(part, 'expression') ?? part) : node)];
  });
  return templateOf(words.shown(node), pieces, gaps);
}

/** Whether no directive and no `~` takes text away. */
function isPlain(parts: readonly TemplatePart[], { text }: Words): boolean {
  return parts.every(
    (part) => typeof part === 'string' || (part.type === 'template_interpolation' && !text(part).includes('~')),
  );
}
