import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Lock {
  readonly packages: Record<string, { readonly dev?: boolean; readonly devOptional?: boolean }>;
}

/**
 * What the package brings with it, as a CycloneDX bill of materials. Asked of a lock file without what is for development
 * alone: `npm sbom --omit dev` leaves out what development needs too (zod, yaml and others).
 */
export function billOfMaterials(): string {
  const folder = mkdtempSync(join(tmpdir(), 'gsl-sbom-'));
  try {
    const about = JSON.parse(readFileSync('package.json', 'utf8')) as Record<string, unknown>;
    const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as Lock;
    const packages = Object.entries(lock.packages)
      .filter(([, { dev = false, devOptional = false }]) => !dev && !devOptional)
      .map(([path, locked]) => [path, path === '' ? { ...locked, devDependencies: {} } : locked]);
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ ...about, devDependencies: {} }));
    writeFileSync(
      join(folder, 'package-lock.json'),
      JSON.stringify({ ...lock, packages: Object.fromEntries(packages) as unknown }),
    );
    return execFileSync('npm', ['sbom', '--package-lock-only', '--omit', 'dev', '--sbom-format', 'cyclonedx'], {
      cwd: folder,
      encoding: 'utf8',
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
