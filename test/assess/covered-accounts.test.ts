import { describe, expect, it } from 'vitest';
import { assess, assessPart, assessParts, type Result } from '../../src/index.ts';
import type { PartPiece } from '../../src/assess/parts.ts';
import { EvaluationError } from '../../src/values/value.ts';
import { entityRecord, type InventoryRecord, sourceRecord } from '../../src/values/record.ts';

/* That a type is read of one account says nothing of another: what `List<…>` rules say of accounts and files. */

const RULES = [{ id: 'trail', severity: 'High', logic: 'List<CloudTrail> should have items' }] as const;
const [ONE, TWO] = ['111111111111', '222222222222'];

/** An input: its name, what it covers, and the entities in it as `Type account`. */
type Input = readonly [file: string, covers: readonly string[] | 'all', ...entities: readonly string[]];

function recordsOf([file, covers, ...entities]: Input, vendor: string | undefined = 'aws'): InventoryRecord[] {
  return [
    sourceRecord('test', { file }, covers, vendor),
    ...entities.map((text, index) => {
      const [type = '', accountNumber = ''] = text.split(' ');
      return entityRecord({ type, id: text, name: text, accountNumber }, { file, index });
    }),
  ];
}

async function told(results: ReturnType<typeof assess>): Promise<readonly string[]> {
  const lines: string[] = [];
  for await (const { entity, status, error } of results) {
    lines.push(
      `${String(entity.accountNumber)} ${status}${error === undefined ? '' : `: ${error.message}. ${error.help ?? ''}`}`,
    );
  }
  return lines;
}

/** What the rule says of each account; the same where each input is a part that is judged elsewhere. */
async function verdicts(inputs: readonly Input[]): Promise<readonly string[]> {
  const records = inputs.map((input) => recordsOf(input));
  const whole = await told(assess(RULES, records.flat(), { now: 0 }));
  for (const order of [records, records.toReversed()]) {
    const pieces: PartPiece[] = [];
    for (const part of order)
      for await (const piece of assessPart(
        RULES,
        (async function* () {
          yield* part;
        })(),
        { now: 0 },
      ))
        pieces.push(piece);
    expect(await told(assessParts(RULES, pieces, { now: 0 }))).toEqual(whole);
  }
  return whole.map((line) => line.replace(/:.*/u, ''));
}

describe('an account of which no input holds the type is undecided', () => {
  it.each<[what: string, inputs: readonly Input[], said: readonly string[]]>([
    [
      'one account, seen in another input',
      [
        ['i', ['Instance'], `Instance ${ONE}`],
        ['t', ['CloudTrail']],
      ],
      [`${ONE} failed`],
    ],
    [
      'one account, and a trail',
      [
        ['i', ['Instance'], `Instance ${ONE}`],
        ['t', ['CloudTrail'], `CloudTrail ${ONE}`],
      ],
      [`${ONE} passed`],
    ],
    [
      'one account, and a trail without one',
      [
        ['i', ['Instance'], `Instance ${ONE}`],
        ['t', ['CloudTrail'], 'CloudTrail'],
      ],
      [`${ONE} passed`],
    ],
    [
      'two accounts, the trail of one',
      [
        ['i', ['Instance'], `Instance ${ONE}`, `Instance ${TWO}`],
        ['t', ['CloudTrail'], `CloudTrail ${ONE}`],
      ],
      [`${ONE} passed`, `${TWO} error`],
    ],
    [
      'two accounts, and an answer that does not say whose it is',
      [
        ['i', ['Instance'], `Instance ${ONE}`, `Instance ${TWO}`],
        ['t', ['CloudTrail']],
      ],
      [`${ONE} error`, `${TWO} error`],
    ],
    [
      'two accounts, and a trail that does not say whose it is',
      [
        ['i', ['Instance'], `Instance ${ONE}`, `Instance ${TWO}`],
        ['t', ['CloudTrail'], 'CloudTrail'],
      ],
      [' passed', `${ONE} error`, `${TWO} error`],
    ],
    [
      'folders that are named by their accounts',
      [
        [`${ONE}/i`, ['Instance'], `Instance ${ONE}`],
        [`${TWO}/i`, ['Instance'], `Instance ${TWO}`],
        [`${TWO}/t`, ['CloudTrail']],
      ],
      [`${ONE} error`, `${TWO} failed`],
    ],
    [
      'a file that is named by its account',
      [
        ['i', ['Instance'], `Instance ${ONE}`, `Instance ${TWO}`],
        [`a\\trails-${ONE}.json`, ['CloudTrail'], 'CloudTrail'],
      ],
      [`${ONE} passed`, `${TWO} error`],
    ],
    [
      'a folder that is named by an account of which nothing else was read',
      [
        ['i', ['Instance'], `Instance ${ONE}`],
        [`${TWO}/t`, ['CloudTrail']],
      ],
      [`${ONE} error`],
    ],
    [
      'a folder that is named by a time',
      [
        ['i', ['Instance'], `Instance ${ONE}`],
        ['202611261130/t', ['CloudTrail']],
      ],
      [`${ONE} failed`],
    ],
    [
      'an input with several types, where the account has others',
      [
        ['c', ['Instance', 'CloudTrail'], `Instance ${ONE}`],
        ['d', ['Instance'], `Instance ${TWO}`],
      ],
      [`${ONE} failed`, `${TWO} error`],
    ],
    [
      'an input that can hold any, with both',
      [['c', 'all', `Instance ${ONE}`, `Instance ${TWO}`, `CloudTrail ${TWO}`]],
      [`${ONE} failed`, `${TWO} passed`],
    ],
    [
      'inputs that can hold any, one for each',
      [
        ['c', 'all', `Instance ${ONE}`],
        ['d', 'all', `Instance ${TWO}`, `CloudTrail ${TWO}`],
      ],
      [`${ONE} failed`, `${TWO} passed`],
    ],
    [
      'no account at all',
      [
        ['t', ['CloudTrail'], 'CloudTrail'],
        ['i', ['Instance'], 'Instance'],
      ],
      [' passed'],
    ],
    [
      'no account, and none',
      [
        ['t', ['CloudTrail']],
        ['i', ['Instance'], 'Instance'],
      ],
      [' failed'],
    ],
    [
      'nothing that would hold it',
      [['i', ['Instance'], `Instance ${ONE}`, `Instance ${TWO}`]],
      [`${ONE} error`, `${TWO} error`],
    ],
  ])('%s', async (_what, inputs, said) => {
    expect((await verdicts(inputs)).toSorted()).toEqual(said);
  });

  it('says what to do', async () => {
    const both: Input = ['i', ['Instance'], `Instance ${ONE}`, `Instance ${TWO}`];
    const lines = await told(
      assess(
        RULES,
        [both, ['t.json', ['CloudTrail']] as const].flatMap((one) => recordsOf(one)),
        { now: 0 },
      ),
    );
    expect(lines[0]).toBe(
      `${ONE} error: no input is known to hold each \`CloudTrail\` of the account \`${ONE}\`, so that there is none says nothing. ` +
        '`t.json` would hold them, and does not say of which account: put the answers of each account into a folder that is named by it, as `gsl collect` does',
    );
    const trail: Input = ['t.json', ['CloudTrail'], `CloudTrail ${TWO}`];
    expect(
      (
        await told(
          assess(
            RULES,
            [both, trail].flatMap((one) => recordsOf(one)),
            { now: 0 },
          ),
        )
      )[0],
    ).toContain("other accounts' were read: add an inventory of `111111111111` that has them");
  });

  it('is not asked of entities that are given as they are', async () => {
    const given = [ONE, TWO].map((accountNumber) => ({ type: 'Instance', id: 'i', name: 'i', accountNumber }));
    expect(await told(assess(RULES, given, { now: 0 }))).toEqual([`${ONE} failed`, `${TWO} failed`]);
  });

  it('is another thing for each vendor', async () => {
    const azure = recordsOf(['a', ['StorageAccount'], 'StorageAccount sub'], 'azure');
    const aws = [['i', ['Instance'], `Instance ${ONE}`] as const, ['t', ['CloudTrail'], 'CloudTrail'] as const];
    expect(await told(assess(RULES, [...azure, ...aws.flatMap((one) => recordsOf(one))], { now: 0 }))).toEqual([
      `${ONE} passed`,
    ]);
  });
});

