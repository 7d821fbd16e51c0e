import * as z from 'zod';
import { defined } from '../text/defined.ts';
import type { ProblemCode } from './codes.ts';
import { didYouMean, readFields, type FieldNames } from './fields.ts';
import { readInstant, type Instant } from './instant.ts';
import type { DataPath } from '../text/message.ts';
import { dataProblem, type Problem } from './problem.ts';
import { describeValue } from '../values/kinds.ts';
import { mustBe, problemsOf, type IssueParams } from './zod-problems.ts';
import { text, textList } from './schema.ts';
import { isObject } from '../values/value.ts';
import type { Exclusion } from './exclusion.ts';

/** Exclusions read from data. */
export interface LoadedExclusions {
  readonly exclusions: readonly Exclusion[];
  /** An exclusion with an error is left out, so that what it would have hidden is reported. */
  readonly problems: readonly Problem[];
}

/** The same, with the place of each exclusion and the property that holds its expressions. */
export interface LocatedExclusions extends LoadedExclusions {
  readonly paths: ReadonlyMap<Exclusion, { readonly at: DataPath; readonly expressions: DataPath }>;
}

const moment = z.unknown().transform((written, context): Instant => {
  const instant = readInstant(written);
  if (instant !== undefined) return instant;
  const params: IssueParams = { help: 'write `2026-12-31`, `2026-12-31T12:00:00Z` or epoch seconds' };
  const message = typeof written === 'string' ? `is no date: \`${written}\`` : mustBe('a date')({ input: written });
  context.issues.push({ code: 'custom', message, input: written, params });
  return z.NEVER;
});

const dateRange = z.object(
  { from: moment.nullable().optional(), to: moment.nullable().optional() },
  { error: mustBe('an object with `from` and `to`') },
);

const ruleReference = z
  .object(
    { id: text.nullish(), logicHash: text.nullish(), name: text.nullish() },
    { error: mustBe('a rule id or an object with `id`, `logicHash` or `name`') },
  )
  .refine(
    (rule) => (rule.id ?? rule.logicHash ?? rule.name) !== undefined,
    'must name a rule by `id`, `logicHash` or `name`',
  );

/** An exclusion as data may give it, under our names. */
export const exclusionFields = z.object({
  id: text.exactOptional(),
  comment: text.refine((comment) => comment.trim() !== '', 'must say why the findings are accepted'),
  owner: text.exactOptional(),
  rules: z.array(ruleReference, { error: mustBe('a list of rules') }).exactOptional(),
  rulesetId: text.exactOptional(),
  entities: textList.exactOptional(),
  expressions: textList.exactOptional(),
  accounts: textList.exactOptional(),
  regions: textList.exactOptional(),
  dateRange: dateRange.exactOptional(),
  expires: moment.optional(),
});

const exclusionNames: FieldNames = {
  names: Object.keys(exclusionFields.shape),
  aliases: {
    reason: 'comment',
    rule: 'rules',
    entityIds: 'entities',
    entity: 'entities',
    expression: 'expressions',
    logicExpressions: 'expressions',
    logicExpression: 'expressions',
    cloudAccountIds: 'accounts',
    accountIds: 'accounts',
  },
};

const listFields = ['rules', 'entities', 'expressions', 'accounts', 'regions'] as const;

/** Fields that narrow nothing: they may stand in a file without being understood. */
const HARMLESS: ReadonlySet<string> = new Set([
  'platform',
  'createdTime',
  'updatedTime',
  'createdBy',
  'name',
  'ticket',
]);

/**
 * Reads exclusions from data: a list of them, one, or an object with `exclusions`; in CloudGuard's field names
 * (`logicExpressions`, `cloudAccountIds`, `dateRange`) or the plain ones of `Exclusion`. An exclusion with a field that is not
 * understood is passed over and named: the field may narrow it, and without it more would be hidden than was meant.
 * Behaviour: examples/rulesets/README.md.
 *
 * @param data parsed JSON or YAML; for text with line numbers use `parseExclusions` of `gsl-engine/ruleset`
 * @returns the exclusions and what is wrong with the data; never throws for any data
 * @example
 * const { exclusions } = loadExclusions([{ rules: ['D9.AWS.IAM.51'], entities: ['AIDA1'], comment: 'key rotation' }]);
 * exclusions.length // 1
 */
export function loadExclusions(data: unknown): LoadedExclusions {
  const { exclusions, problems } = readExclusions(data, []);
  return { exclusions, problems };
}

/** `loadExclusions` for readers that know where in a text a path is. */
export function readExclusions(data: unknown, path: DataPath): LocatedExclusions {
  if (isObject(data) && Object.hasOwn(data, 'exclusions'))
    return readExclusions(data['exclusions'], [...path, 'exclusions']);
  const problems: Problem[] = [];
  const paths = new Map<Exclusion, { at: DataPath; expressions: DataPath }>();
  const items: [unknown, DataPath][] = Array.isArray(data)
    ? data.map((item, index) => [item, [...path, index]])
    : [[data, path]];
  for (const [item, at] of items) {
    const own: Problem[] = [];
    const read = readExclusion(item, at, own);
    problems.push(...(isVendors(item) ? own.map(passedOver) : own));
    if (read !== undefined) paths.set(read.exclusion, { at, expressions: read.expressions });
  }
  return { exclusions: [...paths.keys()], problems, paths };
}

