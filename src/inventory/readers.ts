import { formatReaders } from './format-readers.ts';
import type { InventoryReader } from './reader.ts';
import { parquet } from './files/parquet/reader.ts';
import { terraformConfiguration } from './terraform/hcl/reader.ts';
import { terraform } from './terraform/on-disk.ts';

/**
 * Every input format, in the order of detection: the first whose `detect` says yes reads the input, so the general ones
 * stand last. A test compares this table with the folder.
 *
 * @example
 * for (const { name, summary, command } of inventoryReaders) console.log(`${name}: ${summary}\n  ${command}`);
 */
export const inventoryReaders: readonly InventoryReader[] = Object.freeze([
  parquet,
  ...formatReaders.flatMap((reader) =>
    reader.name === terraform.name ? [terraform, terraformConfiguration] : [reader],
  ),
]);
