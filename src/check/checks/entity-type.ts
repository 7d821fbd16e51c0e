import { type CheckContext, didYouMean } from '../context.ts';
import { defineCheck } from '../define.ts';
import { otherNumber } from '../names.ts';
import { typesMeant } from '../target-types.ts';
import { enumerated } from '../wording.ts';
import type { TargetNode } from '../../syntax/ast.ts';

/** A target that is a slip of a known type, a plural, or the name of a service. */
export const entityType = defineCheck({
  name: 'entity-type',
  codes: {
    'unknown-type': {
      title: 'a target that is nearly a known type of entity, or the name of a service',
      explanation:
        'Types are matched with upper and lower case as written, so a slip, a plural or the name of a service makes a rule that judges nothing.',
      example: 'Iamuser should have mfaActive = true',
      needs: 'schemas',
    },
  },
  visit: { Target: visit },
});

function visit({ name, nameSpan }: TargetNode, _: unknown, context: CheckContext): void {
  const { schemas } = context.options;
  const meant = schemas === undefined ? [] : typesMeant(name, schemas);
  const [first] = meant;
  if (first === undefined || meant.includes(name)) return;
  const help = `did you mean ${enumerated(
    meant.map((type) => `\`${type}\``),
    'or',
  )}?`;
  context.warn(
    'unknown-type',
    nameSpan,
    messageFor(name, first),
    meant.length === 1 ? didYouMean(first, nameSpan) : { help },
  );
}

function messageFor(name: string, meant: string): string {
  if (meant.toLowerCase() === name.toLowerCase()) return `no type is written \`${name}\`: upper and lower case count`;
  if (otherNumber(meant).includes(name)) return `no type is written \`${name}\`: a target is the type of one entity`;
  return `\`${name}\` is not a known type of entity`;
}
