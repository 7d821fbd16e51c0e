import type { Inline } from '../../functions/define.ts';
import type { Predicate, Scalar } from '../../plan/plan.ts';
import type { BlockOperator, ComparisonOperator } from '../../syntax/ast.ts';
import { SHORT_TEXT } from '../../values/work.ts';
import { hasBesides } from '../predicates.ts';

/*
 * The templates of generated code. Nothing of a rule becomes text of a program: what the templates put in are names of
 * variables and constants that the emitter has counted, and numbers of its own. The code judges plain data (what JSON.parse
 * makes) and nothing else: at whatever is doubtful (another prototype, a list or text where an object is expected, an error,
 * much to look at) it returns `undefined`, and the closures judge. So it says what they say, or leaves it to them.
 */

/** What blocks of one judgement may cost, far below the limit; beyond it the closures count exactly. */
export const MAX_ASKED = 200_000;
/** Longer text is left to the closures, which count what looking through it costs. */
const MAX_TEXT = 1_000;

/** Where a step starts. */
interface Owner {
  readonly name: string;
  /** It is in the entity: a parser may have made it. What a function gives may be anything. */
  readonly isOfEntity: boolean;
}

/**
 * A step from what is neither missing nor null. Its prototype is asked behind the read, where the engine knows it already,
 * as it does not know what `typeof` says. Of objects of several shapes it does not, and asking costs more than all else: what
 * was parsed is an object where it has a property of a name that lists and texts do not have.
 */
export function objectStep({ name: owner, isOfEntity }: Owner, name: string, into: string, isOwn: boolean): string {
  const ofParsed = `${isOwn ? `${into} === undefined && ` : ''}(typeof ${owner} !== "object" || isArray(${owner}))`;
  const isNone = `${isOfEntity ? `parsed ? ${ofParsed} : ` : ''}P(${owner}) !== OP`;
  return `${into} = ${owner}[${name}]; if (${isNone}) return;`;
}

/** What a block asks for paths of is an object; elements of other kinds are for the closures. */
export function elementStep(owner: Owner, name: string, into: string, isOwn: boolean): string {
  return `if (${owner.name} == null) return; ${objectStep(owner, name, into, isOwn)}`;
}

/** A step from anything: through lists and into JSON text the closures go. */
export function pathStep(owner: Owner, name: string, into: string, isOwn: boolean): string {
  return `if (${owner.name} == null) ${into} = undefined; else { ${objectStep(owner, name, into, isOwn)} }`;
}

interface TestNames {
  readonly value: string;
  /** The closure of the test. */
  readonly test: string;
  /** The constant that it compares with; empty for true, false and null. */
  readonly literal: string;
  /** The constants of a short list. */
  readonly literals: readonly string[];
  /** The constant of a number: rules that differ in the length of a text alone have one code, which the engine compiles once. */
  readonly numbered: (number: number) => string;
  readonly into: string;
}

/** A test of a value: the usual kinds directly, the others by the closure of the test. */
export function testCode(predicate: Predicate, names: TestNames): string {
  const { value, test, into } = names;
  // A list of one is its element; other lists and objects equal no literal, have no order and no text.
  const object = `if (isArray(${value}) && ${value}.length === 1) return; ${into} = ${onObject(predicate)};`;
  const general = `if (typeof ${value} === "object" && ${value} !== null) { ${object} } else ${into} = ${test}(${value}${hasBesides(predicate) ? ', s' : ''});`;
  switch (predicate.kind) {
    case 'compare':
      return (DIRECT[typeof predicate.to]?.(names, predicate.operator, predicate.to) ?? '') + general;
    case 'oneOf':
      return oneOfCode(names, predicate.values) + general;
    case 'like':
      return `if (typeof ${value} === "string") { ${textCost(value)} ${into} = ${test}(${value}); } else ${general}`;
    case 'match':
      return `if (typeof ${value} === "string") { ${textCost(value)} } else if (typeof ${value} === "object" && ${value} !== null) return; ${into} = ${test}(${value}, s); if (typeof ${into} !== "boolean") return;`;
    case 'listed':
      return `if (typeof ${value} === "object" && ${value} !== null) return; ${into} = ${test}(${value}); if (typeof ${into} !== "boolean") return;`;
  }
}

/** Going through a text counts as parts do, so that asking it for each of many elements is left to the closures. */
function textCost(value: string): string {
  return `if (${value}.length > ${SHORT_TEXT} && (${value}.length > ${MAX_TEXT} || (n -= ${value}.length >> 5) < 0)) return;`;
}

/** Texts of a list: those as they are written, then those that are another text at a glance. */
function oneOfCode(names: TestNames, values: readonly Scalar[]): string {
  const { value, literals, test, into } = names;
  const isOther = glance(names, values);
  if (isOther === undefined || literals.length === 0) return '';
  const same = literals.map((literal) => `${value} === ${literal}`).join(' || ');
  return `if (${same}) ${into} = true; else if (typeof ${value} === "string") ${into} = !(${isOther}) && ${test}(${value}); else `;
}

function onObject(predicate: Predicate): boolean {
  return predicate.kind === 'compare' && predicate.operator === '!=';
}

const SAME: Readonly<Record<ComparisonOperator, string>> = {
  '=': '===',
  '!=': '!==',
  '<': '<',
  '>': '>',
  '<=': '<=',
  '>=': '>=',
};

/** What goes before the general way, ending in `else`: a value of the literal's own kind. */
const DIRECT: Readonly<
  Record<string, (names: TestNames, operator: ComparisonOperator, to: Scalar) => string | undefined>
