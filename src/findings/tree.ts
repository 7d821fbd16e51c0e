import type { Explanation, ExplanationPart } from '../run/explanation.ts';
import { isLiteral } from '../syntax/literals.ts';
import { printable } from '../text/format-message.ts';
import { EvaluationError } from '../values/value.ts';
import { nameOfElement, valueText } from './value-text.ts';

/**
 * The whole tree of an explanation as lines: each part of a condition with its truth, each operand with its value.
 *
 * @example
 * should not have
 *   true   firstAccessKey.isActive = true and secondAccessKey.isActive = true
 *     true   firstAccessKey.isActive = true
 *       firstAccessKey.isActive is true
 */
export function explanationLines(explanation: Explanation): string[] {
  return explanationSections(explanation).flatMap(([title, part]) => [title, ...partLines(part, 1)]);
}

/** The conditions of an explanation, each under what it stands for in the rule. */
export function explanationSections({
  rule,
  where,
  exclude,
  condition,
}: Explanation): readonly (readonly [title: string, part: ExplanationPart])[] {
  const verb = rule.kind === 'Assertion' && rule.negated ? 'should not have' : 'should have';
  const all = [
    ['where', where],
    ['exclude', exclude],
    [verb, condition],
  ] as const;
  return all.flatMap(([title, part]) => (part === undefined ? [] : [[title, part] as const]));
}

function partLines(part: ExplanationPart, depth: number): string[] {
  const { node, text, truth, value, parts, element } = part;
  const margin = '  '.repeat(depth);
  const place = element === undefined ? '' : `[${element.index}]${named(element.value)}  `;
  if (truth === undefined) {
    if (isLiteral(node)) return [];
    return [printable(`${margin}${text}${found(value)}`), ...parts.flatMap((inner) => partLines(inner, depth + 1))];
  }
  const shown = truth instanceof EvaluationError ? `error  ` : `${String(truth).padEnd(5)}  `;
  const why = truth instanceof EvaluationError && parts.length === 0 ? found(truth) : '';
  const said = node.kind === 'Path' ? found(value) : why;
  return [
    printable(`${margin}${shown}${place}${text}${said}`),
    ...parts.flatMap((inner) => partLines(inner, depth + 1)),
  ];
}

/** What was found: a value, or why there is none. */
function found(value: unknown): string {
  return value instanceof EvaluationError ? `: ${value.message}` : ` is ${valueText(value)}`;
}

function named(element: unknown): string {
  const name = nameOfElement(element);
  return name === undefined ? '' : ` ${name.property} ${valueText(name.value)}`;
}
