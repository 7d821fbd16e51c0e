import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { assessPart, type PartPiece } from '../assess/parts.ts';
import type { EntitySchemas } from '../check/schemas/schema.ts';
import { parseExactJson } from '../inventory/formats/exact-json.ts';
import type { InventoryRecord } from '../inventory/index.ts';
import type { NamedLists } from '../run/environment.ts';
import type { Exclusion } from '../rules/exclusion.ts';
import type { LoadedRuleset } from '../rules/rule.ts';
import type { Diagnostic } from '../text/message.ts';
import type { Status } from '../values/outcome.ts';
import { STATUSES } from '../values/outcome.ts';
import { isObject } from '../values/value.ts';
import { version } from '../version.ts';
import { EXIT, UsageError } from './exit-codes.ts';
import { fileOutput } from './output.ts';

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

/** Reads `--shard 2/4`. */
export function shareOf(text: string | undefined): Share | undefined {
  if (text === undefined) return undefined;
  const [, index = '', of = ''] = /^(\d{1,6})\/(\d{1,6})$/u.exec(text) ?? [];
  const share = { index: Number(index), of: Number(of) };
  if (share.index < 1 || share.index > share.of)
    throw new UsageError(`--shard: \`${text}\` is no part of a whole; write the second of four as 2/4`);
  return share;
}

/** Whole numbers beyond 2^53 are written as they are. */
function line(value: unknown): string {
  return `${JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? rawNumber(part) : part))}\n`;
}

function rawNumber(value: bigint): unknown {
  return (JSON as unknown as { readonly rawJSON: (text: string) => unknown }).rawJSON(String(value));
}

/** Assesses the records and writes what `gsl merge` needs: whole, or not at all. Gives the exit code. */
export async function writePartial(
  file: string,
  records: AsyncIterable<InventoryRecord>,
  setting: PartialSetting & { readonly include: readonly Status[] | undefined; readonly share: Share | undefined },
  { schemas, diagnostics }: { readonly schemas: EntitySchemas; readonly diagnostics: readonly Diagnostic[] },
): Promise<number> {
  const { rulesets, exclusions, lists, strict, now, share } = setting;
  const include = setting.include ?? STATUSES.filter((status) => status !== 'irrelevant');
  const header: PartialHeader = {
    kind: 'gsl-partial',
    version,
    rulesets,
    exclusions,
    lists,
    strict,
    now: now.toISOString(),
    include,
    diagnostics,
    ...(share === undefined ? {} : { share }),
  };
  const output = await fileOutput(file);
  const hash = createHash('sha256');
  const write = async (value: unknown): Promise<void> => {
    const text = line(value);
    hash.update(text);
    await output.write(text);
  };
  try {
    await write(header);
    const options = { now, include, exclusions, schemas, ...optional({ lists, strict }) };
    for await (const piece of assessPart(rulesets, records, options)) await write(piece);
    await output.write(line({ kind: 'end', sha256: hash.digest('hex') }));
    await output.finish();
  } catch (error) {
    await output.discard();
    throw error;
  }
  return EXIT.ok;
}

function optional({ lists, strict }: Pick<PartialSetting, 'lists' | 'strict'>): {
  readonly lists?: NamedLists;
  readonly strict?: boolean;
} {
  return { ...(lists === undefined ? {} : { lists }), ...(strict === undefined ? {} : { strict }) };
}

/** The options of an assessment that goes on with parts. */
export function optionsOf({ lists, strict, exclusions, now }: PartialHeader): {
  readonly lists?: NamedLists;
  readonly strict?: boolean;
  readonly exclusions: readonly Exclusion[];
  readonly now: string;
} {
  return { exclusions, now, ...optional({ lists, strict }) };
}

/** A partial that was read to its end once: whole, and known by what it holds. */
export interface Partial {
  readonly file: string;
  readonly header: PartialHeader;
  /** The same for the same content. */
  readonly id: string;
  /** The readers of its inputs. */
  readonly readers: ReadonlySet<string>;
}

/**
 * Looks through a partial.
 *
 * @throws UsageError for a file that is none, or ends too early
 */
export async function openPartial(file: string): Promise<Partial> {
  const hash = createHash('sha256');
  const readers = new Set<string>();
  let header: PartialHeader | undefined;
  let id: string | undefined;
  for await (const text of linesOf(file)) {
    if (header === undefined) {
      header = headerOf(text, file);
    } else if (text.startsWith('{"kind":"end"')) {
      const end = jsonOf(text, file);
      id = isObject(end) && end['sha256'] === hash.copy().digest('hex') ? String(end['sha256']) : undefined;
      continue;
    } else if (text.startsWith('{"kind":"record","record":{"kind":"source"')) {
      const piece = jsonOf(text, file) as { readonly record: { readonly reader: string } };
      readers.add(piece.record.reader);
    }
    hash.update(`${text}\n`);
    id = undefined;
  }
  if (header === undefined) throw noPartial(file);
  if (id === undefined) throw new UsageError(`\`${file}\` is not whole: it was cut off or changed`);
  return { file, header, id, readers };
}

/** The pieces of a partial, one after another. */
export async function* piecesOf(file: string): AsyncGenerator<PartPiece> {
  for await (const text of linesOf(file)) {
    if (text.startsWith('{"kind":"record"') || text.startsWith('{"kind":"state"'))
      yield jsonOf(text, file) as PartPiece;
  }
}

async function* linesOf(file: string): AsyncGenerator<string> {
  let rest = '';
  try {
    for await (const chunk of createReadStream(file, { encoding: 'utf8' })) {
      const lines = (rest + String(chunk)).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
  } catch (error) {
    throw new UsageError(`cannot read \`${file}\`: ${(error as Error).message}`);
  }
  if (rest !== '') yield rest;
}

function headerOf(text: string, file: string): PartialHeader {
  const value = text.startsWith('{"kind":"gsl-partial"') ? jsonOf(text, file) : undefined;
  if (!isObject(value)) throw noPartial(file);
  if (value['version'] !== version)
    throw new UsageError(`\`${file}\` was made by version ${String(value['version'])}, and this is ${version}`);
  return value as unknown as PartialHeader;
}

function jsonOf(text: string, file: string): unknown {
  try {
    return parseExactJson(text);
  } catch {
    throw new UsageError(`\`${file}\` is not whole: a line is no JSON`);
  }
}

function noPartial(file: string): UsageError {
  return new UsageError(`\`${file}\` is no partial; \`gsl evaluate --partial\` makes one`);
}
