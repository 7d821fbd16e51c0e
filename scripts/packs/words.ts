/*
 * Rows with `words`: names that a text must hold all of. They give the condition, a text that holds them, and for each word a
 * test of a text that lacks it.
 */

type Row = Readonly<Record<string, unknown>>;

const pattern = (words: readonly string[]): string => `{ ${words.map((word) => `($.a = "${word}")`).join(' || ')} }`;

/** The row with what its words stand for: `words.all`, a condition, and `words.pattern`. */
export function withWords(row: Row): Row {
  const words = wordsOf(row);
  if (words.length === 0) return row;
  const all = words.map((word) => `filterPattern regexMatch /\\b${word.replaceAll('.', '\\.')}\\b/`).join(' and ');
  return { ...row, 'words.all': all, 'words.pattern': pattern(words) };
}

/** A name of a test for each word, and the row in which `words.without` lacks it. */
export function eachWord(row: Row): readonly (readonly [name: string, row: Row])[] {
  const words = wordsOf(row);
  return words.map((word) => [
    `without ${word}`,
    { ...row, 'words.without': pattern(words.filter((one) => one !== word)) },
  ]);
}

function wordsOf({ words }: Row): readonly string[] {
  return typeof words === 'string' ? words.split(' ') : [];
}
