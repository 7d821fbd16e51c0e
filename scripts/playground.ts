import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { pageWithSchemas } from '../src/cli/playground-page.ts';
import { playgroundPage } from './playground-bundle.ts';

/*
 * Writes the playground (apps/playground), one HTML file: `npm run playground [-- FILE]`. The build of the package keeps it
 * compressed, for `gsl playground` to write it out.
 */
const [file = 'site/playground.html'] = process.argv.slice(2);
const bare = await playgroundPage();
// `gsl playground` adds the schemas, which the package has beside it.
const page = file.endsWith('.br') ? bare : await pageWithSchemas(bare);
mkdirSync(dirname(file), { recursive: true });
if (file.endsWith('.br')) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: Buffer.byteLength(page) };
  writeFileSync(file, brotliCompressSync(page, { params }));
} else writeFileSync(file, page);
console.log(`${file}: ${Buffer.byteLength(page)} bytes`);
