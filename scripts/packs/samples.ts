import type { Pack } from '../../src/rules/packs/pack.ts';
import type { LoadedRule } from '../../src/rules/rule.ts';

/*
 * Sample inventories of the packs that judge what people write: the entities of the rules' own tests, as the tool writes them.
 */

/** A test of a rule. */
export interface RuleTest {
  readonly name: string;
  readonly entity: Entity;
  readonly expect: string;
  /** The other entities of its inventory. */
  readonly resources?: readonly Entity[];
}

type Entity = Readonly<Record<string, unknown>>;
/** Entities by the names that they have in the file. */
type Named = readonly (readonly [name: string, type: string, entity: Entity])[];

interface Tool {
  /** The name of the sample. */
  readonly file: string;
  readonly write: (entities: Named) => string;
}

/** One object a line, so that a change of a rule is a change of a line. */
function lines(objects: readonly unknown[]): string {
  return objects.map((object) => JSON.stringify(object)).join(',\n');
}

const terraform: Tool = {
  file: 'plan.json',
  write: (entities) => {
    const changes = entities.map(([name, type, entity]) => ({
      address: `${type}.${name}`,
      mode: 'managed',
      type,
      name,
      change: { actions: ['create'], after: attributesOf(entity) },
    }));
    return `{"format_version":"1.2","terraform_version":"1.12.0","resource_changes":[\n${lines(changes)}\n]}\n`;
  },
};

/** The reader calls an attribute `type` otherwise. */
function attributesOf({ typeProperty, ...rest }: Entity): Entity {
  return typeProperty === undefined ? rest : { ...rest, type: typeProperty };
}

const cloudformation: Tool = {
  file: 'template.json',
  write: (entities) => {
    const resources = entities.map(([name, type, Properties]) => {
      const resource = { Type: type.replaceAll('_', '::'), Properties };
      return `${JSON.stringify(name.replaceAll('_', ''))}:${JSON.stringify(resource)}`;
    });
    return `{"AWSTemplateFormatVersion":"2010-09-09","Resources":{\n${resources.join(',\n')}\n}}\n`;
  },
};

const kubernetes: Tool = {
  file: 'list.json',
  write: (entities) => {
    const items = entities.map(([given, type, entity]) => {
      const { name = given.replaceAll('_', '-'), namespace, annotations, spec, ...rest } = entity;
      const noted = Array.isArray(annotations)
        ? { annotations: Object.fromEntries(annotations.map(({ key, value }) => [key, value])) as object }
        : {};
      return {
        apiVersion: 'v1',
        kind: type.replace(/^Kubernetes/u, ''),
        metadata: { name, ...(namespace === undefined ? {} : { namespace }), ...noted },
        ...(type.endsWith('RoleBinding') && A_ROLE),
        ...rest,
        ...(spec === undefined && type !== POD
          ? {}
          : { spec: { ...(type === POD && NO_CONTAINERS), ...withFlags(spec) } }),
      };
    });
    return `{"apiVersion":"v1","kind":"List","items":[\n${lines(items)}\n]}\n`;
  },
};

/** A manifest of one without containers would be a part of one. */
const POD = 'KubernetesPod';
const NO_CONTAINERS = { containers: [] };
/** And one of a binding without a role. */
const A_ROLE = { roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view' } };

interface Container {
  readonly command?: readonly string[];
  readonly parsedArgs?: readonly { readonly key: string; readonly value: string }[];
}

/** The reader takes flags from the command line of a container. */
function withFlags(spec: unknown = {}): object {
  const { containers, ...rest } = spec as { readonly containers?: readonly Container[] };
  if (containers === undefined) return rest;
  const written = containers.map(({ parsedArgs = [], command, ...container }) => ({
    name: 'a',
    ...container,
    ...(command && { command: [command[0], ...parsedArgs.map(({ key, value }) => `--${key}=${value}`)] }),
  }));
  return { ...rest, containers: written };
}

/** The packs on what people write, by the tool that reads it. */
export const PACK_TOOLS: Readonly<Record<string, Tool>> = {
  'terraform-aws': terraform,
  'terraform-azure': terraform,
  'terraform-google': terraform,
  'cloudformation-aws': cloudformation,
  'kubernetes-pod-security': kubernetes,
};

/** The entity of one test of a rule, in a file of its own. */
export function testFile(tool: Tool, { entityType = '' }: LoadedRule, test: RuleTest): string {
  return tool.write(named('a', entityType, test));
}

/** The entity of a test under a name, and the others that it needs. */
function named(name: string, entityType: string, { entity, resources = [] }: RuleTest): Named {
  const others = resources.map(
    ({ type, ...rest }, index) => [`${name}_other_${index + 1}`, String(type), rest] as const,
  );
  return [[name, entityType, entity], ...others];
}

/** The sample of a pack: all entities of the tests of its rules in one file. */
export function packSample(pack: Pack): readonly (readonly [path: string, text: string])[] {
  const tool = Object.hasOwn(PACK_TOOLS, pack.id) ? PACK_TOOLS[pack.id] : undefined;
  if (tool === undefined) return [];
  const entities = pack.rules.flatMap(({ id, entityType = '', tests }) =>
    (tests as readonly RuleTest[]).flatMap((test, index) => {
      const name =
        `${id.replace(/^GSL\./u, '').replaceAll(/[^A-Za-z\d]+/gu, '_')}_${test.expect}_${index + 1}`.toLowerCase();
      return named(name, entityType, test);
    }),
  );
  return [[`examples/packs/${pack.id}/${tool.file}`, tool.write(entities)]];
}
