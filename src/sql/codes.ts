import type { CodeEntry } from '../text/code-entry.ts';

/** What is said of a rule that is written as a query. The example is written for a table of JSON documents. */
export const SQL_CODES = {
  'not-in-sql': {
    title: 'a part of a rule that is not in the query',
    explanation:
      'SQL has nothing for it, or the table has no column for it. Rows that hang on it are undecided in the query (`--prefilter` gives them too), and the engine decides them.',
    example: 'SecurityGroup should have inboundRules groupBy [ port ] length() < 5',
  },
} as const satisfies Record<string, CodeEntry>;
