import { assumedRecord } from '../coverage.ts';
import { isObject, ownObject, ownText, ownValue } from '../entity.ts';
import { placeOf, problem } from '../problems.ts';
import type { InventoryReader } from '../reader.ts';
import type { ProblemRecord, Provenance } from '../../values/record.ts';
import { isTemplate } from './detect.ts';
import { resourceRecord } from './resource.ts';
import { TemplateValues } from './template-values.ts';
import { templatesOf } from './templates.ts';

/**
 * CloudFormation templates in JSON and YAML, short forms of the intrinsic functions (`!Ref`, `!Sub`) included, and the
 * answer of `aws cloudformation get-template`. Each resource becomes an entity:
 * - `type` is the resource type with `_` for `::`, as `AWS_S3_Bucket`, `AWS_Serverless_Function`, `Acme_Network_Gateway`;
 * - its `Properties` stand at the top, and beside them what CloudFormation keeps with a resource (`DeletionPolicy`,
 *   `Condition`, `Metadata`, ...); `Globals` of a serverless template are merged into them;
 * - `id` and `name` are the logical id: the real ones are known only when the stack is made.
 *
 * Values are resolved as far as the template tells them: `Ref`, `Sub`, `Join`, `Split`, `Select`, `FindInMap` and `If`, with
 * parameters as they are given, else at their defaults; `AWS::NoValue` removes the property; `AWS::Partition` is `aws` and
 * `AWS::URLSuffix` is `amazonaws.com`, which is so everywhere but in China and GovCloud. All else stays the intrinsic
 * function as an object in its long form, never a guess, and its path is listed as unknown; so are dynamic references and
 * what macros and loops add to properties. A resource whose condition is false by default is read too: it can come into
 * being. Loops (`Fn::ForEach`) over what the template tells are written out. Resources that the template does not hold (macros, loops, modules, nested stacks) are a problem.
 *
 * Format: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html
 */
export const cloudformation: InventoryReader = {
  name: 'cloudformation',
  title: 'CloudFormation template',
  summary: 'A CloudFormation template in JSON or YAML; each resource becomes an entity such as AWS_S3_Bucket.',
  command:
    'aws cloudformation get-template --template-stage Processed --stack-name NAME --query TemplateBody > template.json',
  // What answers are called has no template.
  covers: ['AWS_*', '!AWS_API_*'],
  vendor: 'aws',
  // Types of others: `Datadog_Monitors_Monitor`, `Custom_Thing`.
  coversWith: (type) => ({ covers: [`${type.slice(0, type.indexOf('_') + 1) || type}*`] }),
  extensions: ['.json', '.yaml', '.yml', '.template'],
  detect: isTemplate,
  async *read(input, options) {
    for await (const { value: template, problem: broken, place, lines } of templatesOf(input, options)) {
      const resources = isObject(template) ? ownObject(template, 'Resources') : undefined;
      if (broken !== undefined) yield broken;
      else if (!isObject(template) || resources === undefined) {
        yield problem('not-an-entity', 'the template has no `Resources`', place);
      } else {
        const values = new TemplateValues(template, options.parameters);
        for (const { key: logicalId, value: resource, from } of values.membersOf(resources)) {
          const line = lines.get(from) ?? (lines.size === 0 ? place.line : undefined);
          const at = placeOf(input.file, line, undefined, logicalId);
          yield resourceRecord(logicalId, resource, template, values, at);
          const nested = nestedStack(resource, options.inputs ?? [], at);
          if (nested !== undefined) yield nested;
        }
        if (values.assumed.length > 0) yield assumedRecord('cloudformation', place, values.assumed);
        yield* macroProblems(template, place);
      }
    }
  },
};

/** A stack within the stack, whose template is not among the inputs: its resources are not seen. */
function nestedStack(resource: unknown, inputs: readonly string[], place: Provenance): ProblemRecord | undefined {
  const type = isObject(resource) ? ownText(resource, 'Type') : undefined;
  const key = type === undefined ? undefined : NESTED.get(type);
  if (key === undefined || !isObject(resource)) return undefined;
  const url = ownValue(ownObject(resource, 'Properties') ?? {}, key);
  const name = typeof url === 'string' ? url.split(/[/\\]/u).at(-1) : undefined;
  if (name !== undefined && inputs.some((input) => input.split(/[/\\]/u).at(-1) === name)) return undefined;
  const where = typeof url === 'string' ? ` (${url})` : '';
  const message = `the nested stack \`${place.address ?? ''}\`${where} makes resources that are in no input`;
  return problem('incomplete-input', message, place, 'read its template too');
}

/** The types that stand for a whole template, and where they name it. */
const NESTED: ReadonlyMap<string, string> = new Map([
  ['AWS::CloudFormation::Stack', 'TemplateURL'],
  ['AWS::Serverless::Application', 'Location'],
]);

/** A macro over the whole template can make and change resources; those of AWS that do not are known. */
function macroProblems(template: Readonly<Record<string, unknown>>, place: Provenance): readonly ProblemRecord[] {
  const transforms = [ownValue(template, 'Transform')].flat();
  const names = transforms.filter((name) => typeof name !== 'string' || !QUIET.test(name));
  const isIncluded = Object.hasOwn(template, 'Fn::Transform');
  if (!isIncluded && names.every((name) => name === undefined)) return [];
  const [first] = names;
  const name = typeof first === 'string' ? first : 'Fn::Transform';
  const message = `the macro \`${name}\` can make resources and change those that are here, when the stack is made`;
  const help = 'read what it makes: aws cloudformation get-template --template-stage Processed';
  return [problem('incomplete-input', message, place, help)];
}

/** What serverless resources stand for is told by their types; the others make no resources of their own. */
const QUIET = /^AWS::(?:Serverless|LanguageExtensions|SecretsManager|CodeDeployBlueGreen|ServiceCatalog)/u;
