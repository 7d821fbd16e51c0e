/* Loaded by the built command with the first rule that is not kept as it was read: see tsup.command.config.ts. */
export * as parse from '../../syntax/parse.ts';
