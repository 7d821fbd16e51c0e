import { describe, expect, test } from 'vitest';
import { check } from '../../src/check/check.ts';
import type { CheckOptions } from '../../src/check/options.ts';
import { cloudGuardSchemas } from '../../src/check/schemas/cloudguard.ts';
import type { EntitySchemas } from '../../src/check/schemas/schema.ts';
import { formatMessage } from '../../src/text/format-message.ts';
import { inFull, mended, messages, said, type Said } from './support.ts';

const E = 'error';
const W = 'warning';
const N = 'note';

type Case = readonly [rule: string, ...said: readonly Said[]];

/** All that the tables ask, for the words at the end. */
const asked: string[] = [];

function cases(options: CheckOptions, table: readonly Case[]): void {
  asked.push(...table.map(([rule]) => inFull(rule, options)));
  test.each(table.map(([rule, ...expected]) => ({ rule, expected })))('$rule', ({ rule, expected }) => {
    expect(said(rule, options)).toEqual(expected);
  });
}

describe('functions', () => {
  cases({}, [
    ['A should have rulesLength() > 0', ['unknown-function', 'rulesLength', E]],
    ['A should have a.ruleslength() > 0', ['unknown-function', 'a.ruleslength', E]],
    ['A should have tags.length() > 0', ['unknown-function', 'tags.length', E]],
    ['A should have tags lenght() > 0', ['unknown-function', 'lenght', E]],
    ['A should have tags frobnicate()', ['unknown-function', 'frobnicate', E]],
    ['A should have tags len() > 0', ['foreign-word', 'len', E]],
    ["A should have a isEarlierThan(-90, 'days')", ['foreign-word', 'isEarlierThan', E]],
    ["A should have a isLaterThan(-90, 'days')", ['foreign-word', 'isLaterThan', E]],
    ["A should have name contains('x')", ['foreign-word', 'contains', E]],
    ["A should have name notin ('x', 'y')", ['foreign-word', 'notin', E]],
    ['A should have atleast one tags', ['foreign-word', 'atleast one', E]],
    ['A should have tags isempty()', ['function-case', 'isempty', W]],
    ['A should have tags isEmpty(1)', ['argument-count', 'isEmpty(1)', E]],
    ['A should have a before(-90)', ['argument-count', 'before(-90)', E]],
    ["A should have a before('-90', 'days')", ['argument-type', "'-90'", E]],
    ['A should have a before(-90, days)', ['argument-type', 'days', E]],
    ['A should have a before(-90, 5)', ['argument-type', '5', E]],
    ["A should have a before('days', -90)", ['argument-type', "'days', -90", E]],
    ["A should have a before(-90, 'dyas')", ['argument-value', "'dyas'", E]],
    ["A should have a before(-90, 'fortnights')", ['argument-value', "'fortnights'", E]],
    ['A should have length() > 0', ['missing-receiver', 'length', E]],
    ['A should have a = length()', ['missing-receiver', 'length', E]],
    ["A should have vpc getResource('VPC', vpcId)", ['unexpected-receiver', 'vpc', E]],
    ['A should have tags length() length() > 0', ['wrong-receiver', 'length', E]],
    ['A should have tags isEmpty() contain [ a ]', ['wrong-receiver', 'contain', E]],
    ['A should have tags contain [ a ] length() > 0', ['wrong-receiver', 'length', E]],
    ['A should have tags isEmpty() groupBy [ a ]', ['wrong-receiver', 'groupBy', E]],
    ["A should have 'text' length() > 0", ['wrong-receiver', 'length', E]],
    ["A should have 'text' contain [ a ]", ['wrong-receiver', "'text'", E]],
    ["A should have tags length() before(-1, 'days')"],
    ['A should have tags with [ a ] length() > 0'],
    ['A should have tags with [ a ] contain-all [ b ]'],
    ['A should have items groupBy [ a ] contain-all [ values length() > 1 ]'],
    ["A should have '10.0.0.0/8' numberOfHosts() > 5"],
    ['A should have tags length()', ['bare-number', 'tags length()', W]],
    ['A should have tags = isEmpty()', ['test-as-value', 'tags = isEmpty()', W]],
    ['A should have tags != isEmpty()', ['test-as-value', 'tags != isEmpty()', W]],
    ['A should have tags < isEmpty()', ['test-as-value', 'tags < isEmpty()', E]],
  ]);
});

