import { PassedByRule } from '../findings/withdrawn.ts';
import { plainSummary } from './plain-summary.ts';
import { writtenEvidence } from './evidence.ts';
import { jsonText } from './json-text.ts';
import { reportHead } from './report-head.ts';
import { recordText } from './record-text.ts';
import type { Reporter } from './reporter.ts';

/**
 * One line of JSON for each result, problem, and the summary: for `jq` and for results that do not fit in memory. Where a
 * rule is found to be undecided after something passed by it, `{"withdrawn":…}` says that it does not count.
 */
export const ndjson: Reporter = {
  name: 'ndjson',
  summary:
    'one JSON object a line: `{"report":…}`, `{"finding":…}`, `{"problem":…}`, `{"evidence":…}`, `{"withdrawn":…}`, at last `{"summary":…}`',
  include: ['passed', 'failed', 'excluded', 'error', 'matched'],
  open: (context) => {
    let head = `{"report":${reportHead(context)}}}\n`;
    const write = (text: string): string => {
      const whole = head + text;
      head = '';
      return whole;
    };
    const passed = new PassedByRule();
    return {
      finding: (finding) => {
        passed.add(finding);
        return write(`{"finding":${recordText(finding)}}\n`);
      },
      problem: ({ kind: _, ...problem }) => write(`${jsonText({ problem })}\n`),
      end: (summary) => {
        const evidence = writtenEvidence(summary).map((said) => `${jsonText({ evidence: said })}\n`);
        for (const withdrawn of passed.withdrawn(summary)) evidence.push(`${jsonText({ withdrawn })}\n`);
        return write(`${evidence.join('')}${jsonText({ summary: plainSummary(summary) })}\n`);
      },
    };
  },
};
