import type { InputSample } from '../formats/sample.ts';
import { untypedAnswer } from '../untyped-answers.ts';

/** Whether a sample is the answer of a cloud's interface in which nothing tells its type. What names one first is none. */
export function isUntyped(sample: InputSample): boolean {
  const { shape } = sample;
  const first = shape?.kind === 'array' ? shape.first : shape;
  if (first?.kind === 'object' && first.members.has('type')) return false;
  return untypedAnswer(sample) !== undefined;
}
