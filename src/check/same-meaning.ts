/*
 * Words that vendors have for the same thing: who writes a rule for one of them takes the word of another. Each means what the
 * others of its line do, as a whole value; what two values of one property may be is on no line together.
 */

const LINES: readonly string[] = [
  // Whoever, and wherever; `::/0` is the other family's, and a rule of its own.
  '* *:* -1 any all 0.0.0.0/0 0.0.0.0 0/0 internet anywhere anyone everyone everybody public world allusers internet-facing public-read public-read-write',
  'on enabled enable true yes active',
  'off disabled disable false no inactive',
  'tcp 6',
  'udp 17',
  'inbound ingress incoming',
  'outbound egress outgoing',
  'allow allowed allows permit permitted accept',
  'deny denied denies block blocked',
  'postgres postgresql psql pg',
  'windows win',
  'amd64 x86_64 x64',
  'arm64 aarch64',
  'aes256 sse-s3',
  'aws:kms sse-kms kms',
  'root <root_account> root_account',
];

const lineOf = /*#__PURE__*/ new Map(
  LINES.flatMap((line, index) => line.split(' ').map((word): [string, number] => [word, index])),
);

/**
 * The value that has the meaning of the written one in the words of another vendor; undefined where none has.
 *
 * @example
 * sameMeaning('any', ['10.0.0.0/8', '0.0.0.0/0']) // '0.0.0.0/0'
 */
export function sameMeaning(written: string, there: readonly string[]): string | undefined {
  const line = lineOf.get(written.toLowerCase());
  if (line === undefined) return undefined;
  return there.find((other) => {
    const text = other.toLowerCase();
    // A group of S3 is a URI, `…/groups/global/AllUsers`.
    return (
      text !== written.toLowerCase() &&
      [text, text.slice(text.lastIndexOf('/') + 1)].some((word) => lineOf.get(word) === line)
    );
  });
}
