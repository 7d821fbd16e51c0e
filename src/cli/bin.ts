#!/usr/bin/env node
import { printableLines } from '../reporters/words.ts';
import { version } from '../version.ts';
import { keepCompiled } from './compile-cache.ts';
import { EXIT } from './exit-codes.ts';
import { keepCode, part } from './kept-code.ts';

/* A bundle by itself: nothing here may need more than a Node that is too old for the rest has. */

/** What nobody foresaw: Node's own exit code for it is 1, which here means findings. */
function fail(error: unknown): void {
  process.stderr.write(`error: ${printableLines(error instanceof Error ? error.message : String(error))}\n`);
  process.exit(EXIT.error);
}

const [major, minor] = process.versions.node.split('.').map(Number) as [number, number];
if (major < 22 || (major === 22 && minor < 12))
  fail(`gsl needs Node 22.12 or later, and this is ${process.versions.node}`);

process.on('uncaughtException', fail);
try {
  const args = process.argv.slice(2);
  // Scripts ask for it before anything else, so nothing is loaded for it.
  if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) process.stdout.write(`${version}\n`);
  else {
    // A server starts once, and writes nothing.
    const isKept = args[0] !== 'mcp' && args[0] !== 'lsp';
    if (isKept) keepCompiled();
    // Loaded only now: what is loaded before is compiled anew, and an older Node could not even link it.
    const { processIo, run } = await part('./main.js', () => import('./main.ts'));
    process.exitCode = await run(args, processIo());
    if (isKept) keepCode(args);
  }
} catch (error) {
  fail(error);
}
