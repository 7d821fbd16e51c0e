import { describe, expect, it } from 'vitest';
import { assess } from '../../src/assess/assess.ts';
import { loadExclusions } from '../../src/rules/exclusions.ts';
import { rule } from '../reporters/support.ts';

/* A slip in the condition of an exclusion must not hide findings: most slips are true of all entities, where they are denied. */

const open = rule({ id: 'SG', logic: 'SecurityGroup should not have isOpen = true' });
const group = {
  type: 'SecurityGroup',
  id: 'sg-1',
  name: 'web',
  isOpen: true,
  vpc: { id: 'vpc-1', name: 'main' },
  tags: [{ key: 'env', value: 'test' }],
};

async function excluded(expression: string): Promise<boolean> {
  const { exclusions, problems } = loadExclusions([{ rule: 'SG', expressions: [expression], comment: 'known' }]);
  expect(problems).toEqual([]);
  const { counts } = await assess([open], [group], { exclusions }).finish();
  return counts.excluded === 1;
}

describe('an exclusion whose condition holds', () => {
  it.each([
    "name != 'prod'",
    "vpc.id = 'vpc-1'",
    "tags contain-none [ key = 'prod' ]",
    "tags contain [ key = 'env' and value = 'test' ]",
    "severity = 'High' or name = 'web'",
    'owner isEmpty()',
    "not labels contain [ key = 'x' ]",
  ])('hides the finding: %s', async (expression) => {
    expect(await excluded(expression)).toBe(true);
  });

  it.each(["nmae != 'prod'", 'vpc.idd isEmpty()', "tags contain-none [ kye = 'prod' ]", "not (naem = 'prod')"])(
    'does not where it asks for what is near a name that is there: %s',
    async (expression) => {
      expect(await excluded(expression)).toBe(false);
    },
  );

  it.each([
    "zzqq != 'prod'",
    "not zzqq = 'prod'",
    "not zzqq like 'prod%'",
    "not zzqq in ('prod', 'live')",
    "zzqq.deep != 'prod'",
    "vpc.zone.name != 'prod'",
    "name = 'web' and environment != 'prod'",
  ])('does not by what the entity has not: %s', async (expression) => {
    expect(await excluded(expression)).toBe(false);
  });

  it.each(["environment != 'prod' or name = 'web'", 'environment = null', "name != 'prod' and environment isEmpty()"])(
    'hides it where that does not decide, or is asked for: %s',
    async (expression) => {
      expect(await excluded(expression)).toBe(true);
    },
  );
});
