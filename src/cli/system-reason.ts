import { SYSTEM_REASONS } from '../inventory/files/system-reasons.ts';

/** Why a file could not be read or written, to stand behind `cannot read …: `. */
export function systemReason(error: unknown, reasons: ReadonlyMap<string, string> = SYSTEM_REASONS): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? String(error.code) : '';
  return reasons.get(code) ?? SYSTEM_REASONS.get(code) ?? error.message.replace(/^cannot be read: /u, '');
}

/** Why one could not be written: what is not there then is where it was to go. */
export function writeReason(error: unknown): string {
  return systemReason(error, new Map([['ENOENT', 'the folder is not there, and cannot be made']]));
}
