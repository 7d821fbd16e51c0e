import { keptIn, keptOfFew } from './kept.ts';
import { folded, otherNumber, slipOf, vocabularyOf } from './names.ts';
import type { EntitySchemas } from './schemas/schema.ts';
import { KUBERNETES_KINDS, TYPE_ALIASES } from './type-aliases.ts';

/** Sources of records: their names are those of entity types in lower case, and mean something else. */
const RECORD_SOURCES: ReadonlySet<string> = new Set(['cloudtrail', 'vpcfl']);

/** Who names types how. A slip stays within its family. */
const FAMILIES = {
  cloudFormation: /^(?:AWS|Alexa|Custom)_\w+_\w+$/u,
  kubernetes: /^Kubernetes\w*$/u,
  terraform: /^[a-z][a-z0-9]*_\w+$/u,
} as const;

type Family = keyof typeof FAMILIES | 'cloudGuard';

function familyOf(name: string): Family {
  const families = Object.keys(FAMILIES) as (keyof typeof FAMILIES)[];
  return families.find((family) => FAMILIES[family].test(name)) ?? 'cloudGuard';
}

interface KnownTypes {
  readonly known: ReadonlySet<string>;
  readonly families: Readonly<Record<Family, readonly string[]>>;
  /** The words of the types of a family, once they were asked for. */
  readonly vocabularies: Map<Family, ReadonlySet<string>>;
  /** What was found of names: the rules of a ruleset name the same types, and there may be thousands to hold one against. */
  readonly meant: Map<string, readonly string[]>;
}

const knownBySchemas = new WeakMap<EntitySchemas, KnownTypes>();

/** The types of a table, and the kinds of Kubernetes objects; sorted once, since there may be thousands. */
function knownTypes(schemas: EntitySchemas): KnownTypes {
  return keptIn(knownBySchemas, schemas, () => {
    const known = new Set([...Object.keys(schemas), ...KUBERNETES_TYPES]);
    const families: Record<Family, string[]> = { cloudFormation: [], cloudGuard: [], kubernetes: [], terraform: [] };
    for (const type of known) families[familyOf(type)].push(type);
    return { known, families, vocabularies: new Map(), meant: new Map() };
  });
}

const KUBERNETES_TYPES = KUBERNETES_KINDS.map((kind) => `Kubernetes${kind}`);

/**
 * The types that a target's name can stand for: itself where it is known, the one that it is a slip of, those that a plural,
 * the name of a service or of a resource of Terraform, CloudFormation or Kubernetes means. Empty for all others: there are
 * far more types than any table knows.
 *
 * @example
 * typesMeant('SecurityGroups', cloudGuardSchemas) // ['SecurityGroup']
 * typesMeant('EC2', cloudGuardSchemas) // ['Instance']
 */
export function typesMeant(name: string, schemas: EntitySchemas): readonly string[] {
  // A type that is known is not looked for among thousands.
  if (Object.hasOwn(schemas, name)) return [name];
  if (RECORD_SOURCES.has(name)) return [];
  const types = knownTypes(schemas);
  if (types.known.has(name)) return [name];
  return keptOfFew(types.meant, name, () => unknownMeant(name, types));
}

function unknownMeant(name: string, types: KnownTypes): readonly string[] {
  const { known, families } = types;
  if (name.includes('::')) return [name.replaceAll('::', '_')];
  // `aws.s3.bucket`
  const joined = name.replaceAll('.', '_');
  if (joined !== name)
    return known.has(joined) || /^(?:aws|azurerm|google)_\w+_/u.test(joined) ? [joined] : unknownMeant(joined, types);
  const family = familyOf(name);
  const relatives = families[family];
  const natives = [...families.cloudGuard, ...families.kubernetes];
  // `iam_user` and `kubernetes_role` look like resources of Terraform; only the second is one.
  const native = name.startsWith('kubernetes_') ? undefined : natives.find((type) => folded(type) === folded(name));
  if (native !== undefined) return family === 'terraform' ? [native, ...terraformTypes(name, known)] : [native];
  if (family === 'cloudGuard') {
    const alias = aliasOf(name, known);
    if (alias.length > 0) return alias;
    // `AwsEc2SecurityGroup`, as findings of Security Hub call it.
    // Users, roles and policies are another thing in each cloud.
    const [, bare] = /^(?:aws|amazon|(?:azure|gcp|google)(?!iam))([A-Z]\w+)$/iu.exec(name) ?? [];
    if (bare !== undefined) return known.has(bare) ? [bare] : unknownMeant(bare, types);
  }
  const plural = otherNumber(name).find((other) => known.has(other));
  if (plural !== undefined) return [plural];
  const near = slipOf(
    name,
    relatives,
    keptIn(types.vocabularies, family, () => vocabularyOf(relatives)),
  );
  return near === undefined ? [] : [near];
}

/** `iam_user` with its provider before it. */
function terraformTypes(name: string, known: ReadonlySet<string>): readonly string[] {
  return ['aws', 'azurerm', 'google'].map((provider) => `${provider}_${name}`).filter((type) => known.has(type));
}

/** What the name of a service, or of a kind of Kubernetes objects, stands for; in the plural too. */
function aliasOf(name: string, known: ReadonlySet<string>): readonly string[] {
  for (const key of [name, ...otherNumber(name)].map(folded)) {
    const kinds = KUBERNETES_KINDS.filter((kind) => folded(kind) === key.replace(/^k8s/u, ''));
    const named = TYPE_ALIASES.get(key) ?? [];
    const types = [...named, ...kinds.map((kind) => `Kubernetes${kind}`)].filter((type) => known.has(type));
    if (types.length > 0) return [...new Set(types)];
  }
  return [];
}

/** Whether a type is a resource of Terraform: of those, a rule may mean another version of the provider. */
export function isTerraformType(name: string): boolean {
  return familyOf(name) === 'terraform';
}

/** The one type that a name stands for, where there is only one. */
export function typeMeant(name: string, schemas: EntitySchemas): string | undefined {
  const types = typesMeant(name, schemas);
  return types.length === 1 ? types[0] : undefined;
}
