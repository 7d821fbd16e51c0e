import { assessPart, type PartPiece } from '../assess/parts.ts';
import { MAX_LOOKED_AT } from '../assess/repeated.ts';
import type { EntityIdentity } from '../assess/state.ts';
import type { EntitySchemas } from '../check/schemas/schema.ts';
import { parseExactJson } from '../values/exact-json.ts';
import type { FoldersRead } from '../inventory/files/read.ts';
import type { Environment, NamedLists } from '../run/environment.ts';
import type { Exclusion } from '../rules/exclusion.ts';
import type { LoadedRuleset } from '../rules/rule.ts';
import { defined } from '../text/defined.ts';
import type { Diagnostic } from '../text/message.ts';
import { type Status, STATUSES } from '../values/outcome.ts';
import type { InventoryRecord } from '../values/record.ts';
import { isObject } from '../values/value.ts';
import { version } from '../version.ts';

/*
 * A partial is what was found of a part of an inventory, as lines of JSON: a header, the pieces of the assessment, and a
 * line with the digest of all before it, so that one that was cut off or changed is known.
 */

/** Which part of the inputs a partial is of, from 1. */
export interface Share {
  readonly index: number;
  readonly of: number;
}

/** What parts must have in common, so that they can be put together. */
export interface PartialSetting {
  readonly rulesets: readonly LoadedRuleset[];
  readonly exclusions: readonly Exclusion[];
  readonly lists: NamedLists | undefined;
  readonly strict: boolean | undefined;
  readonly matchCase: boolean | undefined;
  /** One's own types of entities. */
  readonly schemas: EntitySchemas | undefined;
  readonly now: Date;
}

/** The first line of a partial. */
export interface PartialHeader extends Omit<PartialSetting, 'now'> {
  readonly kind: 'gsl-partial';
  readonly version: string;
  readonly now: string;
  readonly include: readonly Status[];
  readonly diagnostics: readonly Diagnostic[];
  readonly share?: Share;
}

/** A partial that was read to its end once: whole, and known by what it holds. */
export interface Partial {
  /** What people know it by. */
  readonly file: string;
  readonly header: PartialHeader;
  /** The same for the same content. */
  readonly id: string;
  /** The readers of its inputs. */
  readonly readers: ReadonlySet<string>;
  /** The folders of its files. */
  readonly folders: FoldersRead;
  /** Its bytes, once more. */
  readonly open: OpenPartial;
}

/** Opens the bytes of a partial from their start. */
export type OpenPartial = () => AsyncIterable<Uint8Array>;

/**
 * A file that is no partial, or not a whole one, or that does not go with others.
 *
 * @example
 * new PartialError('`a.part` is not whole: it was cut off or changed').name // 'PartialError'
 */
export class PartialError extends Error {
  override readonly name = 'PartialError';
}

/**
 * Whole numbers beyond 2^53 and numbers beyond all bounds (`1e400`) are written so that they are read again as they were; they
 * are rare, and to look at every value while it is written takes five times as long.
 */
function line(value: unknown): string {
  try {
    const text = JSON.stringify(value);
    // An infinite number is written as null.
    return text.includes('null') && holdsInfinite(value) ? exactLine(value) : `${text}\n`;
  } catch {
    return exactLine(value);
  }
}

function holdsInfinite(value: unknown): boolean {
  if (typeof value === 'number') return isInfinite(value);
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsInfinite);
}

function isInfinite(value: unknown): value is number {
  return value === Infinity || value === -Infinity;
}

function exactLine(value: unknown): string {
  return `${JSON.stringify(value, (_, part: unknown) => {
    if (isInfinite(part)) return rawNumber(part > 0 ? '1e999' : '-1e999');
    return typeof part === 'bigint' ? rawNumber(String(part)) : part;
  })}\n`;
}

function rawNumber(written: string): unknown {
  return (JSON as unknown as { readonly rawJSON: (text: string) => unknown }).rawJSON(written);
}

/** What a partial is made with. */
export interface PartialMaking {
  readonly environment: Environment;
  readonly diagnostics: readonly Diagnostic[];
  /** The folders that the records were read from, when all are read. */
  readonly folders: () => FoldersRead;
}

