import { isObject, ownText, ownValue } from '../../entity.ts';

/** What names the page that follows, and what says that there is one. */
const NEXT = [
  'NextToken',
  'nextToken',
  'NextMarker',
  'NextPageMarker',
  'Marker',
  'position',
  'ContinuationToken',
  'NextContinuationToken',
  'NextPageToken',
  'PaginationToken',
  'LastEvaluatedTableName',
];
const CUT = ['IsTruncated', 'Truncated'];
export const PAGE_MEMBERS: ReadonlySet<string> = new Set([...NEXT, ...CUT]);

/** Whether an answer says that there is more than it holds. */
export function isPageOfSeveral(value: unknown): boolean {
  if (!isObject(value)) return false;
  const truncated = CUT.map((name) => ownValue(value, name)).find((said) => typeof said === 'boolean');
  if (truncated !== undefined) return truncated === true;
  return NEXT.some((name) => (ownText(value, name) ?? '') !== '');
}

/** Whether a member says if there are more pages. */
export function isPageMember(member: string): boolean {
  return PAGE_MEMBERS.has(member);
}
