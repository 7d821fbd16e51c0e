import type { EntitySchemas } from './schema.ts';

/* Google Cloud, Kubernetes and images: seen in the paths of published rules, which show only a part of each type. */

const MORE = { '*': 'any' } as const;
const CONTAINERS = [
  { image: 'text', securityContext: MORE, parsedArgs: [{ key: 'text', value: 'any' }], ...MORE },
] as const;

export const OTHERS: EntitySchemas = {
  CloudSql: { ipAddresses: [{ ipAddress: 'network', ...MORE }], ...MORE },
  GkeCluster: {
    nodePools: [{ config: { imageType: 'text', isDefaultServiceAccount: 'boolean', ...MORE }, ...MORE }],
    masterAuthorizedNetworksConfig: { enabled: 'boolean', ...MORE },
    subnetwork: { privateIpGoogleAccess: 'boolean', ...MORE },
    ...MORE,
  },
  ImageScan: { totals: { critical: 'number', ...MORE }, ...MORE },
  KmsKeyRing: { cryptoKeys: [{ rotationPeriodInDays: 'number', ...MORE }], ...MORE },
  KubernetesPod: {
    namespace: 'text',
    labels: [{ key: 'text', value: 'any', ...MORE }],
    spec: { containers: CONTAINERS, initContainers: CONTAINERS, securityContext: MORE, ...MORE },
    ...MORE,
  },
  KubernetesRole: {
    namespace: 'text',
    rules: [{ resources: ['text'], apiGroups: ['text'], verbs: ['text'], ...MORE }],
    ...MORE,
  },
  KubernetesRoleBinding: { subjects: [{ kind: 'text', name: 'text', ...MORE }], roleRef: MORE, ...MORE },
  KubernetesServiceAccount: { namespace: 'text', automountServiceAccountToken: 'boolean', ...MORE },
  ServiceAccount: { roles: ['text'], ...MORE },
  StorageBucket: { iamPolicy: { bindings: [{ members: ['text'], role: 'text', ...MORE }], ...MORE }, ...MORE },
  VMInstance: {
    isPublic: 'boolean',
    nics: [
      {
        inboundRules: [
          { destinationPort: 'number', destinationPortTo: 'number', protocol: 'text', source: 'network', ...MORE },
        ],
        ...MORE,
      },
    ],
    ...MORE,
  },
};
