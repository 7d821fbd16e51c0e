/* Loaded by the built command with the first rule that is not kept as it was read: see tsup.command.config.ts. */
export * as repaired from '../../syntax/repaired.ts';
