import { AWS } from '../../check/schemas/aws.ts';

/** Whether the vendor has a type of entity of AWS by this name. */
export function isAwsType(type: string): boolean {
  return Object.hasOwn(AWS, type);
}
