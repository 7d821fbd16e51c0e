import type { ReadOptions } from '../../reader.ts';
import { brokenIn, type HclNode, type HclParser } from './node.ts';
import type { HclFile } from './scope.ts';

/** The grammar has several nodes for each level of the text. */
const NODES_PER_LEVEL = 8;

/** A text that is parsed by itself, and the line that it begins on. */
export interface Piece {
  readonly file: string;
  readonly text: string;
  /** Undefined where the text nests too deep. */
  readonly root: HclNode | undefined;
  readonly line: number;
}

/**
 * The file as one piece; where something in it is not HCL, each block that begins at the start of a line, so that the
 * others are read. A large file is read in several, each when it is asked for: its tree takes hundreds of times its text.
 */
export function* piecesOf(file: string, text: string, options: ReadOptions, parse: HclParser): Generator<Piece> {
  const piece = (own: string, line: number): Piece => ({
    file,
    text: own,
    root: parse(own, options.maxDepth * NODES_PER_LEVEL),
    line,
  });
  const parts = text.length > LARGE ? groupsOf(text.split(BLOCK_START)) : [text];
  let line = 1;
  let tries = MAX_TRIES;
  for (let at = 0; at < parts.length;) {
    const rest = parts.length - at;
    // Once all the rest is tried: a text of many pieces may be full of what looks like blocks.
    const most = tries === MAX_TRIES ? rest : Math.min(rest, tries > 0 ? MAX_TOGETHER : 1);
    const { read, own, count } = readable(parts, at, most, (one) => piece(one, line));
    if (read !== undefined) yield read;
    else {
      tries -= 1;
      yield* brokenPieces(own, line, piece);
    }
    line += linesIn(own);
    at += count;
  }
}

/**
 * Of a large file, what names may stand for: the parts in which more than resources may stand, where these are HCL by
 * themselves. The rest, which is most of it, is not parsed for that.
 */
export function* namingPieces(file: string, text: string, options: ReadOptions, parse: HclParser): Generator<Piece> {
  let line = 1;
  for (const part of groupsOf(text.split(BLOCK_START))) {
    if (NAMING.test(part)) {
      // A copy, by which the text of the whole file is not kept.
      const own = `${part} `.slice(0, -1);
      const root = parse(own, options.maxDepth * NODES_PER_LEVEL);
      // A part that begins in the middle of a text is no block.
      if (root !== undefined && brokenIn(root) === undefined) yield { file, text: own, root, line };
    }
    line += linesIn(part);
  }
}

const NAMING = /^[ \t]*(?:data|locals|module|variable)\b[^\n=]*\{/mu;

/** A text that is longer is read in several pieces, of about this size. */
const LARGE = 32 * 1024;
/**
 * So many pieces are read together, at most, where one by itself is not HCL: a line in the middle of text may look like a
 * block. That is tried for a few: a file in which so much is broken is not HCL.
 */
const MAX_TOGETHER = 16;
const MAX_TRIES = 2;

function groupsOf(blocks: readonly string[]): readonly string[] {
  const groups: string[] = [];
  let group: string[] = [];
  let size = 0;
  for (const block of blocks) {
    if (size > 0 && size + block.length > LARGE) {
      groups.push(group.join(''));
      group = [];
      size = 0;
    }
    group.push(block);
    size += block.length;
  }
  return [...groups, group.join('')];
}

/** The first parts from a place on that are HCL together, so many at most; without them, the first alone. */
function readable(
  parts: readonly string[],
  at: number,
  most: number,
  piece: (text: string) => Piece,
): { readonly read: Piece | undefined; readonly own: string; readonly count: number } {
  for (
    let count = 1;
    count <= most;
    count = count < most ? Math.min(count < MAX_TOGETHER ? 2 * count : most, most) : Infinity
  ) {
    const own = parts.slice(at, at + count).join('');
    const read = piece(own);
    if (read.root !== undefined && brokenIn(read.root) === undefined) return { read, own, count };
  }
  return { read: undefined, own: parts[at] ?? '', count: 1 };
}

function* brokenPieces(text: string, start: number, piece: (text: string, line: number) => Piece): Generator<Piece> {
  let line = start;
  for (const part of text.split(BLOCK_START)) {
    yield piece(part, line);
    line += linesIn(part);
  }
}

function linesIn(text: string): number {
  return text.split('\n').length - 1;
}

const BLOCK_START =
  /(?<=\n)(?=(?:resource|data|module|variable|output|provider|locals|terraform|moved|import|removed|check)\b[^\n=]*\{)/u;

/**
 * What can be read of a file, for what its names stand for.
 *
 * @param needsResources whether its resources are looked at as well; they are most of it
 */
export function filesOf(pieces: Iterable<Piece>, needsResources: boolean): readonly HclFile[] {
  const files: HclFile[] = [];
  for (const { file, text, root } of pieces) {
    if (root !== undefined) files.push({ file, text, root: needsResources ? root : withoutResources(root, text) });
  }
  return files;
}

function withoutResources(root: HclNode, text: string): HclNode {
  const isKept = ({ type, start }: HclNode): boolean => type !== 'block' || !text.startsWith('resource', start);
  return {
    ...root,
    children: root.children.map((one) =>
      one.type === 'body' ? { ...one, children: one.children.filter(isKept) } : one,
    ),
  };
}
