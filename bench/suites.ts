/** One rule said in every language that can say it; each says true where the entity fails. */
export interface Suite {
  readonly name: string;
  readonly rule: string;
  readonly byHand: (entity: never) => boolean;
  readonly cel?: string;
  readonly jsonLogic?: unknown;
  readonly sift?: unknown;
  readonly jsonata?: string;
  /** A JSON Schema that is valid where the entity passes. */
  readonly schema?: object;
  readonly entity: (index: number) => unknown;
}

/** The clock of the bench, in milliseconds. */
export const NOW = Date.parse('2026-11-23');
const DAY = 86_400;
const SECONDS = NOW / 1000;

interface Key {
  readonly isActive: boolean;
  readonly lastRotated: number;
}

interface User {
  readonly createDate: number;
  readonly passwordLastUsed: number;
  readonly firstAccessKey: Key;
  readonly secondAccessKey: Key;
}

interface Role {
  readonly name: string;
  readonly path: string;
  readonly managedPolicies: readonly unknown[];
}

interface Inbound {
  readonly scope: string;
  readonly port: number;
  readonly portTo: number;
  readonly protocol: string;
}

interface Group {
  readonly inboundRules: readonly Inbound[];
}

function user(index: number): unknown {
  return {
    type: 'IamUser',
    id: `AIDA${index}`,
    name: `user-${index}`,
    mfaActive: index % 2 === 0,
    createDate: 1_700_000_000 + (index % 900) * 100_000,
    passwordLastUsed: index % 3 === 0 ? SECONDS - DAY : SECONDS - 300 * DAY,
    firstAccessKey: { isActive: index % 3 === 0, lastRotated: 1_690_000_000 + (index % 90) * 1_000_000 },
    secondAccessKey: { isActive: index % 2 === 0, lastRotated: 1_700_000_000 + index },
    tags: [],
  };
}

function role(index: number): unknown {
  return {
    type: 'IamRole',
    id: `AROA${index}`,
    name: index % 3 === 0 ? `Admin-${index}` : `reader-${index}`,
    path: index % 2 === 0 ? '/service-role/' : '/',
    managedPolicies: Array.from({ length: index % 4 }, (_, at) => ({ name: `policy-${at}` })),
  };
}

const SCOPES = ['10.0.0.0/8', '192.168.0.0/16', '52.1.2.3/32', '10.1.2.0/24', '172.16.0.0/12', '10.9.0.0/16'];

function group(index: number): unknown {
  const rule = (at: number): Inbound => ({
    scope: (index + at) % 5 === 0 ? '0.0.0.0/0' : (SCOPES[(index + at) % SCOPES.length] ?? ''),
    port: at * 20,
    portTo: at * 20 + (index % 7 === 0 ? 5_000 : 3),
    protocol: at % 2 === 0 ? 'TCP' : 'UDP',
  });
  return {
    type: 'SecurityGroup',
    id: `sg-${index}`,
    name: index % 4 === 0 ? 'default' : `app-${index}`,
    inboundRules: Array.from({ length: 8 }, (_, at) => rule(at)),
  };
}

/** Written for the networks of the bench, as one would by hand; the engine knows IANA's registries. */
function isPublic(scope: string): boolean {
  return !/^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)/u.test(scope);
}

function hostsForPort(rules: readonly Inbound[], port: number): number {
  const open = rules.filter((rule) => rule.port <= port && rule.portTo >= port);
  if (open.some(({ scope }) => scope === '0.0.0.0/0')) return 2 ** 32;
  return [...new Set(open.map(({ scope }) => scope))].reduce(
    (sum, scope) => sum + 2 ** (32 - Number(scope.slice(scope.indexOf('/') + 1))),
    0,
  );
}

const active = { type: 'object', required: ['isActive'], properties: { isActive: { const: true } } };

