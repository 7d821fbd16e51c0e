import type { Scope } from '../run/scope.ts';
import { UnknownValues } from '../run/unknown.ts';
import type { EntityRecord } from '../values/record.ts';
import type { Accounts } from './accounts.ts';
import type { Judging } from './judging.ts';
import { lookupsOfAccount } from './lookups-of-accounts.ts';
import { indexResources } from './resources.ts';
import type { Result } from './result.ts';
import type { RuleRun } from './rule-run.ts';

/** The snapshot, when all of it is there. */
export interface Snapshot {
  /** The entities that were kept, by type. */
  readonly kept: ReadonlyMap<string, readonly EntityRecord[]>;
  /** Whether there was no entity at all. */
  readonly isEmpty: boolean;
  readonly accounts: Accounts;
  readonly judging: Judging;
  readonly scope: Scope;
}

/** The results of rules that need the whole snapshot: those of `List<X>`, and those that ask other resources. */
export function* deferredResults(
  runs: readonly RuleRun[],
  { kept, isEmpty, accounts, judging, scope: ofEntities }: Snapshot,
): Generator<Result, void, undefined> {
  const entities = [...kept.values()].flat().map(({ entity }) => entity);
  const isUncovered = (type: string): ReturnType<Accounts['uncovered']> => accounts.uncovered(type);
  const unknown = ofEntities.unknown ?? new UnknownValues();
  const index = indexResources(entities, unknown, isUncovered);
  const gapOf = accounts.lookups(kept);
  const ofAll = { ...ofEntities, unknown, resources: index };
  for (const run of runs) {
    const { target, isList } = run.about ?? {};
    if (target === undefined) continue;
    const own = kept.get(target) ?? [];
    const asksOthers = (run.about?.resourceTypes.length ?? 0) > 0;
    const judged =
      isList === true ? accounts.lists(target, own, isEmpty) : own.map((record) => ({ record, uncovered: undefined }));
    for (const { record, uncovered } of judged) {
      const { entity, provenance } = record;
      const isRecord = provenance.file !== '';
      if (!isRecord && record.unknown !== undefined) unknown.add(entity, record.unknown, record);
      // One for each: explanations are asked for later.
      const scope = asksOthers
        ? { ...ofAll, resources: lookupsOfAccount(index, (type) => gapOf(record, type)) }
        : ofAll;
      const result = judging.judge(run, entity, isRecord ? record : undefined, scope, uncovered);
      if (result !== undefined) yield result;
    }
  }
}
