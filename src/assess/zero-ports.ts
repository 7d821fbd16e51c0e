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
  /** The lists in which such rules were met: one says all that is said of them. */
  readonly #met = new Set<PortList>();

  /** @param lists the properties that rules look at the ports of */
  look(entity: Entity, lists: readonly PortList[]): void {
    for (const ports of lists) {
      if (this.#met.has(ports)) continue;
      const { list, to } = ports;
      const rows = Object.hasOwn(entity, list) ? entity[list] : undefined;
      if (!Array.isArray(rows) || !hasAllOnZero(rows, to)) continue;
      this.#met.add(ports);
      this.#found.add(`\`${list}\` of \`${entity.type}\``);
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

/** A list whose elements some rules ask for the range of their ports, and the property that it ends with. */
export interface PortList {
  readonly list: string;
  readonly to: End;
}

type End = 'portTo' | 'destinationPortTo';

/** The property that a range of ports begins with. */
const FROM: Readonly<Record<End, string>> = { portTo: 'port', destinationPortTo: 'destinationPort' };

type Row = Readonly<Record<string, unknown>> | null | undefined;

/** All rules of all groups are looked at, so of most of them no more is read than the port at the end. */
function hasAllOnZero(rows: readonly Row[], to: End): boolean {
  for (let at = 0; at < rows.length; at += 1) {
    const row = rows[at];
    // By a name that is known, which is read at once.
    const end = to === 'portTo' ? row?.portTo : row?.destinationPortTo;
    if (end !== 0 || !isObject(row)) continue;
    if (row[FROM[to]] === 0 && isAll(row['protocol'])) return true;
  }
  return false;
}

function isAll(protocol: unknown): boolean {
  return typeof protocol === 'string' && (protocol === '-1' || protocol.toUpperCase() === 'ALL');
}

/** By plan: rules are assessed again and again. */
const known = new WeakMap<RulePlan, readonly PortList[]>();

/** The lists of entities that some rules look at the ports of. */
export function portLists(runs: readonly RuleRun[], environment: EnvironmentOptions): readonly PortList[] {
  const { functions } = runEnvironment(environment);
  const lists = runs.flatMap((run) => {
    const compiled = compiledOf(run);
    return compiled === undefined ? [] : listsOf(compiled.plan, functions);
  });
  return [...new Map(lists.map((list) => [`${list.list} ${list.to}`, list])).values()];
}

function listsOf(plan: RulePlan, functions: FunctionTable): readonly PortList[] {
  let lists = known.get(plan);
  if (lists === undefined) {
    const reads = readsOf(plan, functions).get(plan.target ?? '') ?? [];
    lists = reads.flatMap(([list, element, to, more]) =>
      typeof list === 'string' && element === ELEMENTS && isEnd(to) && more === undefined ? [{ list, to }] : [],
    );
    known.set(plan, lists);
  }
  return lists;
}

function isEnd(step: Step | undefined): step is End {
  return step === 'portTo' || step === 'destinationPortTo';
}
