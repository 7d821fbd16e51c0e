/** One rule said in every language; each says true where the entity fails. */
export interface Suite {
  readonly name: string;
  readonly rule: string;
  readonly byHand: (entity: unknown) => boolean;
  readonly cel: string;
  readonly jsonLogic: unknown;
  readonly sift: unknown;
  readonly jsonata: string;
  readonly entities: () => readonly unknown[];
}

interface User {
  readonly firstAccessKey: { readonly isActive: boolean };
  readonly secondAccessKey: { readonly isActive: boolean };
}

interface Group {
  readonly name: string;
  readonly inboundRules: readonly {
    readonly scope: string;
    readonly port: number;
    readonly portTo: number;
    readonly protocol: string;
  }[];
}

function user(index: number): unknown {
  return {
    type: 'IamUser',
    id: `AIDA${index}`,
    name: `user-${index}`,
    mfaActive: index % 2 === 0,
    firstAccessKey: { isActive: index % 3 === 0, lastRotated: 1_700_000_000 + index },
    secondAccessKey: { isActive: index % 2 === 0, lastRotated: 1_700_000_000 + index },
    tags: [],
  };
}

function group(index: number): unknown {
  const rule = (at: number) => ({
    scope: (index + at) % 5 === 0 ? '0.0.0.0/0' : '10.0.0.0/8',
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

export const suites: readonly Suite[] = [
  {
    name: 'two active access keys (D9.AWS.IAM.51)',
    rule: 'IamUser should not have firstAccessKey.isActive=true and secondAccessKey.isActive=true',
    byHand: (entity) =>
      (entity as User).firstAccessKey.isActive === true && (entity as User).secondAccessKey.isActive === true,
    cel: 'firstAccessKey.isActive == true && secondAccessKey.isActive == true',
    jsonLogic: {
      and: [
        { '==': [{ var: 'firstAccessKey.isActive' }, true] },
        { '==': [{ var: 'secondAccessKey.isActive' }, true] },
      ],
    },
    sift: { 'firstAccessKey.isActive': true, 'secondAccessKey.isActive': true },
    jsonata: 'firstAccessKey.isActive = true and secondAccessKey.isActive = true',
    entities: () => Array.from({ length: 100 }, (_, index) => user(index)),
  },
  {
    name: 'a port open to the world, eight rules a group',
    rule: "SecurityGroup should not have inboundRules contain [ port <= 22 and portTo >= 22 and protocol in ('TCP', 'ALL') and scope = '0.0.0.0/0' ]",
    byHand: (entity) =>
      (entity as Group).inboundRules.some(
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
            { '==': [{ var: 'scope' }, '0.0.0.0/0'] },
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
    entities: () => Array.from({ length: 100 }, (_, index) => group(index)),
  },
];
