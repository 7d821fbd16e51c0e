import { isObject, ownText, ownValue } from '../entity.ts';

type Members = Readonly<Record<string, unknown>>;

/** Stands for what is known only when the stack is made. */
export const UNKNOWN = Symbol('unknown');

/**
 * What stacks have without being told, where it is nearly always the same and the exception (China, GovCloud) changes
 * names of services and no more. The account, the region and the stack are unknown.
 */
export const PSEUDO_PARAMETERS: ReadonlyMap<string, string> = new Map([
  ['AWS::Partition', 'aws'],
  ['AWS::URLSuffix', 'amazonaws.com'],
]);

/** The known values of a template's parameters: those that are given, else the defaults. Pseudo parameters can be given. */
export function parameterValues(declared: Members, given: Members): ReadonlyMap<string, unknown> {
  const values = new Map<string, unknown>();
  for (const [name, value] of Object.entries(given)) {
    if (name.startsWith('AWS::')) values.set(name, value);
  }
  for (const [name, parameter] of Object.entries(declared)) {
    const value = isObject(parameter) ? valueOf(parameter, ownValue(given, name)) : UNKNOWN;
    if (value !== UNKNOWN) values.set(name, value);
  }
  return values;
}

/** The values that a template asks not to echo, as far as they are known. */
export function secretValues(declared: Members, values: ReadonlyMap<string, unknown>): readonly string[] {
  return Object.entries(declared).flatMap(([name, parameter]) => {
    const noEcho = isObject(parameter) ? ownValue(parameter, 'NoEcho') : undefined;
    const value = noEcho === true || noEcho === 'true' ? values.get(name) : undefined;
    return typeof value === 'string' && value !== '' ? [value] : [];
  });
}

function valueOf(parameter: Members, given: unknown): unknown {
  const type = ownText(parameter, 'Type') ?? 'String';
  const value = given === undefined ? ownValue(parameter, 'Default') : given;
  // The value of these is the name of a stored parameter.
  if (value === undefined || value === null || type.startsWith('AWS::SSM::Parameter::Value')) return UNKNOWN;
  if (type === 'CommaDelimitedList' || type.startsWith('List<')) {
    return typeof value === 'string' ? value.split(',').map((item) => item.trim()) : value;
  }
  if (type === 'Number' && typeof value === 'string' && /^-?\d+(?:\.\d+)?$/u.test(value)) return Number(value);
  return value;
}
