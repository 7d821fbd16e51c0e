import { clip } from '../../text/clip.ts';
import { joinableByArn } from './answers/join-facts.ts';
import { iamGroup, iamPolicy, iamRole, iamUser, type Absent } from './iam.ts';
import { linkedIam } from './iam-links.ts';
import { pageOfSeveral } from './page-of-several.ts';
import type { Origin } from './shape.ts';
import type { CutPlan } from '../formats/json-cutter.ts';
import { jsonPieces } from '../formats/json-records.ts';
import { problem } from '../problems.ts';
import type { InventoryReader } from '../reader.ts';
import { isEntityRecord, type EntityRecord, type InventoryRecord } from '../../values/record.ts';
import type { InputSample, JsonShape } from '../formats/sample.ts';
import { meantBy } from '../spelling.ts';

/** The lists of the output, and what their elements become. */
const LISTS = new Map<string, (detail: unknown, origin: Origin, absent: Absent) => InventoryRecord>([
  ['UserDetailList', iamUser],
  ['GroupDetailList', iamGroup],
  ['RoleDetailList', iamRole],
  ['Policies', iamPolicy],
]);

/**
 * What `aws iam get-account-authorization-details` prints: users, groups, roles and managed policies, read one at a time.
 * Pages that were printed one after the other, or put into an array, are read as one. Each becomes an `IamUser`,
 * `IamGroup`, `IamRole` or `IamPolicy`:
 * - times are epoch seconds; policy documents are objects, also where they are URL-encoded;
 * - `managedPolicies` are `[{ name, arn }]`, `inlinePolicies` `[{ name, policyDocument }]`, `document` of a policy is that of
 *   its default version. A list that is absent is empty: AWS leaves out the inline policies of who has none;
 * - `combinedPolicies` has the documents of the attached policies too, a policy whom it is attached to, a group its users,
 *   where all of these are in the output;
 * - what it does not hold (keys, passwords, MFA) is listed as unknown: a credential report beside it supplies that.
 *
 * Format: https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html
 */
export const awsAuthorizationDetails: InventoryReader = {
  name: 'aws-authorization-details',
  title: 'AWS account authorization details',
  summary: 'IAM users, groups, roles and policies with their documents; not keys, passwords and MFA.',
  command: 'aws iam get-account-authorization-details > authorization-details.json',
  covers: ['IamUser', 'IamGroup', 'IamRole', 'IamPolicy'],
  vendor: 'aws',
  extensions: ['.json'],
  joins: 'inputs',
  detect: isDetails,
  async *read(input, options) {
    // An account holds some thousands of these; who has a policy is known once all were read.
    const found: EntityRecord[] = [];
    let isWhole = true;
    let isPage = false;
    for await (const pieces of jsonPieces(input, PAGES, options)) {
      for (const { value, problem: broken, place, key, index } of pieces) {
        const make = LISTS.get(key ?? '');
        if (key === 'IsTruncated') {
          isPage = value === true;
          continue;
        }
        isWhole &&= broken === undefined;
        if (broken !== undefined) yield broken;
        else if (make === undefined || index === undefined) {
          const shown = clip(key ?? '', 60);
          const what =
            make === undefined ? `is not read: \`${meantBy(shown, LISTS.keys()) ?? ''}\` is` : 'is not a list';
          const message = key === undefined ? 'the page is no object' : `\`${shown}\` ${what}`;
          yield problem('not-an-entity', message, place);
        } else {
          const origin = { place, source: 'aws-authorization-details', maxDepth: options.maxDepth };
          const record = make(value, origin, 'empty');
          if (isEntityRecord(record)) found.push(record);
          else {
            isWhole = false;
            yield record;
          }
        }
      }
    }
    if (isPage) yield pageOfSeveral(input.file);
    yield* linkedIam(found, isWhole && !isPage).map(joinableByArn);
  },
};

const PAGE: CutPlan = {
  object: (key) => {
    if (LISTS.has(key)) return { array: {} };
    return key === 'IsTruncated' || meantBy(key, LISTS.keys()) !== undefined ? {} : { skip: true };
  },
};
const PAGES: CutPlan = { ...PAGE, array: PAGE, many: true, each: true };

function isDetails(sample: InputSample): boolean {
  const page = sample.firstObject;
  if (page === undefined) return false;
  const isList = (name: string): boolean => page.get(name)?.kind === 'array';
  if (['UserDetailList', 'GroupDetailList', 'RoleDetailList'].some(isList)) return true;
  return hasMember(page.get('Policies'), 'PolicyVersionList');
}

function hasMember(list: JsonShape | undefined, name: string): boolean {
  return list?.kind === 'array' && list.first?.kind === 'object' && list.first.members.has(name);
}
