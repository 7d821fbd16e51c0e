import { likeTest } from '../values/pattern.ts';

/**
 * The test of a selector: `*` stands for any run of characters (as `%` does, GSL's own sign), upper and lower case are
 * the same.
 *
 * @example
 * selectorTest('GSL.AWS.*')('gsl.aws.iam.01') // true
 */
export function selectorTest(selector: string): (text: string) => boolean {
  return likeTest(selector.replaceAll('*', '%'));
}
