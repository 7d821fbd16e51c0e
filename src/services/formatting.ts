import { formatRule } from '../syntax/format.ts';
import { parseConditionRepaired, parseRepaired } from '../syntax/repaired.ts';
import { print } from '../syntax/print.ts';
import type { Fix } from '../text/message.ts';
import type { ServiceOptions } from './options.ts';

/**
 * The edits that write a rule in its canonical form: none for a rule that is, and none for one that cannot be read.
 *
 * @example
 * formatting('IamUser SHOULD have name')[0]?.text // 'IamUser should have name'
 */
export function formatting(text: string, { readAs }: ServiceOptions = {}): readonly Fix[] {
  const formatted = readAs === 'condition' ? formattedCondition(text) : formattedRule(text);
  const end = text.trimEnd().length;
  const isDone = formatted === undefined || formatted === text.slice(0, end);
  return isDone ? [] : [{ span: { start: 0, end }, text: formatted }];
}

function formattedRule(text: string): string | undefined {
  const { rule } = parseRepaired(text);
  return rule && formatRule(rule);
}

function formattedCondition(text: string): string | undefined {
  const { condition } = parseConditionRepaired(text);
  return condition && print(condition);
}
