import { isObject, ownObject, ownText, ownValue } from '../entity.ts';
import { isTooLarge, sizeOf } from '../terraform/hcl/size.ts';
import { parseExpression, type Expression } from './expression.ts';
import { isUntold, told, UNKNOWN } from './expression-arguments.ts';
import { FUNCTIONS } from './expression-functions.ts';
import { type Loop, loopsOf, MAX_TURNS, type Shared, sharedOf, TURN } from './template-loops.ts';
import { lambdaCall, type LambdaScope } from './lambda-functions.ts';
import { piecesOf } from './template-text.ts';
import { isExpression } from './resource.ts';

type Members = Readonly<Record<string, unknown>>;

/** How deep values, calls and variables may need one another. */
const MAX_DEPTH = 200;
/** How much may be put in the places of expressions in all of a template: a variable can stand in each of many resources. */
const MAX_WORK = 5_000_000;
/** So many characters are as much as one member. */
const CHARACTERS = 64;

/** What parameters count as that nobody gave: their defaults, which are noted; or nothing, for what has to be certain. */
export type Defaults = 'assumed' | 'certain' | 'unknown';

/**
 * Gives the values of a template (ARM) as far as the template itself tells them: parameters as they are given or by their
 * defaults, variables, and functions whose result is sure. All else stays the expression as it is written, wherever it
 * stands, and so do secure parameters.
 */
export class TemplateValues {
  readonly #template: Members;
  readonly #parameters: Members;
  readonly #variables: Members;
  readonly #given: Members;
  readonly #defaults: Defaults;
  readonly #shared: Shared;
  /** The loops that are run through, the innermost last: those of resources are meant where none is named. */
  readonly #loops: readonly Loop[];
  /** Each object is resolved once: resources stand in others. */
  readonly #resolved = new WeakMap<object, unknown>();

  /** What the variables of the lambdas stand for that are worked out. */
  #lambdas: ReadonlyMap<string, unknown> = new Map();
  readonly #lambdaScope: LambdaScope = {
    evaluate: (expression) => this.#evaluated(expression),
    evaluateWith: (variables, expression) => {
      const { budget } = this.#shared;
      budget.left -= TURN;
      if (budget.left < 0) return UNKNOWN;
      const outer = this.#lambdas;
      this.#lambdas = new Map([...outer, ...variables]);
      const value = told(this.#evaluated(expression));
      this.#lambdas = outer;
      return value;
    },
  };

  constructor(
    template: Members,
    given: Members,
    defaults: Defaults,
    shared: Shared = sharedOf({ left: MAX_WORK }),
    loops: readonly Loop[] = [],
  ) {
    this.#template = template;
    this.#parameters = ownObject(template, 'parameters') ?? {};
    this.#variables = ownObject(template, 'variables') ?? {};
    this.#given = given;
    this.#defaults = defaults;
    this.#shared = shared;
    this.#loops = loops;
  }

