import type { HclParser } from '../../inventory/terraform/hcl/node.ts';
import { readYaml, type YamlText } from '../../rules/yaml.ts';
import type { DataPath } from '../../text/message.ts';
import type { FileKind } from './file-kind.ts';
import type { FileText } from './file-text.ts';
import { wholeFile } from './file-texts.ts';
import { terraformText } from './terraform-texts.ts';

/**
 * Reads a text again in which something was typed, and nothing else of the file.
 *
 * @param before the text as it was, where it starts and ended
 * @param end where it ends now, if its quotes are as they were
 * @returns undefined where it takes all of the file to say what is there
 */
export function readAgain(
  kind: FileKind,
  before: FileText,
  end: number,
  file: string,
  hcl: HclParser | undefined,
): FileText | undefined {
  if (kind === 'rule') return wholeFile(file)[0];
  const { start, notation } = before;
  if (notation === 'single-quoted' || notation === 'double-quoted') {
    const raw = file.slice(start, end);
    const isWhole = notation === 'single-quoted' ? /^'(?:[^']|'')*'$/u.test(raw) : /^"(?:[^"\\]|\\[^])*"$/u.test(raw);
    if (!isWhole) return undefined;
    if (kind !== 'terraform') return readScalar(before, raw, 0, start);
    return hcl && placed(before, terraformText(`${ATTRIBUTE}${raw}\n`, hcl), start);
  }
  if (kind === 'terraform') {
    const raw = file.slice(start, lineEnd(file, end));
    return hcl && placed(before, terraformText(`${ATTRIBUTE}${raw}\n`, hcl), start);
  }
  const from = file.lastIndexOf('\n', start - 1) + 1;
  // The line break belongs to a block.
  const entry = file.slice(from, entryEnd(file, from, end) + 1);
  return readScalar(before, entry, start - from, from);
}

const ATTRIBUTE = 'x = ';

function placed(before: FileText, found: FileText | undefined, start: number): FileText | undefined {
  if (found?.notation !== before.notation || found.start !== ATTRIBUTE.length) return undefined;
  return { ...found, start, end: start + found.end - found.start };
}

/** The text that starts at an offset of a small piece of YAML. */
function readScalar(before: FileText, yaml: string, at: number, from: number): FileText | undefined {
  const read = readYaml(yaml, 'entry');
  if (read.diagnostics.length > 0 || read.items.length !== 1) return undefined;
  for (const { path, text } of textsIn(read.items[0], [0])) {
    const found = scalarAt(read, path, text, at);
    if (found === undefined) continue;
    const { start, end } = found.span;
    return { text, start: start + from, end: end + from, notation: found.notation, readAs: before.readAs };
  }
  return undefined;
}

function scalarAt(
  read: YamlText,
  path: DataPath,
  text: string,
  at: number,
): ReturnType<YamlText['embedded']> | undefined {
  const found = read.embedded(path, text);
  return found.span.start === at ? found : undefined;
}

const MAX_DEPTH = 8;

function* textsIn(value: unknown, path: DataPath): Generator<{ readonly path: DataPath; readonly text: string }> {
  if (typeof value === 'string') yield { path, text: value };
  else if (Array.isArray(value) && path.length < MAX_DEPTH) {
    for (const [index, item] of value.entries()) yield* textsIn(item, [...path, index]);
  } else if (typeof value === 'object' && value !== null && path.length < MAX_DEPTH) {
    for (const [key, item] of Object.entries(value)) yield* textsIn(item, [...path, key]);
  }
}

function lineEnd(file: string, from: number): number {
  const end = file.indexOf('\n', from);
  return end < 0 ? file.length : end;
}

/** The end of the lines that belong to the key on a line: those that are indented further. */
function entryEnd(file: string, from: number, atLeast: number): number {
  const indent = indentAt(file, from);
  let end = lineEnd(file, Math.max(from, atLeast - 1));
  while (end < file.length) {
    const next = end + 1;
    const stop = lineEnd(file, next);
    if (file.slice(next, stop).trim() !== '' && indentAt(file, next) <= indent) break;
    end = stop;
  }
  return end;
}

function indentAt(file: string, from: number): number {
  let at = from;
  while (file[at] === ' ') at += 1;
  return at - from;
}
