import { basename } from 'node:path';

/** Whether Terraform puts what a file has over what the others have. */
export function isOverride(file: string): boolean {
  return /^(?:.*_)?override\.(?:tf|tofu)(?:\.json)?$/u.test(basename(file));
}
