import {
  isAlias,
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  visit,
  type Alias,
  type Document,
  type Node,
  type Scalar,
  type YAMLMap,
} from 'yaml';
import type { Span } from '../text/source.ts';
import type { ProblemCode } from './codes.ts';
import type { DataPath } from '../text/message.ts';

/** Levels of objects (of lists: twice as many). Rulesets need about six, the entities of their tests a few more. */
const MAX_DEPTH = 100;
export const TOO_DEEP = 'the data is nested too deep';

/** What is noted down while the documents are read. */
export interface Notes {
  readonly report: Report;
  /** Second and later uses of a key, in the order of the text. */
  readonly duplicates: Span[];
  readonly targets: Map<Node, Node>;
  readonly text: string;
}

export type Report = (code: ProblemCode, message: string, span: Span, help?: string, severity?: 'warning') => void;

/** Looks at every node once: depth, aliases, repeated keys, numbers that are names. */
export function isSound(document: Document.Parsed, notes: Notes): boolean {
  const { report, targets } = notes;
  const anchors = new Map<string, Node>();
  let sound = true;
  const fail = (message: string, node: Node): void => {
    report('invalid-yaml', message, shownSpan(node, notes.text));
    sound = false;
  };
  visit(document, {
    Node: (_, node, path) => {
      if (path.length > 2 * MAX_DEPTH + 1) {
        fail(TOO_DEEP, node);
        return visit.BREAK;
      }
      if (isAlias(node)) {
        const problem = resolve(node, anchors, targets);
        if (problem !== undefined) fail(problem, node);
        return undefined;
      }
      if (node.anchor !== undefined) anchors.set(node.anchor, node);
      if (isScalar(node)) keepDigits(node, path);
      else if (isMap(node)) reportRepeatedKeys(node, notes);
      return undefined;
    },
  });
  return sound;
}

/** Remembers what an alias stands for; gives what is wrong with it. */
function resolve(alias: Alias, anchors: ReadonlyMap<string, Node>, targets: Map<Node, Node>): string | undefined {
  const target = anchors.get(alias.source);
  if (target === undefined) return `there is no \`&${alias.source}\` before this`;
  if (rangeOf(target).end > rangeOf(alias).start) return `\`*${alias.source}\` stands inside itself`;
  targets.set(alias, target);
  return undefined;
}

/** 1.10 and 012345678901 are names here, not numbers; only the entities of tests are data. */
function keepDigits(scalar: Scalar, path: readonly unknown[]): void {
  const { value, source } = scalar;
  if (typeof value !== 'number' || source === undefined || source === String(value)) return;
  const inTests = path.some((parent) => isPair(parent) && isScalar(parent.key) && parent.key.value === 'tests');
  if (!inTests) scalar.value = source;
}

function reportRepeatedKeys(map: YAMLMap, { report, duplicates }: Notes): void {
  const keys = new Set<string>();
  for (const { key } of map.items) {
    if (!isScalar(key)) continue;
    const written = String(key.value);
    if (keys.has(written)) {
      duplicates.push(rangeOf(key));
      report('duplicate-key', `\`${written}\` is written twice`, rangeOf(key), 'remove one of them');
    }
    keys.add(written);
  }
}

/** The node at a path, or the last one on the way. */
export function follow(start: Node, path: DataPath, targets: ReadonlyMap<Node, Node>, on: 'key' | undefined): Node {
  let node = targets.get(start) ?? start;
  for (const [index, part] of path.entries()) {
    let next: unknown;
    if (isMap(node)) {
      // The last of two equal keys is the one whose value counts.
      const pair = node.items.findLast(({ key }) => isScalar(key) && String(key.value) === part);
      next = on === 'key' && index === path.length - 1 ? pair?.key : (pair?.value ?? pair?.key);
    } else if (isSeq(node) && typeof part === 'number') {
      next = node.items[part];
    }
    if (!isNode(next)) return node;
    node = targets.get(next) ?? next;
  }
  return node;
}

/** What to underline for a node: of a collection in block style, its first line. */
export function shownSpan(node: Node, text: string): Span {
  const { start, end } = rangeOf(node);
  if (!isCollection(node) && !(isScalar(node) && node.type?.startsWith('BLOCK'))) return { start, end };
  const newline = text.indexOf('\n', start);
  const line = text.slice(start, newline < 0 ? end : Math.min(newline, end));
  return { start, end: start + line.trimEnd().length };
}

/** Where a node stands, without the white space behind it. */
export function rangeOf(node: Node): Span {
  const [start, end] = node.range ?? [0, 0];
  return { start, end };
}
