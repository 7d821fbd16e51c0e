import type { Rule } from '../rules/rule.ts';

/** A compliance framework, and the control of it that a rule stands for where the entry names one. */
export interface FrameworkEntry {
  readonly standard: string;
  readonly control?: string;
}

/** `AWS CIS Foundations v. 2.0.0 (1.10)` is a standard and its control, which may have brackets of its own: `(AC-3(7))`. */
export function frameworksOf({ frameworks }: Rule): readonly FrameworkEntry[] {
  return (frameworks ?? []).map((entry) => {
    const text = entry.trim();
    const open = openingOfLast(text);
    const standard = text.slice(0, Math.max(0, open)).trim();
    return standard === '' ? { standard: text } : { standard, control: text.slice(open + 1, -1) };
  });
}

/** Where the bracket opens that the last character closes; -1 where it closes none. */
function openingOfLast(text: string): number {
  if (!text.endsWith(')')) return -1;
  let depth = 0;
  for (let at = text.length - 1; at >= 0; at -= 1) {
    if (text[at] === ')') depth += 1;
    else if (text[at] === '(' && (depth -= 1) === 0) return at;
  }
  return -1;
}
