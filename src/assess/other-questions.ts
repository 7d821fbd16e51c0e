import type { Comparison, Test } from '../plan/plan.ts';
import type { Location } from '../plan/reads.ts';
import { testOf } from '../run/predicates.ts';
import { print } from '../syntax/print.ts';
import { foldOf } from '../values/equality.ts';
import type { RuleRun } from './rule-run.ts';

/* What a rule asks of the same value elsewhere: who asks for both forms of it knows both. */

/** Whether the rule also looks into what it compares. */
export function asksElements(part: Test | Comparison, run: RuleRun): boolean {
  return run.evidence?.lists.has(print(subjectOf(part).node)) === true;
}

/** Whether the rule also asks for something in what it compares. */
export function asksMembers(part: Test | Comparison, owner: Location | undefined, run: RuleRun): boolean {
  const subject = subjectOf(part);
  // What stands in an element itself is named without a way to it.
  const isElement = subject.kind === 'path' && subject.segments.length === 0;
  const start = `${print(subject.node)}.`;
  return (
    run.evidence?.evidence.some(
      (other) =>
        other.kind === 'path' &&
        (isElement ? textOfOwner(other.owner) === textOfOwner(owner) : print(other.part.node).startsWith(start)),
    ) === true
  );
}

/** Whether the rule also asks for another property of what has the value. */
export function asksBeside(name: string, { value }: Test, owner: Location | undefined, run: RuleRun): boolean {
  const around = value.kind === 'path' ? value.segments.slice(0, -1).map(String) : [];
  return (run.evidence?.evidence ?? []).some(
    (other) =>
      other.kind === 'path' &&
      textOfOwner(other.owner) === textOfOwner(owner) &&
      other.part.segments.map(String).join('.') === [...around, name].join('.'),
  );
}

/** Whether the rule also looks for a pattern in the JSON text of what it compares. */
export function asksJson(part: Test, owner: Location | undefined, run: RuleRun): boolean {
  return ofSamePlace({ part, owner }, run).some(({ predicate }) => predicate.kind === 'match');
}

/** Whether the rule asks for the same value once more, in whichever way. */
export function asksOtherwise({ value }: Test, owner: Location | undefined, run: RuleRun): boolean {
  const text = print(value.node);
  const same = (run.evidence?.evidence ?? []).filter(
    (other) =>
      other.kind === 'path' && print(other.part.node) === text && textOfOwner(other.owner) === textOfOwner(owner),
  );
  return same.length > 1;
}

/** Whether the rule asks the same place for what is there too: then it knows both. */
export function asksFor(
  there: string,
  found: { readonly part: Test; readonly owner: Location | undefined },
  run: RuleRun,
): boolean {
  return ofSamePlace(found, run).some(
    ({ predicate }) => testOf(predicate, {}, foldOf(run.environment.matchCase))(there) === true,
  );
}

/** Whether the rule also compares the value at a path as it is. */
export function comparesItself(path: string, run: RuleRun): boolean {
  return (
    run.evidence?.evidence.some(({ kind, part }) => {
      // Whether it is there is no comparison.
      if (kind !== 'comparison' || part.node.kind === 'Path') return false;
      return print((part.kind === 'test' ? part.value : part.left).node) === path;
    }) === true
  );
}

/** The other tests of the same value. */
function ofSamePlace(
  { part, owner }: { readonly part: Test; readonly owner: Location | undefined },
  run: RuleRun,
): readonly Test[] {
  const place = placeIn(part, owner);
  return (run.evidence?.evidence ?? []).flatMap((other) =>
    other.kind === 'comparison' &&
    other.part.kind === 'test' &&
    other.part !== part &&
    placeIn(other.part, other.owner) === place
      ? [other.part]
      : [],
  );
}

function placeIn({ value }: Test, owner: Location | undefined): string {
  // A literal alone in a block is no way to its element.
  const way = value.kind === 'path' ? [value.levels, ...value.segments] : print(value.node);
  return JSON.stringify([owner?.type, owner?.path.map(String), way]);
}

function textOfOwner(owner: Location | undefined): string {
  return JSON.stringify([owner?.type, owner?.path.map(String)]);
}

function subjectOf(part: Test | Comparison): Test['value'] {
  return part.kind === 'test' ? part.value : part.left;
}
