import { assess } from '../../src/assess/assess.ts';
import type { Rule } from '../../src/rules/rule.ts';
import type { Entity } from '../../src/values/entity.ts';
import { type Status, STATUSES } from '../../src/values/outcome.ts';
import type { ConformanceCase, Inventory } from './schema.ts';

/** What an assessment by one rule says of a snapshot: by id, or by account where the rule judges `List<…>`. */
export async function assessSnapshot({
  rule: logic,
  entities,
  now,
  lists,
}: ConformanceCase & { readonly entities: Inventory }): Promise<Record<string, Status>> {
  const rule: Rule = { id: 'case', name: 'case', severity: 'High', logic, logicHash: '' };
  const options = { lists, include: STATUSES, ...(now === undefined ? {} : { now }) };
  const judgesLists = /^\s*list\s*</i.test(logic);
  const answer: Record<string, Status> = {};
  if (!judgesLists) for (const { id } of entities) answer[String(id)] = 'irrelevant';
  for await (const { entity, status } of assess([rule], entities as readonly Entity[], options)) {
    answer[String(judgesLists ? entity.accountNumber : entity.id)] = status;
  }
  return answer;
}
