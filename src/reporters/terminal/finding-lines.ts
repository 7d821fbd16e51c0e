import type { Finding } from '../../findings/finding.ts';
import { printable, provenanceText } from '../../text/format-message.ts';
import { exclusionText } from '../finding-text.ts';
import { clip } from '../../text/clip.ts';
import { block, parts, type Page, severityText, titleOf } from './page.ts';
import { commandLines } from './rule-lines.ts';
import type { Grouping } from './options.ts';

const MARKS = { failed: '✗', error: '!', excluded: '-', matched: '•', passed: '✓', irrelevant: ' ' } as const;

/** Longer texts are cut: a name, an id, a reason. */
const MAX_NAME = 200;
const MAX_TEXT = 1_000;

/** A finding as lines: what the heading of its group does not say, the reason, and apart from them its id and place. */
export function findingLines(finding: Finding, page: Page, said: Set<string>): string[] {
  const { status, reason, error, location, entity, tree } = finding;
  const { colors, groupBy } = page;
  const lines = parts([`${mark(finding, page)} ${headOf(finding, page)}`], 2, page);
  const say = (text: string, paint = (plain: string): string => plain): void => {
    for (const line of block(clip(printable(text), MAX_TEXT), 4, page)) lines.push(paint(line));
  };
  if (reason !== '' && status !== 'matched') say(reason);
  if (error?.help !== undefined && !said.has(error.help)) {
    said.add(error.help);
    say(error.help, colors.dim);
  }
  if (status === 'excluded') say(exclusionText(finding), colors.dim);
  const id = entity.id === entity.name ? '' : clip(printable(entity.id), MAX_NAME);
  const where = groupBy === 'entity' ? [] : [id, location === undefined ? '' : provenanceText(location)];
  lines.push(...parts(where, 4, page).map(colors.dim));
  lines.push(...commandLines(finding, page));
  for (const line of tree) lines.push(...block(line, 4, page).map(colors.dim));
  return lines;
}

/** What a group of findings is about: its key, and its first lines. */
export function groupOf(finding: Finding, groupBy: Exclude<Grouping, 'rule'>, page: Page): Heading {
  const { entity, severity, location } = finding;
  const { bold, dim } = page.colors;
  switch (groupBy) {
    case 'entity': {
      const { type, id, name, accountNumber = '', region = '', namespace = '' } = entity;
      const where = location === undefined ? '' : provenanceText(location);
      return {
        key: JSON.stringify([type, id, name, accountNumber, region, namespace, id === '' ? where : '']),
        lines: () => [
          ...parts([`${bold(nameOf(finding))}  ${printable(type)}`], 0, page),
          ...parts([id === name ? '' : clip(printable(id), MAX_NAME), where], 2, page).map(dim),
        ],
      };
    }
    case 'account': {
      const account = entity.accountNumber ?? '';
      const title = account === '' ? 'no account' : `account ${printable(account)}`;
      return { key: account, lines: () => [bold(title)] };
    }
    case 'severity':
      return { key: severity, lines: () => [bold(severityText(severity, page.colors))] };
  }
}

interface Heading {
  readonly key: string;
  readonly lines: () => readonly string[];
}

function headOf(finding: Finding, { groupBy, colors }: Page): string {
  const { baseline, subject, severity, ruleId } = finding;
  const name = colors.bold(nameOf(finding));
  const fresh = baseline === 'new' ? `  ${colors.red('new')}` : '';
  const id = clip(printable(ruleId), MAX_NAME);
  switch (groupBy) {
    case 'rule':
      return `${name}${fresh}`;
    case 'entity':
      return `${severityText(severity, colors)}  ${colors.bold(id)}  ${clip(titleOf(subject.rule), MAX_NAME)}${fresh}`;
    case 'account':
      return `${severityText(severity, colors)}  ${id}  ${name}${fresh}`;
    case 'severity':
      return `${id}  ${name}${fresh}`;
  }
}

function nameOf({ entity }: Finding): string {
  return clip(printable(entity.name || entity.type), MAX_NAME);
}

function mark({ status }: Finding, { colors }: Page): string {
  const text = MARKS[status];
  if (status === 'failed') return colors.red(text);
  return status === 'error' ? colors.yellow(text) : colors.dim(text);
}
