import type { Result } from '../../src/assess/assess.ts';
import { explanationOf } from '../../src/findings/explain-rule.ts';
import { entityReference } from '../../src/findings/finding.ts';
import { jsonValue } from '../../src/findings/json-value.ts';
import { nameOfElement, valueText } from '../../src/findings/value-text.ts';
import type { ExplanationPart } from '../../src/run/explanation.ts';
import { isLiteral } from '../../src/syntax/literals.ts';
import { printable, provenanceText } from '../../src/text/format-message.ts';
import { EvaluationError } from '../../src/values/value.ts';
import type { Why, WhyPart } from './protocol.ts';

/** More parts of a part than this are counted. */
const MAX_PARTS = 100;

/** A result with its whole tree, as data to post. */
export function whyOf(result: Result, row: number): Why {
  const { status, entity, provenance } = result;
  const { reason, facts } = explanationOf(result);
  const { rule, where, exclude, condition } = result.explain();
  const { name, id, type } = entityReference(entity);
  const verb = rule.kind === 'Assertion' && rule.negated ? 'should not have' : 'should have';
  const sections = [
    ['where', where],
    ['exclude', exclude],
    [verb, condition],
  ] as const;
  return {
    row,
    status,
    name: printable(name || id || type),
    reason: printable(reason),
    paths: facts.flatMap(({ path }) => path ?? []),
    sections: sections.flatMap(([title, part]) => (part === undefined ? [] : [{ title, part: partOf(part) }])),
    entity: jsonValue(entity),
    place: provenance === undefined ? '' : printable(provenanceText(provenance)),
  };
}

function partOf({ node, text, truth, value, parts, element }: ExplanationPart): WhyPart {
  const inner = parts.filter((part) => part.truth !== undefined || !isLiteral(part.node));
  const error = truth instanceof EvaluationError && parts.length === 0 ? printable(truth.message) : undefined;
  const hasValue = truth === undefined || node.kind === 'Path';
  return {
    text: printable(text),
    ...(truth === undefined
      ? {}
      : { truth: truth instanceof EvaluationError ? 'undecided' : truth ? 'true' : 'false' }),
    ...(hasValue ? { value: valueText(value) } : {}),
    ...(element === undefined ? {} : { element: elementText(element) }),
    ...(error === undefined ? {} : { error }),
    span: [node.span.start, node.span.end],
    parts: inner.slice(0, MAX_PARTS).map(partOf),
  };
}

function elementText({ index, value }: NonNullable<ExplanationPart['element']>): string {
  const named = nameOfElement(value);
  return named === undefined ? `[${index}]` : `[${index}] ${named.property} ${valueText(named.value)}`;
}
