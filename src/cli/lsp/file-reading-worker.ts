import { parentPort } from 'node:worker_threads';
import { hclParser } from '../../inventory/files/hcl-library.ts';
import { readFileTexts } from './file-texts.ts';
import type { ReadingTask } from './reading-thread.ts';

/* Reads whole files beside the server, so that a key that is pressed meanwhile does not wait. */

parentPort?.on('message', ({ id, kind, name, text }: ReadingTask) => {
  void (async () => {
    const hcl = kind === 'terraform' ? await hclParser() : undefined;
    parentPort?.postMessage({ id, ...readFileTexts(kind, name, text, hcl) });
  })();
});
