import { recordOf } from '../findings/finding.ts';
import { plainSummary } from './plain-summary.ts';
import type { Reporter } from './reporter.ts';

/** One JSON document: findings, problems, summary. Written as it goes, so that its size is no matter of memory. */
export const json: Reporter = {
  name: 'json',
  summary: 'one JSON document with the findings, the problems of the input and the summary',
  include: ['passed', 'failed', 'excluded', 'error', 'matched'],
  open: ({ version, now }) => {
    let separator = '';
    const problems: object[] = [];
    const head = `{"tool":${JSON.stringify({ name: 'gsl', version })},"now":${JSON.stringify(now.toISOString())},"findings":[`;
    let started = false;
    const start = (): string => {
      if (started) return '';
      started = true;
      return head;
    };
    return {
      finding: (finding) => {
        const text = `${start()}${separator}\n${JSON.stringify(recordOf(finding))}`;
        separator = ',';
        return text;
      },
      problem: ({ kind: _, ...problem }) => {
        problems.push(problem);
        return '';
      },
      end: (summary) =>
        `${start()}\n],"problems":${JSON.stringify(problems)},"summary":${JSON.stringify(plainSummary(summary))}}\n`,
    };
  },
};
