import type { Explanation, ExplanationPart } from '../run/explanation.ts';
import { functionNamed } from '../functions/index.ts';
import type { CallNode, ExpressionNode, Node, PathNode } from '../syntax/ast.ts';
import { isLiteral } from '../syntax/literals.ts';
import { print as printAnew } from '../syntax/print.ts';
import { elementsOf, EvaluationError } from '../values/value.ts';
import { isNever, relativeTime, timeText } from './time-text.ts';
import type { Fact } from './fact.ts';
import { type Sides, sidesOf } from './sides.ts';
import { sameFact } from './same-facts.ts';
import { nameOfElement, valueText } from './value-text.ts';

export type { Fact } from './fact.ts';

const texts = new WeakMap<Node, string>();

/** The canonical text of a node of the rule, printed once for all entities. */
function print(node: Node): string {
  let text = texts.get(node);
  if (text === undefined) texts.set(node, (text = printAnew(node)));
  return text;
}

const elementTexts = new WeakMap<PathNode, string>();

/** The text of a path without its `~`, for what stands below an element. */
function elementText(node: PathNode): string {
  let text = elementTexts.get(node);
  if (text === undefined) elementTexts.set(node, (text = printAnew({ ...node, start: 'element' })));
  return text;
}

/** Where a part was asked: the path of the element that it was asked of, that element, and the clock. */
interface Place {
  readonly path: string;
  readonly element?: unknown;
  readonly now: number;
}

/**
 * The fewest facts that make a rule say what it says of an entity. For `and` that is false one operand is enough, for
 * one that is true all are needed; for a list, the element that decided.
 *
 * @returns in source order; empty for the constant rule and for queries without a condition
 *
 * @example
 * const rule = compileRule('IamUser should have mfaActive = true');
 * const facts = factsOf(rule.evaluate({ type: 'IamUser', mfaActive: false }).explain());
 * facts.map(({ condition }) => condition) // ['mfaActive = true']
 */
export function factsOf(explanation: Explanation): readonly Fact[] {
  const { where, exclude, condition, now } = explanation;
  const place = { path: '', now };
  if (where !== undefined && where.truth !== true) return facts(where, place);
  if (exclude !== undefined && exclude.truth !== false) return facts(exclude, place);
  const part = condition ?? where;
  return part === undefined ? [] : facts(part, place);
}

/**
 * {@link factsOf} as one line.
 *
 * @example
 * const rule = compileRule('IamUser should have mfaActive = true');
 * reasonOf(rule.evaluate({ type: 'IamUser', mfaActive: false }).explain()) // 'mfaActive is false, not true'
 */
export function reasonOf(explanation: Explanation): string {
  return join(factsOf(explanation));
}

function join(found: readonly Fact[]): string {
  return found.map(({ text }) => text).join(' and ');
}

function facts(part: ExplanationPart, place: Place): readonly Fact[] {
  const { node, truth, parts } = part;
  const outcome = truth ?? part.value;
  if (outcome instanceof EvaluationError) {
    const cause = parts.find((inner) => (inner.truth ?? inner.value) instanceof EvaluationError);
    if (cause !== undefined) return facts(cause, place);
    const said = outcome.message.includes(part.text) ? outcome.message : `${part.text}: ${outcome.message}`;
    return [{ text: said, condition: part.text }];
  }
  switch (node.kind) {
    case 'Not':
      return parts.flatMap((operand) => facts(operand, place));
    case 'And':
    case 'Or': {
      // The operands that alone make it so, or else all of them.
      const deciding = parts.filter((operand) => operand.truth === truth);
      const isEnough = (node.kind === 'And') !== truth;
      const alternatives = deciding.map((operand) => facts(operand, place));
      return isEnough ? shortest(alternatives) : dedupe(alternatives.flat());
    }
    case 'Block':
      return blockFacts(part, place);
    default:
      return [leaf(part, place)];
  }
}

function shortest(alternatives: readonly (readonly Fact[])[]): readonly Fact[] {
  const cost = (found: readonly Fact[]): number => join(found).length;
  return alternatives.reduce((best, next) => (cost(next) < cost(best) ? next : best), alternatives[0] ?? []);
}