  /** The values in one turn of a loop (`copy`). */
  looped(name: string, index: number, isOfResource: boolean): TemplateValues {
    const loops = [...this.#loops, { name: name.toLowerCase(), index, isOfResource }];
    return new TemplateValues(this.#template, this.#given, this.#defaults, this.#shared, loops);
  }

  /** What was taken so far for values of parameters that were not given, in words. */
  get assumed(): readonly string[] {
    return [...this.#shared.assumed];
  }

  /** A value with the expressions in it resolved where possible. */
  resolve(value: unknown): unknown {
    if (isExpression(value)) {
      const found = this.#paid(this.#text(value));
      // What null leaves out is filled in by the deployment.
      return found === UNKNOWN || found === null ? value : found;
    }
    if (typeof value !== 'object' || value === null) return value;
    if (this.#resolved.has(value)) return this.#resolved.get(value);
    const resolved = this.#deeper(() =>
      Array.isArray(value) ? value.map((item) => this.resolve(item)) : this.#object(value as Members),
    );
    if (resolved === UNKNOWN) return value;
    this.#resolved.set(value, resolved);
    return resolved;
  }

  /** The known pieces of a text that an expression gives. */
  partly(text: string): readonly string[] | undefined {
    const expression = parseExpression(text);
    // A call asks for its arguments several times, and each of those for its own.
    const values = new Map<Expression, unknown>();
    const valueOf = (part: Expression): unknown => {
      if (!values.has(part)) values.set(part, this.#evaluated(part));
      return values.get(part);
    };
    const found = expression && piecesOf(expression, valueOf);
    return found === undefined || this.#paid(found.join('')) === UNKNOWN ? undefined : found;
  }

  /** The values that count in a template within a resource's properties: those around it, or its own. */
  within(properties: Members): TemplateValues {
    const scope = this.#scopeOf(properties);
    if (scope === 'outer') return this;
    const given = ownValue(properties, 'parameters') ?? {};
    const isTold = isObject(given) && ownValue(properties, 'parametersLink') === undefined;
    if (scope !== 'inner' || !isTold) return new TemplateValues({}, {}, 'unknown', sharedOf(this.#shared.budget));
    const values = Object.entries(given).map(([name, written]) => {
      const value = this.resolve(isObject(written) ? ownValue(written, 'value') : null);
      return [name, isUntold(value) ? null : value] as const;
    });
    // What the deployment around it does not give has its default for certain.
    const template = ownObject(properties, 'template') ?? {};
    return new TemplateValues(template, Object.fromEntries(values), 'certain', sharedOf(this.#shared.budget));
  }

  /** Which values the expressions of a template within another see; undefined where it is not sure. */
  #scopeOf(properties: Members): 'inner' | 'outer' | undefined {
    const options = ownValue(properties, 'expressionEvaluationOptions');
    const scope = isObject(options) ? this.resolve(ownValue(options, 'scope')) : options;
    if (scope === undefined) {
      const isNew = ownValue(this.#template, 'languageVersion') !== undefined;
      if (isNew) return 'inner';
      return ownValue(ownObject(properties, 'template') ?? {}, 'languageVersion') === undefined ? 'outer' : undefined;
    }
    const word = typeof scope === 'string' ? scope.toLowerCase() : '';
    return word === 'inner' || word === 'outer' ? word : undefined;
  }

  #object(value: Members): Members {
    const inner = ownObject(value, 'template');
    const isForeign = inner !== undefined && Object.hasOwn(inner, 'resources') && this.#scopeOf(value) !== 'outer';
    const entries = Object.entries(value).map(
      ([key, item]) => [key, isForeign && key === 'template' ? item : this.resolve(item)] as const,
    );
    const made = loopsOf(value).map(({ name, count, input }) => [name, this.#copies(name, count, input)] as const);
    if (made.length === 0 || made.some(([, list]) => list === undefined)) return Object.fromEntries(entries);
    // `fromEntries` defines properties, it does not assign them: a `__proto__` key stays data.
    return Object.fromEntries([...entries.filter(([key]) => key !== 'copy'), ...made]);
  }

  /** What a loop makes, one for each turn; undefined where it is not known how many. */
  #copies(name: string, count: unknown, input: unknown): readonly unknown[] | undefined {
    const turns = this.turns(count, input);
    if (turns === undefined) return undefined;
    return Array.from({ length: turns }, (_, index) => this.looped(name, index, false).resolve(input));
  }

  /** How often a loop turns that makes as many of something; undefined where that is not known, or too much. */
  turns(count: unknown, made: unknown): number | undefined {
    const turns = this.resolve(count);
    if (typeof turns !== 'number' || !Number.isInteger(turns) || turns < 0 || turns > MAX_TURNS) return undefined;
    const { budget } = this.#shared;
    budget.left -= turns * (TURN + sizeOf(made));
    return budget.left < 0 ? undefined : turns;
  }

  /** What an expression gives. */
  #text(text: string): unknown {
    const expression = parseExpression(text);
    const value = expression === undefined ? UNKNOWN : this.#evaluated(expression);
    return isUntold(value) ? UNKNOWN : value;
  }

  #evaluated(expression: Expression): unknown {
    const value = this.#deeper(() => {
      if (expression.kind === 'literal') return expression.value;
      if (expression.kind === 'member') return this.#member(expression.of, expression.name);
      return this.#call(expression.name, expression.args);
    });
    return isTooLarge(value) ? UNKNOWN : value;
  }

  /** A value that is made, as long as not too much was. */
  #paid(value: unknown): unknown {
    const { budget } = this.#shared;
    budget.left -= typeof value === 'string' ? 1 + value.length / CHARACTERS : sizeOf(value);
    return budget.left < 0 ? UNKNOWN : value;
  }

  #deeper(work: () => unknown): unknown {
    const shared = this.#shared;
    if (shared.depth >= MAX_DEPTH) return UNKNOWN;
    shared.depth += 1;
    const found = work();
    shared.depth -= 1;
    return found;
  }

  #member(of: Expression, name: Expression): unknown {
    const [value, key] = [this.#evaluated(of), this.#evaluated(name)];
    if (Array.isArray(value)) {
      return typeof key === 'number' && key >= 0 && key < value.length ? told(value[key]) : UNKNOWN;
    }
    return isObject(value) && typeof key === 'string' ? told(memberOf(value, key)) : UNKNOWN;
  }

  #call(name: string, args: readonly Expression[]): unknown {
    if (name === 'parameters' || name === 'variables') {
      const key = args.length === 1 && args[0] !== undefined ? this.#evaluated(args[0]) : UNKNOWN;
      return typeof key === 'string' ? this.#valueOf(name, key) : UNKNOWN;
    }
    if (name === 'copyindex') return this.#copyIndex(args.map((arg) => this.#evaluated(arg)));
    if (name === 'lambdavariables') return this.#lambdaVariable(args);
    const made = lambdaCall(name, args, this.#lambdaScope);
    if (made !== undefined) return this.#paid(made);
    const result = FUNCTIONS.get(name);
    return result === undefined ? UNKNOWN : this.#paid(result(args.map((arg) => () => this.#evaluated(arg))));
  }

  #lambdaVariable([name, ...more]: readonly Expression[]): unknown {
    const key = name === undefined || more.length > 0 ? UNKNOWN : this.#evaluated(name);
    return typeof key === 'string' ? (this.#lambdas.get(key.toLowerCase()) ?? UNKNOWN) : UNKNOWN;
  }

  /** `copyIndex()`, `copyIndex(1)`, `copyIndex('name')`, `copyIndex('name', 1)`: the turn of a loop, from 0 or so much more. */
  #copyIndex([first, second]: readonly unknown[]): unknown {
    const isNamed = typeof first === 'string';
    const offset = (isNamed ? second : first) ?? 0;
    const loop = this.#loops.findLast(({ name, isOfResource }) =>
      isNamed ? name === first.toLowerCase() : isOfResource,
    );
    return loop === undefined || typeof offset !== 'number' ? UNKNOWN : loop.index + offset;
  }

