import { bundledRules } from '../../src/rules/bundled/index.ts';
import { logicHash } from '../../src/rules/logic-hash.ts';
import type { Pack } from '../../src/rules/packs/pack.ts';
import type { LoadedRule, Reference } from '../../src/rules/rule.ts';
import { compileRule } from '../../src/run/compiled-rule.ts';
import { commonWord } from './conditions.ts';
import { eachWord, withWords } from './words.ts';
import type { IncludedRule, PackSource, RuleSource, RuleTable } from './source.ts';

/** The whole pack that a file stands for. */
export function expandPack(source: PackSource): Pack {
  const { id, name, description, version, cloudVendor } = source;
  const rules = source.rules.flatMap((one) => {
    if ('include' in one) return [includedRule(one, source)];
    const drafts = 'each' in one ? rowsOf(one) : [one];
    return drafts.map((draft) => expandRule(draft, source));
  });
  const unanswered = (source.unanswered ?? []).flatMap(({ controls, why }) =>
    frameworksOf(controls, source).map((control) => ({ control, why })),
  );
  return { id, name, description, version, cloudVendor, language: 'en', unanswered, rules };
}

type Row = Readonly<Record<string, unknown>>;

function rowsOf({ each, rule }: RuleTable): readonly RuleSource[] {
  const rows = each.map((row) => {
    // A comma in a text without quotes cuts it in two.
    const cut = Object.keys(row).find((name) => !/^\w+$/u.test(name));
    if (cut !== undefined) throw new Error(`put quotes around the text before \`${cut}\``);
    return withWords(row);
  });
  // What one row has, others may leave out.
  const none = Object.fromEntries(rows.flatMap((row) => Object.keys(row).map((name) => [name, undefined])));
  return rows.map((row) => filled(rule, { ...none, ...row }) as RuleSource);
}

/**
 * The value with `<<name>>` replaced by what the row has, or by what all packs know; a text that is nothing else becomes the row's value.
 * `$merge` is one object of several, `$each word` an entry for each of the row's words.
 */
function filled(value: unknown, row: Row): unknown {
  if (typeof value === 'string') {
    const [, whole] = /^<<([\w.]+)>>$/u.exec(value) ?? [];
    return whole === undefined
      ? value.replace(/<<([\w.]+)>>/gu, (_, name: string) => String(wordOf(row, name) ?? ''))
      : wordOf(row, whole);
  }
  if (Array.isArray(value)) return value.map((item) => filled(item, row));
  if (typeof value !== 'object' || value === null) return value;
  if ('$merge' in value) return Object.assign({}, ...(filled(value.$merge, row) as object[])) as object;
  const entries = Object.entries(value).flatMap(([key, inner]): [string, unknown][] =>
    key === '$each word'
      ? eachWord(row).map(([name, lacking]) => [name, filled(inner, lacking)])
      : [[String(filled(key, row)), filled(inner, row)]],
  );
  return Object.fromEntries(entries.filter(([, inner]) => inner !== undefined));
}

function wordOf(row: Row, name: string): unknown {
  return Object.hasOwn(row, name) ? row[name] : commonWord(name);
}

function includedRule({ include, controls }: IncludedRule, source: PackSource): LoadedRule {
  const rule = bundledRules.find(({ id }) => id === include);
  if (rule === undefined) throw new Error(`${source.id}: no bundled rule ${include}`);
  return { ...rule, frameworks: [...new Set([...(rule.frameworks ?? []), ...frameworksOf(controls, source)])] };
}

function expandRule(draft: RuleSource, source: PackSource): LoadedRule {
  const { id, name, severity, description } = draft;
  const common = draft.logic.replace(/<<([\w.]+)>>/gu, (_, name: string) => commonWord(name));
  const logic = common.trim().replace(/\s+/gu, ' ');
  const { target } = compileRule(logic);
  const frameworks = frameworksOf(draft.controls, source);
  return {
    id,
    name,
    severity,
    logic,
    logicHash: logicHash(logic),
    entityType: target ?? '',
    category: source.category,
    description,
    remediation: draft.fix,
    references: [...(draft.pages ?? []).map((key) => pageOf(key, source)), ...ownPages(target ?? '')],
    ...(frameworks.length > 0 && { frameworks }),
    tests: testsOf(draft, source),
  };
}

/** What controls are called, and those that `related` gives to them. */
function frameworksOf(controls: RuleSource['controls'], source: PackSource): string[] {
  const numbers = Object.values(controls ?? {}).flat();
  const related = (source.related ?? []).filter(({ of }) => of.some((number) => numbers.includes(number)));
  return [...new Set([controls, ...related.map((one) => one.controls)].flatMap((some) => namesOf(some, source)))];
}

function namesOf(controls: RuleSource['controls'], { frameworks, id }: PackSource): string[] {
  return Object.entries(controls ?? {}).flatMap(([key, numbers]) => {
    const framework = frameworks[key];
    if (framework === undefined) throw new Error(`${id}: no framework ${key}`);
    return [numbers].flat().map((number) => `${framework} (${number})`);
  });
}

function pageOf(key: string, { pages, id }: PackSource): Reference {
  const page = pages[key];
  if (page === undefined) throw new Error(`${id}: no page ${key}`);
  return { title: page[0], url: page[1] };
}

const PROVIDERS: Readonly<Record<string, string>> = { aws: 'aws', azurerm: 'azurerm', google: 'google' };

/** The page of a Terraform or CloudFormation resource, whose address its type tells. */
function ownPages(type: string): readonly Reference[] {
  const [, provider = '', resource] = /^([a-z]+)_(\w+)$/u.exec(type) ?? [];
  const own = Object.hasOwn(PROVIDERS, provider) ? PROVIDERS[provider] : undefined;
  if (own !== undefined && resource !== undefined) {
    const url = `https://registry.terraform.io/providers/hashicorp/${own}/latest/docs/resources/${resource}`;
    return [{ title: `Terraform: ${type}`, url }];
  }
  const [, service, name] = /^AWS_([A-Z][A-Za-z\d]*)_([A-Z][A-Za-z\d]*)$/u.exec(type) ?? [];
  if (service === undefined || name === undefined || service === 'API') return [];
  const page = `aws-resource-${service}-${name}.html`.toLowerCase();
  return [
    {
      title: `CloudFormation: AWS::${service}::${name}`,
      url: `https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/${page}`,
    },
  ];
}

const OUTCOMES = { pass: 'passed', fail: 'failed', irrelevant: 'irrelevant', error: 'error' } as const;

function testsOf(draft: RuleSource, { now }: PackSource): readonly unknown[] {
  return (['pass', 'fail', 'irrelevant', 'error'] as const).flatMap((key) =>
    Object.entries(draft[key] ?? {}).map(([name, { $resources: resources, ...entity }]) => ({
      name,
      entity,
      expect: OUTCOMES[key],
      ...(now === undefined ? {} : { now }),
      ...(resources === undefined ? {} : { resources }),
    })),
  );
}