function dedupe(found: readonly Fact[]): readonly Fact[] {
  return found.filter((fact, index) => found.findIndex(({ text }) => text === fact.text) === index);
}

/** A block that stands as a condition. */
function blockFacts(part: ExplanationPart, place: Place): readonly Fact[] {
  const { node, truth, parts } = part;
  const [list, ...elements] = parts;
  if (node.kind !== 'Block' || list === undefined) return [];
  const path = pathOf(list.node, place.path);
  const size = elementsOf(list.value).length;
  const condition = part.text;
  // The element that decides: one that holds, for `contain` that is true; one that does not, for `contain-all` that is false.
  const wanted = node.operator !== 'contain-all';
  const decides = node.operator === 'contain-all' ? truth === false : (node.operator === 'contain-none') !== truth;
  if (decides && size > 0) {
    const deciding = elements.filter((element) => element.truth === wanted);
    const described = deciding.map((element) => elementFacts(element, path, place.now));
    const omitted = part.omitted?.[wanted ? 'holding' : 'others'] ?? 0;
    if (described.length > 0) return withMore(shortest(described), described.length - 1 + omitted);
  }
  if (size === 0) return [{ text: `${path} is ${valueText(list.value)}`, condition, ...valueAt(list, path) }];
  const body = print(node.body);
  const whole =
    node.operator === 'contain-all'
      ? `all ${size} of ${path} have ${body}`
      : `none of the ${size} of ${path} has ${body}`;
  const [only] = elements;
  if (size === 1 && only !== undefined) return elementFacts(only, path, place.now);
  return [{ text: whole, condition, ...valueAt(list, path) }];
}

/** That other elements would have decided too. */
function withMore(found: readonly Fact[], more: number): readonly Fact[] {
  const last = found.at(-1);
  if (more === 0 || last === undefined) return found;
  return [...found.slice(0, -1), { ...last, text: `${last.text}, and ${more} more like it` }];
}

function elementFacts(part: ExplanationPart, path: string, now: number): readonly Fact[] {
  if (part.element === undefined) return [];
  const { index, value } = part.element;
  const named = nameOfElement(value);
  const found = facts(part, { path: `${path}[${index}]`, element: value, now });
  // The name is said once, and only if the facts do not show it anyway.
  const shown = found.map(({ text }) => text).join(' ');
  const last = found.at(-1);
  if (named === undefined || shown.includes(named.value) || last === undefined) return found;
  return [...found.slice(0, -1), { ...last, text: `${last.text}, for ${named.property} ${valueText(named.value)}` }];
}

/** A comparison, a test, or a bare operand. */
function leaf(part: ExplanationPart, place: Place): Fact {
  const { node, text: condition } = part;
  if (isLiteral(node) && place.path !== '') return elementLeaf(part, place);
  const subject = subjectOf(part);
  const path = pathOf(subject.node, place.path);
  const value = subject.value;
  const make = (): Fact => {
    const at = subject.node.kind === 'Path' ? valueAt(subject, path) : {};
    if (isTimeTest(node)) return { text: timed(part, node, subject, { ...place, path }), condition, ...inWords(at) };
    const said = subject.node === node && node.kind === 'Path' ? bare(path, value) : tested(part, subject, path);
    return { text: said, condition, ...at };
  };
  // A test of the time depends on the clock too, and a comparison of two values on the other one.
  const isAlone = node.kind !== 'Comparison' || isLiteral(node.left) || isLiteral(node.right);
  return isAlone && place.path === '' && !isTimeTest(node) ? sameFact(part, value, make) : make();
}

/** A literal alone in a block: what it asks is whether the element is it, or is like it. */
function elementLeaf({ text: condition, truth }: ExplanationPart, { path, element }: Place): Fact {
  const isPattern = condition.startsWith("'") && condition.includes('%');
  const said =
    truth === true && !isPattern
      ? `${path} = ${condition}`
      : verdict(path, `${isPattern ? 'like ' : ''}${condition}`, valueText(element), truth === true);
  return { text: said, condition, path, ...(element === undefined ? {} : { value: element }) };
}

function isTimeTest(node: ExpressionNode): node is CallNode {
  return node.kind === 'Call' && functionNamed(node.name)?.receiver === 'time';
}

