import type { InputSample, JsonShape } from '../formats/sample.ts';
import { unindented } from '../formats/yaml-sign.ts';

type Members = ReadonlyMap<string, JsonShape>;

/** A resource type: `AWS::S3::Bucket`, `Custom::Thing`, `Acme::Network::Gateway::MODULE`. */
const TYPE = /^[A-Za-z]\w*::\w/u;

/** What only a template has at its start, in YAML. */
const YAML_HEAD = /^["']?(?:AWSTemplateFormatVersion["']?[ \t]*:|Transform["']?[ \t]*:[ \t]*\[?[ \t]*["']?AWS::)/mu;
const YAML_RESOURCES = /^["']?Resources["']?[ \t]*:/mu;
const YAML_TYPE = /(?:^|[{,])[ \t]*["']?Type["']?[ \t]*:[ \t]*["']?[A-Za-z]\w*::\w/mu;

/** A template in JSON that is text in JSON, as SDKs give it: its quotes are escaped where it stands by itself. */
const JSON_TEXT =
  /^\s*(?:"\s*)?\{(?=[^]{0,4000}?\\?"(?:AWSTemplateFormatVersion|Resources)\\?"\s*:)(?=[^]*?\\?"(?:AWSTemplateFormatVersion\\?"\s*:|Type\\?"\s*:\s*\\?"[A-Za-z]\w*::\w))/u;

/** Whether the sample begins a template, or the answer of `get-template` with one in it, as an object or as text. */
export function isTemplate(sample: InputSample): boolean {
  if (sample.shape === undefined) return isText(sample.text);
  if (sample.shape.kind !== 'object') return false;
  const { members } = sample.shape;
  const set = members.get('StackSet');
  if (set?.kind === 'object') return set.members.has('TemplateBody') || /"TemplateBody"\s*:\s*"/u.test(sample.text);
  const body = members.get('TemplateBody');
  if (body?.kind === 'object') return isTemplateObject(body.members);
  // Long text is cut off with the sample: then only what stands before it tells.
  if (body?.kind === 'text') return isText(body.text);
  return isTemplateObject(members) || /^\s*\{\s*"TemplateBody"\s*:\s*"/u.test(sample.text);
}

function isText(text: string): boolean {
  // What `--query TemplateBody` gives of a template in YAML: one JSON text.
  if (/^\s*"/u.test(text) && /^\s*"[^"]*(?:AWSTemplateFormatVersion|Resources)[^"\n]{0,3}:/u.test(text)) {
    return /AWSTemplateFormatVersion|Type[^"]{0,3}:/u.test(text) && text.includes('Resources');
  }
  if (JSON_TEXT.test(text)) return true;
  const yaml = unindented(text);
  return YAML_HEAD.test(yaml) || (YAML_RESOURCES.test(yaml) && YAML_TYPE.test(yaml));
}

function isTemplateObject(members: Members): boolean {
  if (members.has('AWSTemplateFormatVersion')) return true;
  const transform = members.get('Transform');
  if (transform?.kind === 'text' && transform.text.startsWith('AWS::') && members.has('Resources')) return true;
  if (hasType(members.get('Resources'), (type) => TYPE.test(type))) return true;
  // Tools sort the members: a large part may stand before the resources and leave no room in the sample for them.
  const conditions = members.get('Conditions');
  const isOfConditions = conditions?.kind === 'object' && [...conditions.members.values()].some(callsFunction);
  return isOfConditions || hasType(members.get('Parameters'), isParameterType);
}

/** The types of parameters, of which those of no template are at most words like `string`. */
function isParameterType(type: string): boolean {
  return /^(?:String|Number|CommaDelimitedList|List<\w|AWS::)/u.test(type);
}

function hasType(shape: JsonShape | undefined, isType: (type: string) => boolean): boolean {
  if (shape?.kind !== 'object') return false;
  return [...shape.members.values()].some((member) => {
    const type = member.kind === 'object' ? member.members.get('Type') : undefined;
    return type?.kind === 'text' && isType(type.text);
  });
}

function callsFunction(shape: JsonShape): boolean {
  return shape.kind === 'object' && [...shape.members.keys()].some((key) => key.startsWith('Fn::'));
}
