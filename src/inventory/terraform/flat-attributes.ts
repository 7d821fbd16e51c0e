import type { Members } from './resource.ts';

/** Names with more dots than this are names of one value. */
const MAX_DEPTH = 100;

interface Branch {
  value: unknown;
  readonly branches: Map<string, Branch>;
}

/**
 * The attributes of a state of version 3, and those that a later version took over from one, as values: there a list of
 * blocks is written `ingress.#: "1"`, `ingress.0.port: "22"`, a map `tags.%: "1"`, `tags.Name: "web"`, and all values are
 * text. Text that is `true` or `false` becomes a boolean; numbers stay text, which no rule tells from numbers.
 *
 * @example
 * expandAttributes({ 'ports.#': '1', 'ports.0': '22', public: 'true' }) // { ports: ['22'], public: true }
 */
export function expandAttributes(attributes: Members): Members {
  const root: Branch = { value: undefined, branches: new Map() };
  for (const [name, value] of Object.entries(attributes)) branchAt(root, name).value = value;
  return objectOf(root);
}

function branchAt(root: Branch, name: string): Branch {
  const steps = name.split('.');
  if (steps.length > MAX_DEPTH) steps.splice(MAX_DEPTH - 1, steps.length, steps.slice(MAX_DEPTH - 1).join('.'));
  return steps.reduce((branch, step) => {
    const next = branch.branches.get(step) ?? { value: undefined, branches: new Map<string, Branch>() };
    branch.branches.set(step, next);
    return next;
  }, root);
}

function valueOf(branch: Branch): unknown {
  const { value, branches } = branch;
  if (branches.has('#')) return listOf(branches);
  if (branches.has('%')) return mapOf(branch);
  if (branches.size > 0) return objectOf(branch);
  if (value === 'true' || value === 'false') return value === 'true';
  return value;
}

/** The elements of a list by their places, those of a set by their hashes. */
function listOf(branches: ReadonlyMap<string, Branch>): unknown[] {
  return [...branches]
    .filter(([place]) => place !== '#')
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, branch]) => valueOf(branch));
}

/** Maps hold text, under names that may have dots in them. */
function mapOf(branch: Branch): Members {
  const entries: [string, unknown][] = [];
  const gather = ({ value, branches }: Branch, name: string): void => {
    if (value !== undefined) entries.push([name, value]);
    for (const [step, inner] of branches) gather(inner, name === '' ? step : `${name}.${step}`);
  };
  gather(branch, '');
  return Object.fromEntries(entries.filter(([name]) => name !== '%'));
}

function objectOf({ branches }: Branch): Members {
  // `fromEntries` defines properties, it does not assign them: a `__proto__` key stays data.
  return Object.fromEntries([...branches].map(([name, branch]) => [name, valueOf(branch)] as const));
}
