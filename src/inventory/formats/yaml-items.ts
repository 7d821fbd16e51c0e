import type { YamlText } from './yaml-documents.ts';

/** A long list that is cut without reading it: the text of each item is a list of one. */
export interface YamlItems {
  /** What the document's `kind` says. */
  readonly kind: string;
  readonly items: readonly YamlText[];
  /** What it says of itself. */
  readonly metadata: YamlText | undefined;
}

/** A line of a text, without its line feed. */
interface Line {
  readonly start: number;
  readonly end: number;
  readonly line: number;
}

/**
 * Cuts the document of a `List`, as `kubectl get -o yaml` writes it, at the items of its block list `items`, so that no more
 * than one of them is held as values at a time. Undefined where the text has not this plain outline: then it has to be
 * read as a whole. A line that starts with `- ` at the column of the list cannot stand inside of an item, other than in
 * quoted or bracketed text, of which a piece is no valid YAML.
 */
export function yamlItems(document: YamlText): YamlItems | undefined {
  const { text, startLine } = document;
  const keys = rootKeys(text, startLine);
  const kind = keys?.find(({ key }) => key === 'kind');
  const list = keys?.filter(({ key }) => key === 'items') ?? [];
  const [items] = list;
  if (kind === undefined || items === undefined || list.length > 1 || items.value !== '') return undefined;
  const endOf = (start: number): number => keys?.find(({ at }) => at.start > start)?.at.start ?? text.length;
  const about = keys?.find(({ key }) => key === 'metadata')?.at;
  const metadata = about && { ...document, text: text.slice(about.start, endOf(about.start)) };
  const pieces = itemTexts(document, items.at, endOf(items.at.start));
  return pieces.length === 0 ? undefined : { kind: unquoted(kind.value), items: pieces, metadata };
}

function unquoted(text: string): string {
  const quote = text.charAt(0);
  return (quote === '"' || quote === "'") && text.endsWith(quote) ? text.slice(1, -1) : text;
}

function withoutComment(text: string): string {
  if (text.startsWith('#')) return '';
  const at = [text.indexOf(' #'), text.indexOf('\t#')].filter((found) => found >= 0);
  return text.slice(0, Math.min(text.length, ...at)).trimEnd();
}

/** A document mark, with a comment or nothing behind it. */
const MARK = /^(?:---|\.\.\.)(?:[ \t]+#.*)?$/u;
const KEY = /^(["']?)([A-Za-z][\w.-]*)\1[ \t]*:(?:[ \t]+(.*))?$/u;

/** The keys at the first column, if there is nothing but block style there. */
function rootKeys(
  text: string,
  startLine: number,
): readonly { readonly key: string; readonly value: string; readonly at: Line }[] | undefined {
  const keys: { readonly key: string; readonly value: string; readonly at: Line }[] = [];
  const isPlain = everyLine(text, 0, text.length, startLine, (start, end, line) => {
    if (isIndentedOrBlank(text.charCodeAt(start))) return true;
    if (isItemAt(text, start) && keys.at(-1)?.key === 'items') return true;
    const content = text.slice(start, end).trimEnd();
    if (MARK.test(content)) return true;
    const [, , key, value = ''] = KEY.exec(content) ?? [];
    if (key === undefined) return false;
    keys.push({ key, value: withoutComment(value), at: { start, end, line } });
    return true;
  });
  return isPlain ? keys : undefined;
}

function itemTexts({ text, place }: YamlText, key: Line, end: number): readonly YamlText[] {
  const starts: Line[] = [];
  let indent: number | undefined;
  everyLine(text, key.end + 1, end, key.line + 1, (start, lineEnd, line) => {
    indent ??= indentOfItem(text, start);
    if (indent !== undefined && isItemAt(text, start + indent) && isIndent(text, start, indent))
      starts.push({ start, end: lineEnd, line });
    return true;
  });
  return starts.map(({ start, line }, index) => ({
    text: text.slice(start, starts[index + 1]?.start ?? end),
    startLine: line,
    place: { ...place, line, index },
  }));
}

/** Looks at lines until one is not as it should be; whether all are. No object is made for each: a list has a million of them. */
function everyLine(
  text: string,
  from: number,
  to: number,
  firstLine: number,
  isGood: (start: number, end: number, line: number) => boolean,
): boolean {
  let line = firstLine;
  for (let start = from; start < to; line += 1) {
    const found = text.indexOf('\n', start);
    const end = found < 0 || found > to ? to : found;
    if (!isGood(start, end, line)) return false;
    start = end + 1;
  }
  return true;
}

const LINE_FEED = 0x0a;
const SPACE = 0x20;
const HASH = 0x23;
const HYPHEN = 0x2d;

function isIndentedOrBlank(code: number): boolean {
  return code === SPACE || code === HASH || code === LINE_FEED || code === 0x0d || code === 0x09;
}

function isItemAt(text: string, at: number): boolean {
  if (text.charCodeAt(at) !== HYPHEN) return false;
  const next = text.charCodeAt(at + 1);
  return next === SPACE || next === LINE_FEED || next === 0x0d || next === 0x09 || Number.isNaN(next);
}

function indentOfItem(text: string, start: number): number | undefined {
  let at = start;
  while (text.charCodeAt(at) === SPACE) at += 1;
  return isItemAt(text, at) ? at - start : undefined;
}

function isIndent(text: string, start: number, indent: number): boolean {
  for (let at = start; at < start + indent; at += 1) if (text.charCodeAt(at) !== SPACE) return false;
  return true;
}
