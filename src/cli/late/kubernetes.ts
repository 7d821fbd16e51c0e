/* Loaded by the built command with the first input of Kubernetes: see tsup.command.config.ts. */
export * as records from '../../inventory/kubernetes/records.ts';
