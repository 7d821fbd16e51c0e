/* Loaded by the built command with the first rule that is hot: see tsup.command.config.ts. */
export * as generate from '../../run/generated/generate.ts';
