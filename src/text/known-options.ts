import { nearest } from './suggest.ts';

/**
 * Refuses an option that is most likely another one misspelt: in silence it would do nothing, and `exlusions` would hide
 * nothing. What is near none is left alone: options are often handed on with what others read.
 *
 * @throws TypeError
 */
export function refuseMisspelt(caller: string, options: object, known: ReadonlySet<string>): void {
  // An index is what `texts.map(check)` gives.
  if (typeof (options as unknown) === 'number') return;
  if (typeof (options as unknown) !== 'object' || (options as unknown) === null || Array.isArray(options))
    throw new TypeError(`${caller} takes its options as an object`);
  for (const name of Object.keys(options)) {
    const meant = known.has(name) ? undefined : nearest(name, known);
    if (meant !== undefined) throw new TypeError(`${caller} has no option \`${name}\`: did you mean \`${meant}\`?`);
  }
}
