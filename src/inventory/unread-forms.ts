import { clip } from '../text/clip.ts';
import type { InputSample } from './formats/sample.ts';
import type { OtherDocument } from './other-document-forms.ts';

/** What an input that no reader knows most likely is. It is asked last, so that a form may be loose. */
interface UnreadForm extends OtherDocument {
  /** What it calls `error` tells what went wrong. */
  readonly start: RegExp;
  /** Whether it is missed only where its name says that it would be an inventory: other files of a folder hold it too. */
  readonly isOften?: true;
}

const AGAIN = 'ask again, signed in and with the rights that it needs';

const FORMS: readonly UnreadForm[] = [
  {
    what: 'a pointer of Git LFS in place of the file',
    start: /^version https:\/\/git-lfs\.github\.com\//u,
    help: 'fetch the file: `git lfs pull`',
    isInventory: true,
  },
  {
    what: 'a page of HTML in place of an answer',
    start: /^\s*(?:<!-{2}[^>]{0,500}>\s*)?<(?:!doctype html|html|head|body)\b/iu,
    help: `a page to sign in at, most likely: ${AGAIN}`,
    isInventory: true,
    isOften: true,
  },
  {
    what: 'an error in XML in place of an answer',
    start:
      /^\s*(?:<\?xml[^>]{0,200}\?>\s*)?<(?:\w+:)?(?:Error|ErrorResponse|Response)\b[^]{0,500}?<Code>(?<error>[^<]{1,200})/u,
    help: AGAIN,
    isInventory: true,
  },
  {
    what: 'XML',
    start: /^\s*<\?xml\b/u,
    help: 'ask for JSON',
    isInventory: true,
    isOften: true,
  },
  {
    what: 'an error of the shell in place of an answer',
    start:
      /^\s*(?:(?:\S{0,100}sh|zsh): (?:line \d+: )?(?<error>[^\n]{1,200}(?:not found|No such file or directory|Permission denied))|'\S+' is not recognized as |\S+ ?: The term '\S+' is not recognized )/u,
    help: 'install the command, and ask again',
    isInventory: true,
  },
  {
    what: 'an error of the AWS command line in place of an answer',
    start:
      /^\s*(?:aws: \[?error\]?:? |usage: aws \[options\]|Error loading SSO Token|The SSO session |You must specify a region|The config profile |Token has expired|Partial credentials found|SSL validation failed)/iu,
    help: AGAIN,
    isInventory: true,
  },
  {
    what: 'an archive',
    // Of zip, 7z, and tar, which begins with the name of its first file.
    start: /^(?:PK(?:\u0003\u0004|\u0005\u0006)|7z\u{FFFD}\u{FFFD}'\u001c|[^]{257}ustar)/u,
    help: 'take the files out of it, and read their folder',
    isInventory: true,
  },
  {
    what: 'compressed data that is neither gzip nor Zstandard',
    // Of bzip2 and xz; Brotli tells nothing of itself.
    start: /^(?:BZh[1-9]1AY&SY|\u{FFFD}7zXZ\u0000)/u,
    help: 'decompress it first',
    isInventory: true,
  },
  {
    what: 'a database of SQLite',
    start: /^SQLite format 3/u,
    help: 'export its rows: sqlite3 -json FILE "select …"',
    isInventory: true,
  },
  {
    what: 'text in colours, for people',
    start: /^\s*\p{Cc}\[[\d;]*m/u,
    help: 'ask for it without them: `az … --output json`, `jq -M`, NO_COLOR=1',
    isInventory: true,
  },
  {
    what: 'a service of the Serverless Framework',
    start: /^(?=[^]*^provider:)(?=[^]*^(?:functions|resources|plugins):)(?:org|app|service):/mu,
    help: 'run `serverless package`, and read `.serverless/cloudformation-template-update-stack.json`',
  },
  {
    what: 'a file of Docker Compose',
    start: /^services:[ \t]*\r?\n(?:[ \t]+[^]{0,2000}?\n)??[ \t]+(?:image|build|container_name):/mu,
    help: 'read the manifests that are made of it',
  },
  {
    what: 'a playbook of Ansible',
    start: /^-[ \t]+(?:name:[^\n]*\n[ \t]+)?hosts:[ \t]*\S/mu,
    help: 'read what it has made, as `gsl collect` does, or the manifests that it applies',
  },
  {
    what: 'a configuration of Deployment Manager',
    start:
      /^(?:imports|resources):[ \t]*\r?\n(?=[^]{0,4000}?^[ \t]+type:[ \t]*(?:\S+\.v\d\w*\.\w|\S+\.(?:jinja|py)\s|gcp-types\/))/mu,
    help: 'read what it has made: `gcloud asset export --content-type resource`',
    isInventory: true,
  },
  {
    what: 'a program of Pulumi in YAML',
    start: /^runtime:[ \t]*yaml\s(?=[^]*^resources:)/mu,
    help: 'it is not read; read what the stack has made, as `gsl collect` does',
  },
  {
    what: 'JSON with comments',
    start: /^\s*(?:\/\/[^\n]*\n\s*|\/\*[^]{0,2000}?\*\/\s*)+[[{]/u,
    help: 'leave the comments out, which JSON has none of',
    isInventory: true,
    isOften: true,
  },
  {
    what: 'JSON behind other text',
    start: /^[^\n]*\n(?:[^\n]*\n){0,200}?[ \t]*(?:\{\s*"|\[\s*[\]{"])/u,
    help: 'keep all else out of the file: messages go to standard error (`2> messages.txt`), `npm run --silent` writes no heading',
    isInventory: true,
    isOften: true,
  },
];

/** What an input most likely is that no reader knows. */
export function unreadForm({ text, extension }: InputSample): OtherDocument | undefined {
  const start = text.slice(0, START);
  for (const { start: form, isOften, what, ...more } of FORMS) {
    const found = form.exec(start);
    if (found === null) continue;
    const error = found.groups?.['error']?.trim();
    const said = error === undefined ? what : `${what}: \`${clip(error, 60)}\``;
    const isMissed = isOften !== true || INVENTORIES.has(extension);
    const { isInventory, help } = more;
    return { what: said, help, ...(isInventory === true && isMissed ? { isInventory } : {}) };
  }
  return undefined;
}

/** Enough for what stands before an answer. */
const START = 8192;

const INVENTORIES: ReadonlySet<string> = new Set(['.json', '.ndjson', '.jsonl']);
