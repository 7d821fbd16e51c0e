import { addTo } from '../../by-key.ts';
import { iterationsOf, type Bound } from './iterations.ts';
import { textOf } from './known-text.ts';
import { childOf, type HclNode } from './node.ts';

/** What works out the parts of a loop. */
export interface Evaluator {
  value(node: HclNode): unknown;
  text(node: HclNode): string;
  within<T>(bound: Bound, work: () => T): T;
  spend(size: number): boolean;
}

/** What `for` makes; undefined where what it goes through, or what of it counts, is not known. */
export function forValue(node: HclNode, evaluator: Evaluator): object | undefined {
  const tuple = childOf(node, 'for_tuple_expr');
  const made = tuple ?? childOf(node, 'for_object_expr');
  const intro = childOf(made, 'for_intro');
  const from = childOf(intro, 'expression');
  if (made === undefined || intro === undefined || from === undefined) return undefined;
  const names = intro.children.filter(({ type }) => type === 'identifier').map((name) => evaluator.text(name));
  const all = iterationsOf(evaluator.value(from));
  const results = made.children.filter(({ type }) => type === 'expression');
  const condition = childOf(childOf(made, 'for_cond'), 'expression');
  if (all === undefined || names.length === 0) return undefined;
  const rows: unknown[][] = [];
  for (const { key, value } of all) {
    if (!evaluator.spend(COST * (node.end - node.start))) return undefined;
    const values = names.length === 1 ? [value] : [key, value];
    const bound = new Map(
      names.map((name, index) => [name, { value: values[index], isSecret: false, isAssumed: false }] as const),
    );
    const row = evaluator.within(bound, () => rowOf(condition, results, evaluator));
    if (row === undefined) return undefined;
    if (row !== LEFT_OUT) rows.push(row);
  }
  if (tuple !== undefined) return rows.map(([item]) => item);
  return objectOf(rows, childOf(made, 'ellipsis') !== undefined);
}

/** A part of a loop is worked out anew for each of what it goes through: what a character of it costs. */
const COST = 4;

const LEFT_OUT: unknown[] = [];

function rowOf(
  condition: HclNode | undefined,
  results: readonly HclNode[],
  evaluator: Evaluator,
): unknown[] | undefined {
  const counts = condition === undefined || evaluator.value(condition);
  if (counts === false) return LEFT_OUT;
  return counts === true ? results.map((result) => evaluator.value(result)) : undefined;
}

/** The members by their names; the same name twice is an error but where the values are grouped. */
function objectOf(rows: readonly (readonly unknown[])[], isGrouped: boolean): object | undefined {
  const members = new Map<string, unknown[]>();
  for (const [key, value] of rows) {
    const name = textOf(key);
    if (name === undefined) return undefined;
    const isAgain = addTo(members, name, value);
    if (isAgain && !isGrouped) return undefined;
  }
  return Object.fromEntries([...members].map(([name, values]) => [name, isGrouped ? values : values[0]] as const));
}

type Step = (value: unknown, step: HclNode) => unknown;

/**
 * What stands behind `[*]` or `.*` of each element; what is no list counts as a list of one, and null as an empty one.
 * Behind `.*`, an index is one of all that was found.
 */
export function splatValues(value: unknown, splat: HclNode, step: Step, evaluator: Pick<Evaluator, 'spend'>): unknown {
  const full = childOf(splat, 'full_splat');
  const steps = (full ?? childOf(splat, 'attr_splat'))?.children.filter(({ type }) => STEPS.has(type)) ?? [];
  const index = full === undefined ? steps.findIndex(({ type }) => type !== 'get_attr') : -1;
  const [each, then] = index < 0 ? [steps, []] : [steps.slice(0, index), steps.slice(index)];
  const list = listOf(value);
  if (!evaluator.spend((1 + list.length) * COST * (splat.end - splat.start))) return undefined;
  const found: unknown = list.map((item) => each.reduce(step, item));
  return then.reduce(step, found);
}

const STEPS: ReadonlySet<string> = new Set(['get_attr', 'index', 'splat']);

function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return value === null ? [] : [value];
}
