/* Loaded by the built command where it watches: see tsup.command.config.ts. */
export * as watchCommand from '../watching/watch-command.ts';