describe('patterns, literals, blocks', () => {
  cases({}, [
    ['A should have name regexMatch /(?=a)/', ['invalid-pattern', '/(?=a)/', E]],
    ['A should have name regexMatch /*a/i', ['invalid-pattern', '/*a/i', E]],
    ["A should have 'x'", ['literal-condition', "'x'", E]],
    ['A should have not 5', ['literal-condition', '5', E]],
    ["A where 'x' should have a", ['literal-condition', "'x'", E]],
    ["A should have name = 'a' or 'b'", ['literal-condition', "'b'", E]],
    ['A should have true', ['always-true', 'true', W]],
    ['A should have a and false', ['always-false', 'false', W]],
    ["A should have a contain [ 'x' ]"],
    ["A should have a contain [ 'x' or 'y' ]"],
    ["A should have a contain [ $ = 'x' or 'y' ]"],
    ["A should have a contain [ name = 'x' or 'y' ]", ['literal-condition', "'y'", W]],
    ["A should have a contain [ 'x' and 'y' ]", ['always-false', "'x' and 'y'", W]],
    ["A should have a contain [ '%x' and '%y' ]"],
    ["A should have a contain ['']", ['empty-text-element', "''", W]],
    ['A should have ~.a', ['no-enclosing-element', '~', E]],
    ['A should have a contain [ b = ~.c ]'],
    ['A should have a contain [ b = ~~.c ]', ['no-enclosing-element', '~~', E]],
    ['A should have a contain [ b contain [ c = ~~.d ] ]'],
    ['A should have a groupBy [ ~.b ] > 1', ['no-enclosing-element', '~', E]],
    ["A should have a in ('x', 'X')"],
    ["A should have a in ('x', 'y', 'x')", ['duplicate-value', "'x'", W]],
    ["A should have a in ('true', 'True', 'TRUE')"],
    ['A should have a in (1, 2, 1)', ['duplicate-value', '1', W]],
    ["A should have a in (22, '22')"],
  ]);
});

