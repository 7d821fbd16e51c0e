export const POSTGRES = /^postgres(?:ql)?:\/\//iu;
export const DUCKDB = /^duckdb:/iu;

/** Whether an input is a database and no file. */
export function isDatabase(input: string): boolean {
  return POSTGRES.test(input) || DUCKDB.test(input);
}
