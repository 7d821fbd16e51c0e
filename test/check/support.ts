import { check } from '../../src/check/check.ts';
import type { CheckOptions } from '../../src/check/options.ts';
import type { ObjectSchema } from '../../src/check/schemas/schema.ts';
import type { Diagnostic } from '../../src/text/message.ts';

/** What a test looks at: the code, the text that is underlined, and how bad it is. */
export type Said = readonly [code: string, underlined: string, severity: Diagnostic['severity']];

export function said(rule: string, options: CheckOptions = {}): Said[] {
  return check(rule, options).map(({ code, severity, at: { span } }) => [
    code,
    rule.slice(span.start, span.end),
    severity,
  ]);
}

/** The rule with the repairs of all its diagnostics, last first. */
export function mended(rule: string, options: CheckOptions = {}): string {
  return check(rule, options)
    .flatMap(({ fixes = [] }) => fixes)
    .sort((a, b) => b.span.start - a.span.start)
    .reduce((text, { span, text: repair }) => text.slice(0, span.start) + repair + text.slice(span.end), rule);
}

/** Every diagnostic with its message and help, one line each. */
export function messages(rule: string, options: CheckOptions = {}): string[] {
  return check(rule, options).map(
    ({ severity, message, help }) => `${severity}: ${message}${help === undefined ? '' : ` (${help})`}`,
  );
}

/** All that is said of a rule, as a table shows it. */
export function inFull(rule: string, options: CheckOptions = {}): string {
  const lines = check(rule, options).map(({ code, severity, message, help, fixes = [], always, at }) => {
    const { start, end } = at.span;
    const repairs = fixes.map((fix) => ` -> ${fix.text}${fix.isSuggestion ? '?' : ''}`).join('');
    const sure =
      always === undefined ? '' : ` (always ${always.truth}: ${rule.slice(always.span.start, always.span.end)})`;
    return `  ${severity} ${code} at ${start} \`${rule.slice(start, end)}\`${repairs}${sure}: ${message}; ${help ?? ''}`;
  });
  return `${rule}\n${lines.map((line) => `${line}\n`).join('')}`;
}

/** Properties of each kind. */
export const SINGLES = {
  at: 'time',
  seen: 'time|number',
  n: 'number',
  flag: 'boolean',
  name: 'text',
  address: 'network',
  either: 'number|text',
} as const satisfies ObjectSchema;
/** Lists and objects. */
export const LISTS = {
  list: ['text'],
  bare: 'list',
  object: 'object',
  numbers: ['number'],
  things: [{ key: 'text', at: 'time' }],
  some: [{ '*': 'any' }],
  none: [{}],
} as const satisfies ObjectSchema;
/** Rules of firewalls. */
export const FIREWALLS = {
  rules: [{ protocol: 'text', action: 'text', direction: 'text', port: 'number', portTo: 'number', scope: 'network' }],
  acl: [{ protocol: 'text', destinationPort: 'number', destinationPortTo: 'number', source: 'network' }],
  single: { portTo: 'number', scope: 'network', protocol: 'text' },
} as const satisfies ObjectSchema;

/** Texts that stand behind each other, with `; ` between them. */
export function listed(...lines: readonly string[]): string[] {
  return lines.flatMap((line) => line.split('; '));
}

/** Each text that has one of each list's. */
export function crossed(...lists: readonly (readonly string[])[]): string[] {
  return lists.reduce<string[]>((texts, list) => texts.flatMap((text) => list.map((one) => text + one)), ['']);
}

/** What is said of rules, of those of which something is. */
export function spoken(rules: readonly string[], options: CheckOptions = {}): string {
  return rules
    .map((rule) => inFull(rule, options))
    .filter((text) => text.indexOf('\n') < text.length - 1)
    .join('');
}

/** As {@link spoken}, without the words: one line for each rule. */
export function codesOf(rules: readonly string[], options: CheckOptions = {}): string {
  const lines = rules.map((rule) => {
    const all = check(rule, options).map(({ code, severity, fixes = [], always, at }) => {
      const repairs = fixes.map(({ text, span }) => ` -> ${text} (${span.start})`).join('');
      const sure = always === undefined ? '' : ` always ${always.truth}`;
      return `${severity} ${code} \`${rule.slice(at.span.start, at.span.end)}\`${repairs}${sure}`;
    });
    return all.length === 0 ? '' : `${rule}: ${all.join('; ')}\n`;
  });
  return lines.join('');
}
