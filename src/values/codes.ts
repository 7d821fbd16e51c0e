import type { CodeEntry } from '../text/code-entry.ts';

/**
 * Every code of a condition that cannot be decided, besides those that the checker has too (`unknown-list`,
 * `unknown-function`, `invalid-pattern`). An entity for which one decides the verdict has the status `error`.
 */
export const EVALUATION_CODES = {
  'unknown-value': {
    title: 'a value that is needed is not known',
    explanation:
      'The entity has the property, but its source does not hold it; the help says which one would. Another operand of `and` or `or` may decide without it.',
    example: 'IamUser should have mfaActive = true',
    entity: { type: 'IamUser', name: 'alice' },
    unknown: { mfaActive: 'an IAM credential report has it' },
  },
  'no-resources': {
    title: 'a rule looks at other entities, and there are none',
    explanation: 'Functions such as `getResource` need the whole inventory: assess it, or give the other entities.',
    example: "Instance should have getResource('Vpc', vpcId) contain [ isDefault = true ]",
    entity: { type: 'Instance', name: 'i-1', vpcId: 'vpc-1' },
  },
  'wrong-type': {
    title: 'a function meets a value of a kind that it cannot read',
    explanation:
      'What it would say of such a value is not defined, and a guess could turn a finding into a pass. So is what a function of your own gives and its definition does not say: a promise, or nothing.',
    example: 'Subnet should have cidr numberOfHosts() > 256',
    entity: { type: 'Subnet', name: 'a', cidr: ['10.0.0.0/24', '10.0.1.0/24'] },
  },
  'no-time': {
    title: 'a test of a time meets what is no time',
    explanation: 'Times are seconds since 1970, or text in ISO 8601. Missing and null are no error, but false.',
    example: "IamUser should have passwordLastUsed after(-90, 'days')",
    entity: { type: 'IamUser', name: 'alice', passwordLastUsed: 'N/A' },
  },
  milliseconds: {
    title: 'a time that most likely counts milliseconds',
    explanation: 'As seconds since 1970 it would lie beyond the year 9999, and every test of it would say the same.',
    example: "IamUser should have passwordLastUsed after(-90, 'days')",
    entity: { type: 'IamUser', name: 'alice', passwordLastUsed: 1_735_689_600_000 },
  },
  'unread-document': {
    title: 'a path goes into a text that begins like JSON and is none',
    explanation:
      'Policies and other documents often come as JSON text, and are opened. One that was cut, or is larger than what is opened, is not known: it must not pass for one without the property.',
    example: "Queue should not have policy.Statement contain [ Principal = '*' ]",
    entity: { type: 'Queue', name: 'q', policy: '{"Statement":[{"Principal":"*"' },
  },
  'not-plain': {
    title: 'a program gave an object of a class, which does not have by itself what a rule asks for',
    explanation:
      'Only what an object has by itself is read: getters of a class (models of databases), and what a Map or a Date holds, would be missing. It is there and not read, so nothing is decided by it. A Date is a time for `before` and `after`.',
    example: "Queue should not have tags.Public = 'yes'",
    entity: { type: 'Queue', name: 'q', tags: new Map([['Public', 'yes']]) },
  },
  'type-not-covered': {
    title: 'a rule looks for entities that no input would hold',
    explanation:
      'That none is there says nothing, where the inputs hold other types: a list of them, or what a function looks up, is not known to be empty.',
    example: '(`List<VPC>` judged on a credential report alone)',
  },
  'different-case': {
    title: 'a lookup finds nothing where case is minded, and something where it is not',
    explanation:
      'With the option `matchCase`, ids are looked up in the case in which they are written; services write one id in several.',
    example: "(`getResource('VPC', vpcId)` with `matchCase`, where the VPC is written `VPC-1` and the path `vpc-1`)",
  },
  limit: {
    title: 'a rule asks for more work than the limit',
    explanation: 'Rules and entities are untrusted, so what one judgement looks at or builds is bounded.',
    example: '(longer than fits here)',
  },
} as const satisfies Record<string, CodeEntry>;

/** A code of the table {@link EVALUATION_CODES}. */
export type EvaluationCode = keyof typeof EVALUATION_CODES;
