import type { FunctionDefinition, ValueKind } from '../functions/define.ts';
import { PartlyKnownText, wholly } from '../values/partly-known.ts';
import { EvaluationError, singleFor } from '../values/value.ts';
import { spend } from '../values/work.ts';
import { type Scope, TOO_MANY_ELEMENTS, whileLeft } from './scope.ts';
import { costOfReceiver } from './work.ts';

const SINGLE: ReadonlySet<ValueKind | undefined> = new Set<ValueKind>(['text', 'time', 'number', 'boolean', 'network']);

/** What a function gives, with what it looks at counted. */
export function applied(
  definition: FunctionDefinition,
  bound: ReturnType<FunctionDefinition['bind']>,
  value: unknown,
  scope: Scope,
): unknown {
  if (typeof value === 'object' && value !== null) {
    if (value instanceof EvaluationError) return isNotEmpty(definition, value) ? false : wholly(value);
    // One value and a list of one are the same to a function of single values.
    if (Array.isArray(value) && value.length === 1 && SINGLE.has(definition.receiver))
      return applied(definition, bound, singleFor(value, scope), scope);
    if (!spend(scope, costOfReceiver(value, definition.weight ?? 1))) return TOO_MANY_ELEMENTS;
    const unknown = Array.isArray(value) ? scope.unknown?.firstIn(value) : undefined;
    const inside = definition.isShallow === true ? scope.unknown?.insideOfEmpty(value) : scope.unknown?.insideOf(value);
    if (unknown !== undefined)
      return decidedByKnown(definition, bound, value as readonly unknown[], wholly(unknown), scope);
    if (inside !== undefined) return inside;
  } else if (typeof value === 'string' && !spend(scope, costOfReceiver(value, definition.weight ?? 1))) {
    return TOO_MANY_ELEMENTS;
  }
  return whileLeft(bound(value, scope), scope);
}

/** Text of which something is known is not empty, whatever else stands in it; nor is what names a resource. */
function isNotEmpty({ inline }: FunctionDefinition, error: EvaluationError): boolean {
  return inline?.kind === 'emptiness' && isPresent(error);
}

function isPresent(error: EvaluationError): boolean {
  return error instanceof PartlyKnownText && error.isPresent;
}

/** A list with unknown elements: undecided, unless the known ones give what no other element could change. */
function decidedByKnown(
  { decidedBy, inline }: FunctionDefinition,
  bound: ReturnType<FunctionDefinition['bind']>,
  list: readonly unknown[],
  unknown: EvaluationError,
  scope: Scope,
): unknown {
  // An element that is not known may be none; what is there for certain is one, whatever it is.
  const isCounted = inline?.kind === 'emptiness' || inline?.kind === 'count';
  const known = list.filter((element) => !(element instanceof EvaluationError) || (isCounted && isPresent(element)));
  if (known.length === list.length) return bound(known, scope);
  if (decidedBy === undefined) return unknown;
  return bound(known, scope) === decidedBy ? decidedBy : unknown;
}
