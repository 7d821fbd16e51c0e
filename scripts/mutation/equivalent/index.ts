import { CHECK } from './check.ts';
import type { Equivalent } from './entry.ts';
import { FUNCTIONS } from './functions.ts';
import { RUN } from './run.ts';
import { SYNTAX } from './syntax.ts';
import { VALUES } from './values.ts';

/*
 * Mutants that no test can tell from the source, or that change only how long something takes. They are counted apart, and
 * the run says which entries fit no mutant any more, and which are killed after all.
 */

export const EQUIVALENT: readonly Equivalent[] = [...SYNTAX, ...VALUES, ...FUNCTIONS, ...CHECK, ...RUN];
