import type { Origin } from '../shape.ts';

/*
 * Folders tell what answers leave out, as `gsl collect` lays them: ACCOUNT/REGION/ec2.describe-volumes.json.
 */

const REGION =
  /^(?:af|ap|ca|cn|eu|eusc|il|me|mx|sa|us)-(?:gov-|isob?-|de-)?(?:north|south|east|west|central|northeast|northwest|southeast|southwest)-\d$/u;
/** A year, month, day, hour and minute, as folders of snapshots are called, and hardly an account. */
const MINUTE = /^20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d$/u;

function foldersOf(file: string): readonly string[] {
  return file.split(/[/\\]/u).slice(0, -1);
}

/** The folder that a file is in. */
export function folderOf(file: string): string {
  return file.slice(0, Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\'), 0));
}

/** Where an answer stands in a document of several, and its file. */
type Standing = Pick<Origin, 'place' | 'under'>;

/** The account under which an answer stands, or whose folder its file is in. */
export function accountAround({ place, under }: Standing): string | undefined {
  return under?.find((name) => /^\d{12}$/u.test(name)) ?? accountOfFolder(place.file);
}

/** The region under which an answer stands, or whose folder its file is in. */
export function regionAround({ place, under }: Standing): string | undefined {
  return under?.find((name) => REGION.test(name)) ?? regionOfFolder(place.file);
}

/** The account whose folder a file is in. */
export function accountOfFolder(file: string): string | undefined {
  return foldersOf(file).findLast((folder) => /^\d{12}$/u.test(folder) && !MINUTE.test(folder));
}

/** The region whose folder a file is in. */
export function regionOfFolder(file: string): string | undefined {
  return foldersOf(file).findLast((folder) => REGION.test(folder));
}
