import { type Diagnostic, diagnostic } from '../text/message.ts';
import { required } from '../text/required.ts';
import type { Span } from '../text/source.ts';
import { embeddedText, type EmbeddedText } from './embedded.ts';
import { readRulesets } from './load.ts';
import type { ParsedRulesets } from './parsed-rulesets.ts';
import type { LoadedRule } from './rule.ts';
import { type RulePage, rulePages } from './rule-page.ts';

/** The rules of pages that were pasted, see `rulePages`, as one ruleset with the name of the file. */
export function parsePages(text: string, file: string, name: string): ParsedRulesets {
  const source = { name: file, text };
  const diagnostics: Diagnostic[] = [];
  const report = (code: string, severity: Diagnostic['severity'], message: string, span: Span, help?: string): void => {
    diagnostics.push(diagnostic({ code, severity, message, source, span, help }));
  };
  const sound: (RulePage & { readonly logic: Span })[] = [];
  for (const page of rulePages(text)) {
    const at = lineAt(text, page.at);
    if (page.isTwo)
      report(
        'invalid-rule',
        'error',
        'nothing tells where one rule ends and the next begins',
        at,
        'put a line `---` between the pages',
      );
    else if (page.logic === undefined)
      report('missing-field', 'error', '`logic` is missing', at, 'copy the page with what stands under `GSL LOGIC`');
    else sound.push({ ...page, logic: page.logic });
  }
  const rules = sound.map(({ fields, logic }) => ({ ...fields, logic: text.slice(logic.start, logic.end) }));
  const vendors = new Set(rules.map(vendorOf));
  const [cloudVendor] = vendors.size === 1 ? vendors : [];
  const data = { name, ...(cloudVendor === undefined ? {} : { cloudVendor }), rules };
  const read = readRulesets(data, { name });
  for (const { code, severity, message, help, at } of read.problems) {
    const page = at.path[0] === 'rules' && typeof at.path[1] === 'number' ? sound[at.path[1]] : undefined;
    if (page !== undefined) report(code, severity, message, lineAt(text, page.at), help);
  }
  const logic = new Map<LoadedRule, EmbeddedText>();
  const starts = new Map<LoadedRule, RulePage>();
  for (const rule of read.rulesets.flatMap((ruleset) => ruleset.rules)) {
    const page = required(sound[Number(required(read.paths.get(rule)).at[1])]);
    starts.set(rule, page);
    logic.set(rule, embeddedText(source, rule.logic, page.logic, 'verbatim'));
  }
  const placeOf: ParsedRulesets['placeOf'] = (rule) => {
    const page = starts.get(rule);
    return page === undefined ? undefined : { kind: 'text', source, span: lineAt(text, page.at) };
  };
  return { rulesets: rules.length === 0 ? [] : read.rulesets, diagnostics, logic, placeOf };
}

/** By the second part of the vendor's ids, `D9.AWS.IAM.51`. */
const VENDORS: Readonly<Record<string, string>> = { AWS: 'aws', AZU: 'azure', GCP: 'google', K8S: 'kubernetes' };

function vendorOf(rule: Readonly<Record<string, unknown>>): string | undefined {
  const [, part = ''] = /^D9\.([A-Z\d]+)\./u.exec(String(rule['ruleId'])) ?? [];
  return Object.hasOwn(VENDORS, part) ? VENDORS[part] : undefined;
}

function lineAt(text: string, start: number): Span {
  const end = text.indexOf('\n', start);
  return { start, end: end < 0 ? text.length : end };
}
