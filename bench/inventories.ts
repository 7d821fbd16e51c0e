import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { assess } from '../src/assess/assess.ts';
import { EvidenceCollector } from '../src/run/evidence.ts';
import type { Entity } from '../src/values/entity.ts';
import { BIN, type CountedRun, meteredFailures, type Took } from './metered.ts';
import { paired } from './paired.ts';
import { COLUMNS, row, user } from './users.ts';

/*
 * `npm run bench -- inventories [--rounds N] [--rows N] [--only TEXT] [--seconds N]`: what readers cost beside the shortest program by hand, each in a
 * process of its own: seconds of CPU, and the most memory; and what evidence costs an assessment. Needs the built command.
 */

const option = (name: string): string | undefined =>
  process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : undefined;
const ROUNDS = Number(option('--rounds') ?? 3);
const ROWS = Number(option('--rows') ?? 1_000_000);
/** How long one comparison of evidence may take. */
const SECONDS = Number(option('--seconds') ?? 30);
const PODS = 30_000;
const GROUPS = 60_000;
const folder = mkdtempSync(join(tmpdir(), 'gsl-bench-'));
const yaml = pathToFileURL(createRequire(import.meta.url).resolve('js-yaml')).href;

interface Suite {
  readonly file: string;
  readonly rule: string;
  readonly write: (add: (text: string) => void) => void;
  /** Gives the number that fail: the file is its argument. */
  readonly byHand: string;
  readonly name: string;
}

const SUITES: readonly Suite[] = [
  {
    file: 'credential-report.csv',
    name: 'lines split at commas',
    rule: 'IamUser should not have firstAccessKey.isActive=true and secondAccessKey.isActive=true',
    write: (add) => {
      add(COLUMNS);
      for (let index = 0; index < ROWS; index += 1) add(`\n${row(index)}`);
    },
    byHand: `import { readFileSync } from 'node:fs';
      const [head, ...lines] = readFileSync(process.argv[2], 'utf8').split('\\n');
      const names = head.split(',');
      const [first, second] = [names.indexOf('access_key_1_active'), names.indexOf('access_key_2_active')];
      let failed = 0;
      for (const line of lines) { const cells = line.split(','); if (cells[first] === 'true' && cells[second] === 'true') failed += 1; }
      console.log(failed);`,
  },
  {
    file: 'list.yaml',
    name: 'js-yaml',
    rule: 'KubernetesPod should not have spec.containers contain [ securityContext.privileged = true ]',
    write: (add) => {
      add('apiVersion: v1\nkind: List\nitems:\n');
      for (let index = 0; index < PODS; index += 1) add(podOf(index));
    },
    byHand: `import { readFileSync } from 'node:fs';
      const { load } = await import(${JSON.stringify(yaml)});
      const { items } = load(readFileSync(process.argv[2], 'utf8'));
      console.log(items.filter(({ spec }) => spec.containers.some(({ securityContext }) => securityContext?.privileged === true)).length);`,
  },
  {
    file: 'describe-security-groups.json',
    name: 'JSON.parse',
    rule: "SecurityGroup should not have inboundRules contain [ scope = '0.0.0.0/0' and port <= 22 and portTo >= 22 ]",
    write: (add) => {
      add('{"SecurityGroups":[');
      for (let index = 0; index < GROUPS; index += 1) add(`${index === 0 ? '' : ','}${JSON.stringify(groupOf(index))}`);
      add(']}');
    },
    byHand: `import { readFileSync } from 'node:fs';
      const { SecurityGroups } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
      const isOpen = ({ FromPort, ToPort, IpRanges }) => FromPort <= 22 && ToPort >= 22 && IpRanges.some(({ CidrIp }) => CidrIp === '0.0.0.0/0');
      console.log(SecurityGroups.filter(({ IpPermissions }) => IpPermissions.some(isOpen)).length);`,
  },
];

function podOf(index: number): string {
  return `- apiVersion: v1
  kind: Pod
  metadata:
    annotations:
      checksum/config: 1f3870be274f6c49b3e31a0c6728957f${index}
    creationTimestamp: "2025-03-04T05:06:07Z"
    labels:
      app: web-${index % 50}
      pod-template-hash: 5d9c7b${index}
    name: web-${index}
    namespace: team-${index % 40}
    uid: 0b1c2d3e-0000-4000-8000-${String(index).padStart(12, '0')}
  spec:
    containers:
    - image: registry.example.com/web:1.${index % 90}
      name: web
      ports:
      - containerPort: 8080
        protocol: TCP
      securityContext:
        privileged: ${index % 11 === 0}
      volumeMounts:
      - mountPath: /var/run/secrets
        name: token
        readOnly: true
    serviceAccountName: default
`;
}

