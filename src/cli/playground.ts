import { spawn } from 'node:child_process';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';
import { EXIT, UsageError } from './exit-codes.ts';
import type { CommandIo } from './io.ts';
import { printSaid } from './messages.ts';
import { pageWithSchemas } from './playground-page.ts';
import { writeReason } from './system-reason.ts';

/** The page as the build leaves it; from `src` and from `dist` it is the same way. */
const PAGE = fileURLToPath(new URL('../../dist/cli/playground.html.br', import.meta.url));

/** How each system opens a file in what the user has for it. */
const OPENERS: Readonly<Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>>> = {
  darwin: ['open'],
  win32: ['explorer.exe'],
};

/** The flags of `gsl playground`, as they were written. */
export interface PlaygroundFlags {
  readonly output?: string;
}

/** `gsl playground`: writes the page, and opens it where no file was named. Gives the exit code. */
export async function playground({ output }: PlaygroundFlags, io: CommandIo): Promise<number> {
  const packed = await readFile(PAGE).catch(() => {
    throw new UsageError('the playground is not built; run `npm run build`');
  });
  const file = output ?? join(await mkdtemp(join(tmpdir(), 'gsl-')), 'playground.html');
  const page = await pageWithSchemas(brotliDecompressSync(packed).toString());
  await writeFile(file, page).catch((error: unknown) => {
    throw new UsageError(`cannot write \`${file}\`: ${writeReason(error)}`);
  });
  await io.out(`wrote ${file}\n`);
  if (output === undefined && !(await isOpened(file))) {
    printSaid(io, 'note', 'no browser could be started; open the file in one');
  }
  return EXIT.ok;
}

async function isOpened(file: string): Promise<boolean> {
  const [command, ...args] = OPENERS[process.platform] ?? ['xdg-open'];
  return await new Promise((resolve) => {
    const child = spawn(command, [...args, file], { stdio: 'ignore', detached: true });
    child.once('error', () => resolve(false));
    child.once('spawn', () => {
      child.unref();
      resolve(true);
    });
  });
}
