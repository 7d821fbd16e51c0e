import * as z from 'zod';
import type { FieldNames } from '../../rules/fields.ts';
import { text } from '../../rules/schema.ts';
import { mustBe } from '../../rules/zod-problems.ts';

/** One text, or several. */
const texts = z
  .union([text.transform((one) => [one]), z.array(text)], { error: mustBe('text or a list of texts') })
  .readonly();

const number = z.union([z.number().int().min(0), z.literal('all')], { error: mustBe('a whole number') });

const flag = z.boolean({ error: mustBe('`true` or `false`') });

/** What may stand in a project file, under the names of the flags. Paths are relative to the file. */
export const projectFields = z.object({
  inputs: texts.exactOptional().describe('Inventories: files, folders, globs.'),
  inputFormat: text.exactOptional().describe('The format of all inputs, instead of detecting it.'),
  exclude: texts.exactOptional().describe('Files of folders to pass over, as in .gitignore.'),
  rules: texts
    .exactOptional()
    .describe('Files, folders or globs of rules, and packs that npm installed: npm:@acme/rules.'),
  rulesets: texts.exactOptional().describe('Ids of bundled rulesets, or all.'),
  ids: texts.exactOptional().describe('Only rules with these ids; * stands for any run, ! in front leaves out.'),
  skip: texts.exactOptional().describe('Ids of rules to leave out.'),
  frameworks: texts.exactOptional().describe('Only rules of these compliance frameworks.'),
  categories: texts.exactOptional().describe('Only rules of these categories.'),
  strict: flag.exactOptional().describe('Refuse extensions of the language.'),
  matchCase: flag.exactOptional().describe('Compare text with regard to upper and lower case.'),
  exclusions: texts.exactOptional().describe('Files of accepted findings.'),
  severities: z.unknown().optional().describe('A file of severities of rules, or a list of {rule, severity, reason}.'),
  lists: z
    .union([text, z.record(z.string(), z.array(z.union([z.string(), z.number(), z.boolean()])).readonly())], {
      error: mustBe('a file, or lists by their names'),
    })
    .exactOptional()
    .describe('A JSON file with the values of named lists, or the lists.'),
  parameters: text.exactOptional().describe('A JSON file with the values of parameters of templates.'),
  schemas: texts.exactOptional().describe('Files of types of entities that are not published, JSON or YAML.'),
  environment: texts.exactOptional().describe('Modules of your own that export functions and lists for rules.'),
  formats: texts.exactOptional().describe('Report formats, each with =file where it does not go to standard output.'),
  baseline: text.exactOptional().describe('An earlier report to compare with.'),
  newOnly: flag.exactOptional().describe('Show only findings that the baseline does not have.'),
  failOn: text.exactOptional().describe('Least severity of a finding that makes the exit code 1, or never.'),
  maxWarnings: number.exactOptional().describe('More warnings than this make the exit code 2.'),
  allowEmpty: flag.exactOptional().describe('Accept that no rule had an entity to judge.'),
  limit: number.exactOptional().describe('Findings to list of each group at a terminal, or all.'),
  groupBy: text.exactOptional().describe('What to group findings by at a terminal.'),
});

/** What a project file says, each setting as it was written. */
export type ProjectSettings = z.infer<typeof projectFields>;

export const projectNames: FieldNames = {
  names: Object.keys(projectFields.shape),
  aliases: { input: 'inputs', rule: 'rules', ruleset: 'rulesets', format: 'formats', framework: 'frameworks' },
};
