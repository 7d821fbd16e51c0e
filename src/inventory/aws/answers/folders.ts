/*
 * Folders tell what answers leave out, as `gsl collect` lays them: ACCOUNT/REGION/ec2.describe-volumes.json.
 */

const REGION = /^[a-z]{2}(?:-[a-z]+){1,3}-\d$/u;

function foldersOf(file: string): readonly string[] {
  return file.split(/[/\\]/u).slice(0, -1);
}

/** The folder that a file is in. */
export function folderOf(file: string): string {
  return file.slice(0, Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\'), 0));
}

/** The account whose folder a file is in. */
export function accountOfFolder(file: string): string | undefined {
  return foldersOf(file).findLast((folder) => /^\d{12}$/u.test(folder));
}

/** The region whose folder a file is in. */
export function regionOfFolder(file: string): string | undefined {
  return foldersOf(file).findLast((folder) => REGION.test(folder));
}
