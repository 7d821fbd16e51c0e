import { assess } from '../../assess/assess.ts';
import { entityReference } from '../../findings/finding.ts';
import { explanationOf } from '../../findings/explain-rule.ts';
import type { ServiceOptions } from '../../services/options.ts';
import { type Status, STATUSES } from '../../values/outcome.ts';
import type { Verdicts } from './verdicts.ts';

/** An entity of the inventory beside, with what a rule says of it. */
export interface JudgedEntity {
  readonly label: string;
  readonly id: string;
  readonly type: string;
  readonly status: Status;
  /** How the rule comes to it, a line a part. */
  readonly explanation: string;
}

/** More entities are no choice. */
const MAX_ENTITIES = 500;
/** Failed ones first, then what could not be decided. */
const ORDER: readonly Status[] = ['failed', 'error', 'matched', 'passed', 'excluded', 'irrelevant'];

/** How a rule comes to its verdicts on the entities of the inventory beside. */
export async function explainAll(
  rule: string,
  verdicts: Verdicts,
  options: ServiceOptions,
): Promise<readonly JudgedEntity[]> {
  const { observed: _, ...environment } = options;
  const asked = { id: 'rule', severity: 'Medium', logic: rule } as const;
  const assessment = assess([asked], verdicts.recordsFor(rule), { ...environment, include: STATUSES });
  const judged = new Map<Status, JudgedEntity[]>(ORDER.map((status) => [status, []]));
  for await (const result of assessment) {
    const ofStatus = judged.get(result.status);
    if (ofStatus === undefined || ofStatus.length >= MAX_ENTITIES) continue;
    const { id, name, type } = entityReference(result.entity);
    const { status, reason, lines } = explanationOf(result);
    const label = name || id || type;
    const first = `${type} ${label}: ${status}${reason === '' ? '' : ` because ${reason}`}`;
    ofStatus.push({ label, id, type, status, explanation: [first, '', ...lines].join('\n') });
  }
  return ORDER.flatMap((status) => judged.get(status) ?? []).slice(0, MAX_ENTITIES);
}
