const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '\n': '&#10;',
  '\t': '&#9;',
};

/**
 * Any text as the content of an XML or HTML element. Control characters and halves of surrogate pairs, which neither may
 * hold, become replacement characters.
 */
export function escapeContent(text: string): string {
  return CONTENT.test(text) ? escaped(text, /[&<>]/gu) : text;
}

/** Any text as the value of an attribute, to stand between double quotes. Line ends and tabs are kept. */
export function escapeAttribute(text: string): string {
  return ATTRIBUTE.test(text) ? escaped(text, /[&<>"'\n\t]/gu) : text;
}

/** Replacement characters for control characters, apart from those of lines and tabs, and for halves of surrogate pairs. */
export function legal(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff\p{Cs}]/gu, '\ufffd');
}

/** What of a text is written otherwise: most texts hold none of it, and are looked at once. */
const CONTENT = /[&<>\r\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff\p{Cs}]|##|::/u;
const ATTRIBUTE = /[&<>"'\u0000-\u001f\u007f-\u009f\ufffe\uffff\p{Cs}]|##|::/u;

/** The marks of CI commands, `##[` anywhere and `::` at the start of a line, are written as entities: printed they do nothing. */
function escaped(text: string, characters: RegExp): string {
  return legal(unixLines(text))
    .replace(characters, (character) => ENTITIES[character] ?? character)
    .replace(/##(?=\w*\[)/gu, '#&#35;')
    .replace(/(^|[\n\r\u2028\u2029])([^\S\n\r\u2028\u2029]*):(?=:)/gu, '$1$2&#58;');
}

function unixLines(text: string): string {
  return text.replace(/\r\n?/gu, '\n');
}
