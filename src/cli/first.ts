/*
 * What every process of the command loads, in one file of the build: nothing here may need more than a Node that is too old
 * for the rest has.
 */

export { printableLines } from '../reporters/words.ts';
export { version } from '../version.ts';
export { keepCompiled } from './compile-cache.ts';
export { EXIT } from './exit-codes.ts';
export { processIo } from './io.ts';
