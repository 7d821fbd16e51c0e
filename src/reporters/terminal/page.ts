import type { Rule } from '../../rules/rule.ts';
import { printable } from '../../text/format-message.ts';
import type { ReportContext } from '../reporter.ts';
import { type Colors, colorsOf } from './colors.ts';
import type { TerminalOptions } from './options.ts';
import { beginningOf, columnsOf, wrappedLines } from './wide-text.ts';

/** Narrower pages would be nothing but indentation. */
const MIN_WIDTH = 30;

/** Where a text goes on that is wrapped, beyond the indentation that it has. */
const HANG = 2;

/** What the parts of a report for a terminal are written with. */
export interface Page extends Required<Omit<TerminalOptions, 'next'>> {
  readonly colors: Colors;
}

/** The page that a report is opened for, with all that is left open filled in. */
export function pageOf({ color = false, terminal = {} }: ReportContext): Page {
  const { width = Infinity, limit = 10, groupBy = 'rule', detail = 'normal' } = terminal;
  return { colors: colorsOf(color), width: Math.max(MIN_WIDTH, width), limit, groupBy, detail };
}

/** The columns that a text takes on a terminal: two for a character of Chinese, none for a colour. */
export function widthOf(text: string): number {
  return /^[ -~✗✓•…]*$/u.test(text) ? text.length : columnsOf(text);
}

/** Colours, and what is blank behind them: wrapped with the text, it would be lost. */
const START = /^((?:\u001b\[[\d;]*m)*)( *)/u;

/** Text of one or several lines behind a margin, each wrapped to the width; what is wrapped goes on further in. */
export function block(text: string, margin: number, { width }: Pick<Page, 'width'>): string[] {
  return text.split('\n').flatMap((line) => {
    const [, paint = '', blanks = ''] = START.exec(line) ?? [];
    const own = margin + blanks.length;
    const content = paint + line.slice(paint.length).trimStart();
    if (width === Infinity || own + widthOf(content) <= width) return [`${' '.repeat(own)}${content}`.trimEnd()];
    const inside = Math.max(MIN_WIDTH / 2, width - own - HANG);
    return wrappedLines(content, inside).map((part, index) =>
      `${' '.repeat(own + (index === 0 ? 0 : HANG))}${part}`.trimEnd(),
    );
  });
}

/** Parts on one line where they fit, otherwise each on its own. */
export function parts(texts: readonly string[], margin: number, page: Pick<Page, 'width'>): string[] {
  const shown = texts.filter((text) => text !== '');
  const line = shown.join('  ');
  if (line === '') return [];
  if (margin + widthOf(line) <= page.width) return block(line, margin, page);
  return shown.flatMap((text) => block(text, margin, page));
}

/** Text cut to a number of columns, with `…` where something is missing. */
export function cut(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text;
  return `${beginningOf(text, Math.max(1, columns - 1)).trimEnd()}…`;
}

/** Text filled up with blanks to a number of columns. */
export function padded(text: string, columns: number, side: 'left' | 'right' = 'right'): string {
  const blanks = ' '.repeat(Math.max(0, columns - widthOf(text)));
  return side === 'left' ? blanks + text : text + blanks;
}

/** A severity in its colour. */
export function severityText(severity: Rule['severity'], { red, yellow, cyan, dim, bold }: Colors): string {
  switch (severity) {
    case 'Critical':
      return bold(red(severity));
    case 'High':
      return red(severity);
    case 'Medium':
      return yellow(severity);
    case 'Low':
      return cyan(severity);
    case 'Informational':
      return dim(severity);
  }
}

/** What a rule is called: its name, or, where it has none, its text. */
export function titleOf({ id, name, logic }: Pick<Rule, 'id' | 'name' | 'logic'>): string {
  return printable(name === undefined || name === id ? logic : name);
}
