/* Loaded by the built command with the first input of Azure: see tsup.command.config.ts. */
export * as resource from '../../inventory/azure/resource.ts';
export * as template from '../../inventory/azure/template.ts';
