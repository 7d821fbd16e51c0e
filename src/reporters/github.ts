import { annotationReporter } from './annotations.ts';
import type { Reporter } from './reporter.ts';
import { messageText, propertyText } from './workflow-command.ts';

/**
 * Workflow commands of GitHub Actions: a run shows ten annotations of each level.
 *
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export const github: Reporter = annotationReporter({
  name: 'github',
  summary: 'annotations of GitHub Actions, as commands in the log of a workflow',
  most: 10,
  annotation: ({ level, title, text, path, line }) => {
    const properties = {
      ...(path === undefined ? {} : { file: path }),
      ...(line === undefined ? {} : { line: String(line) }),
      title,
    };
    const written = Object.entries(properties).map(([name, value]) => `${name}=${propertyText(value)}`);
    return `::${level} ${written.join(',')}::${messageText(text)}`;
  },
  group: { start: (title) => `::group::${messageText(title)}`, end: '::endgroup::' },
});