describe('conditions that decide themselves', () => {
  cases({}, [
    ['A should have a and b and a', ['duplicate-term', 'a', W]],
    ['A should have (a and b) and $.a', ['duplicate-term', '$.a', W]],
    ["A should have a = 'x' or a = 'X'"],
    ["A should have a = 'x' and a != 'X'"],
    ["A should have a = 'x' or a = 'x'", ['duplicate-term', "a = 'x'", W]],
    ["A should have a like 'x%' or a like 'X%'"],
    ["A should have a = true or a = 'true'", ['duplicate-term', "a = 'true'", W]],
    ['A should have a contain [ b ] and a contain-any [ b ]', ['duplicate-term', 'a contain-any [ b ]', W]],
    ["A should have a = 'x' and a = 'y'", ['always-false', "a = 'x' and a = 'y'", W]],
    ["A should have a = 'x' and b and a in ('y', 'z')", ['always-false', "a = 'x' and b and a in ('y', 'z')", W]],
    [
      "A should have a in ('x', 'y') and a != 'x' and not a = 'y'",
      ['always-false', "a in ('x', 'y') and a != 'x' and not a = 'y'".slice("a in ('x', 'y') and ".length), W],
    ],
    ['A should have a > 5 and a < 3', ['always-false', 'a > 5 and a < 3', W]],
    ['A should have a >= 5 and a <= 5'],
    ['A should have a > 5 and a <= 5', ['always-false', 'a > 5 and a <= 5', W]],
    ['A should have a > 5 and a = 3', ['always-false', 'a > 5 and a = 3', W]],
    ["A should have a = 'x' and a like 'y%'", ['always-false', "a = 'x' and a like 'y%'", W]],
    ["A should have a = '22' and a = 22"],
    ["A should have a = '22' and a = '022'"],
    ['A should have a length() = 1 and a length() = 2', ['always-false', 'a length() = 1 and a length() = 2', W]],
    ['A should have a and not a', ['always-false', 'a and not a', W]],
    ['A should have a or not a', ['always-true', 'a or not a', W]],
    [
      'A should have a contain [ b ] or a contain-none [ b ]',
      ['always-true', 'a contain [ b ] or a contain-none [ b ]', W],
    ],
    ["A should have a != 'x' or a != 'y'", ['always-true', "a != 'x' or a != 'y'", W]],
    ["A should have not a = 'x' or not a in ('y')", ['always-true', "not a = 'x' or not a in ('y')", W]],
    ["A should have a != 'x' and a != 'y'"],
    // Of what is missing neither holds: that is watched where entities are judged.
    ['A should have a > 3 or a <= 3', ['reversed-bounds', 'a > 3 or a <= 3', W]],
    ['A should have a > 3 or a < 3'],
    ["A should have a != 'x' or a > 3"],
    ['A should have a != 5 or a > 3', ['always-true', 'a != 5 or a > 3', W]],
    ["A should have a startsWith('x') and a = 'y'", ['always-false', "a startsWith('x') and a = 'y'", W]],
    ["A should have a endsWith('x') and a in ('y', 'z')", ['always-false', "a endsWith('x') and a in ('y', 'z')", W]],
    [
      "A should have a startsWith('x') and a startsWith('y')",
      ['always-false', "a startsWith('x') and a startsWith('y')", W],
    ],
    ["A should have a like '%x' and a endsWith('y')", ['always-false', "a like '%x' and a endsWith('y')", W]],
    // One that the other, of which the opposite is asked, takes in.
    [
      "A should have a startsWith('x-') and not a like 'x%'",
      ['always-false', "a startsWith('x-') and not a like 'x%'", W],
    ],
    ["A should have a like '%-b-%c' and not a like '%b%'", ['always-false', "a like '%-b-%c' and not a like '%b%'", W]],
    ["A should have not a endsWith('s') and a like '%-s'", ['always-false', "not a endsWith('s') and a like '%-s'", W]],
    [
      "A should have not a like 'x-%' or a startsWith('x')",
      ['always-true', "not a like 'x-%' or a startsWith('x')", W],
    ],
    ["A should have a startsWith('x') and not a like 'x-%'"],
    ["A should have a like 'x%' and not a like '%x'"],
    ["A should have a like 'X-%' and not a like 'x%'"],
    ["A should have a startsWith('X') and a in ('y', 'xz')"],
    ["A should have a startsWith('x') and a startsWith('xy') and a endsWith('z')"],
    ["A should have a startsWith('x') or a = 'y'"],
    [
      "A should have not a startsWith('x') or not a startsWith('y')",
      ['always-true', "not a startsWith('x') or not a startsWith('y')", W],
    ],
    ["A should have a regexMatch /^x/ and a = 'y'", ['always-false', "a regexMatch /^x/ and a = 'y'", W]],
    ["A should have a regexMatch /^x/ and a in ('y', 'Xz')"],
    ["A should have a regexMatch /^1/ and a = '01'"],
    ['A should have a isPublic() and a isPrivate()', ['always-false', 'a isPublic() and a isPrivate()', W]],
    ['A should have not a isPublic() and not a isPrivate()'],
    ["A should have a isPrivate() and a = '0.0.0.0/0'", ['always-false', "a isPrivate() and a = '0.0.0.0/0'", W]],
    ["A should have a isPublic() and a = '0.0.0.0/0'"],
    ["A should have not a isPublic() and a in ('8.8.8.8', '10.0.0.1')"],
    ["A should have not a isPublic() and a = '8.8.8.8'", ['always-false', "not a isPublic() and a = '8.8.8.8'", W]],
    ["A should have a isPrivate() or a != '10.0.0.1'", ['always-true', "a isPrivate() or a != '10.0.0.1'", W]],
    [
      "A should have a inSubnet('10.0.0.0/8') and a isPublic()",
      ['always-false', "a inSubnet('10.0.0.0/8') and a isPublic()", W],
    ],
    ["A should have a inSubnet('10.0.0.0/8', '8.0.0.0/8') and a isPublic()"],
    ["A should have not a like 'x%' and a = 'xy'", ['always-false', "not a like 'x%' and a = 'xy'", W]],
    ["A should have not a like 'x%' and a in ('xy', 'y')"],
    ["A should have not a regexMatch /^X/ and a = 'xy'"],
    [
      'A should have a regexMatch /^x-/ and a regexMatch /^y/',
      ['always-false', 'a regexMatch /^x-/ and a regexMatch /^y/', W],
    ],
    ["A should have a regexMatch /^x-/ and a like 'y%'", ['always-false', "a regexMatch /^x-/ and a like 'y%'", W]],
    ['A should have a regexMatch /^x-/ and a regexMatch /^x-a/'],
    ['A should have a regexMatch /^x|^z/ and a regexMatch /^y/'],
    ['A should have a regexMatch /^xy?/ and a regexMatch /^xz/'],
    ['A should have a regexMatch /x/ and a regexMatch /y/'],
    ['A should have a isPublic() or a isPrivate()'],
    ['A should have a isEmpty() and a isPublic()', ['always-false', 'a isEmpty() and a isPublic()', W]],
    ["A should have a isEmpty() and a startsWith('x')", ['always-false', "a isEmpty() and a startsWith('x')", W]],
    ["A should have a = null and a like 'x%'", ['always-false', "a = null and a like 'x%'", W]],
    ["A should have a = null and a like 'n%'"],
    ["A should have a isEmpty() or a startsWith('x')"],
    ['A should have a isEmpty() and a regexMatch /^.?$/'],
    [
      "A should have a before(-30, 'days') or a after(-90, 'days')",
      ['reversed-bounds', "a before(-30, 'days') or a after(-90, 'days')", W],
    ],
    ["A should have a before(-90, 'days') or a after(-30, 'days')"],
    ["A should have a contain [ b = 'x' ] and a contain [ b = 'y' ]"],
    ["A should have 'name' = 'x'", ['always-false', "'name' = 'x'", W]],
    ["A should have 'null' = null", ['always-true', "'null' = null", W]],
    ['A should have a < a', ['always-false', 'a < a', W]],
    ["A where a = 'x' should have a = 'y'", ['always-false', "a = 'y'", W]],
    ["A where a = 'x' and b should have c and a = 'y'", ['always-false', "a = 'y'", W]],
    ['A where a should have a', ['always-true', 'a', W]],
    ['A where a and b should not have a', ['always-true', 'a', W]],
    ['A where a should have a or b', ['always-true', 'a or b', W]],
    ['A where a should have not a and b', ['always-false', 'not a', W]],
    ['A where a should have a and b'],
    ["A should have a and b = 'x' or b = 'y'", ['doubtful-precedence', "b = 'x' or b = 'y'", W]],
    ["A should have b = 'x' or b = 'y' and a", ['doubtful-precedence', "b = 'x' or b = 'y'", W]],
    ["A should have (a and b = 'x') or b = 'y'"],
    ["A should have b = 'x' or (b = 'y' and a)"],
    [
      "A where (b like 'x%') or (b like 'y%') and (a = true) should have c",
      ['doubtful-precedence', "b like 'x%') or (b like 'y%'", W],
    ],
    ["A should have (a) and (b = '(') or b = 'y'", ['doubtful-precedence', "b = '(') or b = 'y'", W]],
    ["A should have ((a) and (b = ')')) or (b = 'y')"],
    ["A should have (b = 'x') or ((b = 'y') and (a))"],
    ["A should have ((b = 'x')) or (((b = 'y')) and (a))"],
    ["A should have (b = 'x' or b = 'y') and a"],
    ['A should have a = 1 and b = 2 or a = 3 and b = 4'],
    ['A should have a and b or c'],
    ['true'],
  ]);

  test('what is said of the outcome', () => {
    expect(messages("A where a = 'x' should have a = 'y'")).toEqual([
      "warning: `where` asks for `a = 'x'`, so that every relevant entity fails",
    ]);
    expect(messages("A where a = 'x' should not have a = 'y'")).toEqual([
      "warning: `where` asks for `a = 'x'`, so that every relevant entity passes",
    ]);
    expect(messages('A where a should not have a')).toEqual([
      'warning: `where` has asked this already, so that every relevant entity fails',
    ]);
  });
});

