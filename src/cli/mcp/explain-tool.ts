import * as z from 'zod';
import { assess } from '../../assess/assess.ts';
import { explanationOf, type RuleExplanation } from '../../findings/explain-rule.ts';
import { verdictBy } from '../../findings/withdrawn.ts';
import { entityReference } from '../../findings/finding.ts';
import { jsonValue } from '../../findings/json-value.ts';
import { plural } from '../../reporters/words.ts';
import { defined } from '../../text/defined.ts';
import { problemMessage } from '../../values/record.ts';
import { STATUSES } from '../../values/outcome.ts';
import { hasError, type Message } from '../../text/message.ts';
import { schemasFor, typesNamed } from '../rules.ts';
import {
  clockOf,
  entitiesArgument,
  filesArgument,
  listsArgument,
  matchCaseArgument,
  nowArgument,
  ruleArgument,
  ruleOf,
} from './arguments.ts';
import { first, short, shortLines } from './bounded.ts';
import { recordsOf } from './inventory.ts';
import { messageData, messageLines, messageSchema } from './message-data.ts';
import { tool } from './tool.ts';

const MAX_ENTITIES = 10;
const MAX_LINES = 200;
const MAX_MESSAGES = 20;

/** What is shown of an entity. */
interface Shown extends RuleExplanation {
  readonly entity: { readonly type: string; readonly id: string; readonly name: string };
}

/** Why a rule says what it says of entities. */
export const explain = tool({
  name: 'explain',
  title: 'Explain a verdict',
  description:
    'Shows how a rule comes to its verdict on entities: the status, the facts that decided, and the tree of the condition with the value of each part. Give entities of your own, or a file that the user serves.',
  input: z.object({
    rule: ruleArgument,
    entities: entitiesArgument.optional(),
    files: filesArgument.optional(),
    entity: z.string().optional().describe('only the entity with this id or name'),
    now: nowArgument,
    lists: listsArgument,
    matchCase: matchCaseArgument,
  }),
  output: z.object({
    explanations: z.array(
      z.object({
        entity: z.looseObject({ type: z.string(), id: z.string(), name: z.string() }),
        status: z.enum(STATUSES),
        reason: z.string(),
        facts: z.array(z.looseObject({ text: z.string(), condition: z.string(), path: z.string().optional() })),
        lines: z.array(z.string()).describe('the tree of the condition, a line a part'),
      }),
    ),
    more: z.number().describe('entities that are not shown'),
    messages: z.array(messageSchema).describe('what is wrong with the rule or the input, and what no entity had'),
  }),
  run: async ({ rule: text, entities, files, entity: wanted, now, lists, matchCase }, context) => {
    const rule = await ruleOf(text);
    const explanations: Record<string, unknown>[] = [];
    const said: Message[] = [];
    let found = 0;
    const assessment = assess([rule], recordsOf({ files, entities }, context), {
      now: clockOf(now),
      include: STATUSES,
      schemas: await schemasFor(typesNamed([rule])),
      ...defined({ lists, matchCase }),
      onProblem: (problem) => {
        if (said.length < MAX_MESSAGES) said.push(problemMessage(problem));
      },
    });
    const shown: Shown[] = [];
    for await (const result of assessment) {
      const { id, name, type } = entityReference(result.entity);
      if (wanted !== undefined && wanted !== id && wanted !== name) continue;
      found += 1;
      if (found > MAX_ENTITIES) continue;
      shown.push({ ...explanationOf(result), entity: { type, id: short(id), name: short(name) } });
    }
    const [summary] = assessment.summary.rules;
    const texts: string[] = [];
    for (const { entity, facts, lines, ...own } of shown) {
      // What passed rests on nothing where the rule is undecided, which is known only now.
      const { status, reason } = verdictBy(own, summary?.evidence ?? []);
      const tree = first(lines, MAX_LINES).shown.map(short);
      explanations.push({
        entity,
        status,
        reason: short(reason),
        facts: first(facts, MAX_MESSAGES).shown.map(({ text: fact, condition, path, value }) => ({
          text: short(fact),
          condition: short(condition),
          ...defined({ path, value: isShort(value) ? jsonValue(value) : undefined }),
        })),
        lines: tree,
      });
      texts.push(
        `${entity.name || entity.type}: ${status}${reason === '' ? '' : ` because ${short(reason)}`}`,
        ...tree.map((line) => `  ${line}`),
      );
    }
    const messages = [...(summary?.diagnostics ?? []), ...(summary?.evidence ?? []), ...said];
    if (found === 0 && !hasError(messages)) {
      const what = wanted === undefined ? `no entity of the rule's target` : `no entity \`${short(wanted)}\``;
      texts.push(`${what} is in the input`);
    }
    const more = Math.max(0, found - MAX_ENTITIES);
    if (more > 0) texts.push(`${plural(more, 'more entity', 'more entities')} not shown; name one with \`entity\``);
    return {
      data: { explanations, more, messages: first(messages, MAX_MESSAGES).shown.map(messageData) },
      text: shortLines([...texts, ...messageLines(messages)].join('\n')),
    };
  },
});

/** Lists and objects are shown by the lines of the tree; they may be of any size. */
function isShort(value: unknown): boolean {
  return typeof value === 'string' ? value.length <= 200 : typeof value !== 'object' && value !== undefined;
}
