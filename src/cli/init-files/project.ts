import { schemaUrl } from '../../reporters/report-head.ts';
import { version } from '../../version.ts';

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
