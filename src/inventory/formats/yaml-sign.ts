import type { InputSample } from './sample.ts';

/** Manifests have an `apiVersion`; templates, configurations of Deployment Manager and plays of Ansible lists of others. */
const OTHERS = /^(?:- )?(?:apiVersion|resources|imports|hosts|AWSTemplateFormatVersion|Resources):/mu;

/** Enough for a resource that is told by a property which stands behind much else, as names are sorted. */
const START = 16_384;

/** Whether a text is YAML of a tool whose resources such lines tell: what else may hold them, templates, is of others. */
export function isYamlOf({ shape, text }: InputSample, lines: RegExp): boolean {
  const start = shape === undefined ? text.slice(0, START) : '';
  return lines.test(start) && !OTHERS.test(start);
}

/** A text whose root is indented, as what was cut out of another is, without that: YAML may stand anywhere in its lines. */
export function unindented(text: string): string {
  const indent = rootIndent(text);
  return indent === '' ? text : text.replaceAll(`\n${indent}`, '\n').slice(text.startsWith(indent) ? indent.length : 0);
}

/** The indentation of the first line that says something. */
function rootIndent(text: string): string {
  for (let start = 0; start < text.length;) {
    const end = text.indexOf('\n', start);
    const line = text.slice(start, end < 0 ? text.length : end);
    const said = line.trimStart();
    if (said !== '' && !/^(?:#|---|%)/u.test(said)) return line.slice(0, line.length - said.length);
    if (end < 0) break;
    start = end + 1;
  }
  return '';
}
