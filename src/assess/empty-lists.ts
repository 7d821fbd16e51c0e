import { movedTo } from '../check/moved-attributes.ts';
import { knows } from '../check/schemas/knows.ts';
import { callsOf, type RulePlan } from '../plan/plan.ts';
import { ELEMENTS, type Step } from '../plan/reads.ts';
import type { Evidence } from '../run/evidence.ts';
import type { PathEvidence } from '../run/evidence-path.ts';
import { print } from '../syntax/print.ts';
import { defined } from '../text/defined.ts';
import type { Message } from '../text/message.ts';
import type { EvidenceContext } from './evidence-context.ts';
import { placeOf, textOf } from './evidence-wording.ts';
import type { RuleRun } from './rule-run.ts';

/** What asks a list for the number of its elements: a rule with one knows that there may be none. */
const COUNTING: ReadonlySet<string> = new Set(['isEmpty', 'length']);

/**
 * That a list which a rule looks into was there and empty in all entities, so that no element was ever asked, and something
 * passed by that.
 */
export function emptyListMessages(
  run: RuleRun,
  plan: RulePlan,
  { schemas, entityTypes }: Pick<EvidenceContext, 'schemas' | 'entityTypes'>,
): readonly Message[] {
  if (run.counts.passed === 0) return [];
  const found = run.evidence?.evidence ?? [];
  const ofElements = new Map<string, { path: readonly Step[]; asked: boolean }>();
  /** Lists of which a schema knows all that is asked of their elements: that there are none is no wonder. */
  const isUnknown = new Set<string>();
  /** Types that are there and hold what a list could hold. */
  const apart = new Map<string, string>();
  for (const one of found) {
    const path = one.owner?.path ?? [];
    if (path.at(-1) !== ELEMENTS || !tellsElements(one)) continue;
    const key = textOf(path);
    const asked = wasAsked(one) || ofElements.get(key)?.asked === true;
    ofElements.set(key, { path, asked });
    if (!isKnown(one, schemas)) isUnknown.add(key);
    const held = path.length > 2 ? [] : movedTo(one.owner?.type ?? '', String(path[0]));
    const there = held.find((type) => entityTypes.has(type));
    if (there !== undefined) apart.set(key, there);
  }
  const empty = [...ofElements].filter(([key, { asked }]) => !asked && (isUnknown.has(key) || apart.has(key)));
  if (empty.length === 0) return [];
  const counted = new Set(
    callsOf(plan).flatMap(({ name, on }) => (COUNTING.has(name) && on !== undefined ? [print(on.node)] : [])),
  );
  return empty.flatMap(([key, { path }]): Message[] => {
    // What is within the elements of an empty list was never there.
    if (empty.some(([other]) => other !== key && key.startsWith(other))) return [];
    const list = listOf(path.slice(0, -1), found);
    if (list === undefined || counted.has(print(list.part.node))) return [];
    const other = apart.get(key);
    const [so, help] =
      other === undefined
        ? ['so that the block asked no element', undefined]
        : [
            `and there is \`${other}\`, which may hold what it could`,
            `judge \`${other}\` too: the block asked no element`,
          ];
    return [
      {
        code: 'empty-lists',
        severity: 'note',
        message: `\`${print(list.part.node)}\` was empty wherever it was there, ${so}`,
        ...placeOf(run, list.part.node),
        ...defined({ help }),
      },
    ];
  });
}

/** Whether a schema knows the list, and that its elements can have what a path asks of them. */
function isKnown(found: Evidence, schemas: EvidenceContext['schemas']): boolean {
  const { owner } = found;
  if (owner === undefined) return false;
  const path = [...owner.path, ...(found.kind === 'path' ? found.part.segments : [])];
  const names = path.filter((step) => step !== ELEMENTS);
  return knows(schemas, owner.type, names).known === 'yes';
}

/** Whether an element that is there is counted by it: not by what a function makes of the element. */
function tellsElements(found: Evidence): boolean {
  if (found.kind === 'reading' || found.kind === 'path') return true;
  if (found.kind !== 'comparison') return false;
  return (found.part.kind === 'test' ? found.part.value : found.part.left).kind === 'path';
}

function wasAsked(found: Evidence): boolean {
  if (found.supported) return true;
  if (found.kind === 'comparison') return found.asked > 0 || found.unknown > 0;
  if (found.kind === 'path') return found.asked > 0 || found.stop !== undefined;
  return found.kind === 'reading' && found.asked > 0;
}

/** The path that leads to a list which was there. */
function listOf(path: readonly Step[], found: readonly Evidence[]): PathEvidence | undefined {
  const key = textOf(path);
  return found.find(
    (one): one is PathEvidence =>
      one.kind === 'path' && one.supported && textOf([...(one.owner?.path ?? []), ...one.part.segments]) === key,
  );
}
