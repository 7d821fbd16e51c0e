import { ownText } from '../../entity.ts';
import type { Item } from './call.ts';

/*
 * Answers to `get-bucket-policy` and its like do not say what they are about. The name of the file may, by one of these:
 *   get-bucket-policy/NAME.json    NAME.get-bucket-policy.json    get-bucket-policy-NAME.json
 * where the service may stand before the call, and `_` or `.` for `-` between them.
 */

/** The parts of a path that can hold a call: forward or backward slashes. */
function segmentsOf(file: string): readonly string[] {
  const path = file.replace(/\.(gz|zst)$/iu, '').replace(/\.(json|ndjson|jsonl|txt|out)$/iu, '');
  return path.split(/[/\\]/u).filter((segment) => segment !== '' && segment !== '.' && segment !== '..');
}

/** Where a call stands in a segment: what is before and behind it. */
function around(segment: string, operation: string): readonly [string, string] | undefined {
  const at = segment.toLowerCase().replaceAll('_', '-').indexOf(operation);
  if (at < 0) return undefined;
  const before = segment.slice(0, at);
  const behind = segment.slice(at + operation.length);
  // A part of a longer word is another call.
  if (/[A-Za-z0-9]$/u.test(before) || /^[A-Za-z0-9]/u.test(behind)) return undefined;
  return [before.replace(/[._-]+$/u, ''), behind.replace(/^[._-]+/u, '')];
}

/** The last word of a call: `get-bucket-policy` of `s3api get-bucket-policy`. */
export function operationOf(call: string): string {
  return call.slice(call.indexOf(' ') + 1);
}

/** Whether the file's name or folder says that it is the answer of this call. */
export function isNamedFor(file: string, call: string): boolean {
  return segmentsOf(file).some((segment) => around(segment, operationOf(call)) !== undefined);
}

/** What the file's name says that an answer of the call is about. */
export function subjectInName(file: string, call: string): string | undefined {
  const [service = '', operation = ''] = call.split(' ');
  const segments = segmentsOf(file);
  for (const [index, segment] of segments.entries()) {
    const [before, behind] = around(segment, operation) ?? [];
    if (before === undefined || behind === undefined) continue;
    const named = [withoutService(before, service), behind].find((part) => part !== '');
    if (named !== undefined) return unescaped(named);
    // The call is the folder, the name the file.
    const next = index === segments.length - 2 ? segments[index + 1] : undefined;
    if (next !== undefined) return unescaped(next);
  }
  return undefined;
}

/** An ARN cannot stand in the name of a file; `%3A` stands for its colons. */
function unescaped(name: string): string {
  if (!/%3A/iu.test(name)) return name;
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

function withoutService(text: string, service: string): string {
  const bare = text.replace(/^(?:aws[._-])?/iu, '');
  const names = [service, service.replace(/api$/u, '')];
  const name = names.find((one) => bare.toLowerCase() === one || bare.toLowerCase().startsWith(`${one}.`));
  return name === undefined ? bare : bare.slice(name.length).replace(/^[._-]+/u, '');
}

/** What the answer is about: a member that says so, added by `--query` or by the API, or else the file's name. */
export function subjectOf(file: string, call: string, answer: Item, members: readonly string[]): string | undefined {
  const named = members.map((member) => ownText(answer, member)).find((one) => one !== undefined && one !== '');
  return named ?? subjectInName(file, call);
}
