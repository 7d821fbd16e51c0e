import { CHECK_CODES } from '../../check/checks/index.ts';
import { fileUri } from '../../reporters/file-uri.ts';
import { jsonText } from '../../reporters/json-text.ts';
import { AUTHORING_CODES } from '../../rules/authoring-codes.ts';
import { RULESET_CODES } from '../../rules/codes.ts';
import { SYNTAX_CODES } from '../../syntax/codes.ts';
import type { CodeEntry } from '../../text/code-entry.ts';
import { printable } from '../../text/format-message.ts';
import type { Message } from '../../text/message.ts';
import { locatedOf, type Region, regionOf } from './place.ts';
import { type AuthoringFormat, type AuthoringReport, type Looked, said } from './report.ts';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

const CODES: Readonly<Record<string, CodeEntry>> = {
  ...SYNTAX_CODES,
  ...CHECK_CODES,
  ...RULESET_CODES,
  ...AUTHORING_CODES,
};

/** SARIF 2.1.0: a result for each message, with its repairs; the rules are the codes of messages. */
export const sarif: AuthoringFormat = {
  name: 'sarif',
  write: (report) => {
    const { command, version } = report;
    const messages = said(report);
    const ids = [...new Set(messages.map(({ message }) => message.code))];
    const driver = {
      name: 'gsl',
      version,
      semanticVersion: version,
      informationUri: 'https://github.com/gsl-engine/gsl-engine',
      rules: ids.map(descriptor),
    };
    const run = {
      tool: { driver },
      automationDetails: { id: `gsl-${command}/` },
      columnKind: 'utf16CodeUnits',
      results: messages.map(({ message, of }) => result(message, of, ids.indexOf(message.code), report)),
    };
    return `${jsonText({ $schema: SCHEMA, version: '2.1.0', runs: [run] }, 1)}\n`;
  },
};

function descriptor(id: string): object {
  const entry = Object.hasOwn(CODES, id) ? CODES[id] : undefined;
  if (entry === undefined) return { id };
  return { id, shortDescription: { text: entry.title }, fullDescription: { text: entry.explanation } };
}

function result(
  { code, severity, message, help, at, fixes = [] }: Message,
  { rule }: Looked,
  ruleIndex: number,
  { files, repositoryPath }: AuthoringReport,
): object {
  const place = locatedOf(at);
  const artifactLocation =
    place !== undefined && files.has(place.file) ? { uri: fileUri(repositoryPath(place.file)) } : undefined;
  const text = help === undefined ? printable(message) : `${printable(message)} (${printable(help)})`;
  const located = place !== undefined && artifactLocation !== undefined;
  const repairs =
    located && at?.kind === 'text'
      ? fixes.map((fix) => ({
          ...(help === undefined ? {} : { description: { text: printable(help) } }),
          artifactChanges: [
            {
              artifactLocation,
              replacements: [
                { deletedRegion: region(regionOf(at.source, fix.span)), insertedContent: { text: fix.text } },
              ],
            },
          ],
        }))
      : [];
  return {
    ruleId: code,
    ruleIndex,
    level: severity,
    message: { text },
    ...(located ? { locations: [{ physicalLocation: { artifactLocation, region: region(place) } }] } : {}),
    ...(repairs.length === 0 ? {} : { fixes: repairs }),
    ...(rule === undefined ? {} : { properties: { rule } }),
  };
}

function region({ line, column, endLine, endColumn }: Region): object {
  return { startLine: line, startColumn: column, endLine, endColumn };
}
