import type { PartPiece } from '../assess/parts.ts';
import { emptyFolders } from '../inventory/files/read.ts';
import { inventoryReaders } from '../inventory/readers.ts';
import { type Partial, PartialError, type PartialHeader, partialPieces } from './partial.ts';

/** Partials that belong together, in the order of the report. */
export interface TogetherPartials {
  readonly header: PartialHeader;
  readonly parts: readonly Partial[];
  /** What all of them gave. */
  readonly pieces: () => AsyncIterable<PartPiece>;
}

/**
 * Looks whether partials make up a whole.
 *
 * @throws PartialError where they do not
 */
export function together(partials: readonly Partial[]): TogetherPartials {
  const parts = inOrder(onceEach(partials));
  const [first] = parts;
  if (first === undefined) throw new PartialError('name the partials to put together');
  const { header } = first;
  refuseOthers(parts, header);
  refuseJoined(parts);
  return {
    header,
    parts,
    pieces: async function* () {
      const known = { count: 0 };
      for (const part of parts) yield* partialPieces(part, known);
      // What a single run would have said of folders when all was read.
      const empty = emptyFolders(parts.flatMap(({ folders }) => folders));
      for (const record of empty) yield { kind: 'record', record } as const;
    },
  };
}

/** The same partial twice counts once: a job that ran again has made it again. */
function onceEach(partials: readonly Partial[]): readonly Partial[] {
  const known = new Set<string>();
  return partials.filter(({ id }) => !known.has(id) && known.add(id));
}

/** Parts with a number in the order of these, and all of them there; others as they are given. */
function inOrder(parts: readonly Partial[]): readonly Partial[] {
  const of = parts[0]?.header.share?.of;
  if (parts.some(({ header }) => header.share?.of !== of))
    throw new PartialError(
      'these are parts of wholes that were cut differently: --shard must have one number of parts',
    );
  if (of === undefined) return parts;
  const sorted = [...parts].sort((a, b) => (a.header.share?.index ?? 0) - (b.header.share?.index ?? 0));
  for (let index = 1; index <= of; index += 1) {
    const found = sorted.filter(({ header }) => header.share?.index === index);
    if (found.length === 0)
      throw new PartialError(`part ${index}/${of} is not there, and a report without it would not be whole`);
    if (found.length > 1)
      throw new PartialError(
        `\`${found.map(({ file }) => file).join('`, `')}\` are both part ${index}/${of}, and differ`,
      );
  }
  return sorted;
}

function refuseOthers(parts: readonly Partial[], header: PartialHeader): void {
  const settingOf = ({ share: _, ...setting }: PartialHeader): string => JSON.stringify(setting);
  const expected = settingOf(header);
  const other = parts.find((part) => settingOf(part.header) !== expected);
  if (other === undefined) return;
  const [one, another] = [parts[0]?.file ?? '', other.file];
  // Which text equals which is another question then: by their findings nobody would see it.
  const minding = header.matchCase === true ? one : another;
  const because =
    (header.matchCase === true) === (other.header.matchCase === true)
      ? ''
      : `: \`${minding}\` minds case (--match-case), and the other does not`;
  throw new PartialError(`\`${another}\` was made with other rules or options than \`${one}\`${because}`);
}

/** Users that several inputs tell parts of are joined where they are read, so that all of these belong into one part. */
function refuseJoined(parts: readonly Partial[]): void {
  if (parts.length < 2) return;
  for (const { name, joins } of inventoryReaders) {
    if (joins === undefined) continue;
    const having = parts.filter(({ readers }) => readers.has(name));
    if (having.length > 1 || (having.length === 1 && joins === 'inputs'))
      throw new PartialError(
        `inputs of \`${name}\` are joined with others where they are read, so that they cannot be evaluated in parts: evaluate these inputs together`,
      );
  }
}
