import type { EntitySchemas } from '../check/schemas/schema.ts';
import { kindsAt, knows } from '../check/schemas/knows.ts';
import { ELEMENTS } from '../plan/reads.ts';
import type { ComparisonEvidence, Evidence } from '../run/evidence.ts';
import { isIsoTime } from '../values/time.ts';
import { truthOf, valuesOf } from './comparison-messages.ts';
import { evidenceOf, type RuleRun } from './rule-run.ts';

/** Something that passes of a rule rest on. */
export type Ground = Pick<Evidence, 'supported'>;

/** What is known only when all is read. */
const AT_THE_END: readonly Ground[] = [{ supported: false }];

/**
 * What passes of a rule rest on: while one of it is not supported, they may turn out to rest on nothing. That what a schema
 * knows was not there is no complaint, and neither is what is said in notes.
 */
export function groundsOf(run: RuleRun, schemas: EntitySchemas | undefined): readonly Ground[] {
  const { about } = run;
  if (about?.target === undefined) return [];
  // What they look for may be there under another name.
  if (about.isList || about.resourceTypes.length > 0) return AT_THE_END;
  const evidence = evidenceOf(run);
  if (evidence === undefined) return [];
  return evidence.evidence.filter((found) => canBeError(found, schemas));
}

function canBeError(found: Evidence, schemas: EntitySchemas | undefined): boolean {
  switch (found.kind) {
    case 'path': {
      const { owner, part } = found;
      if (owner === undefined) return true;
      const around = owner.path.filter((step) => step !== ELEMENTS);
      return knows(schemas, owner.type, [...around, ...part.segments]).known !== 'yes';
    }
    case 'comparison':
      return canBeDoubted(found, schemas);
    case 'case':
    case 'condition':
    case 'reading':
      return true;
    case 'value': {
      // A `*` for a `%`, and what differs by case alone where that is minded.
      const { predicate } = found.part;
      return found.byCase || (predicate.kind === 'like' && predicate.pattern.includes('*'));
    }
    case 'mixed':
    case 'shape':
    case 'lookup':
      return false;
  }
}

/** Text that is asked of text alone cannot; an object may hold it, and a number be what it names. */
function canBeDoubted({ part, owner }: ComparisonEvidence, schemas: EntitySchemas | undefined): boolean {
  if (part.kind !== 'test' || part.value.kind !== 'path' || owner === undefined || truthOf(part) !== undefined)
    return true;
  const texts = part.predicate.kind === 'like' ? [part.predicate.pattern] : valuesOf(part.predicate);
  if (!texts.every((one) => typeof one === 'string' && !isIsoTime(one))) return true;
  const path = [...owner.path.filter((step) => step !== ELEMENTS), ...part.value.segments];
  const kinds = kindsAt(schemas, owner.type, path);
  return kinds.length === 0 || !kinds.every((kind) => kind === 'text' || kind === 'network');
}
