/* Loaded by the built command for parts of an inventory: see tsup.command.config.ts. */
export * as partial from '../../fleet/partial.ts';
