import { defined } from '../text/defined.ts';
import { problemRecord, type ProblemRecord, type Provenance } from '../values/record.ts';
import type { ProblemCode } from './codes.ts';

export type { ProblemCode } from './codes.ts';

/** The place of a record, without the parts that are not known. */
export function placeOf(file: string, line?: number, index?: number, address?: string): Provenance {
  // One is made for each entity: what nearly all have is quick.
  if (line !== undefined && address === undefined) return index === undefined ? { file, line } : { file, line, index };
  return { file, ...defined({ line, index, address }) };
}

/** A ProblemRecord whose code is in the list. */
export function problem(code: ProblemCode, message: string, place: Provenance, help?: string): ProblemRecord {
  return problemRecord(code, message, place, help);
}

/** That a row of a table is not CSV. */
export function invalidCsv(fault: string, place: Provenance): ProblemRecord {
  return problem('invalid-csv', `the row is not valid CSV: ${fault}`, place);
}

/** That a row of a table has not as many cells as its header. */
export function wrongCount(cells: readonly string[], columns: number, place: Provenance): ProblemRecord {
  return problem('wrong-column-count', `the row has ${cells.length} cells, the header has ${columns}`, place);
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
