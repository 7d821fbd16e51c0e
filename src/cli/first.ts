/* What every process of the command loads but what says the version alone, in one file of the build. */

export { printableLines } from '../reporters/words.ts';
export { version } from '../version.ts';
export { EXIT } from './exit-codes.ts';
export { processIo } from './io.ts';
