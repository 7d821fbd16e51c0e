/*
 * Words that vendors have for the same thing: who writes a rule for one of them takes the word of another. Each means what the
 * others of its line do, as a whole value; what two values of one property may be is on no line together.
 */

import { keptIn } from './kept.ts';

const LINES: readonly string[] = [
  // Whoever, and wherever; `::/0` is the other family's, and a rule of its own.
  '* *:* -1 any all 0.0.0.0/0 0.0.0.0 0/0 internet anywhere anyone everyone everybody public world allusers internet-facing public-read public-read-write allowall allow-all',
  'on enabled enable true yes active',
  'off disabled disable false no inactive',
  'tcp 6',
  'udp 17',
  'inbound ingress incoming',
  'outbound egress outgoing',
  'allow allowed allows permit permitted accept allowall allow-all',
  'deny denied denies block blocked',
  'postgres postgresql psql pg',
  'windows win',
  'amd64 x86_64 x64',
  'arm64 aarch64',
  // Versioning of a bucket that was on once; off is what never was.
  'disabled suspended',
  'loadbalancer load-balancer lb',
  'aes256 sse-s3',
  'aws:kms sse-kms kms',
  'root <root_account> root_account',
  // Of what a thing is for, as tags and labels have it.
  'prod prd production',
  'dev development',
  'stage stg staging',
  'env environment',
];

let linesByWord: ReadonlyMap<string, readonly number[]> | undefined;

/** The lines that a word is on: one may stand for two things, which are never values of one property. */
function linesOf(word: string): readonly number[] | undefined {
  linesByWord ??= byWord();
  return linesByWord.get(word);
}

function byWord(): ReadonlyMap<string, readonly number[]> {
  const made = new Map<string, number[]>();
  for (const [index, line] of LINES.entries())
    for (const word of line.split(' ')) keptIn(made, word, () => []).push(index);
  return made;
}

/**
 * The value that has the meaning of the written one in the words of another vendor; undefined where none has.
 *
 * @example
 * sameMeaning('any', ['10.0.0.0/8', '0.0.0.0/0']) // '0.0.0.0/0'
 */
export function sameMeaning(written: string, there: readonly string[]): string | undefined {
  const lines = linesOf(written.toLowerCase());
  if (lines === undefined) return undefined;
  // What S3 lets everybody do is one of two things.
  const isOfTwo = /^public-read/iu.test(written);
  return there.find((other) => {
    const text = other.toLowerCase();
    if (isOfTwo && /^public-read/u.test(text)) return false;
    // A group of S3 is a URI, `…/groups/global/AllUsers`.
    return (
      text !== written.toLowerCase() &&
      [text, text.slice(text.lastIndexOf('/') + 1)].some((word) => linesOf(word)?.some((line) => lines.includes(line)))
    );
  });
}
