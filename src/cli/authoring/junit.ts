import { escapeContent } from '../../reporters/escape.ts';
import { element } from '../../reporters/junit-suite.ts';
import { clip } from '../../text/clip.ts';
import { formatMessage, printable } from '../../text/format-message.ts';
import type { Message } from '../../text/message.ts';
import type { AuthoringFormat, Looked } from './report.ts';

/** Names are shown in lists and stored in database columns. */
const MAX_NAME = 500;

/** JUnit XML as Jenkins' xUnit plugin validates it: a test case for each thing that was looked at. */
export const junit: AuthoringFormat = {
  name: 'junit',
  write: ({ command, looked }) => {
    const bySuite = new Map<string, Looked[]>();
    for (const one of looked) bySuite.set(one.suite, [...(bySuite.get(one.suite) ?? []), one]);
    const suites = [...bySuite].map(([name, cases]) =>
      element('testsuite', { name: shown(name), ...countsOf(cases) }, `\n${cases.map(testCase).join('\n')}\n`),
    );
    const all = element('testsuites', { name: `gsl ${command}`, ...countsOf(looked) }, `\n${suites.join('\n')}\n`);
    return `<?xml version="1.0" encoding="UTF-8"?>\n${all}\n`;
  },
};

/** A test that the rule fails is a failure; what kept one from running is an error. */
function isFailure({ code }: Message): boolean {
  return code === 'test-failed' || code === 'not-formatted';
}

function worstOf({ messages }: Looked): Message | undefined {
  const errors = messages.filter(({ severity }) => severity === 'error');
  return errors.find((message) => !isFailure(message)) ?? errors[0];
}

function countsOf(looked: readonly Looked[]): Readonly<Record<string, string>> {
  const worst = looked.flatMap((one) => worstOf(one) ?? []);
  const failures = worst.filter(isFailure).length;
  return {
    tests: String(looked.length),
    failures: String(failures),
    errors: String(worst.length - failures),
    time: '0',
  };
}

function testCase(one: Looked): string {
  const { suite, name, messages } = one;
  const attributes = { name: shown(name), classname: shown(suite), time: '0' };
  const worst = worstOf(one);
  const text = escapeContent(messages.map(formatMessage).join('\n\n'));
  if (messages.length === 0) return element('testcase', attributes);
  if (worst === undefined) return element('testcase', attributes, element('system-out', {}, text));
  const kind = isFailure(worst) ? 'failure' : 'error';
  return element('testcase', attributes, element(kind, { message: shown(worst.message), type: worst.code }, text));
}

function shown(text: string): string {
  return printable(clip(text, MAX_NAME));
}
