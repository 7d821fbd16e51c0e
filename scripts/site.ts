import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildSite } from './site/build.ts';
import { brokenLinks } from './site/crawl.ts';

/* The site for any static host, with the pages of the API: `npm run site [-- FOLDER]`. A link that leads nowhere is an error. */
const [folder = 'site'] = process.argv.slice(2);
rmSync(folder, { recursive: true, force: true });
const pages = await buildSite(folder);
execFileSync('node_modules/.bin/typedoc', ['--out', join(folder, 'api'), '--logLevel', 'Warn'], { stdio: 'inherit' });
const broken = brokenLinks(folder);
console.log(`${folder}: ${pages.length} pages and the API, ${broken.length} broken links`);
for (const link of broken) console.log(link);
if (broken.length > 0) process.exitCode = 1;
