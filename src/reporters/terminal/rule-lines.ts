import type { RuleSummary } from '../../assess/summary.ts';
import type { Rule } from '../../rules/rule.ts';
import { printable } from '../../text/format-message.ts';
import { evidenceText } from '../evidence.ts';
import { overrideText } from '../finding-text.ts';
import { isTemplate } from '../../findings/fill-template.ts';
import type { Finding } from '../../findings/finding.ts';
import { hasTemplate, remediationWays, remediationWaysOf } from '../remediation.ts';
import { ruleErrors } from '../rule-errors.ts';
import { clip } from '../../text/clip.ts';
import { printableLines } from '../words.ts';
import { block, type Page, severityText, titleOf } from './page.ts';

/** What is shown of several ways to mend something, where there is room for one: what can be done at once. */
const FIRST_WAYS: readonly string[] = ['cli', 'text', 'portal', 'terraform'];

const MAX_TITLE = 400;

/** The heading of a rule, and what its verdicts do not rest on. */
export function ruleHead(summary: RuleSummary, page: Page): string[] {
  const { rule, evidence } = summary;
  const { bold, dim, yellow } = page.colors;
  const override = rule.severityOverride === undefined ? '' : dim(` (${overrideText(rule)})`);
  const severity = `${severityText(rule.severity, page.colors)}${override}`;
  const lines = block(`${bold(printable(rule.id))}  ${severity}  ${clip(titleOf(rule), MAX_TITLE)}`, 0, page);
  const [broken] = ruleErrors(summary);
  // The command prints rules with their errors before anything is judged; here it is enough to name them.
  if (broken !== undefined) lines.push(...block(`${yellow('!')} cannot be run: ${printable(broken.message)}`, 2, page));
  for (const message of evidence)
    lines.push(...block(`${yellow(`${message.severity}:`)} ${evidenceText(message)}`, 2, page));
  if (page.detail === 'full') lines.push(...detailLines(rule, page));
  return lines;
}

/** Whether there is something to say of a rule beside its findings. */
export function isNoted(summary: RuleSummary): boolean {
  return summary.evidence.length > 0 || ruleErrors(summary).length > 0;
}

/** How to mend what a rule found: the nearest way, or all of them; but for what stands with each finding. */
export function remediationLines(rule: Rule, page: Page): string[] {
  const ways = remediationWays(rule);
  const first = nearestWay(ways);
  if (first === undefined) return [];
  const shown = page.detail === 'full' ? ways : [first];
  const others = ways.filter((way) => !shown.includes(way)).map(([way]) => printable(way));
  const more = others.length === 0 ? '' : page.colors.dim(` (-v shows ${others.join(', ')} too)`);
  return shown
    .filter(([, text]) => !isTemplate(text))
    .flatMap(([way, text], index) => [
      ...block(`${page.colors.cyan(wayTitle(way))}${index === 0 ? more : ''}`, 2, page),
      ...wayLines(way, text, 4, page),
    ]);
}

/** How to mend what one finding is about, where that names it. */
export function commandLines(finding: Finding, page: Page): string[] {
  const { rule } = finding.subject;
  if (finding.status !== 'failed' || !hasTemplate(rule)) return [];
  const ways = remediationWays(rule);
  const shown = page.detail === 'full' ? ways : [nearestWay(ways)];
  const own = shown.filter((way) => way !== undefined && isTemplate(way[1])).map((way) => way?.[0]);
  return remediationWaysOf(finding)
    .filter(([way]) => own.includes(way))
    .flatMap(([way, text]) => {
      const title = way === 'cli' || way === 'text' ? [] : block(wayTitle(way), 4, page);
      return [...title, ...wayLines(way, text, 4, page)].map(page.colors.cyan);
    });
}

type Ways = ReturnType<typeof remediationWays>;

/** What is shown where there is room for one way: what can be done at once. */
function nearestWay(ways: Ways): Ways[number] | undefined {
  const named = FIRST_WAYS.find((name) => ways.some(([way]) => way === name));
  return ways.find(([way]) => way === named) ?? ways[0];
}

/** A command that is wrapped can still be copied: its lines end in a backslash. */
function wayLines(way: string, text: string, margin: number, page: Page): string[] {
  const lines = printableLines(text);
  if (way !== 'cli' || /['"#\\]/u.test(lines)) return block(lines, margin, page);
  return lines.split('\n').flatMap((line) => {
    const wrapped = block(line, margin, { width: page.width - 2 });
    return wrapped.map((part, index) => (index < wrapped.length - 1 ? `${part} \\` : part));
  });
}

function wayTitle(way: string): string {
  return way === 'text' ? 'remediation:' : `remediation, ${printable(way)}:`;
}

function detailLines({ description, rationale, references = [] }: Rule, page: Page): string[] {
  const texts = [description, rationale].filter((text) => text !== undefined);
  return [
    ...texts.flatMap((text) => block(printableLines(text), 2, page)),
    ...references.flatMap(({ title, url }) => block(printable(`${title}: ${url}`), 2, page)),
  ].map(page.colors.dim);
}
