import { isObject, ownText, ownValue } from '../entity.ts';
import type { Found } from '../filled.ts';
import { timeOf } from '../aws/shape.ts';
import { networkOf } from '../../values/network.ts';
import { isPublicNetwork } from '../../values/public-addresses.ts';
import { VAULT_ITEM } from './vault-item.ts';

type Values = Readonly<Record<string, unknown>>;

/** A resource that Azure keeps inside of another, and where the vendor's entity of that one has it. */
export interface PartOf {
  readonly property: string;
  /** What is made of it. */
  readonly make: (part: Values) => unknown;
  /** There is only one: the property is it, and no list. */
  readonly isOne?: true;
  /** What else the parts of one resource tell of it. */
  readonly also?: (parts: readonly Values[]) => Readonly<Record<string, unknown>>;
}

const whole = (part: Values): Values => part;

/**
 * By the lower-case type of the part. Lists of these are made for one resource at a time, so that those of one resource are
 * all that it has; a resource of which no part was read may have parts, and stays as it is.
 */
export const AZURE_PARTS: Readonly<Record<string, PartOf>> = {
  'microsoft.authorization/locks': { property: 'locks', make: whole },
  'microsoft.cache/redis/firewallrules': { property: 'firewallRules', make: whole },
  'microsoft.cache/redis/linkedservers': { property: 'linkedServers', make: linkedServer },
  'microsoft.dbforpostgresql/flexibleservers/configurations': {
    property: 'logsConfiguration',
    make: whole,
    also: (parts) => setting(parts, 'require_secure_transport', 'sslEnforcement'),
  },
  'microsoft.dbforpostgresql/servers/configurations': { property: 'logsConfiguration', make: whole },
  'microsoft.insights/diagnosticsettings': { property: 'diagnosticSettings', make: diagnosticSetting },
  'microsoft.keyvault/vaults/certificates': { property: 'certificates', make: whole },
  'microsoft.keyvault/vaults/keys': { property: 'keys', make: whole },
  'microsoft.keyvault/vaults/secrets': { property: 'secrets', make: whole },
  'microsoft.sql/servers/administrators': { property: 'adAdministrators', make: administrator },
  'microsoft.sql/servers/databases': { property: 'databases', make: (part) => ownText(part, 'name') ?? null },
  'microsoft.sql/servers/databases/auditingsettings': { property: 'auditing', make: whole, isOne: true },
  'microsoft.sql/servers/databases/securityalertpolicies': { property: 'threatDetection', make: alerts, isOne: true },
  'microsoft.sql/servers/databases/transparentdataencryption': { property: 'encryption', make: status, isOne: true },
  'microsoft.sql/servers/elasticpools': { property: 'elasticPools', make: whole },
  'microsoft.sql/servers/encryptionprotector': { property: 'encryptionProtectors', make: whole },
  'microsoft.sql/servers/failovergroups': { property: 'failOverGroups', make: whole },
  'microsoft.sql/servers/firewallrules': { property: 'firewallRules', make: firewallRule, also: reach },
  'microsoft.sql/servers/keys': { property: 'serverKeys', make: whole },
  'microsoft.sql/servers/virtualnetworkrules': { property: 'vnetRules', make: whole },
};

/** What is in a vault, with an id and a type like all others; anything else as it is. */
export function asResource(value: Values): Values {
  const id = ownText(value, 'id') ?? ownText(value, 'kid') ?? '';
  const kind = VAULT_ITEM.exec(id)?.[2]?.toLowerCase();
  return kind === undefined ? value : vaultItem(value, id, `Microsoft.KeyVault/vaults/${kind}`);
}

/** The id, in lower case, of the resource that another is a part of. */
export function ownerOf(id: string, type: string): string | undefined {
  const lower = id.toLowerCase();
  const vault = VAULT_ITEM.exec(lower)?.[1];
  if (vault !== undefined) return vaultKey(vault);
  const namespace = type.slice(0, type.indexOf('/'));
  // What can stand on any resource, and on a group of them, has its own provider behind the resource's id.
  if (/^microsoft\.(?:authorization|insights)$/u.test(namespace)) {
    const at = lower.lastIndexOf(`/providers/${namespace}/`);
    return at < 0 ? undefined : lower.slice(0, at);
  }
  const [, owner] = /^(.+\/[^/]+)\/[^/]+\/[^/]+$/u.exec(lower) ?? [];
  return owner;
}

