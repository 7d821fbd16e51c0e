import { clip } from '../../text/clip.ts';
import { isObject, ownText, ownValue } from '../entity.ts';
import { isPolicy } from '../aws/policy-form.ts';
import { problem } from '../problems.ts';
import { secretPaths } from '../secret-names.ts';
import { meantBy } from '../spelling.ts';
import { entityRecord, type InventoryRecord, type Provenance } from '../../values/record.ts';
import type { Entity } from '../../values/entity.ts';
import type { TemplateValues } from './template-values.ts';
import { withDocuments } from './documents.ts';
import { withGlobals } from './serverless.ts';
import { addsMembers, intrinsicOf, isPlaceholder } from './unknown-paths.ts';

type Members = Readonly<Record<string, unknown>>;

/** What stands beside `Type` and `Properties` in a resource. */
const ATTRIBUTES = [
  'Condition',
  'CreationPolicy',
  'DeletionPolicy',
  'DependsOn',
  'Metadata',
  'UpdatePolicy',
  'UpdateReplacePolicy',
] as const;

const PARTS = ['Type', 'Properties', ...ATTRIBUTES];

/** What a resource has under a name that differs in case or blanks, which CloudFormation refuses, with what it is called. */
function misnamed(resource: Members): readonly (readonly [string, string])[] {
  return Object.keys(resource).flatMap((name) => {
    const meant = meantBy(name, PARTS);
    return meant === undefined || Object.hasOwn(resource, meant) ? [] : [[name, meant] as const];
  });
}

/** Whether a function or a reference decides what is there. */
function isLeft(value: unknown): boolean {
  if (typeof value === 'string') return /\{\{|\$\{/u.test(value);
  return isObject(value) && Object.keys(value).some((name) => name === 'Ref' || name.startsWith('Fn::'));
}

/** Where resources of AWS keep a policy. */
const POLICIES = ['PolicyDocument', 'AssumeRolePolicyDocument', 'KeyPolicy'];

/** What an entity has under these names is never a property of the resource. */
const TAKEN = ['type', 'id'] as const;

/** Of AWS, of others in the registry, of a service of one's own (`Custom::Thing`), and of modules. */
const TYPE = /^[\w-]+(?:::[\w@-]+)+$/u;

const RENDER = 'read what is made of it';

const EXPAND =
  'expand the template first, as CloudFormation does: aws cloudformation get-template --template-stage Processed';

/** The entity of a resource, or the problem that it is none. */
export function resourceRecord(
  logicalId: string,
  resource: unknown,
  template: Members,
  values: TemplateValues,
  at: Provenance,
): InventoryRecord {
  if (addsMembers(logicalId)) {
    return problem('incomplete-input', `\`${logicalId}\` makes resources only when the stack is made`, at, EXPAND);
  }
  const type = isObject(resource) ? ownText(resource, 'Type') : undefined;
  if (!isObject(resource) || type === undefined || type === '') {
    return problem('not-an-entity', `the resource \`${logicalId}\` has no \`Type\``, at);
  }
  if (isPlaceholder(type)) {
    return problem('unrendered-template', `the type of \`${logicalId}\` is put in before it is deployed`, at, RENDER);
  }
  if (!TYPE.test(type)) {
    const help = 'a type is written as `AWS::S3::Bucket`; the resource is not judged';
    return problem('not-an-entity', `\`${clip(type, 60)}\`, the type of \`${logicalId}\`, is none`, at, help);
  }
  if (type.endsWith('::MODULE')) {
    return problem(
      'incomplete-input',
      `the module \`${type}\` makes resources that are not in the template`,
      at,
      EXPAND,
    );
  }
  return toRecord(logicalId, type, resource, withGlobals(ownValue(resource, 'Properties'), type, template), values, at);
}

function toRecord(
  logicalId: string,
  type: string,
  resource: Members,
  written: unknown,
  values: TemplateValues,
  place: Provenance,
): InventoryRecord {
  const attributes = Object.fromEntries(
    ATTRIBUTES.flatMap((name) => {
      const value = values.resolve(ownValue(resource, name));
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
  const resolved = values.resolve(written);
  // What stands in place of the properties is none of them.
  const isCall = isObject(resolved) && intrinsicOf(resolved) !== undefined;
  const properties = isObject(resolved) && !isCall ? resolved : {};
  // Documents of Systems Manager have such names themselves.
  const hasNames = type.startsWith('AWS::SSM::');
  const open = [values.unresolved(attributes), values.unresolved(resolved, hasNames)];
  const unknown = new Map(open.flatMap((one) => [...one.unknown]));
  if (!isObject(resolved) && (resolved ?? null) !== null)
    unknown.set('*', 'what stands for the properties is no object');
  const macro = Object.keys(resource).find(addsMembers);
  if (macro !== undefined) unknown.set('*', `\`${macro}\` adds properties at deployment`);
  for (const [name, meant] of misnamed(resource))
    unknown.set('*', `\`${name}\` says nothing: it is called \`${meant}\``);
  for (const name of type.startsWith('AWS::') ? POLICIES : []) {
    const document = ownValue(properties, name);
    // An empty one stands for none, and a rule sees that.
    if (isObject(document) && Object.keys(document).length > 0 && !isPolicy(document, isLeft))
      unknown.set(name, 'it is no policy, as it is written: IAM refuses it');
  }
  const renamed = TAKEN.filter((name) => Object.hasOwn(properties, name));
  // A rule that asks for them means the properties, so it is told the other names.
  for (const name of renamed) unknown.set(name, `the property \`${name}\` is called \`${name}Property\``);
  const told: Entity = {
    name: logicalId,
    source: 'cloudformation',
    ...attributes,
    ...properties,
    ...Object.fromEntries(renamed.map((name) => [`${name}Property`, properties[name]])),
    id: logicalId,
    type: type.replaceAll('::', '_'),
  };
  const partly = new Map(open.flatMap((one) => [...one.partly]).filter(([path]) => unknown.has(path)));
  const present = open.flatMap((one) => one.present).filter((path) => unknown.has(path));
  const documents: string[] = [];
  const entity = withDocuments({ entity: told, unknown, partly, documents }) as Entity;
  const sensitive = [...new Set([...values.secretPaths(entity), ...secretPaths(properties)])];
  const record = entityRecord(entity, place, unknown.size === 0 ? undefined : Object.fromEntries(unknown), sensitive);
  return {
    ...record,
    ...(partly.size === 0 ? {} : { partly: Object.fromEntries(partly) }),
    ...(documents.length === 0 ? {} : { documents }),
    ...(present.length === 0 ? {} : { present }),
  };
}
