import { TemplateValues } from './template-values.ts';
import { isObject, ownObject, ownText, ownValue } from '../entity.ts';
import { placeOf, problem } from '../problems.ts';
import type { InventoryReader } from '../reader.ts';
import { entityRecord, type InventoryRecord } from '../../values/record.ts';
import type { Entity } from '../../values/entity.ts';
import type { InputSample } from '../formats/sample.ts';
import { yamlDocuments } from '../formats/yaml-documents.ts';

/**
 * CloudFormation templates in JSON and YAML, short forms of the intrinsic functions (`!Ref`, `!Sub`) included. Each
 * resource becomes an entity:
 * - `type` is the resource type with `_` for `::`, as `AWS_S3_Bucket`;
 * - its `Properties` stand at the top, and beside them what CloudFormation keeps with a resource (`DeletionPolicy`,
 *   `Condition`, `Metadata`, ...);
 * - `id` and `name` are the logical id: the real ones are known only when the stack is made.
 *
 * Values are resolved as far as the template tells them: `Ref`, `Sub`, `Join`, `Split`, `Select`, `FindInMap` and `If`, with
 * parameters at their defaults; `AWS::NoValue` removes the property. All else stays the intrinsic function as an object in
 * its long form, never a guess, and its path is listed as unknown. A resource whose condition is false by default is read too: it can come into being.
 *
 * Format: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html
 */
export const cloudformation: InventoryReader = {
  name: 'cloudformation',
  title: 'CloudFormation template',
  summary: 'A CloudFormation template in JSON or YAML; each resource becomes an entity such as AWS_S3_Bucket.',
  command: 'aws cloudformation get-template --stack-name NAME --query TemplateBody > template.json',
  extensions: ['.json', '.yaml', '.yml', '.template'],
  detect: isTemplate,
  async *read(input, options) {
    for await (const document of yamlDocuments(input, options, longForm)) {
      if (document.problem !== undefined) {
        yield document.problem;
        continue;
      }
      const template = document.value;
      const resources = isObject(template) ? ownObject(template, 'Resources') : undefined;
      if (!isObject(template) || resources === undefined) {
        yield problem('not-an-entity', 'the template has no `Resources`', document.place);
        continue;
      }
      const values = new TemplateValues(template);
      const lines = document.childLines(['Resources']);
      for (const [logicalId, resource] of Object.entries(resources)) {
        yield toRecord(logicalId, resource, values, input.file, lines.get(logicalId));
      }
    }
  },
};

function isTemplate(sample: InputSample): boolean {
  if (sample.shape === undefined) {
    const { text } = sample;
    if (/^AWSTemplateFormatVersion\s*:/mu.test(text)) return true;
    return /^Resources[ \t]*:/mu.test(text) && /^[ \t]+Type[ \t]*:[ \t]*["']?(?:AWS|Custom|Alexa)::/mu.test(text);
  }
  if (sample.rootMember('AWSTemplateFormatVersion') !== undefined) return true;
  const resources = sample.rootMember('Resources');
  const first = resources?.kind === 'object' ? [...resources.members.values()][0] : undefined;
  const type = first?.kind === 'object' ? first.members.get('Type') : undefined;
  return type?.kind === 'text' && /^[A-Za-z]\w*::/u.test(type.text);
}

/** A short form as the long one: `!Ref x` is `{ Ref: x }`, `!GetAtt a.b` is `{ "Fn::GetAtt": ["a", "b"] }`. */
function longForm(tag: string, value: unknown): unknown {
  const name = tag.slice(1);
  if (name === 'Ref' || name === 'Condition') return { [name]: value };
  if (name === 'GetAtt' && typeof value === 'string') {
    const dot = value.indexOf('.');
    return { 'Fn::GetAtt': dot < 0 ? [value] : [value.slice(0, dot), value.slice(dot + 1)] };
  }
  return { [`Fn::${name}`]: value };
}

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

function toRecord(
  logicalId: string,
  resource: unknown,
  values: TemplateValues,
  file: string,
  line: number | undefined,
): InventoryRecord {
  const place = placeOf(file, line, undefined, logicalId);
  if (logicalId.startsWith('Fn::')) {
    const help =
      'expand the template first, as CloudFormation does: aws cloudformation get-template --template-stage Processed';
    return problem('not-an-entity', `\`${logicalId}\` makes resources only when the stack is made`, place, help);
  }
  const type = isObject(resource) ? ownText(resource, 'Type') : undefined;
  if (!isObject(resource) || type === undefined || type === '') {
    return problem('not-an-entity', `the resource \`${logicalId}\` has no \`Type\``, place);
  }
  const attributes = ATTRIBUTES.flatMap((name) => {
    const value = values.resolve(ownValue(resource, name));
    return value === undefined ? [] : [[name, value] as const];
  });
  const properties = values.resolve(ownValue(resource, 'Properties'));
  const entity: Entity = {
    ...Object.fromEntries(attributes),
    ...(isObject(properties) ? properties : {}),
    id: logicalId,
    type: type.replaceAll('::', '_'),
    name: logicalId,
    source: 'cloudformation',
  };
  const unknown = [...values.unresolved(entity)];
  return entityRecord(entity, place, unknown.length === 0 ? undefined : Object.fromEntries(unknown));
}
