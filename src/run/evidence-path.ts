import { readDocument } from '../values/document.ts';
import { kindOf } from '../values/kinds.ts';
import { isObject, single } from '../values/value.ts';
import type { Segments } from '../plan/plan.ts';
import { MAX_NAMES, type PathEvidence } from './evidence.ts';

/** Goes along a path; notes where it ends in an object that has other names. */
export function follow(element: unknown, segments: Segments, evidence: PathEvidence): boolean {
  let value = element;
  for (const [depth, name] of segments.entries()) {
    if (typeof value === 'string') value = readDocument(value) ?? value;
    if (Array.isArray(value) && typeof name === 'number') {
      if (name >= value.length) return false;
      value = (value as readonly unknown[])[name];
      continue;
    }
    value = single(value);
    // At a list of several the verdict is undecided, and says so itself.
    if (Array.isArray(value)) return value.length > 1;
    if (!isObject(value)) {
      noteStop(evidence, depth, value);
      return false;
    }
    if (!Object.hasOwn(value, String(name))) {
      note(evidence, depth, value);
      return false;
    }
    value = value[String(name)];
    if (value === undefined) return false;
  }
  return true;
}

function noteStop(evidence: PathEvidence, depth: number, value: unknown): void {
  if (value === null || value === undefined || Array.isArray(value)) return;
  const before = evidence.stop;
  if (before !== undefined && before.depth > depth) return;
  const count = before?.depth === depth ? before.count + 1 : 1;
  evidence.stop = { depth, kind: kindOf(value), count };
}

function note(evidence: PathEvidence, depth: number, owner: object): void {
  if (depth < evidence.depth) return;
  if (depth > evidence.depth) {
    evidence.depth = depth;
    evidence.asked = 0;
    evidence.names.clear();
  }
  evidence.asked += 1;
  for (const name of Object.keys(owner)) {
    if (evidence.names.size >= MAX_NAMES) return;
    evidence.names.add(name);
  }
}
