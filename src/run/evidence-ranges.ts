import { defined } from '../text/defined.ts';
import type { PathValue, Test } from '../plan/plan.ts';
import { isObject, single } from '../values/value.ts';
import { addOther, type Examine, type MixedState, type Others, stateOf } from './evidence-mixed.ts';

/** How vendors call the last port of a range, by how they call the first. */
const ENDS: ReadonlyMap<string, string> = new Map([
  ['port', 'portTo'],
  ['destinationPort', 'destinationPortTo'],
  ['FromPort', 'ToPort'],
  ['fromPort', 'toPort'],
  ['from_port', 'to_port'],
]);

/** How a range that has what is asked for is called among kinds. */
export const RANGE = 'the first of a range that has it';

/** The name of the last port, where a test asks for the first one alone; undefined where it asks for something else. */
export function endOfRange({ value, predicate }: Test): string | undefined {
  if (value.kind !== 'path' || portsOf(predicate).length === 0) return undefined;
  return ENDS.get(String(value.segments.at(-1)));
}

/** The object that has the ports. */
export function ownerOf(path: PathValue): PathValue {
  return { ...path, segments: path.segments.slice(0, -1) };
}

/** What there is of objects with a range: `port = 22` is not true of 20 to 25. */
export function rangesAmong({ value, predicate }: Test, end: string): Examine {
  const start = value.kind === 'path' ? String(value.segments.at(-1)) : '';
  const ports = portsOf(predicate);
  return ({ values }) => {
    const others: Others = new Map();
    let about: MixedState['about'];
    for (const [index, one] of values.entries()) {
      const [from, to] = [numberAt(one, start), numberAt(one, end)];
      const port = ports.find((one) => from < one && one <= to);
      if (port === undefined) continue;
      addOther(others, RANGE, index + 1);
      about ??= { at: index + 1, text: String(port) };
    }
    return { ...stateOf(values.length, others), ...defined({ about }) };
  };
}

function numberAt(value: unknown, name: string): number {
  const one = single(value);
  const found = isObject(one) && Object.hasOwn(one, name) ? one[name] : undefined;
  return typeof found === 'number' || (typeof found === 'string' && /^\d{1,5}$/u.test(found)) ? Number(found) : NaN;
}

/** The ports that are asked for: 0 is where all begin. */
function portsOf(predicate: Test['predicate']): readonly number[] {
  const asked = predicate.kind === 'oneOf' ? predicate.values : [];
  const all = predicate.kind === 'compare' && predicate.operator === '=' ? [predicate.to] : asked;
  return all.map((one) => (/^\d{1,5}$/u.test(String(one)) ? Number(one) : 0)).filter((one) => one > 0);
}
