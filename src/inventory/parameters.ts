import { parseExactJson } from '../values/exact-json.ts';
import { isObject, ownText, ownValue } from './entity.ts';

/** Values of parameters by name; null stands for one that the stack has, and that is not known here. */
export type ParameterValues = Readonly<Record<string, unknown>>;

const FORMS =
  'write { "Name": "value" }, [{ "ParameterKey": "Name", "ParameterValue": "value" }] as the AWS command line has it, { "Parameters": { "Name": "value" } }, or { "parameters": { "name": { "value": "value" } } } as Azure has it';

/**
 * Reads a file with the values of a template's parameters: an object of names and values, the list that
 * `aws cloudformation create-stack --parameters` takes, `["Name=value"]` as `deploy --parameter-overrides` takes it, the
 * configuration of a CodePipeline, or the parameters file of Azure. Throws SyntaxError, with a message for people, for anything else.
 *
 * @example
 * parseParameters('[{ "ParameterKey": "Stage", "ParameterValue": "prod" }]') // { Stage: 'prod' }
 */
export function parseParameters(text: string): ParameterValues {
  const data = parseExactJson(text);
  const azure = isObject(data) ? azureEntries(data) : undefined;
  if (azure !== undefined) return Object.fromEntries(azure);
  const inner = isObject(data) ? ownValue(data, 'Parameters') : undefined;
  const entries = entriesOf(isObject(inner) || Array.isArray(inner) ? inner : data);
  // `fromEntries` defines properties, it does not assign them: a `__proto__` key stays data.
  return Object.fromEntries(entries);
}

function entriesOf(data: unknown): readonly (readonly [string, unknown])[] {
  if (isObject(data)) return Object.entries(data);
  if (!Array.isArray(data)) throw new SyntaxError(`expected the values of parameters; ${FORMS}`);
  return data.map((item: unknown, index) => {
    const entry = typeof item === 'string' ? assignmentOf(item) : pairOf(item);
    if (entry === undefined) throw new SyntaxError(`element ${index} is no parameter with a value; ${FORMS}`);
    return entry;
  });
}

/** Of a file as Azure has it: what is not told as a value stands elsewhere, in a vault. */
function azureEntries(data: Readonly<Record<string, unknown>>): readonly (readonly [string, unknown])[] | undefined {
  const inner = ownValue(data, 'parameters');
  const isFile = AZURE.test(ownText(data, '$schema') ?? '') || Object.keys(data).length === 1;
  if (!isObject(inner) || !isFile) return undefined;
  return Object.entries(inner).map(([name, entry]) => {
    if (isObject(entry) && ['value', 'reference', 'expression'].some((key) => Object.hasOwn(entry, key)))
      return [name, ownValue(entry, 'value') ?? null];
    throw new SyntaxError(`\`${name}\` is no parameter with a value; ${FORMS}`);
  });
}

const AZURE = /deploymentParameters\.json/iu;

function assignmentOf(text: string): readonly [string, unknown] | undefined {
  const equals = text.indexOf('=');
  return equals <= 0 ? undefined : [text.slice(0, equals), text.slice(equals + 1)];
}

function pairOf(item: unknown): readonly [string, unknown] | undefined {
  const key = isObject(item) ? ownText(item, 'ParameterKey') : undefined;
  if (!isObject(item) || key === undefined) return undefined;
  // The value that the stack has already is not known here; null says so.
  return [key, ownValue(item, 'ParameterValue') ?? null];
}
