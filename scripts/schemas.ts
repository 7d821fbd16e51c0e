/*
 * Makes the tables of published schemas, src/check/schemas/complete/data/, from the npm packages that carry them:
 * `npm run schemas`, or `npm run schemas -- kubernetes` for some. Needs the network and some minutes; the tables are
 * committed. To follow a new version of a provider, change it here.
 */
import { writeFileSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';
import { cloudFormationTypes } from './schemas/cloudformation.ts';
import { kubernetesTypes } from './schemas/kubernetes.ts';
import { merged } from './schemas/merge.ts';
import { encode, type Structure } from './schemas/shape.ts';
import { terraformTypes } from './schemas/terraform.ts';

interface Table {
  readonly of: string;
  readonly packages: readonly string[];
  readonly read: (packageName: string) => Map<string, Structure>;
}

/** Rules live longer than versions of a provider: the one before the newest is in its table too. */
const TABLES: Readonly<Record<string, Table>> = {
  cloudformation: {
    of: 'CloudFormation resource types',
    packages: ['@aws-cdk/aws-service-spec@0.1.216'],
    read: cloudFormationTypes,
  },
  kubernetes: { of: 'Kubernetes 1.30', packages: ['kubernetes-types@1.30.0'], read: kubernetesTypes },
  'terraform-aws': {
    of: 'the Terraform provider aws, versions 5 and 6',
    packages: ['@cdktf/provider-aws@19.65.1', '@cdktf/provider-aws@21.22.1'],
    read: terraformTypes,
  },
  'terraform-azurerm': {
    of: 'the Terraform provider azurerm, versions 3 and 4',
    packages: ['@cdktf/provider-azurerm@12.27.0', '@cdktf/provider-azurerm@14.23.1'],
    read: terraformTypes,
  },
  'terraform-google': {
    of: 'the Terraform provider google, versions 5 and 6',
    packages: ['@cdktf/provider-google@13.32.1', '@cdktf/provider-google@16.12.1'],
    read: terraformTypes,
  },
  'terraform-kubernetes': {
    of: 'the Terraform provider kubernetes, version 2',
    packages: ['@cdktf/provider-kubernetes@12.1.1'],
    read: terraformTypes,
  },
};

const wanted = process.argv.slice(2);
for (const [name, { of, packages, read }] of Object.entries(TABLES)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const types = merged(packages.map(read));
  const data = deflateRawSync(encode(types), { level: 9 }).toString('base64');
  const file = new URL(`../src/check/schemas/complete/data/${name}.ts`, import.meta.url);
  writeFileSync(
    file,
    `/* Generated from ${packages.join(' and ')} by \`npm run schemas\`. Do not edit. */\n\n/** ${of}: see decode.ts for the form. */\nexport const DATA: string =\n  '${data}';\n`,
  );
  console.log(`${name}: ${types.size} types, ${data.length} bytes`);
}
