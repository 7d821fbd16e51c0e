/* Loaded by the built command with the first input of Google: see tsup.command.config.ts. */
export * as resource from '../../inventory/google/resource.ts';
