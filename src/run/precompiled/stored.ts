import type { RulePlan } from '../../plan/plan.ts';
import type { Constant } from '../generated/code.ts';

/** The layout of files of compiled rules; one with another number is refused. */
export const FORMAT_VERSION = 1;

/**
 * A rule without its text: its plan as JSON holds it. Nodes of the tree are left out, which only explanations look at; a
 * number that JSON does not have (beyond 2^53, infinite, -0) is `{ "$": "9007199254740993n" }`.
 */
export interface StoredRule {
  readonly id: string;
  readonly severity: string;
  readonly name?: string;
  /** The rule's text, for the engine that explains. */
  readonly logic: string;
  readonly plan: StoredPlan;
  /** What the rule's generated code is given; absent where the rule is left to closures. */
  readonly constants?: readonly Constant[];
}

export type StoredPlan = Omit<RulePlan, 'rule'>;

/**
 * Rules that are compiled ahead, as plain data: what `gsl compile` writes and `loadCompiled` reads. JSON of it is the same
 * for the same rules and engine.
 */
export interface CompiledFile {
  readonly format: 'gsl-compiled';
  /** Of this layout. */
  readonly version: number;
  /** The version of the engine that compiled the rules. */
  readonly engine: string;
  /** Half of the SHA-256 of the rules: another one where a rule or what it means has changed. */
  readonly hash: string;
  readonly rules: readonly StoredRule[];
}

/** For JSON.stringify: leaves nodes out, and says numbers that JSON does not have. */
export function storing(key: string, value: unknown): unknown {
  if (key === 'node') return undefined;
  if (typeof value === 'bigint') return { $: `${value}n` };
  if (typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0)))
    return { $: Object.is(value, -0) ? '-0' : String(value) };
  return value;
}

/** The opposite of {@link storing}, for values that JSON.parse has made. */
export function restored(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(restored);
  const entries = Object.entries(value);
  const [first] = entries;
  if (entries.length === 1 && first?.[0] === '$' && typeof first[1] === 'string') {
    const [, text] = first;
    return text.endsWith('n') ? BigInt(text.slice(0, -1)) : Number(text);
  }
  return Object.fromEntries(entries.map(([key, part]) => [key, restored(part)]));
}
