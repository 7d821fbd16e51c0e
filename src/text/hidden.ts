/*
 * What is shown as nothing, or hides what stands beside it: C1 controls, marks that turn the direction of text, ends of lines
 * beside the usual ones, and what is ignored where text is shown (blanks without width, the tag characters by which text that
 * people do not see reaches programs that read for them). Emoji and scripts are written with joiners and with the two
 * selectors of emoji: these stay. So does one selector behind an ideograph, which tells the form of it in names of people and
 * places; behind anything else, and in rows, they carry hidden text as tags do.
 */
export const HIDDEN =
  /[\u007f-\u009f\p{DI}\u2028-\u202e\ufff9-\ufffb](?<![\u200c\u200d\ufe0e\ufe0f]|\p{Ideographic}[\ufe00-\ufe02\u{e0100}-\u{e01ef}])/gu;

/**
 * Text with something else for each character that is not seen.
 *
 * @example
 * withoutHidden('a\u202eb', () => '\ufffd') // 'a\ufffdb'
 */
export function withoutHidden(text: string, instead: (character: string) => string): string {
  return text.replace(HIDDEN, instead);
}

/** A replacement character for each unit of a character, so that what follows stays in its place. */
export function replaced(character: string): string {
  return '\ufffd'.repeat(character.length);
}
