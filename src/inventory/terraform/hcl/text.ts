import type { HclNode } from './node.ts';

/** A piece of a template: text as it is meant, or what stands in `${…}` or `%{…}`. */
export type TemplatePart = string | HclNode;

/** The parts of a quoted text, a template in quotes, or a heredoc. The grammar's tokens leave out white space: gaps have it. */
export function templateParts(node: HclNode, source: string): readonly TemplatePart[] {
  if (node.type === 'heredoc_template') return heredocParts(node, source);
  const [start, end] = [node.children.at(0), node.children.at(-1)];
  if (start === undefined || end === undefined) return [];
  return partsBetween(node, source, start.end, end.start).map((part) =>
    typeof part === 'string' ? unescapeQuoted(part) : part,
  );
}

function partsBetween(node: HclNode, source: string, from: number, to: number): readonly TemplatePart[] {
  const parts: TemplatePart[] = [];
  let at = from;
  for (const child of node.children) {
    if (child.type !== 'template_interpolation' && child.type !== 'template_directive') continue;
    if (child.start > at) parts.push(source.slice(at, child.start));
    parts.push(child);
    at = child.end;
  }
  if (to > at) parts.push(source.slice(at, to));
  return parts;
}

function heredocParts(node: HclNode, source: string): readonly TemplatePart[] {
  const marks = node.children.filter(({ type }) => type === 'heredoc_identifier');
  const [opening, closing] = [marks.at(0), marks.at(-1)];
  if (opening === undefined || closing === undefined) return [];
  const from = source.indexOf('\n', opening.end) + 1;
  const to = source.lastIndexOf('\n', closing.start) + 1;
  const isIndented = source.startsWith('<<-', node.start);
  const indent = isIndented ? indentOf(source.slice(from, to)) : 0;
  const parts = to > from ? partsBetween(node, source, from, to) : [];
  return parts.map((part, index) => {
    if (typeof part !== 'string') return part;
    const text = index === 0 ? part.slice(Math.min(indent, leading(part))) : part;
    return unescapeMarks(indent === 0 ? text : text.replace(new RegExp(`\n[ \t]{1,${indent}}`, 'gu'), '\n'));
  });
}

const MAX_INDENT = 500;

/** Heredocs with more lines have no more indentation than these. */
const MAX_LINES = 10_000;

/** The least indentation of a line that is not blank. */
function indentOf(text: string): number {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.length === 0 ? 0 : Math.min(MAX_INDENT, ...lines.slice(0, MAX_LINES).map(leading));
}

function leading(line: string): number {
  return line.length - line.replace(/^[ \t]+/u, '').length;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };

function unescapeQuoted(text: string): string {
  return unescapeMarks(
    text.replace(
      /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([nrt"\\]))/gu,
      (whole, four?: string, eight?: string, one = '') => {
        const code = four ?? eight;
        if (code === undefined) return ESCAPES[one as string] ?? whole;
        const point = Number.parseInt(code, 16);
        return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
      },
    ),
  );
}

/** `$${` and `%%{` are the marks themselves. */
function unescapeMarks(text: string): string {
  return text.replace(/([$%])\1\{/gu, '$1{');
}