describe('types and properties', () => {
  cases({ schemas: cloudGuardSchemas }, [
    ['IamUser should have mfaActive = true'],
    ['IamUser should have mfaActve = true', ['unknown-property', 'mfaActve', W]],
    ['IamUser should have firstAccessKey.isActiv = true', ['unknown-property', 'isActiv', W]],
    // No type of the vendor is completely known: only a slip of a known name is one.
    ['IamUser should have frobnication'],
    ['SecurityGroup should have inboundPrefixes isEmpty() and networkInterfaces'],
    ['SecurityGroup should have dependentSecurityGroups and outboundPrefixes'],
    ['NetworkSecurityGroup should have nsgFlowLog.enabled = true'],
    ['SecurityGroup should have inboundRules contain [ prefixListId ]'],
    ["RDS should have securityGroups contain [ name = 'x' ]"],
    ['Instance should have role', ['unknown-property', 'role', N]],
    ['Instance should have rules'],
    ['Iam should have passwordPolicy.minPasswordAge > 1'],
    ['IamUser should have mfa_active = true', ['unknown-property', 'mfa_active', W]],
    ['IamUser should have MfaActive = true', ['unknown-property', 'MfaActive', N]],
    ['IamUser should have passwrdLastUsde', ['unknown-property', 'passwrdLastUsde', W]],
    ['IamUser should have attachedGroup', ['unknown-property', 'attachedGroup', N]],
    ['IamUser should have name = alice', ['unknown-property', 'alice', W]],
    ['IamUser should have name.first', ['unknown-property', 'first', W]],
    ["IamUser should have attachedGroups contain [ name = 'a' ]", ['unknown-property', 'name', W]],
    ['S3Bucket should fail'],
    ["S3Bucket should not have acl.grants contain [ premission = 'READ' ]"],
    ["S3Bucket should not have acl.grants contain [ permission = 'READ' ]", ['unknown-property', 'permission', W]],
    ['Iam should have passwordPolicy.minimumLength > 5'],
    ['Iam should have passwordPolicy.minPasswordLenght > 5', ['unknown-property', 'minPasswordLenght', W]],
    ["S3Bucket should have policy.Statement contain [ Condition.Bool.aws:SecureTransport = 'false' ]"],
    ['SecurityGroup should not have port = 22', ['unknown-property', 'port', N]],
    ['SecurityGroup should not have inboundRules.port = 22', ['path-through-list', 'port', W]],
    ['SecurityGroup should not have inboundRules[0].port = 22'],
    ['SecurityGroup should not have inboundRules contain [ $.prot = 22 ]', ['unknown-property', 'prot', W]],
    ['Instance should not have nics contain [ isPublic = true ]', ['unknown-property', 'isPublic', N]],
    ['Instance should not have nics contain [ ~.isPublic = true ]'],
    ['Instance should not have nics contain [ ~.isPublik = true ]', ['unknown-property', 'isPublik', W]],
    ['Instance should have nics with [ name ] contain [ nam ]', ['unknown-property', 'nam', W]],
    ["Instance should have getResource('VPC', vpc.id).x", ['unexpected-token', '.x', E]],
    ["Instance should have getResource('VPC', vpc.id) contain [ hasFlowLog ]", ['unknown-property', 'hasFlowLog', N]],
    ["Instance should have getResource('VPC', vcp.id) contain [ hasFlowLogs ]", ['unknown-property', 'vcp', W]],
    ['List<IamUser> should have items'],
    ['List<IamUser> should have items contain [ mfaActve ]', ['unknown-property', 'mfaActve', W]],
    ['List<IamUser> should have mfaActive = true', ['unknown-property', 'mfaActive', W]],
    ['iamuser should have name', ['unknown-type', 'iamuser', W]],
    ['List<SecurtyGroup> should have items', ['unknown-type', 'SecurtyGroup', W]],
    ['Frobnicator should have name'],
    ['EKS should have name'],
    ["cloudtrail where event.name = 'x'"],
    ['aws_iam_role should have name'],
    ['AWS_S3_Bucket should have BucketEncryption'],
    ['IamUser should have mfaActive = 5', ['impossible-comparison', '5', W]],
    ["IamUser should have mfaActive = 'true'"],
    ["IamUser should have mfaActive = 'yes'", ['impossible-comparison', "'yes'", W]],
    ["IamUser should have mfaActive = 'null'"],
    ['IamUser should have mfaActive > 5', ['impossible-comparison', '5', W]],
    ["IamUser should have tags = 'x'", ['impossible-comparison', "'x'", W]],
    ["IamUser should have firstAccessKey = 'x'", ['impossible-comparison', "'x'", W]],
    ["IamUser should have mfaActive like 'y%'", ['impossible-comparison', "'y%'", W]],
    ['IamUser should have mfaActive regexMatch /yes|on/i', ['impossible-comparison', '/yes|on/i', W]],
    ["RDS should have port like '3306/%'", ['impossible-comparison', "'3306/%'", W]],
    ['RDS should have port regexMatch /tcp/', ['impossible-comparison', '/tcp/', W]],
    ["IamUser should have attachedGroups like 'x%'", ['impossible-comparison', 'attachedGroups', W]],
    // `regexMatch` looks at the JSON text of a list, and a list of one is its element.
    ['IamUser should have attachedGroups regexMatch /x/'],
    ["IamUser should have attachedGroups = 'x'", ['impossible-comparison', "'x'", W]],
    ["SecurityGroup should have inboundRules contain ['x']", ['impossible-comparison', "'x'", W]],
    ['SecurityGroup should have inboundRules contain [ 22 or port = 80 ]', ['impossible-comparison', '22', W]],
    ["IamUser should have attachedGroups contain ['x']"],
    ["RDS should have port in (3306, 'mysql')", ['impossible-comparison', "'mysql'", W]],
    ["RDS should have port = '3306'"],
    ['RDS should have port', ['bare-number', 'port', W]],
    ["IamPolicy should have document.Statement contain [ Action regexMatch /^s3/ or Action contain ['*'] ]"],
    ['IamUser should have name numberOfHosts() > 3', ['wrong-receiver', 'numberOfHosts', W]],
    ["IamUser should have name before(-1, 'days')", ['wrong-receiver', 'before', W]],
    ['IamUser should have name length() > 3', ['wrong-receiver', 'length', W]],
    ['IamUser should have name contain [ $ ]', ['wrong-receiver', 'contain', W]],
    ["IamUser should have tags contain [ value before(0, 'days') ]"],
  ]);

  test('a table of one’s own, with odd names', () => {
    const schemas = JSON.parse(
      '{ "constructor": { "__proto__": "text" }, "Printer": { "trays": [{ "sheets": "number" }] } }',
    ) as EntitySchemas;
    expect(said('constructor should have __proto__', { schemas })).toEqual([]);
    expect(said('Printer should have trays contain [ sheets > 5 ]', { schemas })).toEqual([]);
    expect(said('Printer should have trays contain [ sheet > 5 ]', { schemas })).toEqual([
      ['unknown-property', 'sheet', W],
    ]);
    expect(said('Printer should have toString and constructor', { schemas }).map(([code]) => code)).toEqual([
      'unknown-property',
      'unknown-property',
    ]);
    expect(said('toString should have x', { schemas })).toEqual([]);
  });

  test('without a table nothing is said', () => {
    expect(said('IamUsr should have mfaActve = 5')).toEqual([]);
  });
});

