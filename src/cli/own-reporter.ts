import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Reporter } from '../reporters/index.ts';
import { STATUSES } from '../values/outcome.ts';
import { UsageError } from './exit-codes.ts';

/** Whether `--format` names a module, not one of our formats: `./mine.js`, `reports/mine.mjs`. */
export function isModule(format: string): boolean {
  return /[\\/]|\.[cm]?[jt]s$/u.test(format);
}

/**
 * Loads a reporter of the user's own: what the module exports by default, as `reporter`, or as its only export.
 *
 * @throws UsageError when the module cannot be loaded or exports no reporter
 */
export async function loadReporter(file: string): Promise<Reporter> {
  let exported: Readonly<Record<string, unknown>>;
  try {
    exported = (await import(pathToFileURL(resolve(file)).href)) as typeof exported;
  } catch (error) {
    throw new UsageError(`--format: \`${file}\` cannot be loaded: ${(error as Error).message}`);
  }
  const [only] = Object.values(exported);
  const found = exported['default'] ?? exported['reporter'] ?? only;
  if (isReporter(found)) return found;
  throw new UsageError(
    `--format: \`${file}\` exports no reporter; one has \`name\`, \`summary\`, \`include\` (of ${STATUSES.join(', ')}) and \`open\``,
  );
}

function isReporter(value: unknown): value is Reporter {
  if (typeof value !== 'object' || value === null) return false;
  const { name, include, open } = value as Partial<Record<keyof Reporter, unknown>>;
  const known: readonly unknown[] = STATUSES;
  const isList = Array.isArray(include) && include.every((status) => known.includes(status));
  return typeof name === 'string' && isList && typeof open === 'function';
}
