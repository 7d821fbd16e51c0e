import { inflated } from '../../text/inflated.ts';
import { freeze } from '../freeze.ts';
import { asTested } from '../tested.ts';
import { PACKS } from './data/index.ts';
import type { Pack, PackRule, PackSummary, RuleIntent } from './pack.ts';

export type { Pack, PackRule, PackSummary, UnansweredControl } from './pack.ts';

/**
 * The packs of rules that come with the package, without their rules: those are loaded by {@link loadPack}.
 *
 * @example
 * packs.map(({ id }) => id) // ['cis-aws-foundations', …]
 */
export const packs: readonly PackSummary[] = /*#__PURE__*/ Object.values(PACKS).map(({ summary }) => summary);

const loaded = new Map<string, Promise<Pack>>();

/**
 * The rules of a pack, with their tests, frozen through and through. It is loaded once.
 *
 * @param id see {@link packs}
 * @returns undefined where there is no such pack
 * @example
 * const { rules = [] } = (await loadPack('kubernetes-pod-security')) ?? {};
 */
export async function loadPack(id: string): Promise<Pack | undefined> {
  const pack = Object.hasOwn(PACKS, id) ? PACKS[id] : undefined;
  if (pack === undefined) return undefined;
  let found = loaded.get(id);
  if (found === undefined) {
    found = pack.load().then(async ({ DATA }) => packOf(await inflated(DATA)));
    loaded.set(id, found);
  }
  return await found;
}

function packOf(text: string): Pack {
  const pack = freeze(JSON.parse(text) as Pack);
  pack.rules.forEach(asTested);
  return pack;
}

/**
 * What there is to list of every rule in every pack, in order, without loading the packs.
 *
 * @example
 * (await listPackRules()).filter(({ entityType }) => entityType === 'S3Bucket')
 */
export async function listPackRules(): Promise<readonly PackRule[]> {
  const { DATA } = await import('./data/rules.ts');
  return freeze(JSON.parse(await inflated(DATA)) as PackRule[]);
}

/** What public rules ask that the bundled rules answer, by the ids of these. */
export async function loadRuleIntents(): Promise<ReadonlyMap<string, readonly RuleIntent[]>> {
  const { DATA } = await import('./data/intents.ts');
  return new Map(Object.entries(freeze(JSON.parse(await inflated(DATA)) as Record<string, RuleIntent[]>)));
}
