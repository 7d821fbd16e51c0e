import { readFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { TextDocument } from 'vscode-languageserver-textdocument';
import {
  LSPErrorCodes,
  type Position,
  ResponseError,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import { hclParser } from '../../inventory/files/hcl-library.ts';
import { listReferences, type ListReference, renameList } from '../../services/named-lists.ts';
import { readYaml } from '../../rules/yaml.ts';
import { isObject } from '../../values/value.ts';
import { readText, ruleFiles } from '../files.ts';
import { isNpmPack } from '../npm-packs.ts';
import { caretIn } from './answers.ts';
import type { Beside } from './beside.ts';
import { editIn, rangeIn } from './convert.ts';
import { fileKindOf } from './file-kind.ts';
import { readFileTexts } from './file-texts.ts';
import type { OpenDocument, OpenDocuments } from './open-documents.ts';
import { OpenText } from './open-text.ts';

/** The named list at a caret. */
export function listAt(
  opened: OpenDocument,
  position: Position,
): (ListReference & { readonly open: OpenText }) | undefined {
  const at = caretIn(opened, position);
  const found =
    at && listReferences(at.open.text).find(({ span }) => span.start - 1 <= at.offset && at.offset <= span.end);
  return at && found && { ...found, open: at.open };
}

/**
 * The edits that give a named list another name: in the documents that are open, in the rules of the project, and where the
 * project keeps the list's values.
 *
 * @throws ResponseError where there is no list at the caret, or the name is none
 */
export async function rename(
  opened: OpenDocument,
  position: Position,
  newName: string,
  documents: OpenDocuments,
  beside: Beside,
): Promise<WorkspaceEdit> {
  const list = listAt(opened, position);
  if (list === undefined)
    throw new ResponseError(LSPErrorCodes.RequestFailed, 'only a named list has a name to change');
  const name = newName.replace(/^\$/u, '');
  if (!/^[A-Za-z_]\w*$/u.test(name))
    throw new ResponseError(LSPErrorCodes.RequestFailed, 'the name of a list is letters, digits and `_`');
  const changes: Record<string, TextEdit[]> = {};
  const add = (uri: string, edits: readonly TextEdit[]): void => {
    if (edits.length > 0) changes[uri] = [...(changes[uri] ?? []), ...edits];
  };
  for (const { uri, document, file } of documents.all) add(uri, editsIn(document, file.texts, list.name, name));
  const isOpen = (uri: string): boolean => documents.get(uri) !== undefined;
  for (const { uri, document, texts } of await closedFiles(beside, isOpen))
    add(uri, editsIn(document, texts, list.name, name));
  for (const file of [beside.file, beside.lists]) {
    if (file === undefined) continue;
    const uri = pathToFileURL(file).href;
    const text = documents.get(uri)?.document.getText() ?? (await textOf(file));
    add(uri, keyEdits(uri, text, file === beside.file, list.name, name));
  }
  return { changes };
}

function editsIn(document: TextDocument, texts: readonly OpenText[], before: string, after: string): TextEdit[] {
  return texts.flatMap((open) =>
    renameList(open.text, before, after).flatMap((edit) => {
      const inFile = open.editInFile(edit);
      return inFile === undefined ? [] : [editIn(document, inFile)];
    }),
  );
}

interface ClosedFile {
  readonly uri: string;
  readonly document: TextDocument;
  readonly texts: readonly OpenText[];
}

/** The rules of the project that no editor has open. */
async function closedFiles(
  { rules, exclusions }: Beside,
  isOpen: (uri: string) => boolean,
): Promise<readonly ClosedFile[]> {
  const own = rules.filter((one) => !isNpmPack(one));
  const found = own.length === 0 ? [] : await ruleFiles(own).catch(refused);
  const files = [
    ...new Set([
      ...found.map(({ file }) => pathToFileURL(file).href),
      ...[...exclusions].map((file) => pathToFileURL(file).href),
    ]),
  ];
  const hcl = files.some((uri) => uri.endsWith('.tf')) ? await hclParser() : undefined;
  const read: ClosedFile[] = [];
  for (const uri of files) {
    if (isOpen(uri)) continue;
    const file = fileURLToPath(uri);
    const text = await readText(file).catch(refused);
    // Most files name no list.
    if (!text.includes('$')) continue;
    const { texts } = readFileTexts(fileKindOf(file, text, exclusions), file, text, hcl);
    const document = TextDocument.create(uri, 'gsl', 0, text);
    read.push({ uri, document, texts: texts.map((data) => OpenText.of(data, text)) });
  }
  return read;
}

/** Where the values of the list are kept: under its name, in the project file or a file of lists. */
function keyEdits(uri: string, text: string, isProject: boolean, before: string, after: string): TextEdit[] {
  const yaml = readYaml(text, uri);
  const [data] = yaml.items;
  if (!isObject(data)) return [];
  const lists = isProject ? data['lists'] : data;
  if (!isObject(lists) || !Object.hasOwn(lists, before)) return [];
  const span = yaml.spanOf([0, ...(isProject ? ['lists'] : []), before], 'key');
  const written = text.slice(span.start, span.end);
  if (!written.includes(before)) return [];
  const document = TextDocument.create(uri, 'yaml', 0, text);
  return [{ range: rangeIn(document, span), newText: written.replace(before, after) }];
}

/** Half a rename would leave names that are gone: what cannot be looked at refuses it. */
function refused(error: unknown): never {
  throw new ResponseError(LSPErrorCodes.RequestFailed, error instanceof Error ? error.message : String(error));
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    return '';
  }
}
