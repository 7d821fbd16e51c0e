import { KnownNames } from '../check/known-names.ts';
import { otherName } from '../check/other-names.ts';
import type { PathEvidence } from '../run/evidence-path.ts';
import type { EvidenceContext } from './evidence-context.ts';
import type { RuleRun } from './rule-run.ts';

/** Whether the rule reads a near name at the same place: then it knows both. */
export function asksToo(meant: string | undefined, { part, owner, depth }: PathEvidence, run: RuleRun): boolean {
  const placeOf = (found: Pick<PathEvidence, 'part' | 'owner'>): string =>
    JSON.stringify([found.owner?.path.map(String), found.part.segments.slice(0, depth)]);
  const place = placeOf({ part, owner });
  return (
    run.evidence?.evidence.some(
      (other) => other.kind === 'path' && other.part.segments[depth] === meant && placeOf(other) === place,
    ) === true
  );
}

/** Names that were looked through last in a run: thousands of paths may be missing from objects of the same names. */
const recent = new WeakMap<EvidenceContext, { readonly there: readonly string[]; readonly known: KnownNames }[]>();
const MAX_RECENT = 8;

/** A name that the written one is most likely a slip of. */
export function nearOf(
  written: string,
  names: ReadonlyMap<string, number>,
  context: EvidenceContext,
): string | undefined {
  const known = knownOf([...names.keys()], context);
  return (
    known.near(written) ??
    known.ofSameWords(written) ??
    otherName(written, known.names) ??
    longerOf(written, known.names) ??
    withPrefix(written, known.names)
  );
}

/** `PolicyName` for `name`, where it is the only one. */
function longerOf(written: string, there: readonly string[]): string | undefined {
  if (!/^(?:arn|id|name)$/iu.test(written)) return undefined;
  const [first = '', ...rest] = written.toLowerCase();
  const end = new RegExp(`[a-z\\d](?:${first.toUpperCase()}|_${first})${rest.join('')}$`, 'u');
  const [found, ...others] = there.filter((name) => end.test(name));
  return others.length === 0 ? found : undefined;
}

/** `sts:ExternalId` for `ExternalId`, where it is the only one. */
function withPrefix(written: string, there: readonly string[]): string | undefined {
  const [found, ...others] = there.filter((name) => name.endsWith(`:${written}`));
  return others.length === 0 ? found : undefined;
}

/** A name of the same words in another order, or as another vocabulary has it. */
export function otherwiseOf(
  written: string,
  names: ReadonlyMap<string, number>,
  context: EvidenceContext,
): string | undefined {
  const there = [...names.keys()];
  return knownOf(there, context).ofSameWords(written) ?? otherName(written, there);
}

function knownOf(there: readonly string[], context: EvidenceContext): KnownNames {
  const ofRun = recent.get(context) ?? [];
  recent.set(context, ofRun);
  const found = ofRun.find((one) => isSame(one.there, there));
  if (found !== undefined) return found.known;
  if (ofRun.length >= MAX_RECENT) ofRun.shift();
  // In an order of their own: that of the entities does not decide.
  const known = new KnownNames([...there].sort());
  ofRun.push({ there, known });
  return known;
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((name, index) => name === others[index]);
}
