import { PassedByRule } from '../findings/withdrawn.ts';
import { plainSummary } from './plain-summary.ts';
import { writtenEvidence } from './evidence.ts';
import { jsonText } from './json-text.ts';
import { reportHead } from './report-head.ts';
import { recordText } from './record-text.ts';
import type { Reporter } from './reporter.ts';
import { memorySpool } from './spool.ts';
import { SpooledList } from './spooled-list.ts';

/**
 * One JSON document: findings, problems, summary. Written as it goes, so that its size is no matter of memory. Where a rule
 * is found to be undecided after something passed by it, `withdrawn` says that it does not count.
 */
export const json: Reporter = {
  name: 'json',
  summary: 'one JSON document with the findings, the problems of the input, the evidence and the summary',
  include: ['passed', 'failed', 'excluded', 'error', 'matched'],
  open: (context) => {
    let separator = '';
    const problems = new SpooledList((context.spool ?? memorySpool)(), ',');
    const head = `${reportHead(context)},"findings":[`;
    const passed = new PassedByRule();
    let started = false;
    const start = (): string => {
      if (started) return '';
      started = true;
      return head;
    };
    return {
      finding: (finding) => {
        passed.add(finding);
        const text = `${start()}${separator}\n${recordText(finding)}`;
        separator = ',';
        return text;
      },
      problem: ({ kind: _, ...problem }) => {
        problems.add(jsonText(problem));
        return '';
      },
      *end(summary) {
        yield `${start()}\n],"problems":[`;
        yield* problems.read();
        const withdrawn = passed.withdrawn(summary);
        const told = withdrawn.length === 0 ? '' : `"withdrawn":${jsonText(withdrawn)},`;
        yield `],"evidence":${jsonText(writtenEvidence(summary))},${told}"summary":${jsonText(plainSummary(summary))}}\n`;
      },
    };
  },
};
