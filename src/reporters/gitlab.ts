import type { Finding } from '../findings/finding.ts';
import { printable } from '../text/format-message.ts';
import type { Provenance } from '../values/record.ts';
import { entityPath } from './entity-path.ts';
import { overrideText } from './finding-text.ts';
import { jsonText } from './json-text.ts';
import type { Reporter } from './reporter.ts';
import { type Told, toldOfProblem, toldOfSummary } from './told.ts';
import { clip } from '../text/clip.ts';

const SEVERITIES = {
  Critical: 'blocker',
  High: 'critical',
  Medium: 'major',
  Low: 'minor',
  Informational: 'info',
} as const;

const SEVERITIES_TOLD = { error: 'critical', warning: 'major', note: 'info' } as const;

const MAX_DESCRIPTION = 1000;
const MAX_NAME = 200;

/**
 * GitLab's code quality: an array of issues, which a merge request shows at their lines and compares with those of its
 * target by their fingerprints.
 *
 * @see https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
 */
export const gitlab: Reporter = {
  name: 'gitlab',
  summary: "GitLab's code quality report, for the widget and the lines of a merge request",
  include: ['failed', 'error'],
  open: ({ repositoryPath = (file) => file }) => {
    let separator = '[';
    const write = (issue: object): string => {
      const text = `${separator}\n${jsonText(issue)}`;
      separator = ',';
      return text;
    };
    const placeOf = (location: Pick<Provenance, 'file' | 'line'> | undefined, otherwise: string): object => ({
      path: pathText(location === undefined ? otherwise : repositoryPath(location.file)),
      lines: { begin: location?.line ?? 1 },
    });
    const told = ({ id, title, description, code, severity, place, subject }: Told): string =>
      write({
        type: 'issue',
        check_name: code,
        description: said(`${title}: ${description.replaceAll('\n', '; ')}`),
        categories: ['Security'],
        severity: SEVERITIES_TOLD[severity],
        fingerprint: id,
        location: placeOf(place, `${subject.type}/${subject.id.replace(/[\\/]+/gu, ':')}`),
      });
    return {
      finding: (finding) => write(issueOf(finding, placeOf(finding.location, entityPath(finding.entity)))),
      problem: (problem) => told(toldOfProblem(problem)),
      end: (summary) => {
        const rest = toldOfSummary(summary).map(told).join('');
        return `${rest}${separator === '[' ? '[' : ''}\n]\n`;
      },
    };
  },
};

function issueOf(finding: Finding, location: object): object {
  const { status, severity, ruleId, ruleName, entity, reason, id, baseline } = finding;
  const isUndecided = status === 'error';
  const override = overrideText(finding);
  const changed = override === '' ? '' : ` (${override})`;
  const shown = clip(entity.name || entity.id || entity.type, MAX_NAME);
  const name = ruleName === ruleId ? '' : `${ruleName}: `;
  const mark = `${baseline === 'new' ? 'new: ' : ''}${isUndecided ? 'undecided: ' : ''}`;
  return {
    type: 'issue',
    check_name: printable(ruleId),
    description: said(`${mark}${name}${shown}: ${reason || status}${changed}`),
    categories: ['Security'],
    severity: isUndecided ? 'info' : SEVERITIES[severity],
    fingerprint: id,
    location,
  };
}

function said(text: string): string {
  return clip(printable(text), MAX_DESCRIPTION);
}

/** GitLab takes paths of the repository alone, without `./`. */
function pathText(path: string): string {
  return path.replaceAll('\\', '/').replace(/^(?:\.?\/)+/u, '');
}
