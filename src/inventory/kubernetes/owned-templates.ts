import { isObject, ownText, ownValue } from '../entity.ts';
import type { InventoryRecord } from '../../values/record.ts';

type Manifest = Readonly<Record<string, unknown>>;

/** More are not held: each is a pod of its own then, which at worst tells the same twice. */
const MAX_HELD = 100_000;

/**
 * Pods of the templates that another workload owns. Where the owner is in the input its own template is the same; where
 * only the owned are there (`kubectl get jobs`, Deployments that an operator made), theirs are all that tells of the pods.
 */
export class OwnedTemplates {
  readonly #owners = new Set<string>();
  readonly #held: { readonly owners: readonly string[]; readonly records: readonly InventoryRecord[] }[] = [];

  /** Says that a workload with templates of its own is in the input. */
  sees(workload: Manifest, kind: string): void {
    for (const key of keysOf(ownValue(workload, 'metadata'), kind)) this.#owners.add(key);
  }

  /** Holds the pods of a workload that another one owns; gives them back where too many are held. */
  hold(owners: readonly unknown[], records: readonly InventoryRecord[]): readonly InventoryRecord[] {
    if (this.#held.length >= MAX_HELD) return records;
    const keys = owners.flatMap((owner) => keysOf(owner, isObject(owner) ? (ownText(owner, 'kind') ?? '') : ''));
    this.#held.push({ owners: keys, records });
    return [];
  }

  /** Those whose owner is not in the input. */
  *finish(): Generator<InventoryRecord> {
    for (const { owners, records } of this.#held.splice(0)) {
      if (!owners.some((owner) => this.#owners.has(owner))) yield* records;
    }
  }
}

/** What a workload is known by: its uid; a file that was cleaned of those tells kind and name. */
function keysOf(about: unknown, kind: string): readonly string[] {
  if (!isObject(about)) return [];
  const [uid, name] = [ownText(about, 'uid'), ownText(about, 'name')];
  return [...(uid === undefined ? [] : [`uid ${uid}`]), ...(name === undefined ? [] : [`${kind} ${name}`])];
}
