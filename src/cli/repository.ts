import { existsSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';

/**
 * How files are named in the repository that the command runs in: relative to its root, which is where code scanning and
 * merge requests look for them. What is not in it, or no file (`<stdin>`), keeps its name.
 */
export function repositoryPaths(cwd: string): (file: string) => string {
  const root = rootOf(cwd);
  const named = (file: string): string => {
    if (/^<.*>$/u.test(file)) return file;
    const path = relative(root, resolve(cwd, file));
    const isOutside = path === '' || path === '..' || /^\.\.[\\/]/u.test(path) || isAbsolute(path);
    return isOutside ? resolve(cwd, file) : path;
  };
  // Findings of one file stand beside one another.
  let last: { readonly file: string; readonly path: string } | undefined;
  return (file) => {
    if (last?.file !== file) last = { file, path: named(file) };
    return last.path;
  };
}

/** The nearest folder upward with a `.git`, which of a worktree is a file; the folder itself where there is none. */
function rootOf(cwd: string): string {
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    if (isThere(join(folder, '.git'))) return folder;
    if (dirname(folder) === folder) return resolve(cwd);
  }
}

/** With Node's permission model it throws for what may not be read. */
function isThere(path: string): boolean {
  try {
    return existsSync(path);
  } catch {
    return false;
  }
}
