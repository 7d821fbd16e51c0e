import type { FunctionTable } from '../functions/define.ts';
import type { CompiledRule } from '../run/compiled-rule.ts';
import { namesRead, readsOf, type Step } from '../plan/reads.ts';
import type { AskNeeds, EntityNeeds, TypeNeeds } from '../values/record-batches.ts';
import { compiledOf, type RuleRun } from './rule-run.ts';

/** What tells that an entity came before. */
const IDENTITY: Paths = [['id'], ['name'], ['accountNumber'], ['region'], ['source']];
const NOTHING: Paths = [];

type Paths = readonly (readonly string[])[];

/**
 * What the rules of an assessment look at of entities, for readers that can leave out the rest. A type is read whole
 * until what its rules rest on was seen, or enough was looked at: what is there instead is told by the names of what is there.
 *
 * @param asksIdentity whether it is still asked what entities are known by
 */
export function needsOf(
  runsOfTypes: ReadonlyMap<string, readonly RuleRun[]>,
  functions: FunctionTable,
  asksIdentity: () => boolean,
): AskNeeds {
  const known = new Map<string, Paths | undefined>();
  const pathsFor = (type: string, runs: readonly RuleRun[]): Paths | undefined => {
    if (!known.has(type)) known.set(type, pathsOf(runs, functions));
    return known.get(type);
  };
  let open: readonly RuleRun[] = [...runsOfTypes.values()].flat();
  let before: string | undefined;
  let needs: EntityNeeds = new Map();
  return () => {
    open = open.filter(isOpenRun);
    const identity = asksIdentity() ? IDENTITY : NOTHING;
    const changes = open.reduce((sum, { evidence }) => sum + (evidence?.changes ?? 0), 0);
    const state = `${identity.length} ${open.length} ${changes}`;
    if (state === before) return needs;
    before = state;
    needs = new Map(
      [...runsOfTypes].map(([type, runs]) => {
        const evidence = readsOfEvidence(runs.filter(isOpenRun));
        const paths = evidence === undefined ? undefined : pathsFor(type, runs);
        if (evidence === undefined || paths === undefined) return [type, undefined];
        return [type, { ...evidence, paths: [...paths, ...evidence.paths, ...identity] }];
      }),
    );
    return needs;
  };
}

/** What of entities is read for what is still looked at of them; undefined for all of them. */
function readsOfEvidence(open: readonly RuleRun[]): TypeNeeds | undefined {
  const all = open.map(({ evidence }) => evidence?.ask());
  const paths: Paths[] = [];
  const asked: ReadonlyMap<string, unknown>[] = [];
  for (const reads of all) {
    if (reads === undefined) return undefined;
    paths.push(reads.paths.map(namesOf));
    asked.push(...reads.names);
  }
  const [first, ...others] = asked;
  if (first === undefined) return { paths: paths.flat() };
  // What all of them know is no news to any of them.
  const names = new Set([...first.keys()].filter((name) => others.every((known) => known.has(name))));
  return { paths: paths.flat(), names };
}

/** Whether something of a rule is still to be looked at, as before its first entity of all parts. */
function isOpenRun({ about, evidence, lookedBefore }: RuleRun): boolean {
  return about !== undefined && (evidence ?? lookedBefore)?.isOpen !== false;
}

/** The paths that rules look at in entities of their type; undefined where one looks at the entity as a whole. */
function pathsOf(runs: readonly RuleRun[], functions: FunctionTable): Paths | undefined {
  const all: Paths[] = [];
  for (const run of runs) {
    const compiled = compiledOf(run);
    if (compiled === undefined) continue;
    const ofRule = pathsOfRule(compiled, functions);
    if (ofRule === undefined) return undefined;
    all.push(ofRule);
  }
  return all.flat();
}

/** What was worked out for a rule, once for all parts that it judges. */
const pathsOfRules = new WeakMap<CompiledRule, { readonly paths: Paths | undefined }>();

function pathsOfRule(compiled: CompiledRule, functions: FunctionTable): Paths | undefined {
  let found = pathsOfRules.get(compiled);
  if (found === undefined) {
    const { plan, target = '' } = compiled;
    const paths = namesRead(plan) === undefined ? undefined : (readsOf(plan, functions).get(target) ?? []).map(namesOf);
    pathsOfRules.set(compiled, (found = { paths }));
  }
  return found.paths;
}

/** The steps up to the first that is no name: a list is kept with all of its elements. */
function namesOf(path: readonly Step[]): readonly string[] {
  const end = path.findIndex((step) => typeof step !== 'string');
  return (end < 0 ? path : path.slice(0, end)) as readonly string[];
}
