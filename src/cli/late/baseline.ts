/* Loaded by the built command with an earlier report: see tsup.command.config.ts. */
export * as baseline from '../../findings/baseline.ts';
