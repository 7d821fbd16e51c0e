import type { LoadedRule, LoadedRuleset } from '../rule.ts';
import { bundledHash } from './hashes.ts';
import * as entity from './iam-users.ts';

const CATEGORY = 'Security, Identity, & Compliance';

/** The benchmark's versions whose section 1 numbers these controls alike. */
const CIS_VERSIONS = ['1.5.0', '2.0.0', '3.0.0'] as const;

const REPORT = {
  title: 'AWS IAM User Guide: credential reports',
  url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html',
};
const ROTATION = {
  title: 'AWS IAM User Guide: update access keys',
  url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id-credentials-access-keys-update.html',
};
const ROOT_USER = {
  title: 'AWS IAM User Guide: best practices for the root user',
  url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/root-user-best-practices.html',
};

interface Draft extends Omit<LoadedRule, 'logicHash' | 'entityType' | 'category' | 'frameworks'> {
  /** Number of the control in the CIS AWS Foundations Benchmark, where there is one. */
  readonly cis?: string;
}

function rule({ cis, ...draft }: Draft): LoadedRule {
  const frameworks =
    cis === undefined ? [] : CIS_VERSIONS.map((version) => `AWS CIS Foundations v. ${version} (${cis})`);
  return {
    ...draft,
    entityType: 'IamUser',
    category: CATEGORY,
    logicHash: bundledHash(draft.id, draft.logic),
    ...(frameworks.length > 0 && { frameworks }),
  };
}

/** A rule on one of the two keys: the report names them apart, and so does a finding. */
function keyRules(
  ids: readonly [string, string],
  draft: (key: 'firstAccessKey' | 'secondAccessKey', nth: string) => Omit<Draft, 'id'>,
): LoadedRule[] {
  return [
    rule({ id: ids[0], ...draft('firstAccessKey', 'first') }),
    rule({ id: ids[1], ...draft('secondAccessKey', 'second') }),
  ];
}

const { user, root, key, password, never, daysAgo, now } = entity;

const DEACTIVATE =
  'aws iam update-access-key --access-key-id ACCESS_KEY_ID --status Inactive --user-name {{name}}\n' +
  'aws iam delete-access-key --access-key-id ACCESS_KEY_ID --user-name {{name}}';

/**
 * What an AWS IAM credential report can answer. Written from the public controls of the CIS AWS Foundations Benchmark;
 * the logic and all texts are ours. D9.AWS.IAM.51, two active keys, stays a rule of its own.
 */
