/** The attributes by which a resource is known, none of which is ever empty. */
export const NAMES = 'id|arn|name|bucket|self_link|key_id';

/** Of these, the one attribute called `name` that may be left out: the name of the first database. */
const NAMED = new RegExp(
  `^(?!(?:var|local|module|each|count|path|self|terraform)\\.)(?!(?:data\\.)?aws_db_instance\\.[^.]+\\.name$)(?:data\\.)?[a-z][\\w-]*\\.[\\w-]+(?:\\[[^\\]*]*\\])?\\.(?:${NAMES})$`,
  'u',
);

/** Whether a reference is to what a resource is known by: `aws_vpc.main.id`. It is there as surely as the resource. */
export function namesResource(reference: string): boolean {
  return NAMED.test(reference);
}
