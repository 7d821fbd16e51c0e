import type { TextEdit } from 'vscode-languageserver/node';
import { formatting } from '../../services/formatting.ts';
import { parseRepaired } from '../../syntax/repaired.ts';
import { print } from '../../syntax/print.ts';
import { formatFile } from '../formatting.ts';
import { editIn } from './convert.ts';
import type { OpenDocument } from './open-documents.ts';
import type { OpenText } from './open-text.ts';

/** The edits that `gsl fmt` would make; of what it leaves alone, the rules that stand on one line. */
export function formattingOf({ document, file, uri }: OpenDocument): TextEdit[] {
  const text = document.getText();
  if (file.kind === 'rule' || (file.kind === 'ruleset' && !/\.json$/iu.test(uri))) {
    const { text: formatted } = formatFile(text, file.kind === 'rule' ? 'rule.gsl' : 'rules.yaml', true);
    return changeBetween(text, formatted).map((fix) => editIn(document, fix));
  }
  // An export belongs to the portal, which knows its rules by the hash of their exact text.
  if (file.kind !== 'terraform' && file.kind !== 'exclusions') return [];
  return file.texts.flatMap((open) => {
    const edit = lineOf(open);
    return edit === undefined ? [] : editIn(document, edit);
  });
}

function lineOf(open: OpenText): ReturnType<OpenText['editInFile']> {
  const { readAs } = open.data;
  const text = open.text.trimEnd();
  if (text.includes('\n')) return undefined;
  const [edit] = formatting(text, { readAs });
  if (edit === undefined) return undefined;
  const { rule } = readAs === 'rule' ? parseRepaired(text) : {};
  return open.editInFile({ ...edit, text: rule === undefined ? edit.text : print(rule) });
}

/** The one stretch in which two texts differ, from a line's start to a line's end. */
function changeBetween(
  before: string,
  after: string,
): readonly { span: { start: number; end: number }; text: string }[] {
  if (before === after) return [];
  let start = 0;
  while (start < before.length && before[start] === after[start]) start += 1;
  start = before.lastIndexOf('\n', start - 1) + 1;
  let same = 0;
  const most = Math.min(before.length, after.length) - start;
  while (same < most && before.at(-1 - same) === after.at(-1 - same)) same += 1;
  return [{ span: { start, end: before.length - same }, text: after.slice(start, after.length - same) }];
}
