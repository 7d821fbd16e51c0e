import type { Fix, Message } from './message.ts';

/** The repair that may be made of a message without asking: there is one, and it changes nothing that the rule means. */
export function certainFix({ fixes = [] }: Pick<Message, 'fixes'>): Fix | undefined {
  const [fix, ...others] = fixes;
  return fix === undefined || others.length > 0 || fix.isSuggestion === true ? undefined : fix;
}

/** Of some repairs of one text those that can be made together, in its order: none reaches into another. */
export function fixesTogether(fixes: readonly Fix[]): readonly Fix[] {
  const sorted = [...fixes].sort(({ span: a }, { span: b }) => a.start - b.start || a.end - b.end);
  let end = -1;
  return sorted.filter(({ span }) => {
    if (span.start < end || (span.start === end && span.end === end)) return false;
    end = span.end;
    return true;
  });
}

/**
 * A text with repairs made, those that can be made together.
 *
 * @example
 * applyFixes('a == b', [{ span: { start: 2, end: 4 }, text: '=' }]) // 'a = b'
 */
export function applyFixes(text: string, fixes: readonly Fix[]): string {
  let done = 0;
  let mended = '';
  for (const { span, text: instead } of fixesTogether(fixes)) {
    mended += text.slice(done, span.start) + instead;
    done = span.end;
  }
  return mended + text.slice(done);
}
