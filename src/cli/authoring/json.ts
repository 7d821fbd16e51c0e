import { jsonText } from '../../reporters/json-text.ts';
import { defined } from '../../text/defined.ts';
import type { Message } from '../../text/message.ts';
import { locatedOf, regionOf } from './place.ts';
import { type AuthoringFormat, type Looked, said } from './report.ts';

/** Everything as data: what is said with its place and repairs, what was looked at, the counts. */
export const json: AuthoringFormat = {
  name: 'json',
  write: (report) => {
    const { command, version, looked, counts } = report;
    const messages = said(report).map(({ message, of }) => messageObject(message, of));
    return `${jsonText({ tool: { name: 'gsl', version }, command, messages, looked: looked.map(lookedObject), counts }, 2)}\n`;
  },
};

function messageObject({ severity, code, message, help, at, fixes = [] }: Message, { rule }: Looked): object {
  const repairs =
    at?.kind === 'text' ? fixes.map(({ span, ...fix }) => ({ ...regionOf(at.source, span), ...fix })) : [];
  return {
    severity,
    code,
    message,
    ...defined({ help, rule }),
    ...locatedOf(at),
    ...(repairs.length === 0 ? {} : { fixes: repairs }),
  };
}

function lookedObject({ suite, name, messages }: Looked): object {
  const worst = messages.some(({ severity }) => severity === 'error') ? 'failed' : 'passed';
  return { suite, name, outcome: worst, messages: messages.length };
}
