import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { gsl } from './support.ts';

/* The scripts of the packs on Azure, Google Cloud, Kubernetes and Terraform, run with commands that answer as the samples. */

const EXAMPLES = 'examples/packs';
const folder = mkdtempSync(join(tmpdir(), 'gsl-clouds-'));
const answers = join(folder, 'answers');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The answer to a command lies in a file of its words, without flags but for those that say of what. */
const FAKE = `#!/bin/sh
NAME=\${0##*/} KEY= FORM=json
while [ $# -gt 0 ]; do
  case "$1" in
    --output | --format) FORM=$2; shift ;;
    --ids | --asset-types | --content-type) KEY="$KEY $2"; shift ;;
    --project | --query) shift ;;
    -out) printf plan > "$2"; shift ;;
    -*) ;;
    */plan) ;;
    *) KEY="$KEY $1" ;;
  esac
  shift
done
F="$ANSWERS/$(printf %s "$NAME$KEY.$FORM" | tr '/: ' '__-')"
[ -e "$F" ] && cat "$F" && exit 0
echo "ERROR: no such thing: $F" >&2
exit 1
`;

function put(command: string, answer: unknown, form = 'json'): void {
  const text = typeof answer === 'string' ? answer : JSON.stringify(answer, undefined, 2);
  writeFileSync(join(answers, `${command}.${form}`.replaceAll(/[/:]/gu, '_').replaceAll(' ', '-')), `${text}\n`);
}

type Item = Readonly<Record<string, unknown>> & { readonly id: string };

/** The samples of Azure by the command that lists them. */
const AZURE: Readonly<Record<string, string>> = {
  aks: 'aks list',
  alerts: 'monitor activity-log alert list',
  cosmos: 'cosmosdb list',
  disks: 'disk list',
  gateways: 'network application-gateway list',
  groups: 'network nsg list',
  machines: 'vm list',
  networks: 'network vnet list',
  postgres: 'postgres flexible-server list',
  pricings: 'security pricing list',
  redis: 'redis list',
  registries: 'acr list',
  sql: 'sql server list',
  storage: 'storage account list',
  vaults: 'keyvault list',
  web: 'webapp list',
};
/** Those of which a list leaves out the half. */
const SHOWN: Readonly<Record<string, string>> = { vaults: 'keyvault show', web: 'webapp show' };

beforeAll(() => {
  mkdirSync(answers);
  for (const name of ['az', 'gcloud', 'kubectl', 'terraform']) writeFileSync(join(folder, name), FAKE, { mode: 0o755 });
  const azure = (name: string): Item[] =>
    JSON.parse(readFileSync(join(EXAMPLES, 'azure-foundations', `${name}.json`), 'utf8')) as Item[];
  for (const [name, command] of Object.entries(AZURE)) {
    const items = azure(name);
    put(`az ${command}`, name === 'pricings' ? { value: items } : items);
    put(`az ${command}`, items.map(({ id }) => id).join('\n'), 'tsv');
    const show = SHOWN[name];
    for (const item of show === undefined ? [] : items) put(`az ${show ?? ''} ${item.id}`, item);
  }
  for (const { id } of azure('sql')) {
    const isOfServer = (one: Item): boolean => one.id.startsWith(`${id}/`);
    put(`az sql db list ${id}`, azure('sqldb').filter(isOfServer));
  }
  // An asset comes twice: with the resource, and with its policy.
  put('gcloud config get-value project', 'shop');
  const byType = new Map<string, [Record<string, unknown>[], Record<string, unknown>[]]>();
  for (const line of readFileSync(join(EXAMPLES, 'google-foundations/assets.ndjson'), 'utf8').trim().split('\n')) {
    const { iamPolicy, ...asset } = JSON.parse(line) as Record<string, unknown> & { assetType: string };
    const [resources, policies] = byType.get(asset.assetType) ?? [[], []];
    const { resource: _, ...rest } = asset as Record<string, unknown>;
    if ('resource' in asset) resources.push(asset);
    if (iamPolicy !== undefined) policies.push({ ...rest, iamPolicy });
    byType.set(asset.assetType, [resources, policies]);
  }
  for (const [type, [resources, policies]] of byType) {
    put(`gcloud asset list ${type} resource`, resources);
    put(`gcloud asset list ${type} iam-policy`, policies);
  }
  const { items } = JSON.parse(readFileSync(join(EXAMPLES, 'kubernetes-pod-security/list.json'), 'utf8')) as {
    items: { kind: string }[];
  };
  for (const kind of new Set(items.map((item) => item.kind))) {
    const name = kind.toLowerCase().replace(/y$/u, 'ie').replace(/s$/u, 'se');
    const ofKind = items.filter((item) => item.kind === kind);
    put(`kubectl get ${name}s`, { apiVersion: 'v1', kind: 'List', items: ofKind });
  }
  put('terraform plan', '');
});

interface Judged {
  readonly code: number;
  readonly err: string;
  /** How often each rule gave each status. */
  readonly counts: unknown;
}

async function judged(path: string, id: string): Promise<Judged> {
  const now = '2026-06-30T12:00:00Z';
  const { code, out, err } = await gsl(['evaluate', path, '--ruleset', id, '--now', now, '--format', 'json']);
  const { summary } = JSON.parse(out) as { summary: { rules: { id: string; counts: unknown }[] } };
  return { code, err, counts: summary.rules.map((rule) => [rule.id, rule.counts]) };
}

test.each(['azure-foundations', 'google-foundations', 'kubernetes-pod-security', 'terraform-aws', 'terraform-azure'])(
  'what the script for %s makes is judged as the sample that it was made of',
  { timeout: 90_000 },
  async (id) => {
    const [sample = ''] = readdirSync(join(EXAMPLES, id));
    if (id.startsWith('terraform')) put('terraform show', readFileSync(join(EXAMPLES, id, sample), 'utf8').trim());
    const { out: text } = await gsl(['collect', '--ruleset', id]);
    const script = join(folder, `${id}.sh`);
    writeFileSync(script, text);
    const inventory = join(folder, `inventory-${id}`);
    const { status, stderr } = spawnSync('sh', ['-eu', script, inventory], {
      env: { ...process.env, PATH: `${folder}:${process.env['PATH'] ?? ''}`, ANSWERS: answers },
      encoding: 'utf8',
    });
    expect([status, stderr]).toEqual([0, '']);
    expect(await judged(inventory, id)).toEqual(await judged(join(EXAMPLES, id), id));
  },
);
