import { AWS } from './aws.ts';
import { AZURE } from './azure.ts';
import { OTHERS } from './others.ts';
import type { EntitySchemas } from './schema.ts';

/**
 * What is known of CloudGuard's entities: names and kinds of properties, seen in exports and in published rules. It is
 * far from all types and properties that there are: a type that is missing here is not wrong, and all objects are open.
 *
 * @example
 * const found = check('IamUser should have mfaActve = true', { schemas: cloudGuardSchemas });
 * found[0].help // 'did you mean `mfaActive`?'
 */
export const cloudGuardSchemas: EntitySchemas = Object.freeze({ ...AWS, ...AZURE, ...OTHERS });
