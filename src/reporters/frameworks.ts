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
    const open = text.lastIndexOf(' (');
    const standard = text.slice(0, Math.max(0, open)).trim();
    return text.endsWith(')') && standard !== '' ? { standard, control: text.slice(open + 2, -1) } : { standard: text };
  });
}
