import type { Collecting } from './collecting-type.ts';

/** The `az` command of each type of Azure. */
const AZURE: Readonly<Record<string, string>> = {
  ApplicationGateway: 'network application-gateway list',
  Azure_Microsoft_Compute_disks: 'disk list',
  Azure_Microsoft_ContainerService_managedClusters: 'aks list',
  Azure_Microsoft_Insights_ActivityLogAlerts: 'monitor activity-log alert list',
  Azure_Microsoft_Security_pricings: 'security pricing list',
  ContainerRegistry: 'acr list',
  CosmosDbAccount: 'cosmosdb list',
  NetworkSecurityGroup: 'network nsg list',
  PostgreSQL: 'postgres flexible-server list',
  RedisCache: 'redis list',
  SQLServer: 'sql server list',
  StorageAccount: 'storage account list',
  VNet: 'network vnet list',
  VirtualMachine: 'vm list --show-details',
};

/** Those of which a list leaves out the half. */
const AZURE_EACH: Readonly<Record<string, readonly [list: string, show: string]>> = {
  Azure_Microsoft_Web_sites: ['webapp list', 'webapp show'],
  KeyVault: ['keyvault list', 'keyvault show'],
  SQLDB: ['sql server list', 'sql db list'],
};

/** What Cloud Asset Inventory calls the types of Google. */
const GOOGLE: Readonly<Record<string, string>> = {
  CloudSql: 'sqladmin.googleapis.com/Instance',
  GkeCluster: 'container.googleapis.com/Cluster',
  StorageBucket: 'storage.googleapis.com/Bucket',
  VMInstance: 'compute.googleapis.com/Instance',
};

/** How to collect a type of Azure, Google, Kubernetes or Terraform; undefined for others. */
export function collectingElsewhere(
  type: string,
  vendor: string | undefined,
  reads: ReadonlySet<string>,
): Collecting | undefined {
  const own = (where: Collecting['where'], lines: readonly string[]): Collecting => ({ where, lines, actions: [] });
  if (type === 'Subnet' && vendor === 'google')
    return own('google', [asset('compute.googleapis.com/Subnetwork', type, reads)]);
  const az = Object.hasOwn(AZURE, type) ? AZURE[type] : undefined;
  if (az !== undefined) return own('azure', [`save "$OUT/azure/${type}.json" az ${az} --output json`]);
  const [list, show] = (Object.hasOwn(AZURE_EACH, type) ? AZURE_EACH[type] : undefined) ?? [];
  if (list !== undefined && show !== undefined) {
    return own('azure', [
      'N=0',
      `for X in $(names az ${list} --query '[].id' --output tsv); do`,
      `  N=$((N + 1))`,
      `  save "$OUT/azure/${type}.$N.json" az ${show} --ids "$X" --output json`,
      'done',
    ]);
  }
  const google = Object.hasOwn(GOOGLE, type) ? GOOGLE[type] : /^Google_([a-z]+)_(\w+)$/u.exec(type);
  if (typeof google === 'string') return own('google', [asset(google, type, reads)]);
  if (google !== null && google !== undefined)
    return own('google', [asset(`${google[1] ?? ''}.googleapis.com/${google[2] ?? ''}`, type, reads)]);
  if (/^Kubernetes[A-Z]/u.test(type)) {
    const kinds = plural(type.slice('Kubernetes'.length).toLowerCase());
    return own('kubernetes', [
      `save "$OUT/kubernetes/${kinds}.json" kubectl get ${kinds} --all-namespaces --output json`,
    ]);
  }
  if (/^(?:aws|azurerm|google)_\w+$/u.test(type))
    return own('terraform', [
      'save /dev/null terraform plan -input=false -out "$W/plan"',
      'if [ -e "$W/plan" ]; then save "$OUT/terraform/plan.json" terraform show -json "$W/plan"; fi',
    ]);
  return undefined;
}

/** The name by which kubectl lists a kind. */
function plural(kind: string): string {
  if (kind.endsWith('y')) return `${kind.slice(0, -1)}ies`;
  return kind.endsWith('s') ? `${kind}es` : `${kind}s`;
}

/** A resource and its policy are two answers. */
function asset(assetType: string, type: string, reads: ReadonlySet<string>): string {
  return ['resource', ...(reads.has('iamPolicy') ? ['iam-policy'] : [])]
    .map(
      (content) =>
        `save "$OUT/google/${type}.${content}.json" gcloud asset list --project "$PROJECT" --asset-types ${assetType} --content-type ${content} --format json`,
    )
    .join('\n');
}
