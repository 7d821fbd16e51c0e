import { stat } from 'node:fs/promises';

/** Whether inputs can be read once more: standard input, pipes and devices cannot. */
export async function areFiles(inputs: readonly string[]): Promise<boolean> {
  for (const input of inputs) {
    if (input === '-') return false;
    const about = await stat(input).catch(() => undefined);
    if (about !== undefined && !about.isFile() && !about.isDirectory()) return false;
  }
  return true;
}
