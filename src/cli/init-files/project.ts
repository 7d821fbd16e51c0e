import { schemaUrl } from '../../reporters/report-head.ts';
import { version } from '../../version.ts';

/** A first rule with its tests. */
export const FIRST_RULE = `# yaml-language-server: $schema=${schemaUrl(version, 'ruleset')}
# A first rule with its tests. Try: gsl test rules.yaml; gsl evaluate YOUR-INVENTORY --rules rules.yaml
name: My rules
rules:
  - id: MY.IAM.1
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

/** The settings that a project begins with. */
export function projectFile(rules: string): string {
  return `# yaml-language-server: $schema=${schemaUrl(version, 'config')}
# Settings of gsl in this folder and below; flags come first. All settings: gsl evaluate --help, under the names of the flags.
inputs: [inventory]
rules: [${JSON.stringify(rules)}]
rulesets: [cloudguard]
# exclusions: [exclusions.yaml]
# severities:
#   - { rule: MY.IAM.1, severity: Critical, reason: asked for by the auditor }
# failOn: High
`;
}