export const awsIamCredentialReport: LoadedRuleset = {
  id: 'aws-iam-credential-report',
  name: 'AWS IAM credential report',
  description: 'Passwords, MFA, access keys and certificates of IAM users, as far as the credential report tells.',
  cloudVendor: 'aws',
  language: 'en',
  version: '1',
  rules: [
    rule({
      id: 'GSL.AWS.IAM.01',
      cis: '1.4',
      name: 'The root user has no access keys',
      severity: 'Critical',
      logic:
        "IamUser where name='<root_account>' should have firstAccessKey.lastRotated isEmpty() and secondAccessKey.lastRotated isEmpty()",
      description: 'Finds access keys of the root user, also inactive ones.',
      rationale: 'No policy limits the root user, so whoever holds such a key holds the account.',
      remediation: {
        portal:
          'Sign in as the root user, open Security credentials from the account menu, and under Access keys deactivate ' +
          'and delete each key. Give what used them a role instead.',
        cli: 'aws iam delete-access-key --access-key-id ACCESS_KEY_ID  # with credentials of the root user',
      },
      references: [ROOT_USER, REPORT],
      tests: [
        { name: 'no keys', entity: root(), expect: 'passed' },
        { name: 'an active key', entity: root({ firstAccessKey: key(10) }), expect: 'failed' },
        { name: 'an inactive key', entity: root({ secondAccessKey: key(900, { isActive: false }) }), expect: 'failed' },
        { name: 'another user', entity: user({ firstAccessKey: key(10) }), expect: 'irrelevant' },
      ],
    }),
    rule({
      id: 'GSL.AWS.IAM.02',
      cis: '1.5',
      name: 'The root user signs in with MFA',
      severity: 'Critical',
      logic: "IamUser where name='<root_account>' should have mfaActive=true",
      description: 'Finds a root user without a second factor.',
      rationale: 'With the password alone, a leaked or guessed one gives the whole account away.',
      remediation: {
        portal:
          'Sign in as the root user, open Security credentials from the account menu, and choose Assign MFA device.',
        cli: 'aws iam get-account-summary --query SummaryMap.AccountMFAEnabled  # 1 when it is set; set it in the portal',
      },
      references: [ROOT_USER, REPORT],
      tests: [
        { name: 'MFA', entity: root({ mfaActive: true }), expect: 'passed' },
        { name: 'no MFA', entity: root({ mfaActive: false }), expect: 'failed' },
        { name: 'another user', entity: user({ mfaActive: false }), expect: 'irrelevant' },
      ],
    }),
    rule({
      id: 'GSL.AWS.IAM.03',
      cis: '1.7',
      name: 'The root user is not used for daily work',
      severity: 'High',
      logic:
        "IamUser where name='<root_account>' should not have passwordLastUsed after(-30, 'days') " +
        "or firstAccessKey.lastUsedDate after(-30, 'days') or secondAccessKey.lastUsedDate after(-30, 'days')",
      description: 'Finds a use of the root user, by password or key, in the last 30 days.',
      rationale: 'What the root user does is not limited and not tied to a person. A few tasks need it; they are rare.',
      remediation: {
        portal: 'Find out from CloudTrail what was done, and give a role to those who need to do it again.',
        cli: 'aws cloudtrail lookup-events --lookup-attributes AttributeKey=Username,AttributeValue=root',
      },
      references: [ROOT_USER],
      tests: [
        {
          name: 'the second key was used',
          now,
          entity: root({ secondAccessKey: key(100, { lastUsedDate: daysAgo(1) }) }),
          expect: 'failed',
        },
        { name: 'used half a year ago', now, entity: root({ passwordLastUsed: daysAgo(180) }), expect: 'passed' },
        { name: 'never used', now, entity: root({ passwordLastUsed: never }), expect: 'passed' },
        { name: 'used last week', now, entity: root({ passwordLastUsed: daysAgo(7) }), expect: 'failed' },
        {
          name: 'key used today',
          now,
          entity: root({ firstAccessKey: key(400, { lastUsedDate: daysAgo(0.1) }) }),
          expect: 'failed',
        },
        { name: 'another user', now, entity: user({ passwordLastUsed: daysAgo(7) }), expect: 'irrelevant' },
      ],
    }),
    rule({
      id: 'GSL.AWS.IAM.04',
      cis: '1.10',
      name: 'Users with a console password sign in with MFA',
      severity: 'High',
      logic: "IamUser where passwordEnabled=true and name!='<root_account>' should have mfaActive=true",
      description: 'Finds users who can sign in to the console with a password alone.',
      rationale: 'Passwords are phished, reused and guessed; a second factor makes a stolen one useless.',
      remediation: {
        portal: 'Open IAM, choose Users, then the user, then Security credentials, and choose Assign MFA device.',
        cli:
          'aws iam create-virtual-mfa-device --virtual-mfa-device-name {{name}} --outfile qr.png --bootstrap-method QRCodePNG\n' +
          'aws iam enable-mfa-device --user-name {{name}} --serial-number MFA_ARN --authentication-code1 CODE1 --authentication-code2 CODE2',
      },
      references: [REPORT],
      tests: [
        { name: 'password and MFA', entity: user({ ...password(10), mfaActive: true }), expect: 'passed' },
        { name: 'password alone', entity: user({ ...password(10), mfaActive: false }), expect: 'failed' },
        { name: 'no password', entity: user(), expect: 'irrelevant' },
        { name: 'the root user', entity: root({ mfaActive: false }), expect: 'irrelevant' },
      ],
    }),
    ...keyRules(['GSL.AWS.IAM.05', 'GSL.AWS.IAM.06'], (property, nth) => ({
      cis: '1.14',
      name: `The ${nth} access key was rotated in the last 90 days`,
      severity: 'Medium',
      logic: `IamUser where ${property}.isActive=true should have ${property}.lastRotated after(-90, 'days')`,
      description: `Finds users whose ${nth} access key is active and older than 90 days.`,
      rationale:
        'The longer a key lives, the more copies of it there are: in backups, logs, laptops of former colleagues.',
      remediation: {
        portal: 'Create the second key, move what uses the old one, then deactivate and delete the old one.',
        cli: `aws iam create-access-key --user-name {{name}}\n${DEACTIVATE}`,
      },
      references: [ROTATION, REPORT],
      tests: [
        { name: 'rotated last month', now, entity: user({ [property]: key(30) }), expect: 'passed' },
        { name: 'rotated 89 days ago', now, entity: user({ [property]: key(89) }), expect: 'passed' },
        { name: 'rotated 91 days ago', now, entity: user({ [property]: key(91) }), expect: 'failed' },
        { name: 'inactive', now, entity: user({ [property]: key(91, { isActive: false }) }), expect: 'irrelevant' },
        { name: 'no key', now, entity: user(), expect: 'irrelevant' },
      ],
    })),
    rule({
      id: 'GSL.AWS.IAM.07',
      cis: '1.12',
      name: 'Console passwords that were not used for 45 days are disabled',
      severity: 'Medium',
      logic:
        "IamUser where passwordEnabled=true should have passwordLastUsed after(-45, 'days') " +
        "or (passwordLastUsed<0 and passwordLastChanged after(-45, 'days'))",
      description:
        'Finds passwords without a sign-in for 45 days. One that was never used has 45 days from when it was set.',
      rationale: 'Nobody notices when an account that nobody uses is taken over.',
      remediation: {
        portal: 'Open IAM, choose Users, then the user, then Security credentials, Manage console access, Disable.',
        cli: 'aws iam delete-login-profile --user-name {{name}}',
      },
      references: [REPORT],
      tests: [
        {
          name: 'used last week',
          now,
          entity: user({ ...password(400), passwordLastUsed: daysAgo(7) }),
          expect: 'passed',
        },
        {
          name: 'never used, but new',
          now,
          entity: user({ ...password(3), passwordLastUsed: never }),
          expect: 'passed',
        },
        {
          name: 'used 46 days ago',
          now,
          entity: user({ ...password(400), passwordLastUsed: daysAgo(46) }),
          expect: 'failed',
        },
        { name: 'never used', now, entity: user({ ...password(46), passwordLastUsed: never }), expect: 'failed' },
        { name: 'no password', now, entity: user(), expect: 'irrelevant' },
      ],
    }),
    ...keyRules(['GSL.AWS.IAM.08', 'GSL.AWS.IAM.09'], (property, nth) => ({
      cis: '1.12',
      name: `The ${nth} access key is inactive when it was not used for 45 days`,
      severity: 'Medium',
      logic:
        `IamUser where ${property}.isActive=true should have ${property}.lastUsedDate after(-45, 'days') ` +
        `or (${property}.lastUsedDate<0 and ${property}.lastRotated after(-45, 'days'))`,
      description: `Finds active ${nth} keys without a use for 45 days. One that was never used has 45 days from its creation.`,
      rationale: 'A key that nothing needs can only be used by somebody who should not have it.',
      remediation: {
        portal:
          'Open IAM, choose Users, then the user, then Security credentials, and deactivate the key; delete it later.',
        cli: DEACTIVATE,
      },
      references: [REPORT],
      tests: [
        {
          name: 'used yesterday',
          now,
          entity: user({ [property]: key(80, { lastUsedDate: daysAgo(1) }) }),
          expect: 'passed',
        },
        {
          name: 'never used, but new',
          now,
          entity: user({ [property]: key(3, { lastUsedDate: never }) }),
          expect: 'passed',
        },
        {
          name: 'used 46 days ago',
          now,
          entity: user({ [property]: key(80, { lastUsedDate: daysAgo(46) }) }),
          expect: 'failed',
        },
        { name: 'never used', now, entity: user({ [property]: key(46, { lastUsedDate: never }) }), expect: 'failed' },
        {
          name: 'inactive',
          now,
          entity: user({ [property]: key(80, { isActive: false, lastUsedDate: never }) }),
          expect: 'irrelevant',
        },
      ],
    })),
    rule({
      id: 'GSL.AWS.IAM.10',
      cis: '1.11',
      name: 'Console users hold no access keys that were never used',
      severity: 'Low',
      logic:
        'IamUser where passwordEnabled=true and (firstAccessKey.isActive=true or secondAccessKey.isActive=true) should not have ' +
        "(firstAccessKey.isActive=true and firstAccessKey.lastUsedDate<0 and firstAccessKey.lastRotated before(-7, 'days')) " +
        "or (secondAccessKey.isActive=true and secondAccessKey.lastUsedDate<0 and secondAccessKey.lastRotated before(-7, 'days'))",
      description: 'Finds active keys of console users that are older than a week and were never used.',
      rationale:
        'A key made together with the user, just in case, is a secret that nobody asked for and nobody watches.',
      remediation: {
        portal: 'Open IAM, choose Users, then the user, then Security credentials, and deactivate and delete the key.',
        cli: DEACTIVATE,
      },
      references: [REPORT],
      tests: [
        {
          name: 'only the second key, and never used',
          now,
          entity: user({ ...password(30), secondAccessKey: key(30, { lastUsedDate: never }) }),
          expect: 'failed',
        },
        { name: 'key in use', now, entity: user({ ...password(90), firstAccessKey: key(90) }), expect: 'passed' },
        {
          name: 'key of this week',
          now,
          entity: user({ ...password(2), firstAccessKey: key(2, { lastUsedDate: never }) }),
          expect: 'passed',
        },
        {
          name: 'first key never used',
          now,
          entity: user({ ...password(8), firstAccessKey: key(8, { lastUsedDate: never }) }),
          expect: 'failed',
        },
        {
          name: 'second key never used',
          now,
          entity: user({ ...password(8), firstAccessKey: key(8), secondAccessKey: key(8, { lastUsedDate: never }) }),
          expect: 'failed',
        },
        {
          name: 'no password',
          now,
          entity: user({ firstAccessKey: key(8, { lastUsedDate: never }) }),
          expect: 'irrelevant',
        },
        { name: 'no keys', now, entity: user(password(8)), expect: 'irrelevant' },
      ],
    }),
    rule({
      id: 'GSL.AWS.IAM.11',
      name: 'Deactivated access keys are deleted',
      severity: 'Low',
      logic:
        'IamUser where firstAccessKey.lastRotated or secondAccessKey.lastRotated should not have ' +
        "(firstAccessKey.isActive=false and firstAccessKey.lastRotated before(-90, 'days')) " +
        "or (secondAccessKey.isActive=false and secondAccessKey.lastRotated before(-90, 'days'))",
      description: 'Finds inactive keys that are older than 90 days.',
      rationale:
        'A deactivated key comes back to life with one call, and takes the place of the key of the next rotation.',
      remediation: {
        portal: 'Open IAM, choose Users, then the user, then Security credentials, and delete the inactive key.',
        cli: 'aws iam delete-access-key --access-key-id ACCESS_KEY_ID --user-name {{name}}',
      },
      references: [ROTATION],
      tests: [
        {
          name: 'an old inactive first key',
          now,
          entity: user({ firstAccessKey: key(200, { isActive: false }) }),
          expect: 'failed',
        },
        { name: 'active key', now, entity: user({ firstAccessKey: key(200) }), expect: 'passed' },
        {
          name: 'rotation under way',
          now,
          entity: user({ firstAccessKey: key(80, { isActive: false }), secondAccessKey: key(1) }),
          expect: 'passed',
        },
        {
          name: 'old inactive key',
          now,
          entity: user({ secondAccessKey: key(200, { isActive: false }) }),
          expect: 'failed',
        },
        { name: 'no keys', now, entity: user(), expect: 'irrelevant' },
      ],
    }),
    rule({
      id: 'GSL.AWS.IAM.12',
      name: 'Console passwords are not older than a year',
      severity: 'Low',
      logic: "IamUser where passwordEnabled=true should have passwordLastChanged after(-365, 'days')",
      description: 'Finds console passwords that were set more than 365 days ago.',
      rationale: 'A password that leaked without anybody noticing stops working when it is changed.',
      remediation: {
        portal: 'Let the user change the password, or set an expiry under IAM, Account settings, Password policy.',
        cli: 'aws iam update-login-profile --user-name {{name}} --password NEW_PASSWORD --password-reset-required',
      },
      references: [REPORT],
      tests: [
        { name: 'set last month', now, entity: user(password(30)), expect: 'passed' },
        { name: 'set 366 days ago', now, entity: user(password(366)), expect: 'failed' },
        { name: 'no password', now, entity: user(), expect: 'irrelevant' },
      ],
    }),
    rule({
      id: 'GSL.AWS.IAM.13',
      name: 'Signing certificates are not active',
      severity: 'Medium',
      logic:
        'IamUser where firstCertificate.lastRotated or secondCertificate.lastRotated should not have ' +
        'firstCertificate.isActive=true or secondCertificate.isActive=true',
      description: 'Finds users with an active X.509 signing certificate.',
      rationale:
        'Signing certificates serve the old SOAP interfaces; today they are one more way in that is rarely watched.',
      remediation: {
        portal:
          'Open IAM, choose Users, then the user, then Security credentials, X.509 signing certificates, and deactivate it.',
        cli: 'aws iam update-signing-certificate --certificate-id CERTIFICATE_ID --status Inactive --user-name {{name}}',
      },
      references: [REPORT],
      tests: [
        {
          name: 'an active first certificate',
          now,
          entity: user({ firstCertificate: { isActive: true, lastRotated: daysAgo(10) } }),
          expect: 'failed',
        },
        {
          name: 'inactive',
          entity: user({ firstCertificate: { isActive: false, lastRotated: daysAgo(900) } }),
          expect: 'passed',
        },
        {
          name: 'active',
          entity: user({ secondCertificate: { isActive: true, lastRotated: daysAgo(900) } }),
          expect: 'failed',
        },
        { name: 'none', entity: user(), expect: 'irrelevant' },
      ],
    }),
  ],
};
