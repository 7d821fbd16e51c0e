import { printable } from '../../text/format-message.ts';
import type { Message } from '../../text/message.ts';
import { messageText, propertyText } from '../../reporters/workflow-command.ts';
import { locatedOf } from './place.ts';
import { type AuthoringFormat, type AuthoringReport, said } from './report.ts';

/** What GitHub calls a message of each severity. */
const COMMANDS = { error: 'error', warning: 'warning', note: 'notice' } as const;

/**
 * Commands of GitHub's workflows, a line each, which become annotations at the lines of a pull request.
 *
 * @see https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
export const github: AuthoringFormat = {
  name: 'github',
  write: (report) =>
    said(report)
      .map(({ message }) => `${annotation(message, report)}\n`)
      .join(''),
};

function annotation(
  { severity, code, message, help, at }: Message,
  { files, repositoryPath }: AuthoringReport,
): string {
  const place = locatedOf(at);
  const where =
    place === undefined || !files.has(place.file)
      ? []
      : [
          ['file', repositoryPath(place.file).replaceAll('\\', '/')],
          ['line', String(place.line)],
          ['endLine', String(place.endLine)],
          // Columns that end on another line than they begin are refused.
          ...(place.line === place.endLine
            ? [
                ['col', String(place.column)],
                ['endColumn', String(place.endColumn)],
              ]
            : []),
        ];
  const properties = [...where, ['title', `gsl ${code}`]].map(
    ([name = '', value = '']) => `${name}=${propertyText(value)}`,
  );
  const text = help === undefined ? printable(message) : `${printable(message)}\n${printable(help)}`;
  return `::${COMMANDS[severity]} ${properties.join(',')}::${messageText(text)}`;
}
