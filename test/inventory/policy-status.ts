import { assess } from '../../src/index.ts';
import { collectBytes } from './support.ts';

/** Whether a policy has a statement that allows everything. */
export const OPEN =
  "should not have policy.Statement contain [ Effect = 'Allow' and Action contain [ '*' ] and Resource contain [ '*' ] ]";

/** What a rule's logic says of the resource of a `.tf` file with this body. */
export async function statusOf(body: string, logic: string, more = ''): Promise<string> {
  const { records } = await collectBytes(`variable "x" {}\nresource "aws_iam_policy" "p" {\n  ${body}\n}\n${more}`);
  const rule = { id: 'r', severity: 'High', logic: `aws_iam_policy ${logic}` } as const;
  for await (const { status } of assess([rule], records, { now: 0 })) return status;
  return 'nothing';
}
