import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Before the tests: builds `dist` when a source is newer, since some tests use the package as its users get it. */
export function setup(): void {
  const built = join(root, 'dist/cli/bin.js');
  const builtAt = existsSync(built) ? statSync(built).mtimeMs : 0;
  const sources = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true });
  const isStale = [
    ...sources.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)),
    join(root, 'package.json'),
    join(root, 'tsup.config.ts'),
    join(root, 'scripts/declarations.ts'),
  ].some((file) => statSync(file).mtimeMs > builtAt);
  if (isStale)
    execFileSync('npm', ['run', 'build'], { cwd: root, stdio: 'ignore', shell: process.platform === 'win32' });
}
