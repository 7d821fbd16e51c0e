/*
 * The entry `gsl-engine/sql`: rules as queries, for entities that lie in a database.
 */
export { sqlOf, type PlannedRule, type SqlOptions, type SqlQuery } from './query.ts';
export { SQL_DIALECTS, type SqlDialect } from './dialect.ts';
export type { ColumnKind, ColumnMapping, TableMapping } from './layout.ts';
export { LAYOUTS, layoutOf, type Layout } from './layouts.ts';
export { readMapping } from './read-mapping.ts';