describe('strict', () => {
  cases({ strict: true }, [
    ["A should have a contain [ ~getValue('b') in (c split(':')) ]"],
    ["A should have a contain [ b contain [ c = ~~getValue('d') ] ]", ['extension', '~~', E]],
    ["A should have a in ($List) and b before(-90, 'days') and c isEmpty()"],
    ['A should have a groupBy [ b ] contain-all [ values length() > 1 ] exclude c'],
    ["A should have name startsWith('x')", ['extension', 'startsWith', E]],
    ['A should have tags isempty()', ['extension', 'isempty', E]],
    ['A should have a contain [ b = ~.c ]', ['extension', '~', E]],
    ['A should have $.a', ['extension', '$.', E]],
    ["A should have a['b c']", ['extension', "['b c']", E]],
    ["A should have $['in']", ['extension', "['in']", E]],
    ['A should have a[0]', ['extension', '[0]', E]],
    ['A should have a = null', ['extension', 'null', E]],
    ['A should have a = 1.5', ['extension', '1.5', E]],
    ["A should have a = 'it''s'", ['extension', "'it''s'", E]],
  ]);
});

describe('named lists', () => {
  test('the lists that the vendor keeps have a help of their own', () => {
    expect(messages('A should have a in ($CloudGuard_Known_UDP_Ports)', { lists: {} })[0]).toContain(
      'examples/lists/cloudguard-lists.json',
    );
  });

  cases({ lists: { Offices: [], Ports: [] } }, [
    ['A should have a in ($Offices)'],
    ['A should have a in ($Ofices)', ['unknown-list', '$Ofices', W]],
    ['A should have a in ($toString)', ['unknown-list', '$toString', W]],
  ]);
});

