import { schemaUrl } from '../../reporters/report-head.ts';
import { version } from '../../version.ts';

/**
 * A first rule with its tests.
 *
 * @param name what the rules are called
 * @param prefix what their ids begin with
 */
export function ruleFile(name: string, prefix: string): string {
  return `# yaml-language-server: $schema=${schemaUrl(version, 'ruleset')}
# A first rule with its tests. Try: gsl test FILE; gsl evaluate YOUR-INVENTORY --rules FILE
name: ${JSON.stringify(name)}
cloudVendor: aws
rules:
  - id: ${prefix}.IAM.1
    name: Console users sign in with MFA
    severity: High
    logic: IamUser where passwordEnabled = true should have mfaActive = true
    description: A password alone can be guessed or stolen.
    remediation:
      text: Assign an MFA device to {{name}} under Security credentials.
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
}
