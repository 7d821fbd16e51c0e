/** A part of a text with templates: text as it is meant, or the expression of a `${…}`. */
export interface TextPart {
  readonly text: string;
  readonly isExpression: boolean;
}

/**
 * The parts of a text of a configuration in JSON; undefined where that is not sure: with a directive, which may take what
 * stands around it away, with a `~`, and where a `${` has no end.
 */
export function interpolationsOf(text: string): readonly TextPart[] | undefined {
  const parts: TextPart[] = [];
  let plain = '';
  let at = 0;
  while (at < text.length) {
    const mark = text[at];
    const opens = (mark === '$' || mark === '%') && text[at + 1] === '{';
    if ((mark === '$' || mark === '%') && text.startsWith(`${mark}${mark}{`, at)) {
      plain += `${mark}{`;
      at += 3;
    } else if (!opens) {
      plain += mark ?? '';
      at += 1;
    } else {
      const end = mark === '$' ? endOf(text, at + 2) : undefined;
      const expression = end === undefined ? '~' : text.slice(at + 2, end);
      if (end === undefined || expression.startsWith('~') || expression.endsWith('~')) return undefined;
      if (plain !== '') parts.push({ text: plain, isExpression: false });
      plain = '';
      parts.push({ text: expression, isExpression: true });
      at = end + 1;
    }
  }
  if (plain !== '') parts.push({ text: plain, isExpression: false });
  return parts;
}

/** Where the `}` stands that ends an expression which begins here: within quotes, brackets are text but for `${…}`. */
function endOf(text: string, from: number): number | undefined {
  const open: ('{' | '"')[] = ['{'];
  for (let at = from; at < text.length; at += 1) {
    const mark = text[at];
    if (open.at(-1) === '"') {
      if (mark === '\\') at += 1;
      else if (mark === '"') open.pop();
      else if ((mark === '$' || mark === '%') && text[at + 1] === '{') {
        if (text[at - 1] !== mark) open.push('{');
        at += 1;
      }
    } else if (mark === '"') open.push('"');
    else if (mark === '{') open.push('{');
    else if (mark === '}') {
      open.pop();
      if (open.length === 0) return at;
    }
  }
  return undefined;
}
