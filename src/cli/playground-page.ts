import { packedTables } from '../check/schemas/complete/tables.ts';

/** Where a page of the playground has the schemas, which it reads when a rule names a type of theirs. */
export const NO_SCHEMAS = '<script type="application/json" id="schemas">{}</script>';

/** The page with the complete schemas in it: the package has them already, so that the page is kept without. */
export async function pageWithSchemas(page: string): Promise<string> {
  const tables = JSON.stringify(await packedTables());
  return page.replace(NO_SCHEMAS, () => NO_SCHEMAS.replace('{}', tables));
}
