import { fillPlaces, ownWays } from '../findings/fill-template.ts';
import type { EntityReference, Finding } from '../findings/finding.ts';
import type { Fact } from '../findings/reason.ts';
import type { LoadedRule } from '../rules/rule.ts';
import { jsonText } from './json-text.ts';
import { TextMoulds } from './text-mould.ts';

let last: { readonly finding: Finding; readonly text: string } | undefined;

/** `recordOf` a finding as JSON. It is written once for the two formats that hold it, the rule's part once for all findings. */
export function recordText(finding: Finding): string {
  if (last?.finding !== finding) last = { finding, text: textOf(finding) };
  return last.text;
}

function textOf(finding: Finding): string {
  const { status, entity, location, reason, facts, error, exclusion, baseline } = finding;
  const id = status === 'passed' ? '' : `"id":"${finding.id}",`;
  const remediation = status === 'failed' ? remediationText(finding) : '';
  const place = location === undefined ? '' : `,"location":${jsonText(location)}`;
  if (lastSaid?.facts !== facts || lastSaid.reason !== reason)
    lastSaid = { reason, facts, text: saidText(reason, facts) };
  const said = lastSaid.text;
  return (
    `{${id}"status":"${status}",${ruleText(finding)},"entity":${entityText(entity)}${place}${said}` +
    `${member('error', error)}${member('exclusion', exclusion)}${remediation}${member('baseline', baseline)}}`
  );
}

const remediations = new TextMoulds(jsonText);

const ownWaysOf = new WeakMap<LoadedRule, ReturnType<typeof ownWays>>();

/** What a record holds of its remediation, in JSON: what all findings of a rule have in common of it is written once. */
function remediationText({ remediation, subject }: Finding): string {
  if (remediation !== undefined) return member('remediation', remediation);
  let own = ownWaysOf.get(subject.rule);
  if (own === undefined) ownWaysOf.set(subject.rule, (own = ownWays(subject.rule.remediation)));
  if (own.length === 0) return '';
  // Read only here: an entity that was judged in another thread may have stayed there.
  const { entity } = subject;
  const members = own.map(([way, text]) => `${jsonText(way)}:${remediations.write(fillPlaces(text, entity))}`);
  return `,"remediation":{${members.join(',')}}`;
}

const rules = new WeakMap<LoadedRule, Map<string, string>>();

function ruleText({ ruleId, ruleName, severity, severityOverride, ruleset, subject }: Finding): string {
  let ofRule = rules.get(subject.rule);
  if (ofRule === undefined) rules.set(subject.rule, (ofRule = new Map<string, string>()));
  let text = ofRule.get(ruleset);
  if (text === undefined) {
    text = jsonText({ ruleId, ruleName, severity, severityOverride, ruleset }).slice(1, -1);
    ofRule.set(ruleset, text);
  }
  return text;
}

let lastSaid: (Pick<Finding, 'reason' | 'facts'> & { readonly text: string }) | undefined;

/** Most entities that fail a rule fail it alike, and have one list of facts. */
function saidText(reason: string, facts: Finding['facts']): string {
  return `,"reason":${jsonText(reason)},"facts":[${facts.map(factText).join(',')}]`;
}

function entityText({ type, id, name, accountNumber, region, namespace }: EntityReference): string {
  return (
    `{"type":${jsonText(type)},"id":${jsonText(id)},"name":${jsonText(name)}` +
    `${member('accountNumber', accountNumber)}${member('region', region)}${member('namespace', namespace)}}`
  );
}

function factText({ text, condition, path, value }: Fact): string {
  return `{"text":${jsonText(text)},"condition":${jsonText(condition)}${member('path', path)}${member('value', value)}}`;
}

function member(name: string, value: unknown): string {
  return value === undefined ? '' : `,"${name}":${jsonText(value)}`;
}
