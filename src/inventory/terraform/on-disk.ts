import { createReadStream } from 'node:fs';
import { terraformReader } from './reader.ts';
import { sourcesBeside } from './sources.ts';

/** The reader of plans and states that finds the configuration beside them. */
export const terraform = terraformReader({
  bytes: (path) => createReadStream(path),
  sources: sourcesBeside,
});
