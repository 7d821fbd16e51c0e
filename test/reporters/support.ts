import { findingOf, type FindingRecord } from '../../src/findings/finding.ts';
import { assess, type Result } from '../../src/assess/assess.ts';
import type { AssessmentSummary } from '../../src/assess/summary.ts';
import { endOf, type Reporter, type ReportContext, type ReportWriter } from '../../src/reporters/reporter.ts';
import { entityRecord, problemRecord, type EntityRecord, type ProblemRecord } from '../../src/values/record.ts';
import type { Exclusion } from '../../src/rules/exclusion.ts';
import { logicHash } from '../../src/rules/logic-hash.ts';
import type { Rule, Ruleset } from '../../src/rules/rule.ts';
import type { Entity } from '../../src/values/entity.ts';

export const NOW = new Date('2026-11-23T12:00:00Z');

/** Text that breaks something somewhere: HTML, spreadsheets, quoting, lines, scripts, direction. */
export const HOSTILE: Readonly<Record<string, string>> = {
  html: '</script><script>alert(1)</script><img src=x onerror=alert(2)>',
  comment: '<!-- --><![CDATA[ ]]> &amp; &#x41;',
  formula: "=cmd|' /C calc'!A0",
  quotes: `"double", 'single', \`back\`;semicolon`,
  lines: 'one\ntwo\r\nthree\tfour',
  separators: 'before\u2028middle\u2029after',
  override: 'invoice\u202egnp.exe',
  controls: 'a\u0000b\u0007c\u001b[31md\u009f\ufffe',
  surrogate: 'half \ud800 of a pair',
  markdown:
    '[x](javascript:alert(1)) **bold** | pipe | @everyone #1 <b> ![i](http://example.com/x.png) www.example.com',
  sarif: 'a [link](http://example.com) {0}',
  long: 'n'.repeat(10_000),
};

export function rule(fields: Partial<Rule> & Pick<Rule, 'id' | 'logic'>): Rule {
  return { name: fields.id, severity: 'Medium', logicHash: logicHash(fields.logic), ...fields };
}

export const ruleset: Ruleset = {
  id: '-17',
  name: 'Golden rules',
  description: 'What the report tests judge by.',
  cloudVendor: 'aws',
  version: '3',
  packaging: { name: '@golden/rules', version: '1.2.0' },
  rules: [
    rule({
      id: 'KEYS-1',
      ruleId: 'D9.TEST.01',
      name: 'Users have one active key at most',
      severity: 'High',
      logic: 'IamUser should not have firstAccessKey.isActive=true and secondAccessKey.isActive=true',
      description: 'Finds users with two active keys.',
      rationale: 'Two keys leak twice as often.',
      category: 'Identity',
      labels: ['iam', 'keys'],
      complianceTag: '1.13',
      frameworks: ['Benchmark v. 2.0.0 (1.13)', 'Best Practices'],
      references: [{ title: 'About <keys>', url: 'https://example.com/keys?a=1&b=2' }],
      remediation: { portal: 'Open the user.\nDeactivate a key.', cli: 'aws iam update-access-key --status Inactive' },
    }),
    rule({
      id: 'MFA-1',
      name: 'Users have a second factor',
      severity: 'Critical',
      logic: "IamUser where passwordEnabled=true should have mfaActive=true exclude name='robot'",
      remediation: { text: 'Give the user a device.' },
    }),
    rule({ id: 'LIST-1', severity: 'Low', logic: 'IamUser should have name in ($Approved)' }),
    rule({
      id: 'HOSTILE-1',
      name: `Names <b>${HOSTILE['html']!}</b> | =1+1`,
      severity: 'Informational',
      logic: "IamUser should not have tags contain [ key = 'hostile' ]",
      description: HOSTILE['markdown']!,
      remediation: { text: `Run:\n\`\`\`\n</details>${HOSTILE['html']!}\n\`\`\`` },
    }),
    rule({ id: 'TYPO-1', severity: 'High', logic: 'S3Bucket' }),
    rule({ id: 'IDLE-1', severity: 'Low', logic: 'S3Bucket should have encryption' }),
  ],
};