describe('what is looked up in an account of which no input holds the type', () => {
  const LOOKUP = [
    { id: 'vpc', severity: 'High', logic: "Instance should not have getResource('VPC', vpcId) isEmpty()" },
    {
      id: 'no-subnet',
      severity: 'High',
      logic: "Instance should have getResources('VPC', id, 'instance') length() = 0",
    },
  ] as const;

  async function lookedUp(inputs: readonly Input[]): Promise<readonly string[]> {
    const lines: string[] = [];
    const records = inputs
      .flatMap((input) => recordsOf(input))
      .map((record) =>
        record.kind === 'entity' ? { ...record, entity: { ...record.entity, vpcId: 'VPC 111111111111' } } : record,
      );
    const results = assess(LOOKUP, records, { now: 0 });
    const judged: Result[] = [];
    for await (const result of results) judged.push(result);
    for (const { entity, rule, status, explain } of judged) {
      // Asked when the others have been judged too.
      expect(explain().condition?.truth instanceof EvaluationError).toBe(status === 'error');
      lines.push(`${rule.id} ${String(entity.accountNumber)} ${status}`);
    }
    return lines;
  }

  it.each<[what: string, inputs: readonly Input[], said: readonly string[]]>([
    [
      'is undecided there alone',
      [
        ['i', ['Instance'], `Instance ${ONE}`, `Instance ${TWO}`],
        ['v', ['VPC'], `VPC ${ONE}`],
      ],
      // What is found is found in whichever account; that nothing is, says nothing of the second.
      [`vpc ${ONE} passed`, `vpc ${TWO} passed`, `no-subnet ${ONE} passed`, `no-subnet ${TWO} error`],
    ],
    [
      'is not there, where the input of the account would hold it',
      [
        ['i', ['Instance'], `Instance ${ONE}`, `Instance ${TWO}`],
        ['v', ['VPC'], `VPC ${ONE}`, `VPC ${TWO}`],
      ],
      [`vpc ${ONE} passed`, `vpc ${TWO} passed`, `no-subnet ${ONE} passed`, `no-subnet ${TWO} passed`],
    ],
    [
      'is the only account’s, where the input names none',
      [
        ['i', ['Instance'], `Instance ${ONE}`],
        ['v', ['VPC'], 'VPC'],
      ],
      [`vpc ${ONE} failed`, `no-subnet ${ONE} passed`],
    ],
    [
      'is found by the folder that is called by the account',
      [
        [`${ONE}/i`, ['Instance'], `Instance ${ONE}`],
        [`${TWO}/i`, ['Instance'], `Instance ${TWO}`],
        [`${TWO}/v`, ['VPC']],
      ],
      [`vpc ${ONE} error`, `vpc ${TWO} failed`, `no-subnet ${ONE} error`, `no-subnet ${TWO} passed`],
    ],
  ])('%s', async (_, inputs, said) => {
    expect(await lookedUp(inputs)).toEqual(said);
  });
});