/** Assesses records and gives the text of the partial as it comes. */
export async function* partialText(
  records: AsyncIterable<InventoryRecord>,
  setting: PartialSetting & { readonly include: readonly Status[] | undefined; readonly share: Share | undefined },
  { environment, diagnostics, folders }: PartialMaking,
): AsyncGenerator<string> {
  const { rulesets, exclusions, lists, strict, matchCase, schemas, now, share } = setting;
  const include = setting.include ?? STATUSES.filter((status) => status !== 'irrelevant');
  const header: PartialHeader = {
    kind: 'gsl-partial',
    version,
    rulesets,
    exclusions,
    lists,
    strict,
    matchCase,
    schemas,
    now: now.toISOString(),
    include,
    diagnostics,
    ...defined({ share }),
  };
  const hash = process.getBuiltinModule('node:crypto').createHash('sha256');
  const text = (value: unknown): string => {
    const written = line(value);
    hash.update(written);
    return written;
  };
  yield text(header);
  const options = { now, include, exclusions, environment };
  for await (const piece of assessPart(rulesets, records, options)) {
    if (piece.kind !== 'state') yield text(piece);
    else {
      // By themselves, since of later parts nobody reads them.
      yield text({ kind: 'identities', identities: piece.state.identities });
      yield text({ kind: 'state', state: { ...piece.state, identities: [] } });
    }
  }
  yield text({ kind: 'folders', folders: folders() });
  yield line({ kind: 'end', sha256: hash.digest('hex') });
}

/** The options of an assessment that goes on with parts. */
export function optionsOf({ lists, strict, matchCase, exclusions, now }: PartialHeader): {
  readonly lists?: NamedLists;
  readonly strict?: boolean;
  readonly matchCase?: boolean;
  readonly exclusions: readonly Exclusion[];
  readonly now: string;
} {
  return { exclusions, now, ...defined({ lists, strict, matchCase }) };
}

/**
 * Looks through a partial.
 *
 * @throws PartialError for one that is none, or ends too early
 */
export async function openPartial(file: string, open: OpenPartial): Promise<Partial> {
  const hash = process.getBuiltinModule('node:crypto').createHash('sha256');
  const readers = new Set<string>();
  const folders: FoldersRead[number][] = [];
  let header: PartialHeader | undefined;
  let id: string | undefined;
  for await (const text of linesOf(open())) {
    if (header === undefined) {
      header = headerOf(text, file);
    } else if (text.startsWith('{"kind":"end"')) {
      const end = jsonOf(text, file);
      id = isObject(end) && end['sha256'] === hash.copy().digest('hex') ? String(end['sha256']) : undefined;
      continue;
    } else if (text.startsWith('{"kind":"record","record":{"kind":"source"')) {
      const piece = jsonOf(text, file) as { readonly record: { readonly reader: string } };
      readers.add(piece.record.reader);
    } else if (text.startsWith('{"kind":"folders"')) {
      folders.push(...(jsonOf(text, file) as { readonly folders: FoldersRead }).folders);
    }
    hash.update(`${text}\n`);
    id = undefined;
  }
  if (header === undefined) throw noPartial(file);
  if (id === undefined) throw new PartialError(`\`${file}\` is not whole: it was cut off or changed`);
  return { file, header, id, readers, folders, open };
}

const PIECES = ['record', 'supported', 'state'].map((kind) => `{"kind":"${kind}"`);

/** How many entities of the parts before are known, so that one that comes again is noticed: of more nobody asks. */
export interface KnownEntities {
  count: number;
}

/** The pieces of a partial, one after another. */
export async function* partialPieces({ file, open }: Partial, known: KnownEntities): AsyncGenerator<PartPiece> {
  let identities: readonly EntityIdentity[] = [];
  for await (const text of linesOf(open())) {
    if (text.startsWith('{"kind":"identities"')) {
      if (known.count < MAX_LOOKED_AT)
        ({ identities } = jsonOf(text, file) as { readonly identities: typeof identities });
      known.count += identities.length;
    } else if (PIECES.some((start) => text.startsWith(start))) {
      const piece = jsonOf(text, file) as PartPiece;
      yield piece.kind === 'state' ? { kind: 'state', state: { ...piece.state, identities } } : piece;
    }
  }
}

async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  // A line may be longer than many chunks: it is put together once.
  let held: string[] = [];
  for await (const chunk of chunks) {
    const [first = '', ...others] = decoder.decode(chunk, { stream: true }).split('\n');
    held.push(first);
    const rest = others.pop();
    if (rest === undefined) continue;
    yield held.join('');
    yield* others;
    held = [rest];
  }
  const rest = held.join('') + decoder.decode();
  if (rest !== '') yield rest;
}

function headerOf(text: string, file: string): PartialHeader {
  const value = text.startsWith('{"kind":"gsl-partial"') ? jsonOf(text, file) : undefined;
  if (!isObject(value)) throw noPartial(file);
  if (value['version'] !== version)
    throw new PartialError(`\`${file}\` was made by version ${String(value['version'])}, and this is ${version}`);
  return value as unknown as PartialHeader;
}

function jsonOf(text: string, file: string): unknown {
  try {
    return parseExactJson(text);
  } catch {
    throw new PartialError(`\`${file}\` is not whole: a line is no JSON`);
  }
}

function noPartial(file: string): PartialError {
  return new PartialError(`\`${file}\` is no partial; \`gsl evaluate --partial\` makes one`);
}