  /** Each is worked out once; one that needs itself is unknown. */
  #valueOf(kind: 'parameters' | 'variables', name: string): unknown {
    const id = `${kind} ${name.toLowerCase()}`;
    if (!this.#shared.named.has(id)) {
      this.#shared.named.set(id, UNKNOWN);
      this.#shared.named.set(id, told(kind === 'parameters' ? this.#parameter(name) : this.#variable(name)));
    }
    return this.#shared.named.get(id);
  }

  #parameter(name: string): unknown {
    const declared = memberOf(this.#parameters, name);
    if (!isObject(declared)) return UNKNOWN;
    const type = (ownText(declared, 'type') ?? '').toLowerCase();
    const given = memberOf(this.#given, name);
    // What is given as null is there, and not known here.
    if (given !== UNKNOWN) return given === null ? UNKNOWN : ofType(type, given, true);
    if (this.#defaults === 'unknown' || !TYPES.has(type)) return UNKNOWN;
    const isNull = !Object.hasOwn(declared, 'defaultValue');
    if (isNull && ownValue(declared, 'nullable') !== true) return UNKNOWN;
    const value = isNull ? null : ofType(type, this.#written(declared['defaultValue']), false);
    if (this.#defaults === 'assumed' && value !== UNKNOWN) this.#shared.assumed.add(`the default of \`${name}\``);
    return value;
  }

  #variable(name: string): unknown {
    const value = memberOf(this.#variables, name);
    // A list of this name is of the loops that make variables.
    if (name.toLowerCase() === 'copy' && Array.isArray(value)) return UNKNOWN;
    const loop = loopsOf(this.#variables).find((one) => one.name.toLowerCase() === name.toLowerCase());
    if (loop === undefined) return this.#written(value);
    return this.#copies(loop.name, loop.count, loop.input) ?? UNKNOWN;
  }

  #written(value: unknown): unknown {
    return isExpression(value) ? this.#text(value) : this.resolve(value);
  }
}

/** The kinds of parameters whose value may be shown: `secureString` and what names a definition are none of them. */
const TYPES: ReadonlyMap<string, (value: unknown) => boolean> = new Map([
  ['array', (value: unknown) => Array.isArray(value)],
  ['bool', (value: unknown) => typeof value === 'boolean'],
  ['int', (value: unknown) => Number.isSafeInteger(value)],
  ['object', isObject],
  ['string', (value: unknown) => typeof value === 'string'],
]);

/** A value of a parameter of this type; what is given by a command line is text. */
function ofType(type: string, value: unknown, isGiven: boolean): unknown {
  const isOfType = TYPES.get(type);
  if (isOfType === undefined) return UNKNOWN;
  const convert = isGiven && typeof value === 'string' && type !== 'string' ? FUNCTIONS.get(type) : undefined;
  const converted = convert === undefined ? value : convert([() => value]);
  return converted !== null && isOfType(converted) ? converted : UNKNOWN;
}

/** The names of objects without their case, which Azure does not mind; a name that is there twice is of neither. */
const namesOf = new WeakMap<object, ReadonlyMap<string, string | undefined>>();

function memberOf(object: Members, name: string): unknown {
  let names = namesOf.get(object);
  if (names === undefined) {
    const found = new Map<string, string | undefined>();
    for (const key of Object.keys(object)) found.set(key.toLowerCase(), found.has(key.toLowerCase()) ? undefined : key);
    names = found;
    namesOf.set(object, names);
  }
  const key = names.get(name.toLowerCase());
  return key === undefined ? UNKNOWN : ownValue(object, key);
}