/** What CloudGuard's interface writes into every exclusion, and a person does not. */
const VENDOR_FIELDS = ['logicExpressions', 'cloudAccountIds', 'organizationalUnitIds'];

/** An exclusion as CloudGuard gives it: what cannot be used of an account is passed over, the rest of it stands. */
function isVendors(item: unknown): boolean {
  return isObject(item) && VENDOR_FIELDS.filter((field) => Object.hasOwn(item, field)).length >= 2;
}

function passedOver(problem: Problem): Problem {
  const { message, severity } = problem;
  if (severity !== 'error') return problem;
  return { ...problem, severity: 'warning', message: `${message}: the exclusion is passed over` };
}

function readExclusion(
  item: unknown,
  path: DataPath,
  problems: Problem[],
): { readonly exclusion: Exclusion; readonly expressions: DataPath } | undefined {
  const fail = (code: ProblemCode, message: string, help: string, key?: string): undefined => {
    const at = key === undefined ? { path } : { path: [...path, key], on: 'key' as const };
    problems.push(dataProblem({ code, severity: 'error', message, ...at, help }));
  };
  if (!isObject(item)) {
    return fail(
      'invalid-exclusion',
      `expected an exclusion, found ${describeValue(item)}`,
      'an exclusion is an object with `comment`',
    );
  }
  const before = problems.length;
  const found: Problem[] = [];
  const { values, extra = {}, written } = readFields(item, exclusionNames, path, found);
  // Two names for one field: what was meant is unknown, so nothing is hidden.
  problems.push(
    ...found
      .filter(({ code }) => code !== 'unknown-field')
      .map((problem) => ({ ...problem, severity: 'error' as const })),
  );
  let isPassedOver = false;
  for (const [key, value] of Object.entries(extra)) {
    const empty = value === null || (Array.isArray(value) && value.length === 0);
    if (empty || HARMLESS.has(key)) continue;
    const near = didYouMean(key, [...exclusionNames.names, ...Object.keys(exclusionNames.aliases ?? {})]);
    if (near !== undefined) {
      fail('unknown-field', `unknown field \`${key}\``, near, key);
      continue;
    }
    // A field of CloudGuard's that is not known here: the others of the file stand.
    isPassedOver = true;
    const help =
      'without it the exclusion would hide more than was meant, so its findings are reported; correct the name, or write the exclusion without it if that is what is meant';
    const message = `unknown field \`${key}\`: the exclusion is passed over`;
    problems.push(
      dataProblem({ code: 'unknown-field', severity: 'warning', message, path: [...path, key], on: 'key', help }),
    );
  }
  const listed = Object.entries(values).map(([name, value]) => [name, asList(name, value)] as const);
  const input = Object.fromEntries(listed);
  const parsed = exclusionFields.safeParse(input);
  if (!parsed.success) {
    for (const problem of problemsOf(parsed.error, input, path, written)) problems.push(problem);
    return undefined;
  }
  const {
    rules = [],
    entities = [],
    expressions = [],
    accounts = [],
    regions = [],
    dateRange,
    expires,
    ...rest
  } = parsed.data;
  const isNarrow = [rules, entities, expressions, accounts, regions].some((list) => list.length > 0);
  // CloudGuard takes a whole ruleset out so; a person who writes no more has forgotten something.
  if (!isNarrow && !(isVendors(item) && rest.rulesetId !== undefined)) {
    fail(
      'exclusion-too-wide',
      'the exclusion would hide everything',
      'name rules, entities, expressions, accounts or regions',
    );
  }
  const from = dateRange?.from?.start;
  const to = (dateRange?.to ?? expires)?.end;
  if (from !== undefined && to !== undefined && from >= to) {
    fail('invalid-field', 'the exclusion ends before it starts', 'swap `from` and `to`', written.get('dateRange'));
  }
  if (isPassedOver || problems.slice(before).some(({ severity }) => severity === 'error')) return undefined;
  const exclusion: Exclusion = {
    ...rest,
    rules: rules.map(({ id, logicHash, name }) => ({
      ...defined({ id: id ?? undefined, name: name ?? undefined, logicHash: logicHash?.replace(/=+$/u, '') }),
    })),
    entities,
    expressions,
    accounts,
    regions,
    ...defined({ from, to }),
    ...(Object.keys(extra).length > 0 && { extra }),
  };
  return { exclusion, expressions: [...path, written.get('expressions') ?? 'expressions'] };
}

/** One text is a list of one, and a rule's id alone is a reference to it. */
function asList(name: string, value: unknown): unknown {
  if (!listFields.some((field) => field === name)) return value;
  const list = Array.isArray(value) ? value : [value];
  return name === 'rules' ? list.map((rule: unknown) => (typeof rule === 'string' ? { id: rule } : rule)) : list;
}
