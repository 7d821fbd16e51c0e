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
