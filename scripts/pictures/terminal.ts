import { run } from '../../src/cli/main.ts';
import { terminalSvg } from './terminal-svg.ts';

const COLUMNS = 104;
const COMMAND = 'evaluate examples/aws/credential-report.csv --ruleset aws-iam-credential-report --severity High';

/** The picture of a terminal: rules over the sample in the package, at a fixed time. */
export async function terminalPicture(): Promise<string> {
  let printed = '';
  const write = (text: string): void => void (printed += text);
  await run([...COMMAND.split(' '), '--now', '2026-11-26'], {
    out: (text) => Promise.resolve(write(text)),
    err: write,
    stdin: (async function* () {})(),
    colorOut: true,
    colorErr: true,
    width: COLUMNS,
    isInteractive: false,
  });
  // The version would make the picture old with each release.
  const shown = printed.replace(/^.*made with gsl-engine.*\n/mu, '');
  return terminalSvg(`gsl ${COMMAND}`, shown, COLUMNS);
}
