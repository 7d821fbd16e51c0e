import * as z from 'zod';
import { bundledRulesets } from '../../rules/bundled/index.ts';
import { packs } from '../../rules/packs/index.ts';
import { ruleTarget } from '../../check/rule-target.ts';
import { plural } from '../../reporters/words.ts';
import { selectRules } from '../../rules/select.ts';
import { defined } from '../../text/defined.ts';
import { bundled, bundledRule } from './arguments.ts';
import { shortLines } from './bounded.ts';
import { RefusedRequest, tool } from './tool.ts';

const MAX_LISTED = 100;

/** What there is of rules. */
export const listRules = tool({
  name: 'list_rules',
  title: 'List bundled rules',
  description: 'Lists the rules that come with the engine, by ruleset, severity, framework, target or a word in them.',
  input: z.object({
    ruleset: z.string().optional().describe('one ruleset; all when absent'),
    severity: z.array(z.string()).optional(),
    framework: z.array(z.string()).optional().describe('names of frameworks; `*` stands for any characters'),
    category: z.array(z.string()).optional(),
    target: z.string().optional().describe('the type of entity that rules judge, like IamUser'),
    text: z.string().optional().describe('in the id, the name or the logic'),
    offset: z.number().int().min(0).optional(),
    limit: z.number().int().min(1).max(MAX_LISTED).optional().describe('50 when absent'),
  }),
  output: z.object({
    rulesets: z.array(z.object({ id: z.string(), name: z.string() })),
    total: z.number(),
    rules: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        severity: z.string(),
        target: z.string().optional(),
        ruleset: z.string(),
      }),
    ),
  }),
  run: async ({ ruleset = 'all', severity, framework, category, target, text, offset = 0, limit = 50 }) => {
    const rulesets = await bundled([ruleset]);
    const all = rulesets.flatMap((own) => own.rules.map((rule) => ({ ...rule, from: own.id ?? own.name })));
    const { rules, problems } = selectRules(all, {
      ...defined({ severities: severity, frameworks: framework, categories: category }),
    });
    if (problems.length > 0)
      throw new RefusedRequest(
        problems.map(({ message, help }) => (help === undefined ? message : `${message}; ${help}`)).join('\n'),
      );
    const word = text?.toLowerCase();
    const matching = rules
      .map((rule) => ({ ...rule, target: ruleTarget(rule.logic) }))
      .filter((rule) => target === undefined || rule.target?.toLowerCase() === target.toLowerCase())
      .filter(({ id, name, logic }) => word === undefined || `${id}\n${name}\n${logic}`.toLowerCase().includes(word));
    const listed = matching.slice(offset, offset + limit);
    const known = [
      ...bundledRulesets.map(({ id, name }) => ({ id: id ?? name, name })),
      ...packs.map(({ id, name }) => ({ id, name })),
    ];
    const lines = listed.map(({ id, severity: own, target: type = '', name }) => `${id}  ${own}  ${type}  ${name}`);
    return {
      data: {
        rulesets: known,
        total: matching.length,
        rules: listed.map(({ id, name, severity: own, target: type, from }) => ({
          ...{ id, name, severity: own, ruleset: from },
          ...defined({ target: type }),
        })),
      },
      text: shortLines(
        [`${plural(matching.length, 'rule')}, ${listed.length} listed from ${offset}`, ...lines].join('\n'),
      ),
    };
  },
});

/** All that is known of a rule. */
export const showRule = tool({
  name: 'show_rule',
  title: 'Show a bundled rule',
  description:
    'All that is known of a bundled rule: its logic, description, rationale, remediation, frameworks and tests (entities with the verdict on them). Good models for rules of your own.',
  input: z.object({ id: z.string().min(1).describe('like D9.AWS.IAM.51') }),
  output: z.object({
    id: z.string(),
    name: z.string(),
    severity: z.string(),
    logic: z.string(),
    target: z.string().optional(),
    description: z.string().optional(),
    rationale: z.string().optional(),
    remediation: z.record(z.string(), z.string()).optional(),
    frameworks: z.array(z.string()).optional(),
    references: z.array(z.object({ title: z.string(), url: z.string() })).optional(),
    tests: z.array(z.unknown()).optional(),
  }),
  run: async ({ id: wanted }) => {
    const rule = await bundledRule(wanted);
    const { id, name, severity, logic, description, rationale, remediation, frameworks, references, tests } = rule;
    const target = ruleTarget(logic);
    const listed: readonly unknown[] | undefined = Array.isArray(tests) ? tests : undefined;
    const lines = [`${id}  ${severity}  ${name}`, logic, description, rationale];
    return {
      data: {
        ...{ id, name, severity, logic },
        ...defined({ target, description, rationale, remediation, frameworks, references, tests: listed }),
      },
      text: shortLines(lines.filter((line) => line !== undefined && line !== '').join('\n\n')),
    };
  },
});
