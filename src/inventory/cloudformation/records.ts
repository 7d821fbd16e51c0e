import { clip } from '../../text/clip.ts';
import { assumedRecord } from '../coverage.ts';
import { isObject, ownObject, ownText, ownValue } from '../entity.ts';
import { placeOf, problem } from '../problems.ts';
import { meantBy } from '../spelling.ts';
import { inBatches, type RecordBatch } from '../batches.ts';
import type { ByteInput, ReadOptions } from '../reader.ts';
import type { InventoryRecord, ProblemRecord, Provenance } from '../../values/record.ts';
import { resourceRecord } from './resource.ts';
import { madeByServerless } from './serverless-made.ts';
import { TemplateValues } from './template-values.ts';
import { templatesOf, type FoundTemplate } from './templates.ts';

/** The entities of a template's resources. */
export async function* resourcesOf(input: ByteInput, options: ReadOptions): AsyncGenerator<RecordBatch> {
  for await (const template of templatesOf(input, options)) yield* inBatches(recordsOf(template, input.file, options));
}

function* recordsOf(
  { value: template, problem: broken, place, lines }: FoundTemplate,
  file: string,
  options: ReadOptions,
): Generator<InventoryRecord> {
  const resources = isObject(template) ? ownObject(template, 'Resources') : undefined;
  if (broken !== undefined) yield broken;
  else if (!isObject(template) || resources === undefined) {
    yield problem('not-an-entity', 'the template has no `Resources`', place);
  } else {
    const values = new TemplateValues(template, options.parameters);
    const leftOut: string[] = [];
    for (const { key: logicalId, value: resource, from } of values.membersOf(resources)) {
      const condition = values.leftOutBy(resource);
      if (condition !== undefined) {
        leftOut.push(`no \`${logicalId}\` (\`${condition}\` is false)`);
        continue;
      }
      const line = lines.get(from) ?? (lines.size === 0 ? place.line : undefined);
      const at = placeOf(file, line, undefined, logicalId);
      yield resourceRecord(logicalId, resource, template, values, at);
      for (const made of madeByServerless(logicalId, resource, template)) {
        if (made.logicalId !== logicalId && Object.hasOwn(resources, made.logicalId)) continue;
        yield resourceRecord(made.logicalId, made.resource, template, values, at);
      }
      const nested = nestedStack(resource, options.inputs ?? [], at);
      if (nested !== undefined) yield nested;
    }
    const assumed = [...leftOut, ...values.assumed];
    if (assumed.length > 0) yield assumedRecord('cloudformation', place, assumed);
    yield* macroProblems(template, place);
    yield* misspeltSections(template, place);
  }
}

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

/** What decides about resources, as the sections of a template are called. */
const SECTIONS = ['Conditions', 'Globals', 'Mappings', 'Parameters', 'Resources', 'Rules', 'Transform'];

/** Sections under a name that differs in case or blanks: CloudFormation refuses them, and what they would say is not read. */
function misspeltSections(template: Readonly<Record<string, unknown>>, place: Provenance): readonly ProblemRecord[] {
  return Object.keys(template).flatMap((name) => {
    const meant = meantBy(name, SECTIONS);
    if (meant === undefined) return [];
    const message = `\`${clip(name, 60)}\` says nothing: the section is called \`${meant}\``;
    return [problem('invalid-value', message, place)];
  });
}

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
