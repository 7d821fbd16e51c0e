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
 * others are read.
 */
export function piecesOf(file: string, text: string, options: ReadOptions, parse: HclParser): readonly Piece[] {
  const piece = (own: string, line: number): Piece => ({
    file,
    text: own,
    root: parse(own, options.maxDepth * NODES_PER_LEVEL),
    line,
  });
  const whole = piece(text, 1);
  if (whole.root !== undefined && brokenIn(whole.root) === undefined) return [whole];
  const parts = text.split(BLOCK_START);
  if (parts.length === 1) return [whole];
  let line = 1;
  return parts.map((part) => {
    const own = piece(part, line);
    line += part.split('\n').length - 1;
    return own;
  });
}

const BLOCK_START =
  /(?<=\n)(?=(?:resource|data|module|variable|output|provider|locals|terraform|moved|import|removed|check)\b[^\n=]*\{)/u;

/** Those of the pieces that can be read. */
export function parsed(pieces: readonly Piece[]): readonly HclFile[] {
  return pieces.flatMap(({ file, text, root }) => (root === undefined ? [] : [{ file, text, root }]));
}
