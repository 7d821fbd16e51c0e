import { isAbsolute, relative, sep } from 'node:path';
import type { Ignore, Options } from 'ignore';

interface PatternList {
  /** The folder that the paths are relative to; absent for the one that is read. */
  readonly base: string | undefined;
  readonly patterns: Ignore;
}

/** Patterns in the syntax of .gitignore, each list relative to a folder. */
export class PathPatterns {
  readonly #lists: readonly PatternList[];

  private constructor(lists: readonly PatternList[]) {
    this.#lists = lists;
  }

  /** Patterns that are relative to the folder which is read, or to where the process stands. */
  static async of(patterns: readonly string[]): Promise<PathPatterns> {
    if (patterns.length === 0) return new PathPatterns([]);
    return new PathPatterns([{ base: undefined, patterns: await parse(patterns) }]);
  }

  /** These, and those of an ignore file in a folder. */
  async with(text: string, folder: string): Promise<PathPatterns> {
    return new PathPatterns([...this.#lists, { base: folder, patterns: await parse(text) }]);
  }

  /** Whether a path is excluded. `root` is the folder that is read. */
  match(path: string, root = '', isFolder = false): boolean {
    return this.#lists.some(({ base = root, patterns }) => {
      const name = (base === '' ? path : relative(base, path))
        .split(sep)
        .join('/')
        .replace(/^(?:[a-z]:)?(?:\.?\/)+/iu, '');
      // What lies outside of the folder cannot be named by it.
      if (name === '' || name.startsWith('..') || isAbsolute(name)) return false;
      return patterns.ignores(isFolder ? `${name}/` : name);
    });
  }
}

/** Loaded when there are patterns. */
async function parse(patterns: readonly string[] | string): Promise<Ignore> {
  const loaded = await import('ignore');
  // Its types are those of a CommonJS module, where the default is one step further in.
  const make = loaded.default as unknown as (options?: Options) => Ignore;
  return make().add(patterns);
}
