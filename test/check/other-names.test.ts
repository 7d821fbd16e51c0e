import { describe, expect, it } from 'vitest';
import { assess } from '../../src/assess/assess.ts';
import { otherName } from '../../src/check/other-names.ts';

describe('a name of another vocabulary', () => {
  it.each([
    ['fromPort', ['protocol', 'port', 'portTo'], 'port'],
    ['PortEnd', ['port', 'portTo'], 'portTo'],
    ['cidr_ip', ['scope'], 'scope'],
    ['source', ['scope', 'port'], 'scope'],
    ['IpPermissions', ['inboundRules', 'outboundRules'], 'inboundRules'],
    ['ingress', ['outboundRules'], undefined],
    ['creationDate', ['createDate'], 'createDate'],
    ['scope', ['cidr'], 'cidr'],
    ['access_key_1_active', ['firstAccessKey', 'secondAccessKey'], 'firstAccessKey'],
    ['policyDocument', ['document', 'name'], 'document'],
    ['port', ['port'], undefined],
    ['weight', ['port', 'scope'], undefined],
    // Either could be meant.
    ['creationTime', ['createDate', 'createdAt'], undefined],
    ['constructor', ['port'], undefined],
  ])('%s among %j is %s', (written, known, name) => {
    expect(otherName(written, known)).toBe(name);
  });
});

const group = {
  type: 'SecurityGroup',
  id: 'sg-1',
  inboundRules: [{ protocol: 'TCP', port: 22, portTo: 22, scope: '0.0.0.0/0' }],
};

it.each([
  ["inboundRules contain [ scope = '0.0.0.0/0' and fromPort <= 22 ]", 'port'],
  ["inboundRules contain [ cidr = '0.0.0.0/0' ]", 'scope'],
  ["inboundRules contain [ ipProtocol = 'tcp' ]", 'protocol'],
  ['ingress contain [ port = 22 ]', 'inboundRules'],
])('a rule that takes a name from the command line is undecided: %s', async (condition, meant) => {
  const logic = `SecurityGroup should not have ${condition}`;
  const { rules } = await assess([{ id: 'r', severity: 'Low', logic }], [group]).finish();
  expect(rules[0]).toMatchObject({ status: 'error', counts: { passed: 0, error: 1 } });
  expect(rules[0]?.evidence).toContainEqual(expect.objectContaining({ help: `did you mean \`${meant}\`?` }));
});

it('such a name passes where entities have it', async () => {
  const own = { ...group, ingress: [{ cidr: '10.0.0.0/8' }] };
  const logic = "SecurityGroup should not have ingress contain [ cidr = '0.0.0.0/0' ]";
  const { rules } = await assess([{ id: 'r', severity: 'Low', logic }], [own]).finish();
  expect(rules[0]).toMatchObject({ status: 'passed', evidence: [] });
});
