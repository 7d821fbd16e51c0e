import { isObject } from '../entity.ts';
import { BlockScalars } from './block-scalars.ts';

/*
 * Templates of Helm and of other tools that write manifests by Go's text/template. An action `{{ … }}` stands for what only
 * rendering tells, and its braces are no YAML. So each action is hidden behind characters that mean nothing to YAML, one for
 * one, so that all places in the text stay; where only values hold some, the document can be read, and those are unknown.
 */

/** Private characters of Unicode, in place of the ASCII ones of an action. */
const BASE = 0xe600;
/** In place of the first brace, where only white space stands before it in its line, which is of no block of text. */
const AT_LINE_START = BASE + 0x80;
const HIDDEN = /[\uE600-\uE680]/u;
const FIRST_BRACE = 0x7b;

/** A text with its actions hidden, undefined where it has none. */
export function withHiddenActions(text: string): string | undefined {
  if (!text.includes('{{') || HIDDEN.test(text)) return undefined;
  const parts: string[] = [];
  const blocks = new BlockScalars(text);
  let from = 0;
  for (let start = text.indexOf('{{'); start >= 0; start = text.indexOf('{{', from)) {
    const end = text.indexOf('}}', start + 2);
    if (end < 0) break;
    const action = text.slice(start, end + 2);
    const isFirst = isBlankBefore(text, start);
    parts.push(
      text.slice(from, start),
      isFirst && isCommentLine(action, text, end + 2)
        ? blanked(action)
        : hidden(action, isFirst && !blocks.holds(start)),
    );
    from = end + 2;
  }
  if (parts.length === 0) return undefined;
  return [...parts, text.slice(from)].join('');
}

/** No line of a manifest is indented by more; and looking no further keeps one long line cheap. */
const MAX_INDENT = 200;

function isBlankBefore(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - MAX_INDENT), at);
  return before.slice(before.lastIndexOf('\n') + 1).trim() === '';
}

/** A comment alone on its lines renders to nothing. */
function isCommentLine(action: string, text: string, end: number): boolean {
  const inner = action.slice(2, -2);
  const body = inner.replace(/^-?\s/u, '').replace(/\s-?$/u, '').trim();
  if (!body.startsWith('/*') || !body.endsWith('*/')) return false;
  const after = text.slice(end, end + MAX_INDENT);
  const lineEnd = after.indexOf('\n');
  return (lineEnd < 0 ? after : after.slice(0, lineEnd)).trim() === '';
}

function blanked(action: string): string {
  return action.replaceAll(/[^\n]/gu, ' ');
}

function hidden(action: string, isFirst: boolean): string {
  const codes = Array.from({ length: action.length }, (_, index) => {
    const code = action.charCodeAt(index);
    return code < 0x80 ? BASE + code : code;
  });
  if (isFirst) codes[0] = AT_LINE_START;
  return codes.map((code) => String.fromCharCode(code)).join('');
}

/** Whether a value of a text with hidden actions holds one. */
export function hasAction(text: string): boolean {
  return HIDDEN.test(text);
}

/**
 * Whether an action stands on a line of its own within folded text: then it is no part of the text but a step of the
 * template (`{{ if … }}`), and what the document holds depends on it.
 */
function hasFoldedStep(text: string): boolean {
  return text.includes(` ${String.fromCharCode(AT_LINE_START)}`);
}

/** The text as it was before its actions were hidden. */
export function restored(text: string): string {
  return text.replaceAll(/[\uE600-\uE680]/gu, (char) => {
    const code = char.charCodeAt(0);
    return String.fromCharCode(code === AT_LINE_START ? FIRST_BRACE : code - BASE);
  });
}

/** A value with all actions restored, and what holds one. */
export interface Restored {
  readonly value: unknown;
  /** The paths of the values that hold an action, each with the text; the empty path stands for all. */
  readonly actions: ReadonlyMap<string, string>;
  /** Of texts of which parts are known, these parts in order, by path. */
  readonly pieces: ReadonlyMap<string, readonly string[]>;
}

/**
 * Restores the actions in a value. A name with a dot in it cannot be told in a path: then all that it stands in holds the
 * action; so does the object of a name that is an action. The depth limit of the document bounds the recursion.
 */
export function restoredValue(value: unknown): Restored {
  const actions = new Map<string, string>();
  const pieces = new Map<string, readonly string[]>();
  const restore = (inner: unknown, path: string): unknown => {
    if (typeof inner === 'string') {
      if (!hasAction(inner)) return inner;
      const text = restored(inner);
      actions.set(hasFoldedStep(inner) ? '' : path, text);
      const known = knownPieces(text);
      if (known !== undefined) pieces.set(path, known);
      return text;
    }
    const at = (key: string | number): string => (path === '' ? `${key}` : `${path}.${key}`);
    if (Array.isArray(inner)) return inner.map((item, index) => restore(item, at(index)));
    if (!isObject(inner)) return inner;
    // `fromEntries` defines properties, it does not assign them: a `__proto__` key stays data.
    return Object.fromEntries(
      Object.entries(inner).map(([key, item]) => {
        if (hasAction(key)) actions.set(path, restored(key));
        const made = restore(item, key.includes('.') ? path : at(key));
        if (key.includes('.')) pieces.delete(path);
        return [restored(key), made];
      }),
    );
  };
  return { value: restore(value, ''), actions, pieces };
}

/** Actions that say whether and how often what stands between them is there, and those that make no text of their own. */
const CONTROL = /^(?:if|else|end|range|with|define|block|break|continue|\$[\w.]*\s*:?=|\/\*)/u;

/**
 * What is known of a text whatever its actions give, in order; undefined where that depends on them, or where what is made
 * may be no text at all.
 */
export function knownPieces(text: string): readonly string[] | undefined {
  const pieces: string[] = [];
  let from = 0;
  let isTrimmed = false;
  for (let start = text.indexOf('{{'); start >= 0; start = text.indexOf('{{', from)) {
    const end = text.indexOf('}}', start + 2);
    const action = text.slice(start + 2, end);
    if (end < 0 || CONTROL.test(action.replace(/^-?\s*/u, ''))) return undefined;
    pieces.push(trimmed(text.slice(from, start), isTrimmed, action.startsWith('-')));
    isTrimmed = action.endsWith('-');
    from = end + 2;
  }
  pieces.push(trimmed(text.slice(from), isTrimmed, false));
  // Without a letter it may come out as a number; and nothing at all is known of what is one action.
  return pieces.some((piece) => /[A-Za-z]/u.test(piece)) ? pieces : undefined;
}

/** A dash at an action's end takes the white space beside it away. */
function trimmed(piece: string, atStart: boolean, atEnd: boolean): string {
  const left = atStart ? piece.trimStart() : piece;
  return atEnd ? left.trimEnd() : left;
}
