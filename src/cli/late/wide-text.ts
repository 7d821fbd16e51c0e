/* Loaded by the built command with the first text that is wrapped, or wider than it is long: see tsup.command.config.ts. */
export * as wideText from '../../reporters/terminal/wide-text.ts';
