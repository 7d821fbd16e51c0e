import { isObject, ownObject, ownText } from '../entity.ts';
import type { InventoryRecord } from '../../values/record.ts';

type Manifest = Readonly<Record<string, unknown>>;

/** More are not held: each is a pod of its own then, which at worst tells the same twice. */
const MAX_HELD = 100_000;

/** What tells a workload from others: its uid, and its namespace, kind and name, as far as they are told. */
interface Identity {
  readonly uid: string | undefined;
  readonly path: string | undefined;
}

/**
 * Pods of the templates that another workload owns. Where the owner is in the input its own template is the same; where
 * only the owned are there (`kubectl get jobs`, Deployments that an operator made), theirs are all that tells of the pods.
 */
export class OwnedTemplates {
  readonly #uids = new Set<string>();
  /** The workloads of each path: whether one of them has no uid, as in a file that was cleaned of those. */
  readonly #paths = new Map<string, boolean>();
  readonly #held: { readonly owners: readonly Identity[]; readonly records: readonly InventoryRecord[] }[] = [];

  /** Says that a workload with templates of its own is in the input. */
  sees(workload: Manifest, kind: string): void {
    const { uid, path } = identityOf(metadataOf(workload), kind, namespaceOf(workload));
    if (uid !== undefined) this.#uids.add(uid);
    if (path !== undefined) this.#paths.set(path, uid === undefined || this.#paths.get(path) === true);
  }

  /** Holds the pods of a workload that others own; gives them back where too many are held. */
  hold(
    workload: Manifest,
    owners: readonly unknown[],
    records: readonly InventoryRecord[],
  ): readonly InventoryRecord[] {
    if (this.#held.length >= MAX_HELD) return records;
    const namespace = namespaceOf(workload);
    const identities = owners
      .filter(isObject)
      .map((owner) => identityOf(owner, ownText(owner, 'kind') ?? '', namespace));
    this.#held.push({ owners: identities, records });
    return [];
  }

  /** Those whose owner is not in the input. */
  *finish(): Generator<InventoryRecord> {
    for (const { owners, records } of this.#held.splice(0)) {
      if (!owners.some((owner) => this.#has(owner))) yield* records;
    }
  }

  /** By the uid where both tell one: of the same name there may be another by now. */
  #has({ uid, path }: Identity): boolean {
    const isNamedWithoutUid = path === undefined ? undefined : this.#paths.get(path);
    return uid === undefined ? isNamedWithoutUid !== undefined : this.#uids.has(uid) || isNamedWithoutUid === true;
  }
}

function identityOf(about: Manifest, kind: string, namespace: string): Identity {
  const name = ownText(about, 'name');
  return { uid: ownText(about, 'uid'), path: name === undefined ? undefined : `${namespace}/${kind}/${name}` };
}

function metadataOf(workload: Manifest): Manifest {
  return ownObject(workload, 'metadata') ?? {};
}

/** An owner is in the namespace of what it owns. */
function namespaceOf(workload: Manifest): string {
  return ownText(metadataOf(workload), 'namespace') ?? 'default';
}
