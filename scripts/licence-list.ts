import { readFileSync } from 'node:fs';

/** A package that users get with this one, or install beside it. */
export interface Licensed {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly use: 'runtime' | 'optional peer' | 'development';
  readonly hasInstallScript: boolean;
}

interface Locked {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly devOptional?: boolean;
  readonly peer?: boolean;
  readonly hasInstallScript?: boolean;
}

/** Licences that ask for no more than their own text and a name. */
export const ALLOWED: ReadonlySet<string> = new Set(
  '0BSD Apache-2.0 BlueOak-1.0.0 BSD-2-Clause BSD-3-Clause ISC MIT PSF-2.0 Python-2.0 Unlicense'.split(' '),
);

/** All packages of the lock file, by name. */
export function licences(): readonly Licensed[] {
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, Locked> };
  const { peerDependencies = {} } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    peerDependencies?: Record<string, string>;
  };
  return Object.entries(lock.packages)
    .filter(([path]) => path !== '')
    .map(([path, locked]): Licensed => {
      const name = path.replace(/^.*node_modules\//u, '');
      return {
        name,
        version: locked.version ?? '',
        licence: locked.license ?? 'unknown',
        use: Object.hasOwn(peerDependencies, name) ? 'optional peer' : useOf(locked),
        hasInstallScript: locked.hasInstallScript ?? false,
      };
    })
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

function useOf({ dev = false, devOptional = false }: Locked): Licensed['use'] {
  return dev || devOptional ? 'development' : 'runtime';
}