> = {
  boolean: ({ value, into }, operator, to) =>
    isEquality(operator)
      ? `if (typeof ${value} === "boolean") ${into} = ${value} ${SAME[operator]} ${String(to === true)}; else `
      : undefined,
  number: ({ value, literal, into }, operator) =>
    `if (typeof ${value} === "number") ${into} = ${value} ${SAME[operator]} ${literal}; else `,
  string: (names, operator, to) => {
    const { value, literal, into, test } = names;
    if (!isEquality(operator)) return undefined;
    const same = `if (${value} === ${literal}) ${into} = ${String(operator === '=')}; else `;
    const isOther = glance(names, [to]);
    if (isOther === undefined) return same;
    const differs = operator === '=' ? `!(${isOther}) && ${test}(${value})` : `${isOther} || ${test}(${value})`;
    return `${same}if (typeof ${value} === "string") ${into} = ${differs}; else `;
  },
  object: ({ value, into }, operator) =>
    isEquality(operator)
      ? `if (${value} === undefined || ${value} === null) ${into} = ${String(operator === '=')}; else `
      : undefined,
};

const ASCII = /^[\u0000-\u007f]*$/u;

/**
 * Whether a text is another one than all of some, as its length and first letter tell; undefined where texts of different
 * lengths can be the same. Upper and lower case of a letter differ by one bit; a letter beyond ASCII may be one within.
 */
function glance({ value, numbered }: TestNames, texts: readonly Scalar[]): string | undefined {
  if (!texts.every((text) => typeof text === 'string' && ASCII.test(text))) return undefined;
  const kinds = new Map(texts.map((text) => [`${String(text).length} ${lowered(text)}`, text]));
  if (kinds.size > 4) return undefined;
  const first = `${value}.charCodeAt(0)`;
  return [...kinds.values()]
    .map((text) => {
      const { length } = String(text);
      const isOther = length === 0 ? '' : ` || (${first} | 32) !== ${numbered(lowered(text))} && ${first} < 128`;
      return `(${value}.length !== ${numbered(length)}${isOther})`;
    })
    .join(' && ');
}

/** The first letter of a text, as it is in lower case. */
function lowered(text: Scalar): number {
  return String(text).charCodeAt(0) | 32;
}

function isEquality(operator: ComparisonOperator): boolean {
  return operator === '=' || operator === '!=';
}

interface CallNames {
  readonly on: string;
  readonly into: string;
  readonly bound: string;
  readonly applied: string;
  readonly result: string;
  /** What is said without a call, with the name of the function that gives the border. */
  readonly inline?: Inline | undefined;
  readonly border: string;
}

/** A function of a value: what is a list, an object or long by way of what counts its work. */
export function callCode({ on, into, bound, applied, result, inline, border }: CallNames): string {
  const call = `${into} = typeof ${on} === "object" && ${on} !== null || typeof ${on} === "string" && ${on}.length > ${SHORT_TEXT} ? ${applied}(${on}, s) : ${bound}(${on}, s);`;
  const error =
    result === 'boolean'
      ? `if (typeof ${into} !== "boolean") return;`
      : `if (typeof ${into} === "object" && ${into} instanceof E) return;`;
  return inline === undefined
    ? `${call} ${error}`
    : `${inlineCode(inline, on, into, border)} else { ${call} ${error} }`;
}

function inlineCode(inline: Inline, on: string, into: string, border: string): string {
  switch (inline.kind) {
    case 'emptiness':
      return `if (${on} === undefined || ${on} === null || ${on} === "") ${into} = true;`;
    case 'count':
      return `if (${on} === undefined || ${on} === null) ${into} = 0; else if (isArray(${on})) ${into} = ${on}.length;`;
    case 'border':
      return `if (typeof ${on} === "number" && ${on} <= ${inline.greatest} && ${on} > -Infinity) ${into} = ${on} ${inline.operator} ${border}(s.now);`;
  }
}

interface BlockNames {
  readonly gives: Exclude<BlockOperator, 'with'> | 'count' | 'list';
  readonly value: string;
  readonly elements: string;
  readonly index: string;
  readonly element: string;
  readonly truth: string;
  readonly into: string;
  readonly inside: string;
  /** What the body costs for each element, as closures count it. */
  readonly cost: number;
}

/** What a block starts with, and what it does behind each element. */
const BLOCK: Readonly<Record<BlockNames['gives'], (names: BlockNames) => readonly [start: string, step: string]>> = {
  contain: ({ into, truth }) => [`${into} = false;`, `if (${truth}) { ${into} = true; break; }`],
  'contain-any': (names) => BLOCK.contain(names),
  'contain-none': ({ into, truth }) => [`${into} = true;`, `if (${truth}) { ${into} = false; break; }`],
  'contain-all': ({ into, truth }) => [`${into} = false;`, `if (!${truth}) { ${into} = false; break; }`],
  count: ({ into, truth }) => [`${into} = 0;`, `if (${truth}) ${into}++;`],
  list: ({ into, truth, element }) => [`${into} = [];`, `if (${truth}) ${into}.push(${element});`],
};

/** A block over the elements of a list. */
export function blockCode(names: BlockNames): string {
  const { gives, value, elements, index, element, into, inside, cost } = names;
  const [start, step] = BLOCK[gives](names);
  return `${start}
if (${value} !== undefined && ${value} !== null) {
if (isArray(${value})) ${elements} = ${value}; else { ${elements} = elements(${value}, s); if (${elements}[0] instanceof E) return; }
if ((n -= ${elements}.length * ${cost}) < 0) return;
${gives === 'contain-all' ? `${into} = ${elements}.length > 0;` : ''}
for (${index} = 0; ${index} < ${elements}.length; ${index}++) {
${element} = ${elements}[${index}];
${inside}
${step}
}
}`;
}
