/* Loaded by the built command with the first rule that is not tested with the package: see tsup.command.config.ts. */
export * as check from '../../check/check.ts';
