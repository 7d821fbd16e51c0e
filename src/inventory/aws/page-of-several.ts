import type { ProblemRecord } from '../../values/record.ts';
import { placeOf, problem } from '../problems.ts';

/** That an input is one page of a listing, so that what is not in it is not known to be missing. */
export function pageOfSeveral(file: string): ProblemRecord {
  return problem(
    'truncated-input',
    'the answer is one page of several',
    placeOf(file),
    'ask for all of it, without --max-items and --no-paginate; or put the pages into one file, in their order',
  );
}
