import type { Command } from 'commander';
import type { CommandIo } from './io.ts';

/** A command of the command line: what the list of commands says of it, and what loads when it is called. */
export interface CommandEntry {
  readonly name: string;
  readonly description: string;
  readonly load: () => Promise<Declare>;
}

/** Gives a command its arguments, options, examples and action. */
export type Declare = (command: Command, action: ActionOf) => void;

/** What a command does with its arguments and options as commander gives them; gives the exit code. */
export type Work<Args extends readonly unknown[]> = (io: CommandIo, ...args: Args) => Promise<number>;

/** Makes an action of commander's of the work of a command. */
export type ActionOf = <Args extends readonly unknown[]>(work: Work<Args>) => (...args: Args) => Promise<void>;

/** For an option that can be repeated. */
export function repeated(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}

/** For an option that can be repeated, and holds several values by comma. */
export function byComma(value: string, before: readonly string[] = []): string[] {
  return [...before, ...value.split(',').map((part) => part.trim())];
}

/** Options that several commands have. */
export const MATCH_CASE = 'compare text with regard to upper and lower case';

export const CLOCK = 'the clock, as ISO 8601, in UTC where it names no zone; the current time when absent';
export const MAX_WARNINGS = 'more warnings and notes than this make the exit code 2; 0 allows none';
