import { annotationReporter } from './annotations.ts';
import type { Reporter } from './reporter.ts';

/**
 * Logging commands of Azure Pipelines, which knows errors and warnings.
 *
 * @see https://learn.microsoft.com/en-us/azure/devops/pipelines/scripts/logging-commands
 */
export const azuredevops: Reporter = annotationReporter({
  name: 'azuredevops',
  summary: 'issues of Azure Pipelines, as commands in the log of a job',
  most: 100,
  annotation: ({ level, title, text, code, path, line }) => {
    const properties = {
      type: level === 'error' ? 'error' : 'warning',
      ...(path === undefined ? {} : { sourcepath: path }),
      ...(line === undefined ? {} : { linenumber: String(line), columnnumber: '1' }),
      code,
    };
    const written = Object.entries(properties).map(([name, value]) => `${name}=${propertyText(value)};`);
    return `##vso[task.logissue ${written.join('')}]${messageText(`${title}: ${text}`)}`;
  },
  group: { start: (title) => `##[group]${title}`, end: '##[endgroup]' },
});

function messageText(text: string): string {
  return text.replaceAll('%', '%AZP25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function propertyText(text: string): string {
  return messageText(text).replaceAll(']', '%5D').replaceAll(';', '%3B');
}
