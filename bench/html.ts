import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { assess } from '../src/assess/assess.ts';
import { findingOf } from '../src/findings/finding.ts';
import { html } from '../src/reporters/html.ts';
import { endOf } from '../src/reporters/reporter.ts';
import { bundledRules } from '../src/rules/bundled/index.ts';

/*
 * What the HTML report costs who reads it: a page of 70,000 findings in Debian's chromium, until its program has drawn it,
 * and for a key press in the search, with the frame that shows what it found. `npm run bench -- html`
 */

const CHROMIUM = '/usr/bin/chromium';
const FINDINGS = 70_000;
const ROUNDS = Number(process.argv[3] ?? 3);

async function written(file: string): Promise<void> {
  const key = { isActive: true, lastRotated: 1_700_000_000 };
  const users = Array.from({ length: FINDINGS }, (_, index) => ({
    type: 'IamUser',
    id: `AIDA${index}`,
    name: `user-${index}`,
    accountNumber: `1111222233${String(index % 20).padStart(2, '0')}`,
    firstAccessKey: key,
    secondAccessKey: key,
  }));
  const rules = bundledRules.filter(({ id }) => id === 'D9.AWS.IAM.51');
  const writer = html.open({ version: '0', now: new Date(0) });
  const assessment = assess(rules, users, { now: 0 });
  let text = '';
  for await (const result of assessment) text += writer.finding(findingOf(result));
  for (const piece of endOf(writer, assessment.summary)) text += piece;
  writeFileSync(file, text);
}

if (!existsSync(CHROMIUM)) throw new Error(`${CHROMIUM} is not there`);
const folder = mkdtempSync(join(tmpdir(), 'gsl-bench-html-'));
const file = join(folder, 'report.html');
await written(file);
console.log(`${FINDINGS} findings, ${(statSync(file).size / 1e6).toFixed(1)} MB`);
const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
try {
  const ready: number[] = [];
  const keys: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const page = await browser.newPage();
    page.setDefaultTimeout(0);
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    // In time of the page's own thread: what else the machine does is no matter.
    const spent = async (): Promise<number> => {
      const { metrics } = await session.send('Performance.getMetrics');
      return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN);
    };
    await page.goto(pathToFileURL(file).href);
    await page.waitForSelector('#app[data-ready]');
    ready.push(await spent());
    await page.getByRole('searchbox').focus();
    await page.waitForTimeout(2000);
    for (const letter of 'user-123') {
      const before = await spent();
      await page.keyboard.press(letter);
      await page.evaluate('new Promise((done) => requestAnimationFrame(() => setTimeout(done)))');
      keys.push((await spent()) - before);
    }
    await page.close();
  }
  const sorted = (times: readonly number[]): readonly number[] => [...times].sort((a, b) => a - b);
  const middle = (times: readonly number[]): string => (sorted(times)[Math.floor(times.length / 2)] ?? NaN).toFixed(0);
  const most = (times: readonly number[]): string => (sorted(times).at(-1) ?? NaN).toFixed(0);
  console.log(
    `ready ${middle(ready)} ms, ${most(ready)} at most; a key press ${middle(keys)} ms, ${most(keys)} at most`,
  );
} finally {
  await browser.close();
  rmSync(folder, { recursive: true });
}
