import type { FunctionTable } from '../functions/define.ts';
import type { RulePlan } from '../plan/plan.ts';
import { ELEMENTS, readsOf, type Step } from '../plan/reads.ts';
import { type EnvironmentOptions, runEnvironment } from '../run/environment.ts';
import type { Message } from '../text/message.ts';
import type { Entity } from '../values/entity.ts';
import { isObject } from '../values/value.ts';
import { compiledOf, type RuleRun } from './rule-run.ts';

/**
 * Notices security rules for all protocols whose ports are 0 to 0, as some exports of CloudGuard write them: they open all
 * ports, and a rule that asks for one of them between `port` and `portTo` passes them over.
 */
export class ZeroPorts {
  readonly #found = new Set<string>();

  /** @param lists the properties that rules look at the ports of */
  look(entity: Entity, lists: readonly string[]): void {
    for (const name of lists) {
      const rows = Object.hasOwn(entity, name) ? entity[name] : undefined;
      if (Array.isArray(rows) && rows.some(isAllOnZero)) this.#found.add(`\`${name}\` of \`${entity.type}\``);
    }
  }

  /** Where such rules were met, in an order of their own: a run in parts says the same as one. */
  get seen(): readonly string[] {
    return [...this.#found].sort();
  }

  /** Takes what was noticed elsewhere. */
  addSeen(seen: readonly string[]): void {
    for (const one of seen) this.#found.add(one);
  }

  get message(): Message | undefined {
    if (this.#found.size === 0) return undefined;
    return {
      code: 'all-ports-as-zero',
      severity: 'note',
      message: `${this.seen.join(', ')}: a rule for all protocols has the ports 0 to 0, which tests of a port pass over`,
      help: "it opens every port: ask for it beside the port, `protocol = 'ALL' or (port <= 22 and portTo >= 22)`",
    };
  }
}

function isAllOnZero(row: unknown): boolean {
  if (!isObject(row)) return false;
  const { protocol, port, portTo, destinationPort, destinationPortTo } = row;
  const isZero = (port === 0 && portTo === 0) || (destinationPort === 0 && destinationPortTo === 0);
  return isZero && typeof protocol === 'string' && (protocol.toUpperCase() === 'ALL' || protocol === '-1');
}

/** By plan: rules are assessed again and again. */
const known = new WeakMap<RulePlan, readonly string[]>();

const ENDS: ReadonlySet<Step> = new Set(['portTo', 'destinationPortTo']);

/** The lists of entities whose elements some rules ask for the range of their ports. */
export function portLists(runs: readonly RuleRun[], environment: EnvironmentOptions): readonly string[] {
  const { functions } = runEnvironment(environment);
  const lists = runs.flatMap((run) => {
    const compiled = compiledOf(run);
    return compiled === undefined ? [] : listsOf(compiled.plan, functions);
  });
  return [...new Set(lists)];
}

function listsOf(plan: RulePlan, functions: FunctionTable): readonly string[] {
  let lists = known.get(plan);
  if (lists === undefined) {
    const reads = readsOf(plan, functions).get(plan.target ?? '') ?? [];
    lists = reads.flatMap(([list, element, end, more]) =>
      typeof list === 'string' && element === ELEMENTS && end !== undefined && ENDS.has(end) && more === undefined
        ? [list]
        : [],
    );
    known.set(plan, lists);
  }
  return lists;
}
