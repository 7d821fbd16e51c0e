import type { TextDocument } from 'vscode-languageserver-textdocument';
import {
  CompletionItemKind,
  type Diagnostic,
  DiagnosticSeverity,
  type DocumentSymbol,
  type Range,
  SymbolKind,
  type TextEdit,
} from 'vscode-languageserver/node';
import type { CompletionKind } from '../../services/completions.ts';
import { outline, type OutlinePart } from '../../services/outline.ts';
import type { Fix, MessageSeverity } from '../../text/message.ts';
import type { Span } from '../../text/source.ts';
import type { FileMessage } from './file-text.ts';
import type { OpenText } from './open-text.ts';

/* What the services say, in the words of the language server protocol. */

export const COMPLETION_KINDS: Readonly<Record<CompletionKind, CompletionItemKind>> = {
  'entity-type': CompletionItemKind.Class,
  property: CompletionItemKind.Property,
  keyword: CompletionItemKind.Keyword,
  operator: CompletionItemKind.Operator,
  function: CompletionItemKind.Function,
  value: CompletionItemKind.Value,
  'named-list': CompletionItemKind.Variable,
};

const SYMBOL_KINDS = { target: SymbolKind.Class, clause: SymbolKind.Key, block: SymbolKind.Array } as const;

const SEVERITIES: Readonly<Record<MessageSeverity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  note: DiagnosticSeverity.Information,
};

export function rangeIn(document: TextDocument, { start, end }: Span): Range {
  return { start: document.positionAt(start), end: document.positionAt(end) };
}

export function editIn(document: TextDocument, { span, text }: Fix): TextEdit {
  return { range: rangeIn(document, span), newText: text };
}

/** A message as the protocol tells it, its advice on a line below. */
export function diagnosticIn(document: TextDocument, found: FileMessage, source: string): Diagnostic {
  const { code, severity, message, help, span } = found;
  return {
    range: rangeIn(document, span),
    severity: SEVERITIES[severity],
    code,
    source,
    message: help === undefined ? message : `${message}\n${help}`,
  };
}

/** Of more rules than these only the rules are told, without what is in them. */
const MAX_DETAILED = 300;
const outlines = new WeakMap<OpenText['data'], readonly OutlinePart[]>();

/** The rules of a file as symbols, their clauses and blocks below them. */
export function symbolsOf(document: TextDocument, texts: readonly OpenText[]): DocumentSymbol[] {
  const isDetailed = texts.length <= MAX_DETAILED;
  return texts.map((open) => {
    const range = rangeIn(document, open);
    const whole = { kind: SYMBOL_KINDS.target, range, selectionRange: range };
    if (!isDetailed) return { ...whole, name: /^\S+/u.exec(open.text)?.[0] ?? 'rule' };
    const parts = outlines.get(open.data) ?? outline(open.text, { readAs: open.data.readAs });
    outlines.set(open.data, parts);
    const [target, ...clauses] = parts;
    const children = clauses.map((part) => symbolOf(document, open, part));
    return { ...whole, name: target?.label ?? 'rule', children };
  });
}

function symbolOf(document: TextDocument, open: OpenText, { label, kind, span, parts }: OutlinePart): DocumentSymbol {
  const range = rangeIn(document, open.spanInFile(span));
  const children = parts.map((part) => symbolOf(document, open, part));
  return { name: label, kind: SYMBOL_KINDS[kind], range, selectionRange: range, children };
}
