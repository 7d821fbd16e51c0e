import { escapeAttribute } from './escape.ts';
import type { Spool } from './spool.ts';

/** How many test cases came out in each way. */
export interface Counts {
  passed: number;
  failures: number;
  errors: number;
  skipped: number;
}

export function noCounts(): Counts {
  return { passed: 0, failures: 0, errors: 0, skipped: 0 };
}

/** The test cases of one rule, counted; their text waits in a spool until the counts can stand before it. */
export class JunitSuite {
  readonly counts = noCounts();
  size = 0;
  private readonly spool: Spool;

  constructor(spool: Spool) {
    this.spool = spool;
  }

  /** Adds a test case, an XML element. */
  add(outcome: keyof Counts, testCase: string): void {
    this.counts[outcome] += 1;
    this.size += 1;
    this.spool.add(`\n${testCase}`);
  }

  read(): Iterable<string> {
    return this.spool.read();
  }
}

/** An element whose content is XML already. */
export function element(name: string, attributes: Readonly<Record<string, string>>, content = ''): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeAttribute(value)}"`);
  return content === '' ? `<${name}${written.join('')}/>` : `<${name}${written.join('')}>${content}</${name}>`;
}