function groupOf(index: number): object {
  const rule = (port: number, cidr: string): object => ({
    FromPort: port,
    IpProtocol: 'tcp',
    IpRanges: [{ CidrIp: cidr, Description: 'a rule that somebody wrote' }],
    Ipv6Ranges: [],
    PrefixListIds: [],
    ToPort: port,
    UserIdGroupPairs: [],
  });
  return {
    Description: `group ${index}`,
    GroupId: `sg-${index}`,
    GroupName: `group-${index}`,
    IpPermissions: [
      rule(443, '0.0.0.0/0'),
      rule(22, index % 9 === 0 ? '0.0.0.0/0' : '10.0.0.0/8'),
      rule(80, '10.1.0.0/16'),
    ],
    IpPermissionsEgress: [
      {
        IpProtocol: '-1',
        IpRanges: [{ CidrIp: '0.0.0.0/0' }],
        Ipv6Ranges: [],
        PrefixListIds: [],
        UserIdGroupPairs: [],
      },
    ],
    OwnerId: '111122223333',
    Tags: [{ Key: 'team', Value: `team-${index % 40}` }],
    VpcId: `vpc-${index % 100}`,
  };
}

function least(runs: readonly Took[], of: keyof Took): number {
  return Math.min(...runs.map((took) => took[of]));
}

async function suite({ file, rule, write, byHand, name }: Suite): Promise<void> {
  const path = join(folder, file);
  const descriptor = openSync(path, 'w');
  let size = 0;
  write((text) => (size += writeSync(descriptor, text)));
  closeSync(descriptor);
  const program = join(folder, `${file}.mjs`);
  writeFileSync(program, byHand);
  const gsl = [BIN, 'evaluate', path, '--rule', rule, '-q', '--no-config', '--no-progress', '--jobs', '1'];
  const took = { hand: [] as CountedRun[], gsl: [] as CountedRun[] };
  for (let round = 0; round < ROUNDS; round += 1) {
    took.hand.push(await meteredFailures(folder, [program, path]));
    took.gsl.push(await meteredFailures(folder, gsl));
  }
  rmSync(path);
  const said = new Set([...took.hand, ...took.gsl].map(({ failed }) => failed));
  if (said.size !== 1) throw new Error(`${file}: ${[...said].join(' and ')} fail`);
  const [hand, own] = [least(took.hand, 'seconds'), least(took.gsl, 'seconds')];
  console.log(
    `| ${file}, ${(size / 1e6).toFixed(0)} MB | ${name} ${hand.toFixed(2)} s, ${least(took.hand, 'megabytes').toFixed(0)} MB | ${own.toFixed(2)} s, ${least(took.gsl, 'megabytes').toFixed(0)} MB | ${(own / hand).toFixed(2)} |`,
  );
}

/** The CPU of an assessment with evidence beside one that looks at none; and of one beside itself, which is the error. */
async function evidence(): Promise<void> {
  console.log(
    '\n20,000 users in memory, one rule, no reports\n\n| evidence of a rule | without | with: more | 95 % | pairs |',
  );
  console.log('|---|--:|--:|--:|--:|');
  const entities = Array.from({ length: 20_000 }, (_, index) => JSON.parse(user(index)) as Entity);
  const logics = {
    'all supported':
      "IamUser where mfaActive = true should not have firstAccessKey.isActive = true and tags contain [ key = 'cost-x' ]",
    'a block of which one path is never there': "IamUser should not have tags contain [ key = 'x' or colour = 1 ]",
    'a path that is never there': 'IamUser should not have mfaActive = false and flavour.kind = 1',
  };
  const { prototype } = EvidenceCollector;
  const isOpen = Object.getOwnPropertyDescriptor(prototype, 'isOpen')?.get;
  if (isOpen === undefined) throw new TypeError('nothing tells whether evidence is looked at');
  // One property for both: what is optimized for the one way is not thrown away for the other.
  let isLooking = true;
  Object.defineProperty(prototype, 'isOpen', {
    configurable: true,
    get(this: EvidenceCollector): boolean {
      return isLooking && (isOpen.call(this) as boolean);
    },
  });
  for (const [name, logic] of Object.entries(logics)) {
    const judging = (looks: boolean) => async (): Promise<void> => {
      isLooking = looks;
      await assess([{ id: 'r', severity: 'High', logic }], entities).finish();
    };
    for (const [what, second] of [
      [name, true],
      ['– without beside without', false],
    ] as const) {
      const { first, more, from, to, pairs } = await paired(judging(false), judging(second), SECONDS);
      const range = `${from.toFixed(1)} to ${to.toFixed(1)} %`;
      console.log(`| ${what} | ${first.toFixed(2)} ms | ${more.toFixed(1)} % | ${range} | ${pairs} |`);
    }
  }
}

try {
  console.log(`least of ${ROUNDS}, one rule\n\n| input | by hand | gsl evaluate | times the CPU |\n|---|--:|--:|--:|`);
  const only = option('--only') ?? '';
  for (const one of SUITES.filter(({ file }) => file.includes(only))) await suite(one);
  if ('evidence'.includes(only)) await evidence();
} finally {
  rmSync(folder, { recursive: true });
}
