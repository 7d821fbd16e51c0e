import { inflated } from '../../../text/inflated.ts';
import type { EntitySchemas, ObjectSchema } from '../schema.ts';
import { decodeSchemas } from './decode.ts';

interface Table {
  /** The types that it holds. */
  readonly types: RegExp;
  readonly load: () => Promise<{ readonly DATA: string }>;
  /** What our readers add to the entities. */
  readonly more: ObjectSchema;
}

const LABELS = [{ key: 'text', value: 'any' }] as const;
/** What CloudFormation keeps beside a resource's properties. */
const BESIDE_PROPERTIES: ObjectSchema = {
  Condition: 'any',
  CreationPolicy: 'any',
  DeletionPolicy: 'any',
  DependsOn: 'any',
  Metadata: 'any',
  UpdatePolicy: 'any',
  UpdateReplacePolicy: 'any',
};
const TERRAFORM: ObjectSchema = { address: 'any', typeProperty: 'any' };

/** By the names of their files. */
const TABLES: Readonly<Record<string, Table>> = {
  cloudformation: {
    types: /^AWS_/u,
    load: () => import('./data/cloudformation.ts'),
    more: BESIDE_PROPERTIES,
  },
  kubernetes: {
    types: /^Kubernetes/u,
    load: () => import('./data/kubernetes.ts'),
    // The vendor adds to what stands in a manifest, and there may be more than is known: the top is open.
    more: { namespace: 'any', labels: LABELS, annotations: LABELS, typeProperty: 'any', '*': 'any' },
  },
  'terraform-aws': { types: /^aws_/u, load: () => import('./data/terraform-aws.ts'), more: TERRAFORM },
  'terraform-azurerm': { types: /^azurerm_/u, load: () => import('./data/terraform-azurerm.ts'), more: TERRAFORM },
  'terraform-google': { types: /^google_/u, load: () => import('./data/terraform-google.ts'), more: TERRAFORM },
  'terraform-kubernetes': {
    types: /^kubernetes_/u,
    load: () => import('./data/terraform-kubernetes.ts'),
    more: TERRAFORM,
  },
};

const loaded = new Map<string, Promise<EntitySchemas>>();

/** The names of the tables that hold some types; of all without types. */
export function tablesFor(types?: readonly string[]): readonly string[] {
  return Object.keys(TABLES).filter((name) => types?.some((type) => TABLES[name]?.types.test(type)) ?? true);
}

/** What a table knows, read once. */
export async function schemasOf(name: string): Promise<EntitySchemas> {
  const table = Object.hasOwn(TABLES, name) ? TABLES[name] : undefined;
  if (table === undefined) return {};
  let schemas = loaded.get(name);
  if (schemas === undefined) {
    schemas = table.load().then(async ({ DATA }) => decodeSchemas(await inflated(DATA), table.more));
    loaded.set(name, schemas);
  }
  return schemas;
}

/** The tables as they are kept, by name: for a page that carries them along. */
export async function packedTables(): Promise<Readonly<Record<string, string>>> {
  const all = Object.entries(TABLES).map(async ([name, { load }]) => [name, (await load()).DATA] as const);
  return Object.fromEntries(await Promise.all(all));
}

