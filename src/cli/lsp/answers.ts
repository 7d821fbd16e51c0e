import {
  type CodeAction,
  type CompletionItem,
  type CompletionList,
  type Hover,
  InsertTextFormat,
  MarkupKind,
  type Position,
  type Range,
  type SignatureHelp,
} from 'vscode-languageserver/node';
import { titleOf } from '../../services/code-actions.ts';
import { type Completion, completions } from '../../services/completions.ts';
import { hover } from '../../services/hover.ts';
import { signature } from '../../services/signature.ts';
import { certainFix, fixesTogether } from '../../text/apply-fixes.ts';
import { defined } from '../../text/defined.ts';
import type { Checker } from './checker.ts';
import { COMPLETION_KINDS, diagnosticIn, editIn, rangeIn } from './convert.ts';
import type { OpenDocument, OpenDocuments } from './open-documents.ts';
import type { TextAtCaret } from './open-file.ts';

/* What is asked at a caret or of a stretch of a document, in the words of the protocol. */

const LIMIT = 500;

export function caretIn({ document, file }: OpenDocument, position: Position): TextAtCaret | undefined {
  return file.at(document.offsetAt(position), document.getText());
}

export function completionAt(opened: OpenDocument, position: Position, checker: Checker): CompletionList {
  const at = caretIn(opened, position);
  if (at === undefined) return { isIncomplete: false, items: [] };
  const found = completions(at.open.text, at.offset, checker.optionsFor(at.open));
  const items = found.flatMap((one, index) => itemOf(one, index, at, opened) ?? []);
  return { isIncomplete: found.length >= LIMIT, items };
}

function itemOf(one: Completion, index: number, at: TextAtCaret, opened: OpenDocument): CompletionItem | undefined {
  const { kind, label, span, text, snippet, detail, documentation } = one;
  const edit = at.open.editInFile({ span, text: snippet ?? text });
  if (edit === undefined) return undefined;
  const { document } = opened;
  return {
    label,
    kind: COMPLETION_KINDS[kind],
    sortText: String(index).padStart(4, '0'),
    filterText: document.getText(rangeIn(document, edit.span)).startsWith("'") ? text : label,
    insertTextFormat: snippet === undefined ? InsertTextFormat.PlainText : InsertTextFormat.Snippet,
    textEdit: editIn(document, edit),
    ...defined({ detail }),
    ...(documentation === undefined ? {} : { documentation: { kind: MarkupKind.Markdown, value: documentation } }),
  };
}

export function hoverAt(opened: OpenDocument, position: Position, checker: Checker): Hover | null {
  const at = caretIn(opened, position);
  const found = at && hover(at.open.text, at.offset, checker.optionsFor(at.open));
  if (at === undefined || found === undefined) return null;
  const range = rangeIn(opened.document, at.open.spanInFile(found.span));
  return { contents: { kind: MarkupKind.Markdown, value: found.text }, range };
}

export function signatureAt(opened: OpenDocument, position: Position, checker: Checker): SignatureHelp | null {
  const at = caretIn(opened, position);
  const found = at && signature(at.open.text, at.offset, checker.optionsFor(at.open));
  if (found === undefined) return null;
  const { label, summary, parameters, active } = found;
  const told = parameters.map(({ name, summary: documentation }) => ({ label: name, documentation }));
  return {
    signatures: [{ label, documentation: summary, parameters: told }],
    activeSignature: 0,
    activeParameter: active ?? parameters.length,
  };
}

/** The repairs of what is wrong in a stretch, and of everything in the document at once. */
export function actionsIn(opened: OpenDocument, range: Range, documents: OpenDocuments): CodeAction[] {
  const { document, uri } = opened;
  const asked = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
  const all = documents.messagesOf(opened).filter(({ fixes }) => fixes !== undefined);
  const here = all.filter(({ span }) => span.start <= asked.end && asked.start <= span.end);
  const actions = here.flatMap((found): CodeAction[] =>
    (found.fixes ?? []).map((fix) => ({
      title: titleOf(fix),
      kind: 'quickfix',
      isPreferred: certainFix(found) !== undefined,
      diagnostics: [diagnosticIn(document, found, 'gsl')],
      edit: { changes: { [uri]: [editIn(document, fix)] } },
    })),
  );
  const together = fixesTogether(all.flatMap((found) => certainFix(found) ?? []));
  if (actions.length === 0 || together.length < 2) return actions;
  const edits = together.map((fix) => editIn(document, fix));
  return [
    ...actions,
    {
      title: `repair all ${together.length} in this file`,
      kind: 'source.fixAll.gsl',
      edit: { changes: { [uri]: edits } },
    },
  ];
}
