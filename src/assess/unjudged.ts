import type { Message } from '../text/message.ts';
import { coversType, type SourceRecord } from '../values/record.ts';

/** More types are counted, not named. */
const MAX_NAMED = 5;

/**
 * That no rule asks for anything that the inputs of a reader hold, as a plan beside answers that rules are for: what is in
 * them was read, and nobody looked at it.
 *
 * @param asked the types that rules judge or look up
 */
export function unjudgedMessages(
  sources: readonly SourceRecord[],
  entityTypes: ReadonlyMap<string, number>,
  asked: ReadonlySet<string>,
): readonly Message[] {
  const readers = [...new Set(sources.filter(({ covers }) => covers !== 'all').map(({ reader }) => reader))].sort();
  const told = new Set<string>();
  return readers.flatMap((reader): Message[] => {
    const own = sources.filter((source) => source.reader === reader);
    const types = [...entityTypes].filter(([type]) => own.some((source) => coversType(source, type)));
    // That an input holds none of what a rule asks for is an answer too.
    const isAsked = [...asked].some((type) => own.some((source) => coversType(source, type)));
    if (types.length === 0 || isAsked) return [];
    const fresh = types.filter(([type]) => !told.has(type));
    for (const [type] of fresh) told.add(type);
    const count = fresh.reduce((sum, [, found]) => sum + found, 0);
    if (count === 0) return [];
    const named = fresh
      .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
      .map(([type, found]) => `${found} \`${type}\``);
    const more = named.length > MAX_NAMED ? ` and ${named.length - MAX_NAMED} more types` : '';
    return [
      {
        code: 'unjudged-input',
        severity: 'note',
        message: `no rule judges the ${count === 1 ? 'entity' : `${count} entities`} that \`${reader}\` read: ${named.slice(0, MAX_NAMED).join(', ')}${more}`,
        help: 'give rules for these types, or leave the inputs out',
      },
    ];
  });
}
