/* Loaded by the built command with the first plan, configuration or template: see tsup.command.config.ts. */
export * as cloudformation from '../../inventory/cloudformation/records.ts';
export * as terraform from '../../inventory/terraform/records.ts';
export * as terraformSources from '../../inventory/terraform/sources.ts';
export * as configuration from '../../inventory/terraform/hcl/records.ts';
