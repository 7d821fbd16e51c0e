import type { Value } from '../plan/plan.ts';
import { ELEMENTS, type Location } from '../plan/reads.ts';
import { print } from '../syntax/print.ts';
import type { Message } from '../text/message.ts';
import { compiledOf, type RuleRun } from './rule-run.ts';

/** Where something stands in the rule. */
export function placeOf(
  run: RuleRun,
  { span }: { readonly span: { readonly start: number; readonly end: number } },
): Pick<Message, 'at'> {
  const compiled = compiledOf(run);
  return compiled === undefined ? {} : { at: { kind: 'text', source: compiled.source, span } };
}

/** What is asked of: a path as it is written, `the element` for what a block looks at. */
export function subjectText(value: Value): string {
  return value.kind === 'path' && value.segments.length === 0 ? 'the element' : `\`${print(value.node)}\``;
}

/** `all 214 \`IamUser\` entities`, `the 1 element of \`inboundRules\``. */
export function allOf(owner: Location | undefined, count: number): string {
  return `${count === 1 ? 'the' : 'all'} ${ownerText(owner, [], count)}`;
}

/** `in none of 214 \`IamUser\` entities`, `not in the 1 element of \`inboundRules\``. */
export function inNoneOf(owner: Location | undefined, before: readonly (string | number)[], count: number): string {
  return `${count === 1 ? 'not in the' : 'in none of'} ${ownerText(owner, before, count)}`;
}

/** `214 \`IamUser\` entities`, `12 elements of \`inboundRules\``. */
export function ownerText(owner: Location | undefined, before: readonly (string | number)[], count: number): string {
  const steps = [...(owner?.path ?? []), ...before];
  if (steps.length === 0) {
    const type = owner === undefined ? '' : `\`${owner.type}\` `;
    return count === 1 ? `1 ${type}entity` : `${count} ${type}entities`;
  }
  const isElement = steps.at(-1) === ELEMENTS;
  const path = textOf(isElement ? steps.slice(0, -1) : steps);
  if (isElement) return `${count} ${count === 1 ? 'element' : 'elements'} of \`${path}\``;
  return `${count} \`${path}\``;
}

export function textOf(steps: readonly (string | number | typeof ELEMENTS)[]): string {
  return steps
    .map((step, index) => {
      if (step === ELEMENTS) return '[]';
      if (typeof step === 'number') return `[${step}]`;
      return index === 0 ? step : `.${step}`;
    })
    .join('');
}