describe('repairs', () => {
  test.each([
    ['A should have inboundRuleslength()>0', 'A should have inboundRules length()>0'],
    ['A should have a.tags.length() > 0', 'A should have a.tags length() > 0'],
    ['A should have tags len() > 0', 'A should have tags length() > 0'],
    ['A should have tags isempty()', 'A should have tags isEmpty()'],
    ["A should have a isEarlierThan(-9, 'days')", "A should have a before(-9, 'days')"],
    ["A should have name notin ('x')", "A should have not name in ('x')"],
    ["A should have a before('-9', 'days')", "A should have a before(-9, 'days')"],
    ["A should have a before('days', -9)", "A should have a before(-9, 'days')"],
    ['A should have a before(-9, days)', "A should have a before(-9, 'days')"],
    ["A should have a before(-9, 'dyas')", "A should have a before(-9, 'days')"],
    ['A should have (a = isEmpty()) and b.c  != isEmpty()', 'A should have (a isEmpty()) and not b.c isEmpty()'],
    ['A should have a and b and a', 'A should have a and b'],
    ["A should have a in ('x', 'y', 'x')", "A should have a in ('x', 'y')"],
    ["A should have name = 'ci-%'", "A should have name like 'ci-%'"],
    ["A should have name != 'ci-%'", "A should have not name like 'ci-%'"],
    ["A should have lastUsed after(90, 'days')", "A should have lastUsed after(-90, 'days')"],
  ])('%s', (rule, repaired) => {
    expect(mended(rule)).toBe(repaired);
    expect(check(repaired)).toEqual([]);
  });

  test.each([
    ['iamUser should have mfaActve = true', 'IamUser should have mfaActive = true'],
    ['A should have $.a = null', "A should have a = 'null'"],
  ])('%s', (rule, repaired) => {
    expect(mended(rule, { schemas: cloudGuardSchemas, strict: true })).toBe(repaired);
  });

  test('a term in brackets is not taken out', () => {
    expect(mended('A should have (a and b) and (a)')).toBe('A should have (a and b) and (a)');
  });
});

test('frames', () => {
  const frames = check("IamUser where name = 'a' should have mfaActve = true and tags len() > 0", {
    schemas: cloudGuardSchemas,
  }).map(formatMessage);
  expect(`\n${frames.join('\n\n')}\n`).toBe(`
warning: \`mfaActve\` is not a known property of \`IamUser\` [unknown-property]
 --> rule:1:38
  1 | IamUser where name = 'a' should have mfaActve = true and tags len() > 0
    |                                      ^^^^^^^^
  = help: did you mean \`mfaActive\`?

error: \`len()\` is not GSL [foreign-word]
 --> rule:1:63
  1 | IamUser where name = 'a' should have mfaActve = true and tags len() > 0
    |                                                               ^^^
  = help: write \`length()\`
`);
});

test('what cannot be read is said by the text-level check too', () => {
  expect(said('IamUser shoud have x')).toEqual([['misspelt-keyword', 'shoud', 'error']]);
});

test('the words of all of it', async () => {
  await expect(asked.join('')).toMatchFileSnapshot('check.txt');
});