export const suites: readonly Suite[] = [
  {
    name: 'R1 two active access keys (D9.AWS.IAM.51)',
    rule: 'IamUser should not have firstAccessKey.isActive=true and secondAccessKey.isActive=true',
    byHand: ({ firstAccessKey, secondAccessKey }: User) => firstAccessKey.isActive && secondAccessKey.isActive,
    cel: 'firstAccessKey.isActive == true && secondAccessKey.isActive == true',
    jsonLogic: {
      and: [
        { '===': [{ var: 'firstAccessKey.isActive' }, true] },
        { '===': [{ var: 'secondAccessKey.isActive' }, true] },
      ],
    },
    sift: { 'firstAccessKey.isActive': true, 'secondAccessKey.isActive': true },
    jsonata: 'firstAccessKey.isActive = true and secondAccessKey.isActive = true',
    schema: {
      not: {
        type: 'object',
        required: ['firstAccessKey', 'secondAccessKey'],
        properties: { firstAccessKey: active, secondAccessKey: active },
      },
    },
    entity: user,
  },
  {
    name: 'R2 a port open to the world, eight rules a group',
    rule: "SecurityGroup should not have inboundRules contain [ port <= 22 and portTo >= 22 and protocol in ('TCP', 'ALL') and scope = '0.0.0.0/0' ]",
    byHand: ({ inboundRules }: Group) =>
      inboundRules.some(
        ({ port, portTo, protocol, scope }) =>
          port <= 22 && portTo >= 22 && (protocol === 'TCP' || protocol === 'ALL') && scope === '0.0.0.0/0',
      ),
    cel: "inboundRules.exists(r, r.port <= 22 && r.portTo >= 22 && r.protocol in ['TCP', 'ALL'] && r.scope == '0.0.0.0/0')",
    jsonLogic: {
      some: [
        { var: 'inboundRules' },
        {
          and: [
            { '<=': [{ var: 'port' }, 22] },
            { '>=': [{ var: 'portTo' }, 22] },
            { in: [{ var: 'protocol' }, ['TCP', 'ALL']] },
            { '===': [{ var: 'scope' }, '0.0.0.0/0'] },
          ],
        },
      ],
    },
    sift: {
      inboundRules: {
        $elemMatch: { port: { $lte: 22 }, portTo: { $gte: 22 }, protocol: { $in: ['TCP', 'ALL'] }, scope: '0.0.0.0/0' },
      },
    },
    jsonata:
      "$count(inboundRules[port <= 22 and portTo >= 22 and protocol in ['TCP', 'ALL'] and scope = '0.0.0.0/0']) > 0",
    schema: {
      properties: {
        inboundRules: {
          not: {
            contains: {
              type: 'object',
              required: ['port', 'portTo', 'protocol', 'scope'],
              properties: {
                port: { maximum: 22 },
                portTo: { minimum: 22 },
                protocol: { enum: ['TCP', 'ALL'] },
                scope: { const: '0.0.0.0/0' },
              },
            },
          },
        },
      },
    },
    entity: group,
  },
  {
    name: 'R3 like, length, regexMatch',
    rule: "IamRole should not have name like '%admin%' and managedPolicies length() > 1 and path regexMatch /^\\/service-role/",
    byHand: ({ name, managedPolicies, path }: Role) =>
      name.toLowerCase().includes('admin') && managedPolicies.length > 1 && /^\/service-role/u.test(path),
    cel: "name.matches('[aA][dD][mM][iI][nN]') && size(managedPolicies) > 1 && path.startsWith('/service-role')",
    jsonata:
      "$contains($lowercase(name), 'admin') and $count(managedPolicies) > 1 and $contains(path, /^\\/service-role/)",
    schema: {
      not: {
        properties: {
          name: { pattern: '[aA][dD][mM][iI][nN]' },
          managedPolicies: { minItems: 2 },
          path: { pattern: '^/service-role' },
        },
      },
    },
    entity: role,
  },
  {
    name: 'R5 three dates',
    rule: "IamUser should not have createDate before(-90, 'days') and passwordLastUsed before(-45, 'days') and firstAccessKey.lastRotated before(-90, 'days')",
    byHand: ({ createDate, passwordLastUsed, firstAccessKey }: User) =>
      createDate < SECONDS - 90 * DAY &&
      passwordLastUsed < SECONDS - 45 * DAY &&
      firstAccessKey.lastRotated < SECONDS - 90 * DAY,
    cel: `createDate < ${SECONDS - 90 * DAY}.0 && passwordLastUsed < ${SECONDS - 45 * DAY}.0 && firstAccessKey.lastRotated < ${SECONDS - 90 * DAY}.0`,
    jsonLogic: {
      and: [
        { '<': [{ var: 'createDate' }, SECONDS - 90 * DAY] },
        { '<': [{ var: 'passwordLastUsed' }, SECONDS - 45 * DAY] },
        { '<': [{ var: 'firstAccessKey.lastRotated' }, SECONDS - 90 * DAY] },
      ],
    },
    schema: {
      not: {
        properties: {
          createDate: { exclusiveMaximum: SECONDS - 90 * DAY },
          passwordLastUsed: { exclusiveMaximum: SECONDS - 45 * DAY },
          firstAccessKey: { properties: { lastRotated: { exclusiveMaximum: SECONDS - 90 * DAY } } },
        },
      },
    },
    entity: user,
  },
  {
    name: 'R6 isPublic in a block',
    rule: 'SecurityGroup should not have inboundRules contain [ port <= 22 and portTo >= 22 and scope isPublic() ]',
    byHand: ({ inboundRules }: Group) =>
      inboundRules.some(({ port, portTo, scope }) => port <= 22 && portTo >= 22 && isPublic(scope)),
    entity: group,
  },
  {
    name: 'R6c allowedHostsForPort',
    rule: 'SecurityGroup should not have inboundRules allowedHostsForPort(22) > 256',
    byHand: ({ inboundRules }: Group) => hostsForPort(inboundRules, 22) > 256,
    entity: group,
  },
];
