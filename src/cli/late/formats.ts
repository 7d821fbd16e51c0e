/* Loaded by the built command with the first input that is neither JSON nor a table: see tsup.command.config.ts. */
export * as yamlRecords from '../../inventory/formats/yaml-records.ts';
export * as parquetThread from '../../inventory/files/parquet/thread.ts';
export * as databaseInput from '../../inventory/files/databases/database-input.ts';
