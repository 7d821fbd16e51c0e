/** What a name stands for, whether that is secret, and whether it is the default of a variable that may have another value. */
export interface Found {
  readonly value: unknown;
  readonly isSecret: boolean;
  readonly isAssumed?: boolean;
}

/** What names such as `var.stage` stand for, and `data.aws_iam_policy_document`: `undefined` where the files do not tell. */
export type Lookup = (root: string, name: string) => Found | undefined;

/** What the data source is called whose `json` is a policy that its blocks write. */
export const POLICY_DOCUMENT = 'aws_iam_policy_document';
