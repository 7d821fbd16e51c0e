import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Fetches a package of the npm registry for as long as it is read, and runs nothing of it.
 *
 * @param name name and version: `kubernetes-types@1.30.0`
 * @param use gets the folder of the package's files
 */
export function withPackage<T>(name: string, use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'gsl-schemas-'));
  try {
    const archive = execFileSync('npm', ['pack', '--silent', '--pack-destination', folder, name], { encoding: 'utf8' });
    execFileSync('tar', ['xzf', join(folder, archive.trim()), '-C', folder]);
    return use(join(folder, 'package'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
