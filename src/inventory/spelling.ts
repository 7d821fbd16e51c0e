/** The letters of a name, without case and what stands between or before them: `Resource-Types` and ` resourceTypes` have the same. */
export function lettersOf(name: string): string {
  return name.replaceAll(/[^a-z]/giu, '').toLowerCase();
}

/** The known name that another one is but for its case and what is no letter; undefined where there is none, and for the name itself. */
export function meantBy(name: string, known: Iterable<string>): string | undefined {
  const letters = lettersOf(name);
  return [...known].find((one) => one !== name && one.toLowerCase() === letters);
}
