import { readBytes } from '../../inventory/read-bytes.ts';
import type { InventoryRecord } from '../../values/record.ts';
import { readAllowed } from './read-allowed.ts';
import { RefusedRequest, type ToolContext } from './tool.ts';

/** What a request judges: files, or entities that it brings along. */
export interface Judged {
  readonly files?: readonly string[] | undefined;
  readonly entities?: readonly unknown[] | undefined;
}

/** The records of a request, as from a file: with the same limits, and what is broken as problems. */
export function recordsOf({ files, entities }: Judged, context: ToolContext): AsyncIterable<InventoryRecord> {
  if ((files === undefined) === (entities === undefined)) throw new RefusedRequest('give either `files` or `entities`');
  if (files !== undefined) return readAllowed(context.roots, files, context.signal);
  const bytes = new TextEncoder().encode(JSON.stringify(entities));
  return readBytes('entities', bytes, { format: 'json', signal: context.signal });
}
