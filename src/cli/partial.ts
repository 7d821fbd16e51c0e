import { type PartialMaking, type PartialSetting, partialText, type Share } from '../fleet/partial.ts';
import type { InventoryRecord } from '../values/record.ts';
import type { Status } from '../values/outcome.ts';
import { EXIT, UsageError } from './exit-codes.ts';
import { fileOutput } from './output.ts';

/** Reads `--shard 2/4`. */
export function shareOf(text: string | undefined): Share | undefined {
  if (text === undefined) return undefined;
  const [, index = '', of = ''] = /^(\d{1,6})\/(\d{1,6})$/u.exec(text) ?? [];
  const share = { index: Number(index), of: Number(of) };
  if (share.index < 1 || share.index > share.of)
    throw new UsageError(`--shard: \`${text}\` is no part of a whole; write the second of four as 2/4`);
  return share;
}

/** Assesses the records and writes what `gsl merge` needs: whole, or not at all. Gives the exit code. */
export async function writePartial(
  file: string,
  records: AsyncIterable<InventoryRecord>,
  setting: PartialSetting & { readonly include: readonly Status[] | undefined; readonly share: Share | undefined },
  making: PartialMaking,
): Promise<number> {
  const output = await fileOutput(file);
  try {
    for await (const text of partialText(records, setting, making)) await output.write(text);
    await output.finish();
  } catch (error) {
    await output.discard();
    throw error;
  }
  return EXIT.ok;
}