export const exclusions: readonly Exclusion[] = [
  {
    id: 'EX-7',
    comment: 'break-glass account, reviewed <monthly>',
    owner: 'platform team',
    rules: [{ id: 'KEYS-1' }],
    entities: ['AIDA4'],
    expressions: [],
    accounts: [],
    regions: [],
  },
];

const key = { isActive: true };

export const entities: readonly (EntityRecord | ProblemRecord)[] = [
  user('alice', 'AIDA1', { firstAccessKey: key, secondAccessKey: key, passwordEnabled: true, mfaActive: false }, 3),
  user('bob', 'AIDA2', { firstAccessKey: key, secondAccessKey: null, passwordEnabled: true, mfaActive: true }, 9),
  user('robot', 'AIDA3', { passwordEnabled: true, mfaActive: false }, 15),
  user('break-glass', 'AIDA4', { firstAccessKey: key, secondAccessKey: key }, 21),
  problemRecord(
    'not-an-entity',
    'expected an entity, found `7`',
    { file: 'data/my users.json', line: 25 },
    'an entity is an object',
  ),
  ...Object.entries(HOSTILE).map(([id, name]) =>
    user(name, `id-${id}`, { tags: [{ key: 'hostile', value: name }], region: 'us_east_1' }),
  ),
];

export function user(name: string, id: string, fields: Omit<Partial<Entity>, 'type'>, line?: number): EntityRecord {
  const entity: Entity = {
    type: 'IamUser',
    id,
    name,
    accountNumber: '123456789012',
    region: null,
    arn: `arn:aws:iam::123456789012:user/${id}`,
    ...fields,
  };
  const file = 'data/my users.json';
  return entityRecord(entity, line === undefined ? { file, index: 4 } : { file, line });
}

export interface RenderOptions extends Partial<ReportContext> {
  readonly rulesets?: readonly Ruleset[];
  readonly entities?: readonly (Entity | EntityRecord | ProblemRecord)[];
  /** Compares the failed results to an earlier report, of which one finding is gone. */
  readonly baseline?: (result: Result) => NonNullable<FindingRecord['baseline']>;
  readonly explain?: boolean;
}

/** Three users against a rule whose severity was changed, one of the two findings new. */
export const compared: RenderOptions = {
  rulesets: [
    {
      name: 'Changed',
      rules: [
        rule({
          id: 'KEYS-1',
          severity: 'Critical',
          logic: 'IamUser should have mfaActive=true',
          severityOverride: { from: 'Low', reason: `audit finding 7 ${HOSTILE['html']!} | @everyone **now**` },
        }),
      ],
    },
  ],
  entities: [
    user('alice', 'A', { mfaActive: false }, 1),
    user('bob', 'B', { mfaActive: false }, 2),
    user('carol', 'C', { mfaActive: true }, 3),
  ],
  baseline: ({ entity }) => (entity.name === 'alice' ? 'new' : 'unchanged'),
};

/** The whole text of a report on a real assessment. */
export async function render(reporter: Reporter, options: RenderOptions = {}): Promise<string> {
  const { rulesets = [ruleset], entities: judged = entities, baseline, explain = false, ...context } = options;
  const writer = reporter.open({ version: '1.2.3', now: NOW, ...context });
  let text = '';
  const counts = { new: 0, unchanged: 0 };
  const assessment = assess(rulesets, judged, {
    now: NOW,
    exclusions,
    include: reporter.include,
    onProblem: (problem) => {
      text += writer.problem(problem);
    },
  });
  for await (const result of assessment) {
    const marked = baseline === undefined ? undefined : { mark: () => baseline(result), see: () => false };
    const finding = findingOf(result, { explain, baseline: marked });
    if (finding.baseline !== undefined) counts[finding.baseline] += 1;
    text += writer.finding(finding);
  }
  const { summary } = assessment;
  const gone = [{ ruleId: 'KEYS-1', entity: HOSTILE['html']! }];
  return text + endText(writer, baseline === undefined ? summary : { ...summary, baseline: { ...counts, gone } });
}

/** The rest of a report in one piece. */
export function endText(writer: ReportWriter, summary: AssessmentSummary): string {
  return [...endOf(writer, summary)].join('');
}
