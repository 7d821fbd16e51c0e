import type { EntitySchemas } from '../check/schemas/schema.ts';
import { knows } from '../check/schemas/knows.ts';
import type { Predicate } from '../plan/plan.ts';
import { ELEMENTS } from '../plan/reads.ts';
import type { Evidence } from '../run/evidence.ts';
import { isIsoTime } from '../values/time.ts';
import { truthOf, valuesOf } from './comparison-messages.ts';
import { evidenceOf, type RuleRun } from './rule-run.ts';

/** Something that passes of a rule rest on. */
export type Ground = Pick<Evidence, 'supported'>;

/** What is known only when all is read. */
const AT_THE_END: readonly Ground[] = [{ supported: false }];

/**
 * What passes of a rule rest on: while one of it is not supported, they may turn out to rest on nothing. That what a schema
 * knows was not there is no complaint, and neither is text that was never beside other text.
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
      return found.part.kind !== 'test' || truthOf(found.part) !== undefined || !isPlainText(found.part.predicate);
    case 'condition':
    case 'reading':
      return true;
    case 'value':
    case 'lookup':
      return false;
  }
}

/** Text that stands for nothing but itself. */
function isPlainText(predicate: Predicate): boolean {
  if (predicate.kind === 'like') return true;
  return valuesOf(predicate).every((one) => typeof one === 'string' && !isIsoTime(one));
}
