import type { CodeEntry } from '../../text/code-entry.ts';
import type { Check } from '../define.ts';
import { bareNumber } from './bare-number.ts';
import { comparison } from './comparison.ts';
import { contradiction } from './contradiction.ts';
import { doubtfulPrecedence } from './doubtful-precedence.ts';
import { emptyTextElement } from './empty-text-element.ts';
import { enclosingElement } from './enclosing-element.ts';
import { entityType } from './entity-type.ts';
import { extension } from './extension.ts';
import { foreignPatterns } from './foreign-patterns.ts';
import { functionArguments } from './function-arguments.ts';
import { functionRanges } from './function-ranges.ts';
import { listValues } from './list-values.ts';
import { literalCondition } from './literal-condition.ts';
import { literalForms } from './literal-forms.ts';
import { networkText } from './network-text.ts';
import { oneDiffers } from './one-differs.ts';
import { ownType } from './own-type.ts';
import { pattern } from './pattern.ts';
import { property } from './property.ts';
import { quantityOrder } from './quantity-order.ts';
import { receiver } from './receiver.ts';
import { relevance } from './relevance.ts';
import { reversedBounds } from './reversed-bounds.ts';
import { testAsValue } from './test-as-value.ts';
import { times } from './times.ts';
import { twoBlocks } from './two-blocks.ts';
import { unknownFunction } from './unknown-function.ts';
import { vendorWords } from './vendor-words.ts';
import { versionOrder } from './version-order.ts';

/** Every check. To add one: a file, a line here, cases in test/check/. */
export const checks: readonly Check[] = Object.freeze([
  unknownFunction,
  functionArguments,
  receiver,
  pattern,
  literalCondition,
  enclosingElement,
  extension,
  entityType,
  property,
  comparison,
  listValues,
  contradiction,
  relevance,
  testAsValue,
  emptyTextElement,
  bareNumber,
  doubtfulPrecedence,
  times,
  foreignPatterns,
  networkText,
  versionOrder,
  twoBlocks,
  vendorWords,
  functionRanges,
  literalForms,
  oneDiffers,
  ownType,
  quantityOrder,
  reversedBounds,
]);

/** Every code that checking a rule can give, with what it means, from the checks that declare them. */
export const CHECK_CODES: Readonly<Record<string, CodeEntry>> = /*#__PURE__*/ Object.freeze(
  Object.fromEntries(checks.flatMap(({ codes }) => Object.entries(codes))),
);
