import type { JsonShape } from '../../formats/sample.ts';

/* What tells that an input is no answer before the tables of calls are asked: most inputs are none. */

/** `SecurityGroups:` with `- Description:` below it, `KeyMetadata:` with `AWSAccountId:`; each answer may be an item of a stream. */
export const YAML_ANSWER =
  /^(?:---\s*)?(?:-[ \t]+)?([A-Za-z]\w*):[ \t]*\r?\n[ \t]*(-[ \t]+)?(?:[A-Z]\w*:|-[ \t]+[A-Z])/u;

/** `- Description: x` with `  GroupId:` below it. */
export const YAML_ITEM = /^(?:---\s*)?- [A-Z]\w*:(?:[ \t][^\n]*)?\r?\n {2}(?:[A-Z]|- )/u;

/** Whether these can be the members of an answer: an entity names its type; a manifest its kind. */
export function mayBeAnswer(members: ReadonlyMap<string, JsonShape>): boolean {
  return !members.has('apiVersion') && (members.get('type')?.kind !== 'text' || isResource(members));
}

/**
 * Whether these are the members of a resource as some service of AWS writes it: it tells its ARN, and names no type of
 * entity. What services call a type (`"type": "APPLICATION"`) is none; an entity has an `id` beside it, and no `somethingArn`.
 */
export function isResource(members: ReadonlyMap<string, JsonShape>): boolean {
  if (members.size < 2 || ![...members.keys()].every((member) => API_NAME.test(member))) return false;
  const arns = [...members].filter(([member, shape]) => OWN_ARN.test(member) && isArn(shape)).map(([member]) => member);
  if (members.get('type')?.kind !== 'text') return arns.length > 0;
  return !members.has('id') && arns.some((member) => COMPOUND.test(member));
}

const API_NAME = /^[A-Za-z][A-Za-z0-9]*$/u;
const OWN_ARN = /Arn$|^arn$|ARN$/u;
const COMPOUND = /^[a-z][A-Za-z0-9]+Arn$/u;

/** Whether a text names a resource of AWS. */
export function isArn(shape: JsonShape): boolean {
  return shape.kind === 'text' && /^arn:aws[a-z-]*:/u.test(shape.text);
}
