import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { run } from '../../src/cli/main.ts';
import { processIo } from '../../src/cli/io.ts';
import { terminalPicture } from './terminal.ts';

/*
 * The pictures of the README, made of the sample in the package: `npm run pictures`. A terminal as SVG, which a test holds
 * to what the command prints, and the HTML report as a photograph of Debian's chromium.
 */

const FOLDER = 'docs/pictures';
const USERS = 'examples/aws/credential-report.csv';

writeFileSync(join(FOLDER, 'terminal.svg'), await terminalPicture());
const folder = mkdtempSync(join(tmpdir(), 'gsl-pictures-'));
const page = join(folder, 'report.html');
await run(
  ['evaluate', USERS, '--ruleset', 'aws-iam-credential-report', '--now', '2026-11-26', '-q', '-f', `html=${page}`],
  processIo(),
);
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
try {
  const tab = await browser.newPage({ viewport: { width: 1280, height: 900 }, colorScheme: 'light' });
  await tab.goto(pathToFileURL(page).href);
  await tab.waitForSelector('#app[data-ready]');
  await tab.locator('.head').first().click();
  await tab.screenshot({ path: join(FOLDER, 'report.png') });
} finally {
  await browser.close();
  rmSync(folder, { recursive: true });
}
