/** Node's words for what goes wrong with files most, in plainer ones. */
const REASONS: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'there is no such file'],
  ['EACCES', 'permission denied'],
  ['EPERM', 'permission denied'],
  ['EISDIR', 'it is a folder'],
  ['ENOTDIR', 'a part of the path is no folder'],
  ['ELOOP', 'too many symbolic links'],
  ['EMFILE', 'too many open files'],
  ['ENAMETOOLONG', 'the name is too long'],
  ['ENOSPC', 'the disk is full'],
  ['EROFS', 'the disk can only be read'],
]);

/** Why a file could not be read or written, to stand behind `cannot read …: `. */
export function systemReason(error: unknown, reasons: ReadonlyMap<string, string> = REASONS): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? String(error.code) : '';
  return reasons.get(code) ?? REASONS.get(code) ?? error.message.replace(/^cannot be read: /u, '');
}

/** Why one could not be written: what is not there then is where it was to go. */
export function writeReason(error: unknown): string {
  return systemReason(error, new Map([['ENOENT', 'the folder is not there, and cannot be made']]));
}
