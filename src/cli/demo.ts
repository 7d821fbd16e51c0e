import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { evaluate } from './evaluate.ts';
import { EXIT } from './exit-codes.ts';
import type { CommandIo } from './io.ts';

/** The sample that comes with the package; from `src` and from `dist` it is the same way. */
const SAMPLE = fileURLToPath(new URL('../../examples/aws/credential-report.csv', import.meta.url));

/**
 * `gsl demo`: judges the sample that comes with the package by all bundled rules about it, and writes a page and a script
 * into a folder. Findings are what it is for, so they are no failure. Gives the exit code.
 */
export async function demo(folder: string, io: CommandIo): Promise<number> {
  const page = join(folder, 'report.html');
  const script = join(folder, 'fix.sh');
  const format = ['pretty', `html=${page}`, `fix=${script}`];
  const sample = relative(process.cwd(), SAMPLE);
  const ruleset = ['cloudguard', 'aws-iam-credential-report'];
  const code = await evaluate([sample], { config: false, ruleset, format, limit: '3', progress: false }, io);
  if (code === EXIT.error) return code;
  const lines = [
    '',
    `wrote ${page}, to open in a browser, and ${script}, with the commands that mend each finding, all commented out`,
    'with your own: aws iam generate-credential-report; aws iam get-credential-report > report.json; gsl evaluate report.json',
    '',
  ];
  await io.out(lines.join('\n'));
  return EXIT.ok;
}
