import type { Result } from '../../src/assess/assess.ts';
import { entityReference } from '../../src/findings/finding.ts';
import { jsonValue } from '../../src/findings/json-value.ts';
import { factsOf } from '../../src/findings/reason.ts';
import { explanationSections } from '../../src/findings/tree.ts';
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
  const explanation = result.explain();
  const facts = factsOf(explanation);
  const { name, id, type } = entityReference(entity);
  return {
    row,
    status,
    name: printable(name || id || type),
    reason: printable(facts.map(({ text }) => text).join(' and ')),
    paths: facts.flatMap(({ path }) => path ?? []),
    sections: explanationSections(explanation).map(([title, part]) => ({ title, part: partOf(part) })),
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
    ...(truth === undefined ? {} : { truth: truthText(truth) }),
    ...(hasValue ? { value: valueText(value) } : {}),
    ...(element === undefined ? {} : { element: elementText(element) }),
    ...(error === undefined ? {} : { error }),
    span: [node.span.start, node.span.end],
    parts: inner.slice(0, MAX_PARTS).map(partOf),
  };
}

function truthText(truth: NonNullable<ExplanationPart['truth']>): NonNullable<WhyPart['truth']> {
  if (truth instanceof EvaluationError) return 'undecided';
  return truth ? 'true' : 'false';
}

function elementText({ index, value }: NonNullable<ExplanationPart['element']>): string {
  const named = nameOfElement(value);
  return named === undefined ? `[${index}]` : `[${index}] ${named.property} ${valueText(named.value)}`;
}
