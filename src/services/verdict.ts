import type { EntitiesInput } from '../assess/assess-options.ts';
import type { StatusCounts } from '../assess/summary.ts';
import type { Message } from '../text/message.ts';
import type { ServiceOptions } from './options.ts';

/** What a rule says of an inventory. */
export interface Verdict {
  readonly status: 'passed' | 'failed' | 'error' | 'not judged';
  readonly counts: StatusCounts;
  /** Entities of the target's type. */
  readonly tested: number;
  /** The first that failed, by name or id. */
  readonly failing: readonly string[];
  /** What the verdict does not rest on, with the places of the rule. */
  readonly evidence: readonly Message[];
  /** One line for an editor: `2 failed, 5 passed, 1 undecided`. */
  readonly text: string;
}

const MAX_FAILING = 20;

/**
 * What a rule says of every entity of an inventory, as counts and one line: for a lens above the rule. A rule that cannot be
 * run is `error` and judges nothing.
 *
 * @example
 * const users = [{ type: 'IamUser', name: 'bob', mfaActive: false }];
 * (await verdict('IamUser should have mfaActive = true', users)).text // '1 failed'
 */
export async function verdict(text: string, entities: EntitiesInput, options: ServiceOptions = {}): Promise<Verdict> {
  const rule = { id: 'rule', severity: 'Medium', logic: text } as const;
  const { observed: _, ...environment } = options;
  // Whoever only writes rules need not load what judges.
  const { assess } = await import('../assess/assess.ts');
  const assessment = assess([rule], entities, { ...environment, include: ['failed'] });
  const failing: string[] = [];
  for await (const { entity } of assessment) {
    if (failing.length < MAX_FAILING) failing.push(entity.name ?? entity.id ?? entity.type);
  }
  const [summary] = assessment.summary.rules;
  if (summary === undefined) throw new TypeError('an assessment of one rule has one summary');
  const { status, counts, tested, evidence } = summary;
  return { status, counts, tested, failing, evidence, text: lineOf(status, counts, evidence.length) };
}

function lineOf(status: Verdict['status'], counts: StatusCounts, unsupported: number): string {
  const told = [
    [counts.failed, 'failed'],
    [counts.passed, 'passed'],
    [counts.error, 'undecided'],
    [counts.matched, 'matched'],
    [counts.excluded, 'excluded'],
    [counts.irrelevant, 'irrelevant'],
  ] as const;
  const parts = told.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  if (parts.length === 0)
    parts.push(status === 'error' ? 'cannot be run' : 'not judged: the inventory has none of its type');
  if (unsupported > 0) parts.push(`${unsupported} ${unsupported === 1 ? 'place' : 'places'} without support`);
  return parts.join(', ');
}
