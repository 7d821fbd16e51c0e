/* Loaded by the built command with the first credential report: see tsup.command.config.ts. */
export * as csvRows from '../../inventory/formats/csv-rows.ts';
export * as credentialReportRow from '../../inventory/aws/credential-report-row.ts';
