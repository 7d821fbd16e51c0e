import { addTo } from '../by-key.ts';
import { isObject, ownObject, ownText, ownValue } from '../entity.ts';
import { filled, listed, type Found } from '../filled.ts';
import type { EntityRecord } from '../../values/record.ts';

type Values = Readonly<Record<string, unknown>>;

/** Puts the firewall rules of networks before the interfaces of the machines that they are for. */
export class Firewalls {
  readonly #byNetwork = new Map<string, EntityRecord[]>();
  /** Projects of which rules were read: a list of them is of a whole project. */
  readonly #projects = new Set<string>();
  readonly #hasHierarchy: boolean;

  /** @param hasHierarchy policies of folders or of the organization are in use: then rules of networks do not decide alone */
  constructor(rules: readonly EntityRecord[], hasHierarchy: boolean) {
    this.#hasHierarchy = hasHierarchy;
    for (const rule of rules) {
      const network = networkOf(rule.entity);
      if (network === undefined) continue;
      addTo(this.#byNetwork, network, rule);
      this.#projects.add(projectOf(network));
    }
  }

  /** A machine with the rules before each of its interfaces; as it is where the rules of a network were not read. */
  resolved(record: EntityRecord): EntityRecord {
    const nics = ownValue(record.entity, 'nics');
    if (this.#hasHierarchy || !Array.isArray(nics)) return record;
    const found = nics.map((nic: unknown) => (isObject(nic) ? this.#nic(nic, record.entity) : undefined));
    const known = found.filter((nic) => nic !== undefined);
    return known.length < nics.length ? record : filled(record, 'nics', listed(known));
  }

  #nic(nic: Values, machine: Values): Found | undefined {
    const network = networkOf(nic);
    if (network === undefined || !this.#projects.has(projectOf(network))) return undefined;
    const rules = (this.#byNetwork.get(network) ?? []).filter(({ entity }) => isFor(entity, machine));
    const rows: Values[] = [];
    for (const { entity } of rules) {
      const own = ownValue(entity, 'inboundRules');
      // The rows of one are not known: nor are those of all.
      if (!Array.isArray(own)) return undefined;
      for (const row of own as readonly Values[]) rows.push(row);
    }
    return { value: { ...nic, inboundRules: rows.sort(byPriority) } };
  }
}

/** The lower number decides; of equal ones what denies. */
function byPriority(a: Values, b: Values): number {
  return Number(a['number']) - Number(b['number']) || rank(a) - rank(b);
}

function rank(row: Values): number {
  return row['action'] === 'DENY' ? 0 : 1;
}

/** The network as `projects/p/global/networks/n`, however the address begins. */
function networkOf(value: Values): string | undefined {
  return /projects\/[^/]+\/global\/networks\/[^/]+$/u.exec(ownText(value, 'network') ?? '')?.[0];
}

function projectOf(network: string): string {
  return network.split('/')[1] ?? '';
}

/** Without a tag or an account, a rule is for all machines of its network. */
function isFor(rule: Values, machine: Values): boolean {
  const tags = texts(ownValue(rule, 'targetTags'));
  const accounts = texts(ownValue(rule, 'targetServiceAccounts'));
  if (tags.length === 0 && accounts.length === 0) return true;
  const own = new Set(texts(ownValue(ownObject(machine, 'tagsProperty') ?? {}, 'items')));
  const runsAs: unknown = ownValue(machine, 'serviceAccounts');
  const emails = Array.isArray(runsAs)
    ? runsAs.map((one: unknown) => (isObject(one) ? ownText(one, 'email') : undefined))
    : [];
  return tags.some((tag) => own.has(tag)) || accounts.some((account) => emails.includes(account));
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}
