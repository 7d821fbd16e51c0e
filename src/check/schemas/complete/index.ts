export { knows } from '../knows.ts';
export type { Knowledge, PathKnowledge } from '../knows.ts';
export { mergedSchemas } from '../merged.ts';
import { inflated } from '../../../text/inflated.ts';
import { cloudGuardSchemas } from '../cloudguard.ts';
import { mergedSchemas } from '../merged.ts';
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

const TABLES: Readonly<Record<string, Table>> = {
  cloudFormation: {
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
  terraformAws: { types: /^aws_/u, load: () => import('./data/terraform-aws.ts'), more: TERRAFORM },
  terraformAzure: { types: /^azurerm_/u, load: () => import('./data/terraform-azurerm.ts'), more: TERRAFORM },
  terraformGoogle: { types: /^google_/u, load: () => import('./data/terraform-google.ts'), more: TERRAFORM },
  terraformKubernetes: {
    types: /^kubernetes_/u,
    load: () => import('./data/terraform-kubernetes.ts'),
    more: TERRAFORM,
  },
};

const loaded = new Map<Table, Promise<EntitySchemas>>();

function tableOf(table: Table): Promise<EntitySchemas> {
  let schemas = loaded.get(table);
  if (schemas === undefined) {
    schemas = table.load().then(async ({ DATA }) => decodeSchemas(await inflated(DATA), table.more));
    loaded.set(table, schemas);
  }
  return schemas;
}

/**
 * What is known of entities, with the complete schemas of CloudFormation, of the Terraform providers aws, azurerm, google
 * and kubernetes, and of Kubernetes. Of a type with a complete schema, a property that is not in it is a slip.
 *
 * @param types types that rules name: only the tables that hold such types are loaded; without it, all are
 * @returns the schemas, {@link cloudGuardSchemas} among them; each type's is made when it is first read
 * @example
 * const schemas = await loadSchemas(['AWS_IAM_Role']);
 * check('AWS_IAM_Role should have Polices', { schemas })[0].help // 'did you mean `Policies`?'
 */
export async function loadSchemas(types?: Iterable<string>): Promise<EntitySchemas> {
  const names = types === undefined ? undefined : [...types];
  const tables = Object.values(TABLES).filter(({ types: held }) => names?.some((name) => held.test(name)) ?? true);
  if (tables.length === 0) return cloudGuardSchemas;
  return mergedSchemas([cloudGuardSchemas, ...(await Promise.all(tables.map(tableOf)))]);
}
