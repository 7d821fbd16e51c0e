import type { OperandNode } from '../syntax/ast.ts';
import { keptOfFew } from './kept.ts';
import { vocabularyOf } from './names.ts';

/**
 * The words, in lower case, of the last two names of a path: `firstAccessKey.lastUsedDate` is `first`, `access`, `key`,
 * `last`, `used`, `date`. What a property tells is often said by its name alone.
 */
export function wordsOfPath(node: OperandNode): ReadonlySet<string> {
  if (node.kind !== 'Path') return NO_WORDS;
  const names = node.segments.slice(-2).map(({ name }) => String(name));
  return keptOfFew(words, names.join('.'), () => vocabularyOf(names));
}

const NO_WORDS: ReadonlySet<string> = new Set();

/** Several checks ask them of each path, and rules ask for the same properties. */
const words = new Map<string, ReadonlySet<string>>();

/** The name that a path consists of; undefined for longer paths, and for other operands. */
export function onlyNameOf(node: OperandNode): string | undefined {
  if (node.kind !== 'Path' || node.segments.length !== 1) return undefined;
  return String(node.segments[0]?.name);
}

/** Whether one of the words begins with one of the stems. */
export function hasStem(words: ReadonlySet<string>, stems: readonly string[]): boolean {
  for (const word of words) if (stems.some((stem) => word.startsWith(stem))) return true;
  return false;
}