/** What stands for a vault by its name, which is the world's. */
export function vaultKey(name: string): string {
  return `vault ${name.toLowerCase()}`;
}

/** A property of a part as the value that its owner's has. */
export function partValue({ make }: PartOf, part: Values): Found {
  return { value: make(part) };
}

/** As the vendor's entities have it, whose number of the single address 0.0.0.0 (all of Azure) is -1. */
function firewallRule(rule: Values): Values {
  const [first, last] = ['startIpAddress', 'endIpAddress'].map((name) => networkOf(ownText(rule, name) ?? ''));
  if (first?.family !== 4 || last?.family !== 4) return rule;
  const isAzure = ownText(rule, 'startIpAddress') === '0.0.0.0' && ownText(rule, 'endIpAddress') === '0.0.0.0';
  return {
    ...rule,
    isAzurePubliclyAccessable: isAzure,
    isPublic: !isAzure && isPublicNetwork({ family: 4, start: first.start, end: last.end }),
    numberOfAddressesInRange: isAzure ? -1 : last.end - first.start,
  };
}

/** What the rules of a server say of it; nothing where one of them could not be read. */
function reach(rules: readonly Values[]): Values {
  const made = rules.map(firewallRule);
  const names = ['isAzurePubliclyAccessable', 'isPublic'] as const;
  return Object.fromEntries(
    names.flatMap((name) => {
      const isAny = made.some((rule) => rule[name] === true);
      return isAny || made.every((rule) => rule[name] === false) ? [[name, isAny]] : [];
    }),
  );
}

function administrator(part: Values): Values {
  return { ...part, name: ownText(part, 'login') ?? null };
}

function linkedServer(part: Values): Values {
  return { ...part, linkedRedisCacheServerRole: ownValue(part, 'serverRole') ?? null };
}

/** Whether encryption is on was `status` before it was `state`. */
function status(part: Values): Values {
  return { ...part, status: ownValue(part, 'status') ?? ownValue(part, 'state') ?? null };
}

/** The interface writes true or false and lists where the vendor's entity has what an earlier one wrote. */
function alerts(part: Values): Values {
  const toAdmins = ownValue(part, 'emailAccountAdmins');
  const words = new Map<unknown, string>([
    [true, 'Enabled'],
    [false, 'Disabled'],
  ]);
  return {
    ...part,
    emailToAccountAdmins: words.get(toAdmins) ?? toAdmins ?? null,
    additionalEmails: ownValue(part, 'emailAddresses') ?? [],
  };
}

function diagnosticSetting(part: Values): Values {
  const logs = ownValue(part, 'logs');
  if (!Array.isArray(logs)) return part;
  const named = logs.map((log: unknown) => (isObject(log) ? { name: ownValue(log, 'category') ?? null, ...log } : log));
  return { ...part, logs: named };
}

function setting(parts: readonly Values[], name: string, property: string): Values {
  const value = parts.find((part) => ownText(part, 'name') === name);
  return value === undefined ? {} : { [property]: ownValue(value, 'value') ?? null };
}

/** With the attributes at the top too, and its times as such. */
function vaultItem(item: Values, id: string, type: string): Values {
  const attributes = ownValue(item, 'attributes');
  const name = ownText(item, 'name') ?? id.slice(id.lastIndexOf('/') + 1);
  const resource = { ...item, id, name, type };
  if (!isObject(attributes)) return resource;
  const times = ['created', 'expires', 'notBefore', 'updated'].map(
    (each) => [each, timeOf(ownValue(attributes, each) ?? null, each)] as const,
  );
  return { ...resource, enabled: ownValue(attributes, 'enabled'), ...Object.fromEntries(times) };
}
