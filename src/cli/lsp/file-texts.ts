import { parseExclusions, parseRuleset } from '../../rules/parse-text.ts';
import type { EmbeddedText } from '../../rules/embedded.ts';
import { readYaml, type YamlText } from '../../rules/yaml.ts';
import type { HclParser } from '../../inventory/terraform/hcl/node.ts';
import { defined } from '../../text/defined.ts';
import type { DataPath, Diagnostic } from '../../text/message.ts';
import { isObject } from '../../values/value.ts';
import { readProject } from '../project/read.ts';
import type { FileKind } from './file-kind.ts';
import type { FileMessage, FileText } from './file-text.ts';
import { terraformTexts } from './terraform-texts.ts';

/** The rules of a file, and what is wrong with the file around them. */
export interface FileReading {
  readonly texts: readonly FileText[];
  readonly messages: readonly FileMessage[];
}

/** Reads all of a file. */
export function readFileTexts(kind: FileKind, name: string, text: string, hcl: HclParser | undefined): FileReading {
  switch (kind) {
    case 'rule':
      return { texts: wholeFile(text), messages: parseRuleset(text, name).diagnostics.map(messageOf) };
    case 'ruleset': {
      const { logic, diagnostics } = parseRuleset(text, name);
      const read = [...logic.values()].map((embedded) => textOf(embedded, 'rule'));
      // What is left out for another reason is still written here.
      const more = diagnostics.some(({ severity }) => severity === 'error') ? allLogic(readYaml(text, name)) : [];
      return { texts: inOrder([...read, ...more]), messages: diagnostics.map(messageOf) };
    }
    case 'exclusions': {
      const { expressions, diagnostics } = parseExclusions(text, name);
      const texts = [...expressions.values()].flat().map((embedded) => textOf(embedded, 'condition'));
      return { texts: inOrder(texts), messages: diagnostics.map(messageOf) };
    }
    case 'project':
      return { texts: [], messages: readProject(text, name).diagnostics.map(messageOf) };
    case 'terraform':
      return { texts: hcl === undefined ? [] : terraformTexts(text, hcl), messages: [] };
    case 'other':
      return { texts: [], messages: [] };
  }
}

/** The rule of a `.gsl` file, without the blanks around it; an empty file is a rule that is not begun. */
export function wholeFile(text: string): readonly FileText[] {
  const start = /^[\s\ufeff]*/u.exec(text)?.[0].length ?? 0;
  const rule = text.slice(start).trimEnd();
  const at = rule === '' ? 0 : start;
  return [{ text: rule, start: at, end: at + rule.length, notation: 'verbatim', readAs: 'rule' }];
}

function textOf({ source, span, notation }: EmbeddedText, readAs: FileText['readAs']): FileText {
  return { text: source.text, start: span.start, end: span.end, notation, readAs };
}

/** A text that an alias repeats stands once. */
function inOrder(texts: readonly FileText[]): readonly FileText[] {
  const byStart = new Map(texts.map((one) => [one.start, one]));
  return [...byStart.values()].sort((a, b) => a.start - b.start);
}

function messageOf({ code, severity, message, help, fixes, at }: Diagnostic): FileMessage {
  return { code, severity, message, span: at.span, ...defined({ help, fixes }) };
}

const MAX_DEPTH = 6;

/** Every text with the name `logic` where a rule can stand. */
function allLogic(yaml: YamlText): readonly FileText[] {
  return yaml.items
    .flatMap((item, index) => logicIn(item, [index]))
    .map(({ path, text }) => textOf(yaml.embedded(path, text), 'rule'));
}

function logicIn(value: unknown, path: DataPath): readonly { readonly path: DataPath; readonly text: string }[] {
  if (!isObject(value) || path.length > MAX_DEPTH) return [];
  const { logic, rules } = value;
  const own =
    Object.hasOwn(value, 'logic') && typeof logic === 'string' ? [{ path: [...path, 'logic'], text: logic }] : [];
  const inner = Object.hasOwn(value, 'rules') && Array.isArray(rules) ? (rules as readonly unknown[]) : [];
  return [...own, ...inner.flatMap((rule, index) => logicIn(rule, [...path, 'rules', index]))];
}
