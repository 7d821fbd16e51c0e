import type { FindingSubject } from '../../findings/finding.ts';
import type { LoadedRule } from '../../rules/rule.ts';
import { ByRule } from '../by-rule.ts';
import { jsonText } from '../json-text.ts';
import { escapeMarkdown, remediationMarkdown } from '../markdown-text.ts';
import { remediationText, remediationWays } from '../remediation.ts';
import { ruleFacts } from '../rule-facts.ts';
import { clip } from '../../text/clip.ts';

/** GitHub refuses longer texts of a rule. */
const MAX_DESCRIPTION = 1024;
const MAX_NAME = 255;

/** GitHub refuses a log in which a rule has more. */
const MAX_TAGS = 20;

export const LEVELS = {
  Critical: 'error',
  High: 'error',
  Medium: 'warning',
  Low: 'note',
  Informational: 'note',
} as const;

/** In the ranges that GitHub reads as critical (above 9), high (7 to 8.9), medium (4 to 6.9) and low. */
const SECURITY_SEVERITIES = { Critical: '9.5', High: '8.0', Medium: '5.5', Low: '2.0', Informational: '0.0' } as const;

/** A rule in the log. */
interface Entry {
  index: number;
  /** What each of its results begins with: a JSON object that is still open. */
  start: string;
}

/** The rules in the order in which they were first met. Rules that would be described alike are one. */
export class RuleTable {
  /** In JSON. */
  readonly descriptors: string[] = [];
  /** Rules that have more tags than the log may hold, with what was left out. */
  readonly cut: { readonly id: string; readonly index: number; readonly tags: readonly string[] }[] = [];
  private readonly known = new ByRule<Entry>(() => ({ index: -1, start: '' }));
  private readonly byText = new Map<string, number>();

  at(place: Pick<FindingSubject, 'rule' | 'ruleset'>): Readonly<Entry> {
    const entry = this.known.at(place);
    if (entry.index < 0) {
      const { rule, ruleset } = place;
      const tags = tagsOf(rule);
      const text = jsonText(ruleDescriptor(rule, ruleset, tags.slice(0, MAX_TAGS)));
      const known = this.byText.get(text);
      entry.index = known ?? this.descriptors.push(text) - 1;
      entry.start = `{"ruleId":${jsonText(rule.id)},"ruleIndex":${entry.index}`;
      this.byText.set(text, entry.index);
      if (known === undefined && tags.length > MAX_TAGS)
        this.cut.push({ id: rule.id, index: entry.index, tags: tags.slice(MAX_TAGS) });
    }
    return entry;
  }
}

function tagsOf({ category, labels = [] }: LoadedRule): readonly string[] {
  return [...new Set(['security', ...(category === undefined ? [] : [category]), ...labels])];
}

function ruleDescriptor(rule: LoadedRule, ruleset: FindingSubject['ruleset'], tags: readonly string[]): object {
  const { id, name, description, rationale, severity, logic, logicHash, severityOverride } = rule;
  const link = rule.references?.[0]?.url;
  const title = titleOf(rule);
  return {
    id,
    name: clip(name, MAX_NAME),
    shortDescription: { text: clip(title, MAX_DESCRIPTION) },
    fullDescription: { text: clip(description ?? rationale ?? title, MAX_DESCRIPTION) },
    help: { text: helpText(rule), markdown: helpMarkdown(rule) },
    ...(link === undefined ? {} : { helpUri: link }),
    defaultConfiguration: { level: LEVELS[severity] },
    properties: {
      tags,
      'security-severity': SECURITY_SEVERITIES[severity],
      precision: 'very-high',
      severity,
      ...(severityOverride === undefined ? {} : { severityOverride }),
      ruleset: ruleset.name,
      logic,
      logicHash,
      ...(rule.frameworks === undefined ? {} : { frameworks: rule.frameworks }),
    },
  };
}

/** GitHub refuses a rule without help. */
function titleOf({ id, name }: LoadedRule): string {
  return [name, id].find((text) => text.trim() !== '') ?? 'rule';
}

function helpText(rule: LoadedRule): string {
  const facts = ruleFacts(rule).map(([title, text]) => `${title}: ${text}`);
  const parts = [rule.description ?? '', rule.rationale ?? '', remediationText(rule), facts.join('\n')];
  return parts.filter((part) => part.trim() !== '').join('\n\n') || titleOf(rule);
}

/** Rules are text, not markdown: what could be markup in them is escaped. */
function helpMarkdown(rule: LoadedRule): string {
  const remediation = remediationMarkdown(remediationWays(rule));
  const facts = ruleFacts(rule).map(([title, text]) => `- **${title}:** ${escapeMarkdown(text)}`);
  const links = (rule.references ?? []).map(
    ({ title, url }) => `- [${escapeMarkdown(title)}](<${url.replace(/[<>]/gu, '')}>)`,
  );
  const parts = [
    ...[rule.description, rule.rationale].map((text) => escapeMarkdown(text ?? '')),
    ...(remediation === '' ? [] : ['## Remediation', remediation]),
    facts.join('\n'),
    links.join('\n'),
  ];
  return parts.filter((part) => part.trim() !== '').join('\n\n') || escapeMarkdown(titleOf(rule));
}
