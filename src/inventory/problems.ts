import { problemRecord, type ProblemRecord, type Provenance } from '../values/record.ts';

/** Every code a ProblemRecord of a reader can have, and what it means. The one list: the types and the tests use it. */
export const problemCodes = Object.freeze({
  'unreadable-input': 'the file, folder or standard input could not be read',
  'no-input': 'a glob or a folder names no file that could be an inventory',
  'empty-input': 'there is nothing in the input but white space',
  'unknown-format': 'no reader recognizes the content',
  'unsupported-encoding': 'the text is neither UTF-8 nor UTF-16',
  'unsupported-compression': 'this Node.js cannot decompress the input',
  'invalid-compression': 'the compressed data is damaged',
  'truncated-input': 'the input ends in the middle of a record',
  'incomplete-input': 'the input says itself that it is not whole, as a plan that ended in an error does',
  'invalid-utf8': 'the record holds bytes that are no UTF-8',
  'invalid-json': 'the record is not JSON',
  'trailing-data': 'text follows the end of the JSON document',
  'too-deep': 'the record nests deeper than the limit',
  'record-too-large': 'the record is larger than the limit',
  'not-an-entity': 'the record is no object with a `type`',
  'unread-answer': 'the answer of an AWS call that is not read',
  'unnamed-part': 'the answer tells a part of something, and not of which',
  'ambiguous-part': 'the answer tells a part of something whose name several have',
  'too-many-parts': 'more entities than the limit are held to be put together: the rest is read, but not joined',
  'invalid-csv': 'the row does not follow the CSV quoting rules',
  'wrong-column-count': 'the row has more or fewer cells than the header',
  'missing-column': 'the header lacks columns that the format needs',
  'invalid-value': 'a value has another form than the format documents',
  'invalid-yaml': 'the document is not YAML, or uses more aliases than the limit',
  'unrendered-template': 'the document is a template, whose content is known only when it is rendered',
  'invalid-hcl': 'a block of a Terraform configuration is not HCL',
  'invalid-parquet': 'the file is not Parquet, or is damaged',
  'too-many-users': 'more records of IAM users than the limit: the rest is read, but not joined',
  'ambiguous-user': 'the record is of a user whose name is in several accounts, and names none',
  'missing-package': 'reading the format needs a package that is not installed',
} as const);

/** A code of `problemCodes`. */
export type ProblemCode = keyof typeof problemCodes;

/** The place of a record, without the parts that are not known. */
export function placeOf(file: string, line?: number, index?: number, address?: string): Provenance {
  return {
    file,
    ...(line === undefined ? {} : { line }),
    ...(index === undefined ? {} : { index }),
    ...(address === undefined ? {} : { address }),
  };
}

/** A ProblemRecord whose code is in the list. */
export function problem(code: ProblemCode, message: string, place: Provenance, help?: string): ProblemRecord {
  return problemRecord(code, message, place, help);
}

/**
 * Ends the reading of one input: thrown by the byte layer (a file that cannot be opened, damaged gzip) and turned into a
 * ProblemRecord by `readInventory`. It never reaches a caller.
 */
export class InputFailure extends Error {
  override readonly name = 'InputFailure';

  readonly code: ProblemCode;
  readonly help: string | undefined;

  constructor(code: ProblemCode, message: string, help?: string) {
    super(message);
    this.code = code;
    this.help = help;
  }
}

/** The thrown thing's message in the manner of ours: lower case first, one line, no final period. */
export function reasonOf(thrown: unknown): string {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const line = (message.split(/[\r\n]/u, 1)[0] ?? '').trim().replace(/[.:]+$/u, '');
  return /^[A-Z][a-z]/u.test(line) ? line.charAt(0).toLowerCase() + line.slice(1) : line;
}
