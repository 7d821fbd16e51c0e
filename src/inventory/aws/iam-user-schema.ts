import * as z from 'zod';

const epochSeconds = z
  .number()
  .nullable()
  .describe('Seconds since 1970 in UTC; -62135596800 (the year 1) is "never"; null is unknown or not applicable.');

const accessKey = z
  .looseObject({
    isActive: z.boolean(),
    lastRotated: epochSeconds.describe('When the key was made, or last replaced.'),
    lastUsedDate: epochSeconds.describe('When a request was last signed with it; -62135596800 when none is recorded.'),
    lastUsedRegion: z.string().nullable().describe('Region of that request; empty when none is recorded.'),
    lastUsedService: z.string().nullable().describe('Service of that request, as `s3`; empty when none is recorded.'),
  })
  .nullable()
  .describe('Null when the user has no such key. An inactive key is an object whose `isActive` is false.');

const certificate = z
  .looseObject({ isActive: z.boolean(), lastRotated: epochSeconds })
  .nullable()
  .describe('A signing certificate; null when the user has none.');

const names = z.array(z.unknown()).nullable();

/**
 * The shape of an `IamUser` entity: a user of an AWS account, or its root user under the name `<root_account>`. It is
 * open: other properties are kept as they are. Nothing is coerced: text that looks like a number does not pass.
 * Readers do not run it on each record; use it to check what a reader of your own makes.
 *
 * @example
 * iamUserSchema.safeParse({ type: 'IamUser', name: 'alice', mfaActive: true }).success // true
 */
export const iamUserSchema = z
  .looseObject({
    type: z.literal('IamUser'),
    id: z.string().optional().describe('The unique id, `AIDA…`; the ARN where the source has no such id.'),
    name: z.string().describe('The user name; `<root_account>` for the root user.'),
    arn: z.string().optional().describe('The Amazon Resource Name.'),
    path: z.string().nullable().optional().describe('The path of the user, `/` for most; null for the root user.'),
    dome9Id: z.string().optional().describe("The vendor's own id of the entity."),
    accountNumber: z.string().optional().describe('The twelve digits of the AWS account.'),
    region: z.string().nullable().optional().describe('Null: users belong to no region.'),
    source: z.string().optional().describe('Where the entity came from.'),
    tags: z.array(z.looseObject({ key: z.string(), value: z.string().nullable() })).optional(),
    createDate: epochSeconds.optional(),
    passwordEnabled: z
      .boolean()
      .nullable()
      .optional()
      .describe('Whether there is a console password; null is unknown.'),
    passwordLastUsed: epochSeconds.optional(),
    passwordLastChanged: epochSeconds.optional(),
    passwordNextRotation: epochSeconds.optional().describe('When the password must be changed; null when it need not.'),
    mfaActive: z.boolean().nullable().optional().describe('Whether an MFA device is enabled; null is unknown.'),
    virtualMfaEnabled: z.boolean().nullable().optional(),
    firstAccessKey: accessKey.optional(),
    secondAccessKey: accessKey.optional(),
    firstCertificate: certificate.optional(),
    secondCertificate: certificate.optional(),
    managedPolicies: names.optional(),
    inlinePolicies: names.optional(),
    attachedGroups: names.optional(),
    combinedPolicies: names.optional(),
  })
  .meta({ id: 'IamUser', title: 'IamUser', description: 'A user of an AWS account, or its root user.' });

/** A user of an AWS account as CloudGuard shows it. */
export type IamUser = z.infer<typeof iamUserSchema>;
