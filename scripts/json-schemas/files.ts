import * as z from 'zod';
import { projectFields } from '../../src/cli/project/schema.ts';
import { exclusionFields } from '../../src/rules/exclusions.ts';
import { ruleFields, rulesetFields, text } from '../../src/rules/schema.ts';
import { severities } from '../../src/rules/severity.ts';
import { schemaUrl } from '../../src/reporters/report-head.ts';
import { lineSchema, reportSchema } from './report.ts';

/** A list; one text is read as a list of one. */
const texts = z.union([text, z.array(text)]);
const severityNames = z.union([z.enum(severities), z.string().describe('In any case.')]);
const rule = ruleFields
  .extend({
    severity: severityNames.optional(),
    remediation: z.union([text, ruleFields.shape.remediation]).optional(),
    labels: texts.optional(),
    frameworks: texts.optional(),
  })
  .loose();
const ruleset = rulesetFields.extend({ $schema: z.string().optional(), rules: z.array(rule) }).loose();
const ruleReference = z.union([text, z.looseObject({ id: text, logicHash: text, name: text }).partial()]);
const exclusion = exclusionFields
  .extend({
    comment: text.optional().describe('Why it is accepted. Required; `reason` is the same.'),
    rules: z.union([ruleReference, z.array(ruleReference)]).optional(),
    entities: texts.optional(),
    expressions: texts.optional(),
    accounts: texts.optional(),
    regions: texts.optional(),
  })
  .loose();

const SCHEMAS = {
  report: [z.union([reportSchema, lineSchema]), 'A report of gsl: --format json, or a line of --format ndjson'],
  ruleset: [z.union([ruleset, z.array(z.union([rule, ruleset])), rule]), 'Rules of GSL: a ruleset, a list, or a rule'],
  exclusions: [
    z.union([
      z.array(exclusion),
      z.object({ $schema: z.string().optional(), exclusions: z.array(exclusion) }),
      exclusion,
    ]),
    'Accepted findings of gsl: a list of exclusions',
  ],
  config: [projectFields.extend({ $schema: z.string().optional() }).strict(), 'The project file of gsl: gsl.yaml'],
} as const;

/** The published JSON Schemas, made of the zod schemas by which files are read, by their path in the repository. */
export function jsonSchemaFiles(version: string): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(SCHEMAS).map(([name, [schema, title]]) => {
      const made = z.toJSONSchema(schema, {
        io: 'input',
        unrepresentable: 'any',
        reused: 'ref',
        // What is read-only in our types may well be written in a file.
        override: ({ jsonSchema }) => void delete jsonSchema.readOnly,
      });
      const { $schema, ...rest } = made;
      const id = schemaUrl(version, name as keyof typeof SCHEMAS);
      return [`schemas/${name}.schema.json`, `${JSON.stringify({ $schema, $id: id, title, ...rest }, null, 2)}\n`];
    }),
  );
}
