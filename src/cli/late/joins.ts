/* Loaded by the built command with the first input whose entities are joined: see tsup.command.config.ts. */
export * as vendorJoins from '../../inventory/vendor-joins.ts';