/** A test of a time, in words from the clock. */
function timed(part: ExplanationPart, node: CallNode, subject: ExplanationPart, { path, now }: Place): string {
  const relative = relativeTime(node, part.truth === true, subject.value, now);
  if (relative !== undefined) return `${path} is ${relative}`;
  return verdict(path, predicateOf(node), timeText(subject.value), part.truth === true);
}

/** The number that stands for never says nothing to who reads a report. */
function inWords<At extends Pick<Fact, 'value'>>(at: At): At {
  return isNever(at.value) ? { ...at, value: timeText(at.value) } : at;
}

function verdict(path: string, predicate: string, value: string, holds: boolean): string {
  return holds ? `${path} ${predicate} (it is ${value})` : `${path} is ${value}, not ${predicate}`;
}

function bare(path: string, value: unknown): string {
  return `${path} is ${valueText(value)}`;
}

/** The operand whose value is worth showing: the receiver of a test, the left side, or the right beside a literal. */
function subjectOf(part: ExplanationPart): ExplanationPart {
  const { node, parts } = part;
  if (node.kind === 'Comparison') return sidesOf(node, parts).subject ?? part;
  if (node.kind === 'Call' && parts[0] !== undefined && functionNamed(node.name)?.result === 'boolean')
    return subjectOf(parts[0]);
  if (['In', 'Like', 'Match'].includes(node.kind) && parts[0] !== undefined) return parts[0];
  return part;
}

function tested(part: ExplanationPart, subject: ExplanationPart, path: string): string {
  const { node, truth, parts } = part;
  if (node.kind === 'Comparison') return compared(sidesOf(node, parts), truth === true, subject, path);
  return verdict(path, predicateOf(node), measured(subject), truth === true);
}

function compared(sides: Sides, holds: boolean, subject: ExplanationPart, path: string): string {
  const { operator, other, otherPart } = sides;
  const value = measured(subject);
  const text = print(other);
  const found = otherPart === undefined ? undefined : measured(otherPart);
  // What must not be equal and is: `not !=` would have to be read twice.
  if (!holds && operator === '!=') return `${path} = ${text}${value === text ? '' : ` (it is ${value})`}`;
  if (!holds)
    return `${path} is ${value}, not ${operator === '=' ? '' : `${operator} `}${text}${found === undefined ? '' : ` (${found})`}`;
  if (found !== undefined) return `${path} ${operator} ${text} (it is ${value}, ${text} is ${found})`;
  // What is equal to a literal need not be shown beside it.
  return operator === '=' ? `${path} = ${text}` : `${path} ${operator} ${text} (it is ${value})`;
}

/** A list that stands for its length, as it does in a comparison, shows it. */
function measured({ node, value }: ExplanationPart): string {
  const isList = node.kind === 'GroupBy' || (node.kind === 'Block' && node.operator === 'with');
  return isList && Array.isArray(value) ? String(value.length) : valueText(value);
}

/** What a test says of its subject. */
function predicateOf(node: ExpressionNode): string {
  switch (node.kind) {
    case 'In':
      return `in (${'kind' in node.list ? print(node.list) : node.list.map(print).join(', ')})`;
    case 'Like':
      return `like ${print(node.pattern)}`;
    case 'Match':
      return `regexMatch ${print(node.pattern)}`;
    case 'Call':
      return `${node.name}(${node.args.map(print).join(', ')})`;
    default:
      return print(node);
  }
}

function valueAt({ value }: ExplanationPart, path: string): Pick<Fact, 'path' | 'value'> {
  return value === undefined ? { path } : { path, value };
}

/** The text of an operand with its place in the entity in front: `$.scope` of the third element is `rules[2].scope`. */
function pathOf(node: ExpressionNode, prefix: string): string {
  if (node.kind !== 'Path') {
    if ((node.kind === 'Call' || node.kind === 'Block' || node.kind === 'GroupBy') && node.receiver !== undefined) {
      const own = print(node.receiver);
      return pathOf(node.receiver, prefix) + print(node).slice(own.length);
    }
    return print(node);
  }
  if (prefix === '' || node.start === '~') return print(node);
  const own = elementText(node);
  if (node.segments.length === 0) return prefix;
  return own.startsWith('$') ? `${prefix}${own.slice(1)}` : `${prefix}.${own}`;
}
