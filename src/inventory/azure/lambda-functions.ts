import type { Expression } from './expression.ts';
import { isUntold, UNKNOWN } from './expression-arguments.ts';

/** Works out expressions in which the variables of lambdas stand for something. */
export interface LambdaScope {
  evaluate(expression: Expression): unknown;
  /** The same while variables have these values; unknown where too much was worked out. */
  evaluateWith(variables: readonly (readonly [name: string, value: unknown])[], expression: Expression): unknown;
}

/** `lambda('x', 'i', body)`: what its variables are called, and what it gives. */
interface Lambda {
  readonly names: readonly string[];
  readonly body: Expression;
}

type LambdaFunction = (
  values: readonly unknown[],
  lambdas: readonly Lambda[],
  apply: (lambda: Lambda, ...values: readonly unknown[]) => unknown,
) => unknown;

/** The functions that take lambdas, by their names in lower case: with so many values before the lambdas. */
const LAMBDA_FUNCTIONS: ReadonlyMap<string, { readonly takes: number; readonly result: LambdaFunction }> = new Map([
  ['filter', { takes: 1, result: filtered }],
  ['map', { takes: 1, result: mapped }],
  ['reduce', { takes: 2, result: reduced }],
  ['toobject', { takes: 1, result: objectOf }],
]);

/** What a call of such a function gives; undefined for other functions. */
export function lambdaCall(name: string, args: readonly Expression[], scope: LambdaScope): unknown {
  const known = LAMBDA_FUNCTIONS.get(name);
  if (known === undefined) return undefined;
  const { takes, result } = known;
  const lambdas = args.slice(takes).map(lambdaOf);
  if (args.length <= takes || !lambdas.every((lambda) => lambda !== undefined)) return UNKNOWN;
  const values = args.slice(0, takes).map((arg) => scope.evaluate(arg));
  const [list] = values;
  if (values.includes(UNKNOWN) || !Array.isArray(list) || list.some(isUntold)) return UNKNOWN;
  return result(values, lambdas, ({ names, body }, ...given) =>
    scope.evaluateWith(
      names.map((one, at) => [one.toLowerCase(), at < given.length ? given[at] : UNKNOWN] as const),
      body,
    ),
  );
}

function lambdaOf(expression: Expression): Lambda | undefined {
  if (expression.kind !== 'call' || expression.name !== 'lambda') return undefined;
  const names = expression.args.slice(0, -1).map((arg) => (arg.kind === 'literal' ? arg.value : undefined));
  const body = expression.args.at(-1);
  const isNamed = (name: unknown): name is string => typeof name === 'string';
  return body === undefined || names.length === 0 || !names.every(isNamed) ? undefined : { names, body };
}

function mapped([list]: Parameters<LambdaFunction>[0], [lambda]: readonly Lambda[], apply: Apply): unknown {
  if (lambda === undefined) return UNKNOWN;
  return allKnown(items(list).map((item, index) => apply(lambda, item, index)));
}

type Apply = Parameters<LambdaFunction>[2];

function items(list: unknown): readonly unknown[] {
  return list as readonly unknown[];
}

function allKnown(values: readonly unknown[]): unknown {
  return values.includes(UNKNOWN) ? UNKNOWN : values;
}

function filtered([list]: readonly unknown[], [lambda]: readonly Lambda[], apply: Apply): unknown {
  if (lambda === undefined) return UNKNOWN;
  const holds = items(list).map((item, index) => apply(lambda, item, index));
  if (!holds.every((one) => typeof one === 'boolean')) return UNKNOWN;
  return items(list).filter((_, index) => holds[index]);
}

function reduced([list, initial]: readonly unknown[], [lambda]: readonly Lambda[], apply: Apply): unknown {
  if (lambda === undefined) return UNKNOWN;
  let value = initial;
  for (const [index, item] of items(list).entries()) {
    value = apply(lambda, value, item, index);
    if (value === UNKNOWN) return UNKNOWN;
  }
  return value;
}

function objectOf([list]: readonly unknown[], [key, value]: readonly Lambda[], apply: Apply): unknown {
  if (key === undefined) return UNKNOWN;
  const names = items(list).map((item) => apply(key, item));
  const values = value === undefined ? items(list) : items(list).map((item) => apply(value, item));
  if (values.includes(UNKNOWN) || !names.every((name) => typeof name === 'string')) return UNKNOWN;
  // Which of two elements of one name counts is not documented.
  if (new Set(names.map((name) => name.toLowerCase())).size !== names.length) return UNKNOWN;
  // `fromEntries` defines properties, it does not assign them: a `__proto__` key stays data.
  return Object.fromEntries(names.map((name, index) => [name, values[index]]));
}
