import { constants } from 'node:fs';
import { type FileHandle, open, realpath, stat } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { UsageError } from '../exit-codes.ts';

/** A file or folder that may be read, by its true path. */
export interface AllowedPath {
  /** As it was asked for. */
  readonly path: string;
  readonly real: string;
  readonly isFolder: boolean;
}

/** A path that is not read; the message says why. */
export class RefusedPath extends Error {
  override readonly name = 'RefusedPath';
}

/**
 * What a server may read: the files and folders that the user named on the command line, and what lies below them. Paths are
 * compared as they truly are, so that no link and no `..` leads out.
 */
export class Roots {
  private readonly roots: readonly AllowedPath[];

  private constructor(roots: readonly AllowedPath[]) {
    this.roots = roots;
  }

  /**
   * The working folder where none is named.
   *
   * @throws UsageError for one that is not there
   */
  static async of(named: readonly string[]): Promise<Roots> {
    const paths = named.length === 0 ? ['.'] : named;
    return new Roots(
      await Promise.all(
        paths.map(async (path) => {
          try {
            return await truePath(path, resolve(path));
          } catch {
            throw new UsageError(`cannot serve \`${path}\`: there is no such file or folder`);
          }
        }),
      ),
    );
  }

  /** In words, for who asks. */
  get text(): string {
    return this.roots.map(({ path, real }) => `\`${path === '.' ? real : path}\``).join(', ');
  }

  /**
   * What a path of a request means: below the first root that has it.
   *
   * @throws RefusedPath where it is outside of all roots, or not there
   */
  async find(path: string): Promise<AllowedPath> {
    if (path.includes('\0')) throw new RefusedPath('a path holds no NUL character');
    const candidates = isAbsolute(path)
      ? [path]
      : [...this.roots.filter(({ isFolder }) => isFolder).map(({ real }) => resolve(real, path)), resolve(path)];
    let isMissing = false;
    for (const candidate of candidates) {
      const found = await truePath(path, candidate).catch(() => undefined);
      if (found !== undefined && this.holds(found.real)) return found;
      // Whether something is there is told of nothing outside.
      if (!this.holds(candidate)) continue;
      if (found !== undefined) throw this.outside(path);
      isMissing = true;
    }
    throw isMissing
      ? new RefusedPath(`\`${path}\` is not there; files are looked for in ${this.text}`)
      : this.outside(path);
  }

  /** Opens what {@link find} gave, if it is still that. A pipe or a device is no file to read. */
  async open({ path, real }: AllowedPath): Promise<FileHandle> {
    const handle = await open(real, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      const [opened, now] = [await handle.stat(), await stat(await realpath(real))];
      if (!opened.isFile()) throw new RefusedPath(`\`${path}\` is no regular file`);
      if (opened.ino !== now.ino || opened.dev !== now.dev || !this.holds(await realpath(real)))
        throw this.outside(path);
      return handle;
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** Whether a true path lies in a root. */
  holds(real: string): boolean {
    return this.roots.some((root) => {
      const way = relative(root.real, real);
      return way === '' || (root.isFolder && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
    });
  }

  private outside(path: string): RefusedPath {
    return new RefusedPath(`\`${path}\` is outside of what this server may read: ${this.text}`);
  }
}

async function truePath(path: string, candidate: string): Promise<AllowedPath> {
  const real = await realpath(candidate);
  return { path, real, isFolder: (await stat(real)).isDirectory() };
}
