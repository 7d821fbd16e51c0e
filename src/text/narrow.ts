/**
 * The same text in one byte a character, where that can hold it. What is cut from a text that has wider characters takes two
 * for each, and so does all that it is joined to.
 */
export function narrow(text: string): string {
  return JSON.parse(JSON.stringify(text)) as string;
}
