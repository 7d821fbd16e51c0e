import { plainSummary } from './plain-summary.ts';
import { writtenEvidence } from './evidence.ts';
import { jsonText } from './json-text.ts';
import { reportHead } from './report-head.ts';
import { recordText } from './record-text.ts';
import type { Reporter } from './reporter.ts';
import { memorySpool } from './spool.ts';
import { SpooledList } from './spooled-list.ts';

/** One JSON document: findings, problems, summary. Written as it goes, so that its size is no matter of memory. */
export const json: Reporter = {
  name: 'json',
  summary: 'one JSON document with the findings, the problems of the input, the evidence and the summary',
  include: ['passed', 'failed', 'excluded', 'error', 'matched'],
  open: (context) => {
    let separator = '';
    const problems = new SpooledList((context.spool ?? memorySpool)(), ',');
    const head = `${reportHead(context)},"findings":[`;
    let started = false;
    const start = (): string => {
      if (started) return '';
      started = true;
      return head;
    };
    return {
      finding: (finding) => {
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
        yield `],"evidence":${jsonText(writtenEvidence(summary))},"summary":${jsonText(plainSummary(summary))}}\n`;
      },
    };
  },
};
