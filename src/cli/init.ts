import { writeFile } from 'node:fs/promises';
import { EXIT, UsageError } from './exit-codes.ts';
import type { CommandIo } from './io.ts';

const FIRST_RULE = `# A first rule with its tests. Try: gsl test rules.yaml; gsl evaluate YOUR-INVENTORY --rules rules.yaml
name: My rules
rules:
  - id: MY.IAM.1
    name: Console users sign in with MFA
    severity: High
    logic: IamUser where passwordEnabled = true should have mfaActive = true
    description: A password alone can be guessed or stolen.
    remediation: Assign an MFA device to the user under Security credentials.
    tests:
      - name: a console user with MFA
        entity: { passwordEnabled: true, mfaActive: true }
        expect: passed
      - name: a console user without MFA
        entity: { passwordEnabled: true, mfaActive: false }
        expect: failed
      - name: no password
        entity: { passwordEnabled: false }
        expect: irrelevant
`;

/** `gsl init`: writes a first rule with its tests. Never overwrites. Gives the exit code. */
export async function init(file: string, io: CommandIo): Promise<number> {
  try {
    await writeFile(file, FIRST_RULE, { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST')
      throw new UsageError(`\`${file}\` is there already; name another file`);
    throw new UsageError(`cannot write \`${file}\`: ${(error as Error).message}`);
  }
  await io.out(`wrote ${file}; next: gsl test ${file}\n`);
  return EXIT.ok;
}
