import pc from 'picocolors';
import { block, widthOf } from '../reporters/terminal/page.ts';
import { printableLines } from '../reporters/words.ts';
import { formatMessageWith, type MessageStyle, printable, provenanceText } from '../text/format-message.ts';
import type { Message, MessageSeverity } from '../text/message.ts';
import type { ProblemRecord } from '../values/record.ts';
import type { CommandIo } from './io.ts';

/** Prints messages to standard error, a blank line between two. */
export function printDiagnostics(io: CommandIo, messages: readonly Message[]): void {
  if (messages.length === 0) return;
  const style = styleOf(io, io.colorErr);
  io.err(`${messages.map((message) => formatMessageWith(message, style)).join('\n\n')}\n`);
}

/** Prints one thing to standard error: what it is, and what to do about it. */
export function printSaid(io: CommandIo, severity: MessageSeverity, text: string, help?: string): void {
  const { paint, wrap } = styleOf(io, io.colorErr);
  const lines = [`${paint(`${severity}:`, severity)} ${printableLines(text)}`];
  if (help !== undefined) lines.push(`${paint('  = help:', 'help')} ${printableLines(help)}`);
  io.err(`${lines.map(wrap).join('\n')}\n`);
}

/** Prints the parts of inputs that could not be read; what to do about them once, however many need it. */
export function problemPrinter(io: CommandIo): (problem: ProblemRecord) => void {
  const said = new Set<string>();
  return ({ message, provenance, help }) => {
    const isNew = help !== undefined && !said.has(help);
    if (isNew && said.size < MOST_HELP) said.add(help);
    printSaid(io, 'error', `${provenanceText(provenance)}: ${printable(message)}`, isNew ? help : undefined);
  };
}

/** So much advice is remembered: it may name what stands in an input. */
const MOST_HELP = 100;

/** How messages look where they are printed. */
export function styleOf({ width = Infinity }: Pick<CommandIo, 'width'>, isColored: boolean): MessageStyle {
  const { bold, red, yellow, cyan, dim, blue } = pc.createColors(isColored);
  const paints: Readonly<Record<Parameters<MessageStyle['paint']>[1], (text: string) => string>> = {
    error: (text) => bold(red(text)),
    warning: (text) => bold(yellow(text)),
    note: (text) => bold(cyan(text)),
    frame: dim,
    caret: (text) => bold(red(text)),
    help: (text) => blue(text),
  };
  return {
    paint: (text, part) => paints[part](text),
    widthOf,
    width,
    wrap: (line) => block(line, 0, { width }).join('\n'),
  };
}
